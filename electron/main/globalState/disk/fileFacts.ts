import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts, StateFileName } from '../contract.ts';
import type { StateFile } from './stateFile.ts';

/** Facts for a diagnostic: size, mode and time as they are now, and what the last reading found in it. */
export function factsOf(folder: string, file: StateFileName, state: StateFile): FileFacts {
  const parse = state.kind === 'read' ? 'ok' : state.kind === 'absent' ? 'absent' : state.problem;
  try {
    const { size, mode, mtime } = statSync(join(folder, file));
    const bits = (mode & 0o7777).toString(8);
    return { file, exists: true, size, mode: bits, modified: mtime.toISOString(), parse };
  } catch {
    return { file, exists: state.kind !== 'absent', size: null, mode: null, modified: null, parse };
  }
}
