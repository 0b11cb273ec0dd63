import {
  type Commit,
  isPairingPath,
  PAIRING_KEYS,
  REPAIR_KEY,
} from '../../electron/main/globalState/index.ts';
import {
  causeOf,
  commitPlan,
  aliveIds,
  isEmptyPlan,
  plan,
  type RepairMode,
  type RepairPlan,
  cut,
  type Cut,
  withFreshAtoms,
} from '../../electron/main/remoteControl/index.ts';
import { diagnoseWith } from '../harness/directory.ts';
import { checkClean, idsIn } from './invariants.ts';
import { commit, drop, entryOf, idsOf, isLater, reloaded, restore, viewOf, type Disk } from './model.ts';
import { must, step, type Step } from './step.ts';
import type { System, Verdicts, Who, Model } from './system.ts';
import { isOf, serviceFor } from './vocabulary.ts';

/** Between two heals of the same cause that are both let through, in milliseconds. */
const TWO_HOURS = 7_200_000;

/** Between two repairs that are not the same one, in milliseconds. */
const A_MOMENT = 1000;

/** A check is made, and its answer waits. */
export function checkStep(who: Who): Step {
  return step(`check(${who})`, async (model, system) => {
    system.verdicts[who] = { ...(await judge(model, system, who)), isFresh: false };
    model.hasVerdicts[who] = true;
  });
}

/** An automatic heal, right after a check, or `late`: on what an earlier check has found. */
export function healStep(who: Who, isLate: boolean, isSoon: boolean): Step {
  const act = async (model: Model, system: System) => {
    system.now += isSoon ? A_MOMENT : TWO_HOURS;
    const earlier = isLate ? system.verdicts[who] : null;
    if (earlier !== null) return void (await healBy(model, system, who, earlier));
    must((await healAfresh(model, system, who)) !== 'failed', 'a heal of what is there failed');
  };
  const name = `heal(${who}${isLate ? ', late' : ''}${isSoon ? ', soon' : ''})`;
  return step(name, act, (model) => !isLate || model.hasVerdicts[who]);
}

async function healAfresh(model: Model, system: System, who: Who): Promise<Cut['kind']> {
  const before = model.processes[who];
  const aware = reloaded(before, model.disk);
  const isOldMemory = aware !== before && !isLater(model.disk.record, before.record);
  const kind = await healBy(model, system, who, await judge(model, system, who));
  const after = idsIn(viewOf(model.processes[who]));
  const lost = idsIn(viewOf(aware)).filter((id) => {
    const isRetired = idsOf(before.record).some((each) => each.id === id);
    // Only its own account's check confirms an id that is under a tombstone, and no check one that an old memory brought back.
    const isUnconfirmed = isRetired && (isOldMemory || !isOf(model.user, id));
    return model.alive.has(id) && !isUnconfirmed && !after.includes(id);
  });
  must(kind !== 'cut' || lost.length === 0, `the heal removed ${lost.join(' ')}, which the server knows`);
  if (kind !== 'held') checkHealed(model, who);
  return kind;
}

async function healBy(model: Model, system: System, who: Who, verdicts: Verdicts): Promise<Cut['kind']> {
  const { diagnosis } = verdicts;
  const planned = plan(withFreshAtoms(system.states[who], diagnosis), 'automatic');
  checkPlan(planned, verdicts);
  const retired = model.processes[who].record.tombstones;
  const { kind } = await cut(system.states[who], diagnosis, planned, {
    mode: 'automatic',
    now: system.now,
  });
  const isNew = planned.retire.some((id) => !retired.has(entryOf(id)));
  must(kind !== 'held' || isNew || planned.retire.length === 0, 'what an earlier heal has left was held');
  model.processes[who] = drop(model.processes[who], aliveIds(diagnosis, planned));
  if (kind === 'cut' || kind === 'failed') {
    commitModel(model, who, asCommit(planned, 'automatic', system.now), { isDone: kind === 'cut' });
  }
  return kind;
}

/** A full repair of what a check has found; the server then forgets what it deletes. */
export function fullRepairStep(who: Who, isLate: boolean): Step {
  const act = async (model: Model, system: System) => {
    system.now += A_MOMENT;
    const verdicts = await verdictsFor(model, system, who, isLate);
    const planned = plan(withFreshAtoms(system.states[who], verdicts.diagnosis), 'full');
    checkPlan(planned, verdicts);
    if (isEmptyPlan(planned)) return;
    const result = await commitPlan(system.states[who], planned, 'full', system.now);
    const isDone = result.kind === 'committed';
    must(isDone || result.kind === 'mismatch', `the repair came to ${result.kind}`);
    commitModel(model, who, asCommit(planned, 'full', system.now), { isDone });
    if (!isDone) return;
    for (const { id } of planned.retire) model.alive.delete(id);
  };
  const name = `repair(${who}${isLate ? ', late' : ''})`;
  return step(name, act, (model) => !isLate || model.hasVerdicts[who]);
}

