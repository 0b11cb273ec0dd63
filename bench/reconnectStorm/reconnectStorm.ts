import assert from 'node:assert/strict';
import { round } from '../harness/pairRow.ts';
import { NO_TARGET, type Benchmarks, type Effort, type Row, type Target } from '../harness/row.ts';
import { ourDesktop, retryingDesktop, type Outage } from './desktop.ts';
import { seededRandom, simulate, type Recovery } from './simulate.ts';

const OUTAGE_MS = 600_000;
const DESKTOPS = 1_000_000;
const MEDIAN_SECONDS = 60;
const PEAK: Target = {
  text: `peak ≤ 2 × mean, half within ${MEDIAN_SECONDS} s`,
  holds: (value) => value <= 2,
};

/** What the end of an outage looks like to the service. Simulated time, the product's own policy; no noise. */
export const reconnectStormBenchmarks: Benchmarks = {
  'reconnect-storm': async (effort) => {
    const silent: Outage = { until: OUTAGE_MS, retryAfter: () => null };
    const ours = await comeBack(effort, silent);
    const alike = { count: desktops(effort), isAlike: true };
    const retrying = await simulate(retryingDesktop, silent, { ...alike, random: () => 0 });
    const unspread = await simulate(ourDesktop, silent, { ...alike, random: () => 0.5 });
    const against = [
      `p-retry's defaults: ${formatReport(retrying)}`,
      `no jitter: ${formatReport(unspread)}`,
    ].join('; ');
    return rowOf('reconnect-storm', ours, PEAK, against);
  },
  'reconnect-storm-retry-after': async (effort) => {
    // The service knows when it will be back and tells everybody the same moment.
    const told: Outage = { until: OUTAGE_MS, retryAfter: (now) => OUTAGE_MS - now };
    const ours = await comeBack(effort, told);
    return rowOf('reconnect-storm-retry-after', ours, NO_TARGET, 'the same with one Retry-After for all');
  },
};

function comeBack(effort: Effort, outage: Outage): Promise<Recovery> {
  return simulate(ourDesktop, outage, { count: desktops(effort), random: seededRandom(1) });
}

function desktops(effort: Effort): number {
  return effort.size(DESKTOPS);
}

function rowOf(name: string, ours: Recovery, target: Target, against: string): Row {
  const value = round(ours.peak / ours.mean);
  assert.ok(ours.lastSeconds > 0 && ours.mean > 0, 'every desktop comes back, after the outage');
  return {
    name,
    value,
    unit: '× mean',
    target: target.text,
    holds: target.holds(value) && (target === NO_TARGET || ours.medianSeconds <= MEDIAN_SECONDS),
    against,
    spread: null,
    ours: formatReport(ours),
  };
}

function formatReport({ peak, mean, medianSeconds, lastSeconds, duringOutage }: Recovery): string {
  return `${round(peak / mean)} ×, half in ${medianSeconds} s, all in ${lastSeconds} s, ${round(duringOutage)}/s before`;
}
