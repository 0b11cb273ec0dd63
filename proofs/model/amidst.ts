import { basename } from 'node:path';
import { MAIN_FILE } from '../../electron/main/globalState/index.ts';
import {
  commitPlan,
  isEmptyPlan,
  plan,
  type RepairMode,
  withFreshAtoms,
} from '../../electron/main/remoteControl/index.ts';
import { observing } from '../harness/fileSystem.ts';
import { agree } from './agree.ts';
import { commit, flush, reloaded, type Disk } from './model.ts';
import type { FileWrite, OtherProgram } from './others.ts';
import { asCommit, checkPlan, commitModel, judge, undoModel } from './repairs.ts';
import { must, step, type Step } from './step.ts';
import type { Model, System, Who } from './system.ts';
import { flushModel } from './writes.ts';

/** What a process of ours does to the files. */
export type Doing = 'flush' | 'heal' | 'repair' | 'undo';

/**
 * Another program writes right before the `call`th call of the file system that we make while we do it, and after the last one at the latest. Whatever
 * the moment, it must be as if one of the two had come after the other.
 */
export function amidstStep(who: Who, doing: Doing, other: OtherProgram, call: number): Step {
  return step(`${doing}(${who}) and before call ${call} ${other.name}`, async (model, system) => {
    const ours = await OURS[doing](model, system, who);
    const renamed: Renamed = { before: [], after: [] };
    let calls = 0;
    let isWritten = false;
    const theirs = () => {
      isWritten = true;
      for (const { inFolder } of other.writes) inFolder(system.folder, model);
    };
    const done = await observing((each) => {
      calls += 1;
      if (calls === call) theirs();
      const name = basename(String(each.parameters[1]));
      if (each.name === 'renameSync') renamed[isWritten ? 'after' : 'before'].push(name);
      return each.perform(...each.parameters);
    }, ours);
    if (!isWritten) theirs();

    // What it has written while we looked may have been seen in one file alone.
    await system.states[who].refresh();
    const writes = other.writes.filter(({ file }) => file === MAIN_FILE || model.disk.mirror !== null);
    const ends = ordersOf(writes, done, renamed).map((order) => endOf(model, system, who, order));
    const end = ends.find((each) => 'model' in each);
    if (end === undefined) throw new Error(JSON.stringify(ends));
    Object.assign(model, end.model);
  });
}

/** The files that we put in place before and after another program wrote, in order. */
interface Renamed {
  readonly before: string[];
  readonly after: string[];
}

type Order = readonly ((model: Model) => void)[];

const inModel = (writes: readonly FileWrite[]): Order => writes.map((write) => write.inModel);

/** In which order it was: known by the files that we had put in place. What is written to a file that we leave alone we need not have noticed. */
function ordersOf(
  writes: readonly FileWrite[],
  { whole, half }: Done,
  { before, after }: Renamed,
): readonly Order[] {
  const isOurs = ({ file }: FileWrite) => before.includes(file) || after.includes(file);
  const seen = writes.filter(isOurs);
  const unseen = writes.filter((write) => !isOurs(write));
  const first = [...inModel(writes), whole];
  const last = [whole, ...inModel(writes)];
  if (unseen.length > 0) return [last, [...inModel(seen), whole, ...inModel(unseen)], first];
  if (after.length === 0) return [last];
  if (before.length === 0) return [first];
  // One of two was ours: who writes that one comes after us, and who writes the other one makes us do it again, over what is there by then.
  if (new Set(seen.map(({ file }) => file)).size > 1) return [[half, ...inModel(seen), whole]];
  return seen.every(({ file }) => before.includes(file)) ? [last] : [first];
}

/** The model after all of that in this order, or why the system is not like that. */
function endOf(
  model: Model,
  system: System,
  who: Who,
  order: Order,
): { readonly model: Model } | { readonly why: string } {
  const copy: Model = {
    ...model,
    processes: [...model.processes],
    backups: [...model.backups],
    alive: new Set(model.alive),
    hasVerdicts: [...model.hasVerdicts],
  };
  try {
    for (const does of order) does(copy);
    copy.processes[who] = reloaded(copy.processes[who], copy.disk);
    agree(copy, system);
    return { model: copy };
  } catch (error) {
    return { why: String(error) };
  }
}

/** What we did, in the model: all of it, and the first half, after which one of the files is still the old one. */
interface Done {
  readonly whole: (model: Model) => void;
  readonly half: (model: Model) => void;
}

/** Gets ready; what that answers does it. */
type Ours = (model: Model, system: System, who: Who) => Promise<() => Promise<Done>> | (() => Promise<Done>);

const OURS: Readonly<Record<Doing, Ours>> = {
  flush: (_, system, who) => async () => {
    const { kind } = await system.states[who].flush();
    must(kind === 'flushed' || kind === 'unchanged', `the flush came to ${kind}`);
    return {
      whole: (model) => flushModel(model, who),
      half: (model) => onlyMirror(model, flush(model.processes[who], model.disk)),
    };
  },
  heal: (...given) => committing('automatic', ...given),
  repair: (...given) => committing('full', ...given),
  undo: (_, system, who) => async () => {
    const { kind } = await system.states[who].restore();
    return {
      whole: (model) => {
        must((kind === 'restored') === model.backups.length > 0, `the undo came to ${kind}`);
        undoModel(model, who);
      },
      half: (model) => {
        const { mirror } = model.disk;
        const copy: Model = { ...model, processes: [...model.processes] };
        undoModel(copy, who);
        model.disk = { ...copy.disk, mirror };
      },
    };
  },
};

function onlyMirror(model: Model, { disk: { mirror } }: { readonly disk: Disk }): void {
  model.disk = { ...model.disk, mirror };
}

/** Long enough for the repair to be another one than the last. */
const A_MOMENT = 1000;

async function committing(mode: RepairMode, ...[model, system, who]: Parameters<Ours>) {
  system.now += A_MOMENT;
  const verdicts = await judge(model, system, who);
  const planned = plan(withFreshAtoms(system.states[who], verdicts.diagnosis), mode);
  checkPlan(planned, verdicts);
  return async (): Promise<Done> => {
    if (isEmptyPlan(planned)) return { whole: () => {}, half: () => {} };
    const { kind } = await commitPlan(system.states[who], planned, mode, system.now);
    const isDone = kind === 'committed';
    must(isDone || kind === 'mismatch', `the repair came to ${kind}`);
    const given = asCommit(planned, mode, system.now);
    return {
      whole: (now) => {
        commitModel(now, who, given, { isDone, isRepeated: isDone });
        if (isDone && mode === 'full') for (const { id } of planned.retire) now.alive.delete(id);
      },
      half: (now) => onlyMirror(now, commit(now.processes[who], now.disk, given)),
    };
  };
}
