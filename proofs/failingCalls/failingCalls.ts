import type { FileSystemCall } from '../harness/fileSystem.ts';
import { removeFolder } from '../harness/folder.ts';
import { nameOf, SCENARIOS, makeFixture, type Scenario } from '../harness/scenario.ts';
import type { Prove } from '../result.ts';
import { canHappen, fail, FAULTS, type Fault } from './fault.ts';
import { isDone, judge, type Expected } from './judge.ts';
import { namesIn, play, playUndisturbed, type Play } from './play.ts';

const FEW: readonly Scenario[] = [
  { operation: 'heal', withMirror: true },
  { operation: 'restore', withMirror: true },
];

/** Proof 2: whatever call fails, disk, memory and outcome tell the same story, and trying again succeeds. */
export const prove: Prove = async (size) => {
  const scenarios = size === 'full' ? SCENARIOS : FEW;
  const tried: Awaited<ReturnType<typeof failCalls>>[] = [];
  // One after the other: they watch the calls of one file system.
  for (const scenario of scenarios) {
    tried.push(await failCalls(scenario, size === 'full' ? everyFault : oneFault));
  }
  const failures = tried.flatMap((each) => each.failures);
  const sum = (what: 'done' | 'notDone') => tried.reduce((total, each) => total + each[what], 0);
  return {
    name: 'failing calls',
    counts: {
      scenarios: scenarios.length,
      'failing calls': sum('done') + sum('notDone'),
      'done all the same': sum('done'),
      'not done': sum('notDone'),
      wrong: failures.length,
    },
    holds: failures.length === 0,
    failures,
  };
};

/** Lets the calls of `scenario` fail, one in a run of its own, each with the faults that `choose` answers for it. */
export async function failCalls(
  scenario: Scenario,
  choose: (name: string, index: number) => readonly Fault[],
) {
  const fixture = await makeFixture(scenario);
  const whole = await playUndisturbed({ scenario, fixture });
  const expected: Expected = {
    operation: scenario.operation,
    old: fixture.old,
    whole: whole.first.texts,
    names: namesIn(fixture.template),
  };
  const isSeen = whole.calls.includes('renameSync');
  const failures = isSeen ? [] : [`${nameOf(scenario)}: no rename was seen, so no failure of one either`];
  let [done, notDone] = [0, 0];
  for (const [index, name] of whole.calls.entries()) {
    for (const fault of choose(name, index)) {
      const earlier = whole.calls.slice(0, index).filter((each) => each === name).length;
      const end = await failAt({ scenario, fixture }, expected, { name, earlier }, fault);
      if (end.done) done += 1;
      else notDone += 1;
      const where = `${nameOf(scenario)}, call ${index + 1} (${name}), ${fault}`;
      failures.push(...end.faults.map((what) => `${where}: ${what}`));
    }
  }
  removeFolder(fixture.template);
  return { done, notDone, failures };
}

function everyFault(name: string): readonly Fault[] {
  return FAULTS.filter((fault) => canHappen(fault, name));
}

/** By turns, where it has to be quick. */
function oneFault(name: string, index: number): readonly Fault[] {
  const possible = everyFault(name);
  return possible.slice(index % possible.length).slice(0, 1);
}

/** The call after `earlier` ones of its name. Both files are prepared at once, so that the order of different calls is chance. */
interface CallPlace {
  readonly name: string;
  readonly earlier: number;
}

async function failAt(given: Play, expected: Expected, { name, earlier }: CallPlace, fault: Fault) {
  let seen = 0;
  const isTheOne = (call: FileSystemCall) => call.name === name && ++seen === earlier + 1;
  try {
    const played = await play(given, (call) =>
      isTheOne(call) ? fail(call, fault) : call.perform(...call.parameters),
    );
    return { done: isDone(played.first.outcome), faults: judge(played, expected) };
  } catch (error) {
    return { done: false, faults: [`it threw ${String(error)}`] };
  }
}
