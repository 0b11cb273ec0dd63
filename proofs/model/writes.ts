import { PAIRING_KEYS, type RemoteDeletion, type Write } from '../../electron/main/globalState/index.ts';
import { storeIdentity } from '../../electron/main/remoteControl/index.ts';
import { checkClean } from './invariants.ts';
import { drop, flush, opened, write, type Process } from './model.ts';
import { must, step, type Step } from './step.ts';
import { openState, type System, type Who, type Model } from './system.ts';
import { same } from './agree.ts';
import { enrollmentOf, type Client, type ENVIRONMENTS } from './vocabulary.ts';

/** A write as a generator makes it; its author looked `age` epochs ago. */
export type Change = { readonly path: Write['path']; readonly age: number } & (
  | { readonly op: 'remove' }
  | { readonly op: 'set'; readonly value: Extract<Write, { op: 'set' }>['value'] }
);

/** The app or the page writes. */
export function writeStep(who: Who, { age, ...change }: Change): Step {
  return step(`write(${who}, ${JSON.stringify({ ...change, age })})`, (model, system) => {
    putInto(model, system, who, { ...change, epoch: model.processes[who].epoch - age });
  });
}

/** The time of a burst of writes is over, or a process that quits sees to it. */
export function flushStep(who: Who): Step {
  return step(`flush(${who})`, async (model, system) => {
    const result = await system.states[who].flush();
    must(['flushed', 'unchanged'].includes(result.kind), `the flush came to ${result.kind}`);
    flushModel(model, who);
  });
}

/** The process quits in good order, and starts again. */
export function quitStep(who: Who): Step {
  return step(`quit(${who})`, async (model, system) => {
    await system.states[who].close();
    flushModel(model, who);
    const late = system.states[who].write({ path: ['width'], op: 'set', value: 99, epoch: 99 });
    must(late.kind === 'refused', 'a write was taken after the state was closed');
    await startAgain(model, system, who);
  });
}

/** The process dies, and what it had not written dies with it. */
export function crashStep(who: Who): Step {
  return step(`crash(${who})`, async (model, system) => await startAgain(model, system, who));
}

/** The app-server has enrolled this computer under `environmentId`, which the server may have forgotten before. */
export function enrollStep(who: Who, environmentId: (typeof ENVIRONMENTS)[number]): Step {
  const act = (model: Model, system: System) => {
    model.alive.add(environmentId);
    storeIdentity(system.states[who], { environmentId, installationId: 'installation' }, null);
    const environment = { kind: 'environment' as const, id: environmentId };
    model.processes[who] = drop(model.processes[who], [environment]);
    const done = deletionsOf(model.processes[who], environmentId);
    model.processes[who] = drop(model.processes[who], done);
    for (const [key, value] of [
      [PAIRING_KEYS.environmentId, environmentId],
      [PAIRING_KEYS.installationId, 'installation'],
    ] as const) {
      const given: Write = { path: [key], op: 'set', value, epoch: model.processes[who].epoch };
      model.processes[who] = write(model.processes[who], given).process;
    }
    same('the new environment', system.states[who].get([PAIRING_KEYS.environmentId]), environmentId);
  };
  return step(`enroll(${who}, ${environmentId})`, act, (model) => model.user === 'user-one');
}

/** This computer is enrolled as a controller again, under the same id. */
export function enrollClientStep(who: Who, client: Client): Step {
  return step(`enroll(${who}, ${client})`, (model, system) => {
    model.alive.add(client);
    system.states[who].liftTombstones([{ kind: 'client', id: client }]);
    model.processes[who] = drop(model.processes[who], [{ kind: 'client', id: client }]);
    const [path, value] = enrollmentOf(client);
    putInto(model, system, who, { path, op: 'set', value, epoch: model.processes[who].epoch });
    same('the new enrollment', system.states[who].get(path), value);
  });
}

function deletionsOf({ record }: Process, environmentId: string): readonly RemoteDeletion[] {
  const deletions = [...record.outbox].map((entry) => JSON.parse(entry) as RemoteDeletion);
  return deletions.filter(({ kind, id }) => kind === 'environment' && id === environmentId);
}

function putInto(model: Model, system: System, who: Who, given: Write): void {
  const result = system.states[who].write(given);
  const expected = write(model.processes[who], given);
  must((result.kind === 'accepted') === expected.accepted, `the write was ${JSON.stringify(result)}`);
  model.processes[who] = expected.process;
}

/** A flush in the model. */
export function flushModel(model: Model, who: Who): void {
  const before = model.disk;
  const { process, disk } = flush(model.processes[who], before);
  const isWritten = process !== model.processes[who];
  model.processes[who] = process;
  model.disk = disk;
  if (isWritten) checkClean(model, who, 'flush', before);
}

async function startAgain(model: Model, system: System, who: Who): Promise<void> {
  system.states[who] = await openState(system);
  model.processes[who] = opened(model.disk);
  model.hasVerdicts[who] = false;
  system.verdicts[who] = null;
}
