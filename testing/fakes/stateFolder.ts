import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, onTestFinished, vi } from 'vitest';
import {
  type Commit,
  type GlobalState,
  MAIN_FILE,
  MIRROR_FILE,
  type StateEvent,
  openGlobalState,
  type OpenOptions,
} from '../../electron/main/globalState/index.ts';

/** A real folder for one test, with what tests ask of it; it goes when the test is over. */
export function testFolder(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  for (const [name, content] of Object.entries(files)) writeFileSync(path(name), content, { mode: 0o600 });
  return {
    folder,
    path,
    put: (name: string, content: string | Uint8Array) => writeFileSync(path(name), content),
    text: (name: string) => readFileSync(path(name), 'utf8'),
    /** Every file by name, with its content. */
    content: () =>
      Object.fromEntries(
        readdirSync(folder)
          .toSorted()
          .map((name) => [name, readFileSync(path(name), 'utf8')]),
      ),
    names: () => readdirSync(folder).toSorted(),
  };
}

// Closed as a part of the test itself: what runs after it is counted for no test when mutants are. Its folder goes after that:
// what is saved on closing would make it again.
const opened: GlobalState[] = [];
afterEach(async () => void (await Promise.all(opened.splice(0).map((state) => state.close()))));

/** A state file and, where given, its mirror, opened for writing. */
export async function testState(
  { main, mirror }: { readonly main?: string | Uint8Array; readonly mirror?: string | Uint8Array },
  options: Partial<OpenOptions> = {},
) {
  const files = testFolder({
    ...(main === undefined ? {} : { [MAIN_FILE]: main }),
    ...(mirror === undefined ? {} : { [MIRROR_FILE]: mirror }),
  });
  const events: StateEvent[] = [];
  const written = watchPlaces(files.folder);
  const state = await openGlobalState({
    folder: files.folder,
    access: 'write',
    now: () => new Date('2026-05-04T03:02:01Z'),
    log: (event) => events.push(event),
    ...options,
  });
  opened.push(state);
  return { ...files, state, events, /** Which files were written, in order. */ written };
}

/** From here on nothing is saved by itself, on however slow a machine: what a test asks for is all that is written. */
export function saveOnlyWhenAsked(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** The names of both files, each time one of them is put in place. */
function watchPlaces(folder: string): string[] {
  const written: string[] = [];
  const seen = (to: string) => {
    const name = to.slice(folder.length + 1);
    if (to.startsWith(folder) && (name === MAIN_FILE || name === MIRROR_FILE)) written.push(name);
  };
  for (const call of ['renameSync', 'linkSync'] as const) {
    standIn(call, (real) => (from: string, to: string) => {
      real(from, to);
      seen(to);
    });
  }
  return written;
}

/** The name of the first backup made by `testState`. */
export const BACKUP = `${MAIN_FILE}.mobile-pairing-backup.20260504030201`;
/** Of its mirror. */
export const MIRROR_BACKUP = `${MIRROR_FILE}.mobile-pairing-backup.20260504030201`;
/** What `restore` keeps of the state before it. */
export const BEFORE_RESTORE = `${MAIN_FILE}.mobile-pairing-before-restore.20260504030201`;

type Call =
  | 'closeSync'
  | 'fchownSync'
  | 'fsyncSync'
  | 'linkSync'
  | 'lstatSync'
  | 'openSync'
  | 'readFileSync'
  | 'readdirSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'statfsSync'
  | 'writeSync';

/** Lets another function stand in for one of `node:fs`, which it gets, until the test is over. */
export function standIn<Name extends Call>(
  name: Name,
  make: (real: (typeof fs)[Name]) => (...given: never[]) => unknown,
): void {
  const real = fs[name];
  Object.assign(fs, { [name]: make(real) });
  syncBuiltinESMExports();
  onTestFinished(() => {
    Object.assign(fs, { [name]: real });
    syncBuiltinESMExports();
  });
}

/** The same for one of `node:fs/promises`. */
export function standInAsync<Name extends 'open' | 'realpath' | 'stat'>(
  name: Name,
  make: (real: (typeof fs.promises)[Name]) => (...given: never[]) => Promise<unknown>,
): void {
  const real = fs.promises[name];
  Object.assign(fs.promises, { [name]: make(real) });
  syncBuiltinESMExports();
  onTestFinished(() => {
    Object.assign(fs.promises, { [name]: real });
    syncBuiltinESMExports();
  });
}

/** An error as the file system throws it. */
export function failure(code: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code });
}

/** A commit of `change` alone. */
export function commitOf(change: Partial<Commit>): Commit {
  return { edits: [], retire: [], outbox: [], heal: null, ...change };
}
