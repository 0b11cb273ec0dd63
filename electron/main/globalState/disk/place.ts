import { join } from 'node:path';
import { MAIN_FILE, type StateFileName } from '../contract.ts';

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
