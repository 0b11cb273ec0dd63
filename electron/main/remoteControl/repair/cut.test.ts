import { proven } from '../../../../testing/fakes/commits.ts';
import { describe, expect, it } from 'vitest';
import {
  MAIN_FILE,
  type GlobalState,
  type HealRecord,
  type RemoteId,
  PAIRING_KEYS as KEYS,
} from '../../globalState/index.ts';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import {
  client,
  environment,
  judge,
  list,
  OK,
  reading,
  REVOKED,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { plan } from '../decide/plan.ts';
import { cut, failureOf } from './cut.ts';

const NOW = Date.UTC(2026, 4, 4, 3, 2, 1);
const DEAD: readonly RemoteId[] = [
  { kind: 'client', id: 'c1' },
  { kind: 'environment', id: 'e1' },
];
const gone = () =>
  judge(
    stuck(),
    [1, 2].map(() => reading({ refreshed: { c1: REVOKED } })),
  );
const alive = () => {
  const clients = list([client('c1'), client('phone')]);
  return judge(stuck(), [
    reading({ clients, environments: list([environment('e1')]), refreshed: { c1: OK } }),
  ]);
};
const past = (cause: string, minutesAgo = 5): HealRecord => ({
  at: new Date(NOW - minutesAgo * 60_000).toISOString(),
  mode: 'automatic',
  cause,
  removed: 1,
});
const CAUSE = 'client:c1 environment:e1';
/** What an automatic heal of this diagnosis comes to. */
const healed = (state: GlobalState, diagnosis: Diagnosis) =>
  cut(state, diagnosis, plan(diagnosis, 'automatic'), { mode: 'automatic', now: NOW });
const stuckState = async () => await testState({ main: JSON.stringify(stuck()) });

describe('an automatic heal', () => {
  it('removes what is proven gone, records it, and hands the backup on', async () => {
    const { state, names } = await stuckState();
    const result = await healed(state, gone());
    expect(result).toMatchObject({ kind: 'cut' });
    expect(names()).toContain((result.kind === 'cut' && result.backup?.split('/').at(-1)) || 'no backup');
    expect([state.get([KEYS.environmentId]), state.record]).toMatchObject([
      undefined,
      {
        tombstones: DEAD,
        outbox: [],
        heals: [{ at: '2026-05-04T03:02:01.000Z', mode: 'automatic', cause: CAUSE, removed: 9 }],
      },
    ]);
  });

  it('confirms what is alive, and then has nothing to do', async () => {
    const { state } = await stuckState();
    await state.commit(commitOf({ retire: proven(...DEAD) }));
    expect([await healed(state, alive()), state.record.tombstones]).toEqual([{ kind: 'nothing-to-cut' }, []]);
  });

  it('is held for a cause of this hour, but may finish what an earlier one has retired', async () => {
    const { state } = await stuckState();
    await state.commit(commitOf({ heal: past(CAUSE) }));
    expect([await healed(state, gone()), state.get([KEYS.environmentId])]).toEqual([{ kind: 'held' }, 'e1']);
    for (const id of DEAD) {
      const { state: half } = await stuckState();
      await half.commit(commitOf({ heal: past(CAUSE), retire: proven(id, { kind: 'client', id: 'e1' }) }));
      expect(await healed(half, gone())).toEqual({ kind: 'held' });
    }
    const { state: whole } = await stuckState();
    await whole.commit(commitOf({ heal: past(CAUSE), retire: proven(...DEAD) }));
    expect((await healed(whole, gone())).kind).not.toBe('held');
  });

  it('is held for flags alone within the hour: with no id there is nothing to finish', async () => {
    const flags = { [KEYS.setupCompleted]: true };
    const { state } = await testState({ main: JSON.stringify(flags) });
    await state.commit(commitOf({ heal: past(KEYS.setupCompleted) }));
    const diagnosis = judge(flags, [reading(), reading()]);
    expect(await healed(state, diagnosis)).toEqual({ kind: 'held' });
  });

  it('is made again where a person asks for it', async () => {
    const { state } = await stuckState();
    await state.commit(commitOf({ heal: past(CAUSE) }));
    const planned = plan(gone(), 'automatic');
    expect((await cut(state, gone(), planned, { mode: 'repair', now: NOW })).kind).toBe('cut');
  });

  it('fails by a reason where the state is another one by now', async () => {
    const { state, put } = await stuckState();
    put(MAIN_FILE, JSON.stringify({ ...stuck(), [KEYS.installationId]: 'another' }));
    expect(await healed(state, gone())).toEqual({
      kind: 'failed',
      reason: 'state-changed',
      message: null,
    });
  });
});

it('every failure of a commit has its reason', () => {
  expect(
    (['mismatch', 'state-changed', 'unreadable', 'write-failed', 'closed'] as const).map(
      (kind) => failureOf({ kind } as never).reason,
    ),
  ).toEqual(['state-changed', 'state-changed', 'state-unreadable', 'write-failed', 'write-failed']);
});
