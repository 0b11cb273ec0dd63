import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  MAIN_FILE,
  MIRROR_FILE,
  openGlobalState,
  type GlobalState,
  type JsonObject,
} from '../../electron/main/globalState/index.ts';
import type { Diagnosis } from '../../electron/main/remoteControl/index.ts';
import { makeFolder } from '../harness/folder.ts';
import { NO_ENTRIES, opened, type Backup, type Disk, type Process } from './model.ts';
import { firstState, type User } from './vocabulary.ts';

/** The processes that have the files open: the app, and another one beside it. */
export type Who = 0 | 1;

/** What a check found, until something acts on it. */
export interface Verdicts {
  readonly diagnosis: Diagnosis;
  /** For whom, and what the server knew then. */
  readonly user: User;
  readonly alive: ReadonlySet<string>;
  /** Whether it is acted on at once, and by a process that had seen what was on disk. */
  readonly isFresh: boolean;
}

/** How a run begins. */
export interface Start {
  readonly withMirror: boolean;
  /** What the server knows at first. */
  readonly alive: readonly string[];
}

/** The model and the model around it; changed by every command. */
export interface Model {
  disk: Disk;
  readonly first: Disk;
  readonly processes: [Process, Process];
  readonly backups: Backup[];
  user: User;
  readonly alive: Set<string>;
  /** How many commands have been run. */
  steps: number;
  /** Whether a check of the process waits to be acted on. */
  readonly hasVerdicts: [boolean, boolean];
}

/** The real thing: files in a folder, and the app's own code on them. */
export interface System {
  readonly folder: string;
  readonly states: [GlobalState, GlobalState];
  readonly verdicts: [Verdicts | null, Verdicts | null];
  /** Unix milliseconds. */
  now: number;
  /** The state as it is, or with a fault in it that the model must find. */
  readonly sabotage: Sabotage;
}

/** What takes the place of a part of the state. */
export type Sabotage = (state: GlobalState) => Partial<GlobalState>;

/** The model at the beginning of a run. */
export function modelAt({ withMirror, alive }: Start): Model {
  const disk: Disk = {
    main: firstState('env_e_a'),
    mirror: withMirror ? firstState('env_e_b') : null,
    record: NO_ENTRIES,
  };
  return {
    disk,
    first: disk,
    processes: [opened(disk), opened(disk)],
    backups: [],
    user: 'user-one',
    alive: new Set(alive),
    steps: 0,
    hasVerdicts: [false, false],
  };
}

/** The system at the beginning of a run, in a folder of its own. */
export async function systemAt({ withMirror }: Start, sabotage: Sabotage): Promise<System> {
  const folder = makeFolder();
  putFile(folder, MAIN_FILE, firstState('env_e_a'));
  if (withMirror) putFile(folder, MIRROR_FILE, firstState('env_e_b'));
  const system: System = {
    folder,
    now: Date.UTC(2026, 4, 4),
    sabotage,
    states: [] as unknown as System['states'],
    verdicts: [null, null],
  };
  // The clock of a state is the one of its system.
  system.states.push(await openState(system), await openState(system));
  return system;
}

/** The state as a process opens it that starts now. */
export async function openState(system: Pick<System, 'folder' | 'now' | 'sabotage'>): Promise<GlobalState> {
  const state = await openGlobalState({
    folder: system.folder,
    access: 'write',
    now: () => new Date(system.now),
  });
  const replaced: Partial<Record<PropertyKey, unknown>> = system.sabotage(state);
  return new Proxy(state, {
    get(_, name) {
      const part: unknown = Object.hasOwn(replaced, name) ? replaced[name] : Reflect.get(state, name, state);
      return typeof part === 'function' ? part.bind(state) : part;
    },
  });
}

/** Writes a file as another program does. */
export function putFile(folder: string, name: string, content: JsonObject, indentation = 2): void {
  writeFileSync(join(folder, name), JSON.stringify(content, null, indentation), { mode: 0o600 });
}

/** A file as JSON, `null` where there is none. Throws where it is not whole. */
export function readFile(folder: string, name: string): JsonObject | null {
  const path = join(folder, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as JsonObject) : null;
}

/** Removes a file as another program does. */
export function removeFile(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
}
