import { writeFileSync } from 'node:fs';
import type { StoreFile } from '../../electron/main/globalState/index.ts';

/** A writer that empties the file and fills it again, as many programs do: a crash in between loses everything. */
export const inPlaceStoreFile: StoreFile = (path) => ({ write: (bytes) => writeFileSync(path, bytes) });