/** "Undo repair", with the newest backup. */
export function undoStep(who: Who): Step {
  return step(`undo(${who})`, async (model, system) => {
    const result = await system.states[who].restore();
    const isPossible = model.backups.length > 0;
    must((result.kind === 'restored') === isPossible, `the undo came to ${result.kind}`);
    undoModel(model, who);
  });
}

/** Takes the newest commit back in the model. */
export function undoModel(model: Model, who: Who): void {
  const backup = model.backups.at(-1);
  model.processes[who] = reloaded(model.processes[who], model.disk);
  if (backup === undefined) return;
  const next = restore(model.processes[who], model.disk, backup);
  model.processes[who] = next.process;
  model.disk = next.disk;
}

/** The deletions of the outbox are done. */
export function settleStep(who: Who): Step {
  return step(`settle(${who})`, (model, system) => {
    const { outbox } = system.states[who].record;
    system.states[who].completeDeletions(outbox);
    model.processes[who] = drop(model.processes[who], outbox);
  });
}

/** What a check finds now. */
export async function judge(model: Model, system: System, who: Who): Promise<Verdicts> {
  const { user, alive } = model;
  await system.states[who].refresh();
  model.processes[who] = reloaded(model.processes[who], model.disk);
  const diagnosis = diagnoseWith(system.states[who], serviceFor(user, alive));
  if (diagnosis === null) throw new Error('the main file cannot be read');
  return { diagnosis, user, alive: new Set(alive), isFresh: true };
}

async function verdictsFor(model: Model, system: System, who: Who, isLate: boolean): Promise<Verdicts> {
  const earlier = isLate ? system.verdicts[who] : null;
  return earlier ?? (await judge(model, system, who));
}

/** Whatever is planned is about pairing, about this account, and, where no server was asked, about what is dead. */
export function checkPlan({ mode, edits, retire }: RepairPlan, { user, alive }: Verdicts): void {
  const stray = edits.filter(({ path }) => !isPairingPath(path) || path[0] === REPAIR_KEY);
  must(stray.length === 0, `the plan edits ${JSON.stringify(stray)}`);
  const foreign = retire.filter(({ id }) => !isOf(user, id));
  must(foreign.length === 0, `the plan retires ${JSON.stringify(foreign)} of another account`);
  const living = mode === 'automatic' ? retire.filter(({ id }) => alive.has(id)) : [];
  must(living.length === 0, `the plan retires ${JSON.stringify(living)}, which the server knows`);
  for (const edit of edits) {
    const left = edit.op === 'set' ? idsIn({ [edit.path[0] ?? '']: edit.value }) : [];
    const removed = idsIn({ [edit.path[0] ?? '']: { [edit.path[1] ?? '']: edit.expected ?? null } }).filter(
      (id) => !left.includes(id),
    );
    const wrong = removed.filter((id) => !retire.some((each) => each.id === id));
    must(wrong.length === 0, `the plan removes ${wrong.join(' ')} without retiring it`);
  }
}

/** A heal has left nothing that the server has forgotten, of this account, where the app would use it. */
function checkHealed(model: Model, who: Who): void {
  const view = viewOf(model.processes[who]);
  const enrollments = Object.values(
    (view[PAIRING_KEYS.clientEnrollments] ?? {}) as Record<string, { clientId: string }>,
  );
  const used = [view[PAIRING_KEYS.environmentId], ...enrollments.map(({ clientId }) => clientId)];
  const dead = used.filter((id) => typeof id === 'string' && isOf(model.user, id) && !model.alive.has(id));
  must(dead.length === 0, `the heal has left ${dead.join(' ')}, which the server has forgotten`);
}

/** A plan as the commit that it is. */
export function asCommit(planned: RepairPlan, mode: RepairMode, now: number): Commit {
  const { edits, retire, remote } = planned;
  const past = { at: new Date(now).toISOString(), mode, cause: causeOf(planned), removed: edits.length };
  return { edits, retire, outbox: remote, heal: past };
}

/** Does a commit in the model, which must be done there where it was done. */
export function commitModel(
  model: Model,
  who: Who,
  given: Commit,
  { isDone, isRepeated = false }: { isDone: boolean; isRepeated?: boolean },
) {
  const before: Disk = model.disk;
  const next = commit(model.processes[who], model.disk, given, isRepeated);
  must(
    next.done === isDone,
    `the commit was ${isDone ? '' : 'not '}done, and should ${next.done ? '' : 'not '}have been`,
  );
  model.processes[who] = next.process;
  model.disk = next.disk;
  if (!next.done) return;
  model.backups.push({ disk: before, edits: given.edits, heal: JSON.stringify(given.heal) });
  checkClean(model, who, 'commit', before);
}
