import pMap from 'p-map';
import { asOn, HERE, SYSTEMS, type OtherSystem } from '../failingCalls/systems.ts';
import { putState, takeState } from '../harness/diskState.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { makeFixture, nameOf, SCENARIOS, type Scenario } from '../harness/scenario.ts';
import type { Prove } from '../result.ts';
import { die, distinct, type Wrong } from './die.ts';
import { begin, OTHER_PROGRAMS, type OtherProgram } from './otherPrograms.ts';
import { run, type Moment, type Run, type Stage } from './run.ts';

/** Runs at once: most of their time some wait for the next try. */
const CONCURRENCY = 8;

/** What is tried, with the other program before every so many calls of ours. */
interface Extent {
  readonly systems: Readonly<Record<string, OtherSystem>>;
  readonly scenarios: readonly Scenario[];
  readonly programs: readonly OtherProgram[];
  /** Whether also on files that are old enough to be told by their times alone. */
  readonly areAlsoOld: boolean;
  readonly step: number;
}

const WITH_MIRROR = SCENARIOS.filter(({ withMirror }) => withMirror);
const FEW = OTHER_PROGRAMS.filter(({ name }) => /from memory|removes/.test(name));
const EXTENTS: Readonly<Record<'short' | 'full', readonly Extent[]>> = {
  short: [
    {
      systems: { here: HERE },
      scenarios: WITH_MIRROR.filter(({ operation }) => operation === 'heal' || operation === 'flush'),
      programs: FEW,
      areAlsoOld: false,
      step: 9,
    },
  ],
  full: [
    { systems: { here: HERE }, scenarios: SCENARIOS, programs: OTHER_PROGRAMS, areAlsoOld: true, step: 1 },
    { systems: SYSTEMS, scenarios: WITH_MIRROR, programs: FEW, areAlsoOld: false, step: 2 },
  ],
};

/** What one program came to beside one operation on one system. */
interface Tally {
  readonly writes: number;
  readonly leftOut: number;
  readonly moments: number;
  readonly wrong: readonly Wrong[];
}

/** Proof 2a: whatever another program writes between any two of our calls, and wherever we die then, nothing of anybody's is lost. */
export const prove: Prove = async (size) => {
  const tallies: Tally[] = [];
  for (const extent of EXTENTS[size]) {
    for (const [name, system] of Object.entries(extent.systems)) {
      const found = await asOn(system.platform, () => proveOn(system, extent));
      tallies.push(
        ...found.map((tally) => ({ ...tally, wrong: tally.wrong.map((each) => onSystem(name, each)) })),
      );
    }
  }
  const sum = (what: 'writes' | 'leftOut' | 'moments') =>
    tallies.reduce((total, tally) => total + tally[what], 0);
  const wrong = tallies.flatMap((tally) => tally.wrong);
  const count = (kind: Wrong['kind']) => wrong.filter((each) => each.kind === kind).length;
  return {
    name: 'second program',
    counts: {
      'writes of another program': sum('writes'),
      'states to die in': sum('moments'),
      'removed alive': count('removed alive'),
      lost: count('lost'),
      resurrected: count('resurrected'),
      'left out (in the call between our last look and our rename)': sum('leftOut'),
    },
    holds: wrong.length === 0,
    failures: wrong.map(({ kind, what }) => `${kind}: ${what}`),
  };
};

function onSystem(name: string, { kind, what }: Wrong): Wrong {
  return { kind, what: `${name}, ${what}` };
}

/** The same on one system. */
export async function proveOn(
  system: OtherSystem,
  { scenarios, programs, areAlsoOld, step }: Omit<Extent, 'systems'>,
): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const scenario of scenarios) {
    const fixture = await makeFixture(scenario);
    for (const areOld of areAlsoOld ? [false, true] : [false]) {
      const stage: Stage = { scenario, fixture, system, areOld };
      const alone = await run(stage, null);
      for (const program of programs) tallies.push(await meddle(stage, program, alone, step));
    }
    removeFolder(fixture.template);
  }
  return tallies;
}

async function meddle(stage: Stage, program: OtherProgram, alone: Run, step: number): Promise<Tally> {
  const runs = await runEach(stage, program, step);
  const name = `${nameOf(stage.scenario)}, ${program.name} (${program.way})`;
  const wrong = runs.flatMap(({ where, missing }) =>
    missing.map(({ kind, what, when }): Wrong => ({ kind, what: `${name} ${where}, ${when}: ${what}` })),
  );
  const deaths = [
    ...runs.flatMap(({ where, moments }) =>
      moments.map((moment) => ({ ...moment, where: `${moment.where}, it ${where}` })),
    ),
    ...alone.moments.map((moment) => afterwards(moment, program)),
  ];
  const moments = distinct(deaths);
  const damages = await pMap(moments, (moment) => die(stage, program, moment), { concurrency: CONCURRENCY });
  return {
    writes: runs.filter(({ write }) => write === 'made').length,
    leftOut: runs.filter(({ write }) => write === 'left out').length,
    moments: moments.length,
    wrong: [...wrong, ...damages.flat().map(({ kind, what }) => ({ kind, what: `${name}, killed ${what}` }))],
  };
}

type Placed = Run & { readonly where: string };

/** Lets it write before our first call, before the next one, and so on, until there are no more of ours. */
async function runEach(stage: Stage, program: OtherProgram, step: number): Promise<readonly Placed[]> {
  const runs: Placed[] = [];
  for (let from = 0; ; from += CONCURRENCY * step) {
    const points = Array.from({ length: CONCURRENCY }, (_, index) => from + index * step);
    const ends = await pMap(points, async (at) => {
      const end = await run(stage, { program, at });
      return { ...end, where: `before call ${at + 1} (${end.calls[at] ?? 'none'})` };
    });
    runs.push(...ends.filter(({ write }) => write !== 'too late'));
    if (ends.some(({ write }) => write === 'too late')) return runs;
  }
}

/** We die in `moment`, and only then the other program writes. */
function afterwards(moment: Moment, program: OtherProgram): Moment {
  const folder = makeFolder();
  putState(folder, moment.state);
  const { written, finish } = begin(program, folder);
  finish();
  const state = takeState(folder);
  removeFolder(folder);
  return { ...moment, where: `${moment.where}, it after that`, state, written };
}
