import { proven } from '../../../../testing/fakes/commits.ts';
import { describe, expect, it } from 'vitest';
import { MAIN_FILE, type HealRecord, type RemoteId, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
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
import { heal, reasonOfFailure } from '../repair/heal.ts';

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
const healed = (cause: string, minutesAgo = 5): HealRecord => ({
  at: new Date(NOW - minutesAgo * 60_000).toISOString(),
  mode: 'automatic',
  cause,
  removed: 1,
});
const CAUSE = 'client:c1 environment:e1';
const stuckState = async () => await testState({ main: JSON.stringify(stuck()) });

describe('an automatic heal', () => {
  it('removes what is proven gone, records it, and hands the backup on', async () => {
    const { state, names } = await stuckState();
    const result = await heal(state, gone(), NOW, false);
    expect(result).toMatchObject({ kind: 'healed', plan: { mode: 'automatic', retire: DEAD } });
    expect(names()).toContain((result.kind === 'healed' && result.backup?.split('/').at(-1)) || 'no backup');
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
    expect([await heal(state, alive(), NOW, false), state.record.tombstones]).toEqual([
      { kind: 'nothing-to-heal' },
      [],
    ]);
  });

  it('is held for a cause of this hour, but may finish what an earlier one has retired', async () => {
    const { state } = await stuckState();
    await state.commit(commitOf({ heal: healed(CAUSE) }));
    expect([await heal(state, gone(), NOW, false), state.get([KEYS.environmentId])]).toEqual([
      { kind: 'held' },
      'e1',
    ]);
    for (const id of DEAD) {
      const { state: half } = await stuckState();
      await half.commit(commitOf({ heal: healed(CAUSE), retire: proven(id, { kind: 'client', id: 'e1' }) }));
      expect(await heal(half, gone(), NOW, false)).toEqual({ kind: 'held' });
    }
    const { state: whole } = await stuckState();
    await whole.commit(commitOf({ heal: healed(CAUSE), retire: proven(...DEAD) }));
    expect((await heal(whole, gone(), NOW, false)).kind).not.toBe('held');
  });

  it('is held for flags alone within the hour: with no id there is nothing to finish', async () => {
    const flags = { [KEYS.setupCompleted]: true };
    const { state } = await testState({ main: JSON.stringify(flags) });
    await state.commit(commitOf({ heal: healed(KEYS.setupCompleted) }));
    const diagnosis = judge(flags, [reading(), reading()]);
    expect(await heal(state, diagnosis, NOW, false)).toEqual({ kind: 'held' });
  });

  it('is held after an undone repair, and then confirms nothing either', async () => {
    const { state } = await stuckState();
    await state.commit(commitOf({ retire: proven(...DEAD) }));
    expect([
      await heal(state, gone(), NOW, true),
      await heal(state, alive(), NOW, true),
      state.record.tombstones,
    ]).toEqual([{ kind: 'held' }, { kind: 'nothing-to-heal' }, DEAD]);
  });

  it('fails by a reason where the state is another one by now', async () => {
    const { state, put } = await stuckState();
    put(MAIN_FILE, JSON.stringify({ ...stuck(), [KEYS.installationId]: 'another' }));
    expect(await heal(state, gone(), NOW, false)).toEqual({ kind: 'failed', reason: 'state-changed' });
  });
});

it('every failure of a commit has its screen', () => {
  expect(
    (['mismatch', 'state-changed', 'unreadable', 'write-failed', 'closed'] as const).map((kind) =>
      reasonOfFailure({ kind } as never),
    ),
  ).toEqual(['state-changed', 'state-changed', 'state-unreadable', 'write-failed', 'write-failed']);
});
