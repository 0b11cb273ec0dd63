import { basename } from 'node:path';
import pMap from 'p-map';
import { bundle } from '../harness/bundle.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { launchAgain, type Damage } from '../harness/nextLaunch.ts';
import {
  copyOf,
  isOutOfStep,
  nameOf,
  SCENARIOS,
  makeFixture,
  textsIn,
  type Scenario,
  type Fixture,
  type Texts,
} from '../harness/scenario.ts';
import type { Prove } from '../result.ts';
import type { Job, TracedCall } from './job.ts';
import { dieOnOtherSystems } from './otherSystems.ts';
import { runChild } from './runChild.ts';
import { orderFaults } from './trace.ts';

const FEW: readonly Scenario[] = [
  { operation: 'heal', withMirror: true },
  { operation: 'restore', withMirror: true },
];
/** Before these the disk can differ from what it was before the call ahead of them. */
const DECISIVE = new Set(['handle.write', 'linkSync', 'renameSync']);
/** Processes at once. */
const CONCURRENCY = 2;

/** What became of one crash. */
interface Crash extends Damage {
  readonly where: string;
  /** Neither wholly old nor wholly new, or new in an order that lets dead ids back in. */
  readonly torn: readonly string[];
}

/** Proof 1: whatever call a process dies at, both files are whole, nothing is lost, and the next launch heals. */
export const prove: Prove = async (size) => {
  const killed = await proveWriter(size, 'app');
  const { states, failures } = await dieOnOtherSystems(size === 'full' ? SCENARIOS : FEW);
  return {
    ...killed,
    counts: { ...killed.counts, 'states to die in on other systems': states, 'wrong there': failures.length },
    holds: killed.holds && failures.length === 0,
    failures: [...killed.failures, ...failures],
  };
};

/** The same of another writer than the app's. */
export async function proveWriter(size: 'short' | 'full', writer: Job['writer']) {
  const scenarios = size === 'full' ? SCENARIOS : FEW;
  const tools = makeFolder();
  const child = await bundle('proofs/crashPoints/child.ts', tools);
  const crashes: Crash[] = [];
  const order: string[] = [];
  for (const scenario of scenarios) {
    const fixture = await makeFixture(scenario);
    const whole = await runWhole(child, scenario, fixture, writer);
    order.push(...whole.faults.map((fault) => `${nameOf(scenario)}: ${fault}`));
    const points = pointsOf(whole.calls, size);
    const crash = (point: Point) => crashAt(child, scenario, fixture, whole.texts, point, writer);
    crashes.push(...(await pMap(points, crash, { concurrency: CONCURRENCY })));
    removeFolder(fixture.template);
  }
  removeFolder(tools);
  const count = (kind: keyof Damage | 'torn') => crashes.filter((crash) => crash[kind].length > 0).length;
  const failures = [
    ...order,
    ...crashes.flatMap(({ where, ...damage }) =>
      Object.entries(damage).flatMap(([kind, what]) =>
        (what as readonly string[]).map((each) => `${where}: ${kind}: ${each}`),
      ),
    ),
  ];
  return {
    name: 'crash points',
    counts: {
      scenarios: scenarios.length,
      'crash points': crashes.length,
      torn: count('torn'),
      lost: count('lost'),
      resurrected: count('resurrected'),
      'left unhealed': count('unhealed'),
      'out of order': order.length,
    },
    holds: failures.length === 0,
    failures,
  };
}

interface Point {
  readonly killAt: number;
  readonly killName: string;
  readonly torn: boolean;
  readonly call: string;
}

function pointsOf(calls: readonly TracedCall[], size: 'short' | 'full'): readonly Point[] {
  return calls.flatMap(({ name, file }, index): Point[] => {
    if (size === 'short' && !DECISIVE.has(name)) return [];
    const killAt = calls.slice(0, index + 1).filter((each) => each.name === name).length;
    const point = { killAt, killName: name, torn: false, call: `${name} ${file ?? ''}`.trim() };
    return name === 'handle.write' ? [point, { ...point, torn: true }] : [point];
  });
}

async function runWhole(child: string, { operation }: Scenario, fixture: Fixture, writer: Job['writer']) {
  const folder = copyOf(fixture.template);
  const job: Job = {
    scene: { folder, now: fixture.now },
    operation,
    killAt: 0,
    killName: '',
    torn: false,
    writer,
  };
  const { report, errors } = await runChild(child, job);
  if (report === null) throw new Error(`The ${operation} did not run: ${errors}`);
  const texts = textsIn(folder);
  removeFolder(folder);
  const writes = report.calls.some(({ name }) => name === 'renameSync');
  const faults = writes ? orderFaults(report.calls, basename(folder)) : ['nothing was renamed into place'];
  return { texts, calls: report.calls, faults };
}

async function crashAt(
  child: string,
  scenario: Scenario,
  { template, now, old }: Fixture,
  whole: Texts,
  { killAt, killName, torn, call }: Point,
  writer: Job['writer'],
): Promise<Crash> {
  const folder = copyOf(template);
  const job: Job = { scene: { folder, now }, operation: scenario.operation, killAt, killName, torn, writer };
  const { signal, errors, report } = await runChild(child, job);
  // The last reading of a kind may not be needed in this run; a write or a rename always is.
  const isMissing = report !== null && !DECISIVE.has(killName);
  const texts = textsIn(folder);
  const faults =
    signal === 'SIGKILL' || isMissing ? faultsOf(texts, old, whole) : [`it was not killed: ${errors}`];
  const damage = await launchAgain({ folder, now });
  removeFolder(folder);
  const where = `${nameOf(scenario)}, ${torn ? 'in' : 'before'} call ${killAt} (${call})`;
  return { where, torn: faults, ...damage };
}

function faultsOf(texts: Texts, old: readonly Texts[], whole: Texts): readonly string[] {
  const known = [...old, whole];
  const faults = (['main', 'mirror'] as const)
    .filter((file) => !known.some((each) => each[file] === texts[file]))
    .map((file) => `the ${file} file is neither old nor new`);
  return isOutOfStep(texts) ? [...faults, 'dead ids are in the mirror alone'] : faults;
}
