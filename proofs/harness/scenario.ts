import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN_FILE, MIRROR_FILE, PAIRING_KEYS } from '../../electron/main/globalState/index.ts';
import { makeFolder, removeFolder } from './folder.ts';
import { interfere, OPERATIONS, prepare, type Operation } from './operations.ts';
import { DEAD_IDS } from './stuckFiles.ts';

/** One operation on one kind of folder. */
export interface Scenario {
  readonly operation: Operation;
  readonly withMirror: boolean;
}

/** Every operation, with and without a mirror. */
export const SCENARIOS: readonly Scenario[] = OPERATIONS.flatMap((operation) => [
  { operation, withMirror: true },
  { operation, withMirror: false },
]);

/** A scenario in words. */
export function nameOf({ operation, withMirror }: Scenario): string {
  return `${operation} ${withMirror ? 'with' : 'without'} a mirror`;
}

/** The text of both files; `null`: not there. */
export interface Texts {
  readonly main: string | null;
  readonly mirror: string | null;
}

/** The folder from which every run of a scenario starts, and what it may hold before the operation has written. */
export interface Fixture {
  readonly now: number;
  readonly template: string;
  /** More than one where another program writes before us. */
  readonly old: readonly Texts[];
}

/** Makes the folder of a scenario. */
export async function makeFixture({ operation, withMirror }: Scenario): Promise<Fixture> {
  const now = Date.now();
  const template = makeFolder();
  await prepare({ folder: template, now }, operation, withMirror);
  const copy = copyOf(template);
  interfere({ folder: copy, now }, operation);
  const old = [textsIn(template), textsIn(copy)];
  removeFolder(copy);
  return { now, template, old };
}

/** A folder like `template`, for one run. */
export function copyOf(template: string): string {
  const folder = makeFolder();
  cpSync(template, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** What the two files hold. */
export function textsIn(folder: string): Texts {
  return { main: textOf(join(folder, MAIN_FILE)), mirror: textOf(join(folder, MIRROR_FILE)) };
}

/** Whether the mirror alone holds the dead environment: the app falls back on it, and would take the dead id from there. */
export function isOutOfStep({ main, mirror }: Texts): boolean {
  return hasDeadId(mirror) && !hasDeadId(main);
}

function hasDeadId(text: string | null): boolean {
  return text !== null && text.includes(`"${PAIRING_KEYS.environmentId}": "${DEAD_IDS[1]}"`);
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
