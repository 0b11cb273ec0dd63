import { basename } from 'node:path';
import type { StateFileName } from '../../electron/main/globalState/index.ts';
import { writeHalf } from '../failingCalls/fault.ts';
import { play } from '../failingCalls/play.ts';
import type { OtherSystem } from '../failingCalls/systems.ts';
import { keyOf, takeState, type DiskState } from '../harness/diskState.ts';
import type { FileSystemCall } from '../harness/fileSystem.ts';
import type { Fixture, Scenario } from '../harness/scenario.ts';
import { missingIn, type Missing } from './missing.ts';
import { begin, type Begun, type OtherProgram } from './otherPrograms.ts';

/** One of our operations, on one file system. */
export interface Stage {
  readonly scenario: Scenario;
  readonly fixture: Fixture;
  readonly system: OtherSystem;
  readonly areOld: boolean;
}

/** What another program does, and right before which of our calls, counted from zero. */
export interface Meddling {
  readonly program: OtherProgram;
  readonly at: number;
}

/** A moment in which we may be killed, and what is on disk then. */
export interface Moment {
  readonly where: string;
  readonly state: DiskState;
  /** What the other program had written by then. */
  readonly written: readonly StateFileName[];
  /** Ids that a person had asked us to remove by then. */
  readonly asked: readonly string[];
}

/** How a run went in which we lived on. */
export interface Run {
  /** The names of our calls up to the end of the first try. */
  readonly calls: readonly string[];
  /** From the other program's write on, each state once. */
  readonly moments: readonly Moment[];
  /** What of the other program's was gone after the operation, or after it was done a second time. */
  readonly missing: readonly Missing[];
  /** Whether it was made; `left out`: it would have fallen into the one window that cannot be closed; `too late`: we had ended before. */
  readonly write: 'made' | 'left out' | 'too late';
}

/** The calls that change what is on disk: before any other, a process that dies leaves what it leaves before the next of these. */
const CHANGING =
  /^(?:open|handle\.(?:write|truncate|chmod|chown)|(?:link|rename|rm|unlink|chmod|mkdir)(?:Sync)?)$/;
/** So many of our calls later a write in two steps is done. */
const STEPS_BETWEEN = 4;
const NOTHING_OPEN: Pick<Begun, 'open' | 'finish'> = { open: null, finish: () => {} };

/** Does the operation of `stage`, lets the other program write at its moment, and keeps all moments in which we may be killed. */
export async function run(
  { scenario, fixture, system, areOld }: Stage,
  meddling: Meddling | null,
): Promise<Run> {
  const perform = system.create();
  const moments = new Map<string, Moment>();
  const missing: Missing[] = [];
  const asked: string[] = [];
  const begun = new WeakSet();
  let hasNoLink = false;
  let write: Run['write'] = 'too late';
  let theirs: Begun | null = meddling === null ? { written: [], ...NOTHING_OPEN } : null;
  let until = 0;

  const note = (folder: string, where: string) => {
    if (theirs === null) return;
    const state = afterFinish(takeState(folder), theirs);
    const key = keyOf(state);
    if (!moments.has(key)) moments.set(key, { where, state, written: theirs.written, asked: [...asked] });
  };
  const finish = () => {
    theirs?.finish();
    theirs = theirs && { ...theirs, ...NOTHING_OPEN };
  };
  const meddle = ({ program, at }: Meddling, call: FileSystemCall, folder: string) => {
    write = isInWindow(call, program, hasNoLink) ? 'left out' : 'made';
    if (write === 'left out') return;
    theirs = begin(program, folder);
    until = at + STEPS_BETWEEN;
  };
  const stand = (call: FileSystemCall, index: number, folder: string): unknown => {
    if (index === until) finish();
    if (index === meddling?.at) meddle(meddling, call, folder);
    if (CHANGING.test(call.name)) note(folder, `before call ${index + 1} (${call.name})`);
    const [bytes] = call.parameters;
    // A write that is cut short is told so, and goes on: the moment before the next one is the one in its middle.
    if (call.name === 'handle.write' && !begun.has(bytes as Uint8Array)) {
      begun.add(bytes as Uint8Array);
      return writeHalf(call);
    }
    hasNoLink ||= call.name === 'linkSync';
    const done = perform(call);
    if (call.name === 'linkSync') hasNoLink = false;
    return done;
  };
  const check = (folder: string, when: string) => {
    finish();
    note(folder, when);
    if (meddling === null || theirs === null) return;
    const found = missingIn(folder, meddling.program, {
      written: theirs.written,
      asked,
      copiesCount: scenario.operation === 'restore',
    });
    missing.push(...found.map((each) => ({ ...each, when })));
  };
  const onPlan = ({ mode, retire }: { mode: string; retire: readonly { readonly id: string }[] }) => {
    if (mode === 'full') asked.push(...retire.map(({ id }) => id));
  };
  const { calls } = await play({ scenario, fixture, areOld, onPlan }, stand, check);
  return { calls, moments: [...moments.values()], missing, write };
}

/** The other program lives on: what it has begun it ends. */
function afterFinish(state: DiskState, { open }: Begun): DiskState {
  if (open === null) return state;
  return state.map((file) => (file.ino === open.ino ? { ...file, bytes: open.bytes } : file));
}

/**
 * The one window that no system lets us close: another program's rename between our link to the old file and our rename over it. Where no
 * link could be made, it is whatever another program writes between our last look at the file and our rename.
 */
function isInWindow(
  { name, parameters }: FileSystemCall,
  { files, way }: OtherProgram,
  hasNoLink: boolean,
): boolean {
  const isOver = name === 'renameSync' && files.some((file) => file === basename(String(parameters[1])));
  return isOver && (hasNoLink || way === 'rename');
}
