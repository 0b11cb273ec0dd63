import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openGlobalState } from '../electron/main/globalState/index.ts';
import { check, type Cut } from '../electron/main/remoteControl/index.ts';
import { caseOfSize, floor } from './commit.ts';
import { heal } from './harness/heal.ts';
import { withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { measurePairs, timeAsync, type Sample } from './harness/measure.ts';
import { ratioRow } from './harness/pairRow.ts';
import { portsOf, stuckProfile } from './harness/profiles.ts';
import { atMost, type Benchmarks } from './harness/row.ts';

/** How long the window cannot answer while a large state is healed behind it. */
export const stallBenchmarks: Benchmarks = {
  'stall-10m': (effort) =>
    withBackend(async (backend) => {
      const bytes = effort.size(10_000_000);
      const given = await caseOfSize(bytes);
      const pairs = await measurePairs(effort.rounds(12), healing(backend, bytes), floor(given));
      const name = 'stall-10m';
      return ratioRow({ name, unit: "× the commit's floor", target: atMost(1.5), against: 'floor' }, pairs);
    }),
};

/** The longest time that nothing else could run, from the start of the check to the healed file, in milliseconds. */
function healing(backend: BackendProcess, bytes: number): Sample {
  const { signal } = new AbortController();
  return async () => {
    const { profile, signedIn } = await stuckProfile(backend, { bytes });
    const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
    let healed = null as Cut | null;
    const delays = monitorEventLoopDelay({ resolution: 1 });
    await timeAsync(async () => {
      delays.enable();
      const result = await check(portsOf(profile, signedIn, state), { signal });
      if (result.kind === 'diagnosed') healed = await heal(state, result.diagnosis);
      // The stall of the last step is only seen by the turn of the loop that comes after it.
      await new Promise((resolve) => setTimeout(resolve, 2));
    });
    delays.disable();
    assert.equal(healed?.kind, 'cut');
    await state.close();
    profile.remove();
    return delays.max / 1e6;
  };
}
