import { statSync } from 'node:fs';
import type { FileFacts } from '../contract.ts';
import { pathIn, type StateFileName, type StatePlace } from './place.ts';
import type { StateFile } from './stateFile.ts';

/** Facts for a diagnostic: size, mode and time as they are now, and what the last reading found in it. */
export function factsOf(place: StatePlace, file: StateFileName, state: StateFile): FileFacts {
  const parse = state.kind === 'read' ? 'ok' : state.kind === 'absent' ? 'absent' : state.problem;
  try {
    const { size, mode, mtime } = statSync(pathIn(place, file));
    const bits = (mode & 0o7777).toString(8);
    return { file, exists: true, size, mode: bits, modified: mtime.toISOString(), parse };
  } catch {
    return { file, exists: state.kind !== 'absent', size: null, mode: null, modified: null, parse };
  }
}
