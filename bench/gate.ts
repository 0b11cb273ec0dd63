import assert from 'node:assert/strict';
import { openGlobalState, PAIRING_KEYS } from '../electron/main/globalState/index.ts';
import {
  check,
  SECOND_READING_AFTER_MS,
  isSuspicious,
  type Cut,
} from '../electron/main/remoteControl/index.ts';
import { CLIENTS, roundTrip, withBackend, type BackendProcess } from './harness/backendProcess.ts';
import { heal } from './harness/heal.ts';
import { measurePairs, timeAsync, type Sample } from './harness/measure.ts';
import { differenceRow } from './harness/pairRow.ts';
import { healthyProfile, portsOf, stuckProfile, type BenchProfile } from './harness/profiles.ts';
import { atMost, type Benchmark, type Benchmarks } from './harness/row.ts';

/** How long the QR screen waits for the check, beyond the network's own time. */
export const gateBenchmarks: Benchmarks = {
  'gate-healthy-0ms': healthy(0),
  'gate-healthy-50ms': healthy(50),
  'gate-healthy-200ms': healthy(200),
  'gate-stale-50ms': stale(50),
};

function healthy(delayMs: number): Benchmark {
  return (effort) =>
    withBackend(async (backend) => {
      const made = await healthyProfile(backend);
      await backend.delay(delayMs);
      try {
        const pairs = await measurePairs(effort.rounds(40), await healthyCheck(made), roundTrips(made, 1));
        const name = `gate-healthy-${delayMs}ms`;
        return differenceRow({ name, unit: 'ms more', target: atMost(15), against: 'one round trip' }, pairs);
      } finally {
        made.profile.remove();
      }
    });
}

function stale(delayMs: number): Benchmark {
  return (effort) =>
    withBackend(async (backend) => {
      const made = await stuckProfile(backend);
      await backend.delay(delayMs);
      try {
        const pairs = await measurePairs(effort.rounds(12), staleCheck(backend), async () => {
          return SECOND_READING_AFTER_MS + (await roundTrips(made, 2)());
        });
        const name = `gate-stale-${delayMs}ms`;
        const against = 'two round trips and the second between';
        return differenceRow({ name, unit: 'ms more', target: atMost(60), against }, pairs);
      } finally {
        made.profile.remove();
      }
    });
}

async function healthyCheck({ profile, signedIn }: BenchProfile): Promise<Sample> {
  const state = await openGlobalState({ folder: profile.codexHome });
  const { signal } = new AbortController();
  return async () => {
    let result = null as Awaited<ReturnType<typeof check>> | null;
    const spent = await timeAsync(async () => {
      result = await check(portsOf(profile, signedIn, state), { signal });
    });
    assert.ok(result?.kind === 'diagnosed' && result.reason === null && !isSuspicious(result.diagnosis));
    assert.deepEqual(
      [
        ...result.diagnosis.enrollments.map(({ verdict }) => verdict),
        ...result.diagnosis.environments.values(),
      ].map(({ kind }) => kind),
      ['alive', 'alive', 'alive'],
    );
    return spent;
  };
}

function staleCheck(backend: BackendProcess): Sample {
  const { signal } = new AbortController();
  return async () => {
    const { profile, signedIn } = await stuckProfile(backend);
    const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
    let healed = null as Cut | null;
    const spent = await timeAsync(async () => {
      const result = await check(portsOf(profile, signedIn, state), { signal });
      if (result.kind === 'diagnosed') healed = await heal(state, result.diagnosis);
    });
    assert.equal(healed?.kind, 'cut');
    for (const file of ['main', 'mirror'] as const) {
      assert.equal(profile.readState(file)[PAIRING_KEYS.environmentId], undefined);
    }
    await state.close();
    profile.remove();
    return spent;
  };
}

function roundTrips({ signedIn }: BenchProfile, count: number): Sample {
  return () =>
    timeAsync(async () => {
      for (let trip = 0; trip < count; trip += 1)
        await roundTrip(signedIn.connection, `${CLIENTS}?limit=100`);
    });
}
