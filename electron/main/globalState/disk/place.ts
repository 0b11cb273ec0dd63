import { join } from 'node:path';

/** The state file and its mirror, by base name. */
export type StateFileName = '.codex-global-state.json' | '.codex-global-state.json.bak';

/** The file that counts: a commit has happened when this one has been renamed into place. */
export const MAIN_FILE = '.codex-global-state.json' satisfies StateFileName;

/** The copy that the app falls back on, and from which old values come back. */
export const MIRROR_FILE = '.codex-global-state.json.bak' satisfies StateFileName;

/** Where a state is kept: in a folder, in a file of this name, with a mirror of the same name and `.bak` where there is one. */
export interface StatePlace {
  readonly folder: string;
  readonly name: string;
}

/** What the file is called there. */
export function nameIn({ name }: StatePlace, file: StateFileName): string {
  return file === MAIN_FILE ? name : `${name}.bak`;
}

/** The path of the file there. */
export function pathIn(place: StatePlace, file: StateFileName): string {
  return join(place.folder, nameIn(place, file));
}
