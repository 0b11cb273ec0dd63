import type { StoreFile } from '../electron/main/globalState/index.ts';

/** What writes the state file, loaded only by a command that may write: it is most of what there is to load. */
export async function loadStoreFile(): Promise<StoreFile> {
  return import('../electron/main/globalState/disk/electronStoreFile.ts').then(
    (module) => module.electronStoreFile,
  );
}
