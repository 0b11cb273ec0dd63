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
const stuckState = () => testState({ main: JSON.stringify(stuck()) });

describe('an automatic heal', () => {
  it('removes what is proven gone, records it, and hands the backup on', () => {
    const { state, names } = stuckState();
    const result = heal(state, gone(), NOW, false);
    expect(result).toMatchObject({ kind: 'healed', plan: { mode: 'automatic', retire: DEAD } });
    expect(names()).toContain((result.kind === 'healed' && result.backup?.split('/').at(-1)) || 'no backup');
    expect([state.get([KEYS.environmentId]), state.record]).toEqual([
      undefined,
      {
        tombstones: DEAD,
        outbox: [],
        heals: [{ at: '2026-05-04T03:02:01.000Z', mode: 'automatic', cause: CAUSE, removed: 9 }],
      },
    ]);
  });

  it('confirms what is alive, and then has nothing to do', () => {
    const { state } = stuckState();
    state.commit(commitOf({ retire: DEAD }));
    expect([heal(state, alive(), NOW, false), state.record.tombstones]).toEqual([
      { kind: 'nothing-to-heal' },
      [],
    ]);
  });

  it('is held for a cause of this hour, but may finish what an earlier one has retired', () => {
    const { state } = stuckState();
    state.commit(commitOf({ heal: healed(CAUSE) }));
    expect([heal(state, gone(), NOW, false), state.get([KEYS.environmentId])]).toEqual([
      { kind: 'held' },
      'e1',
    ]);
    for (const id of DEAD) {
      const { state: half } = stuckState();
      half.commit(commitOf({ heal: healed(CAUSE), retire: [id, { kind: 'client', id: 'e1' }] }));
      expect(heal(half, gone(), NOW, false)).toEqual({ kind: 'held' });
    }
    const { state: whole } = stuckState();
    whole.commit(commitOf({ heal: healed(CAUSE), retire: DEAD }));
    expect(heal(whole, gone(), NOW, false).kind).not.toBe('held');
  });

  it('is held for flags alone within the hour: with no id there is nothing to finish', () => {
    const flags = { [KEYS.setupCompleted]: true };
    const { state } = testState({ main: JSON.stringify(flags) });
    state.commit(commitOf({ heal: healed(KEYS.setupCompleted) }));
    const diagnosis = judge(flags, [reading(), reading()]);
    expect(heal(state, diagnosis, NOW, false)).toEqual({ kind: 'held' });
  });

  it('is held after an undone repair, and then confirms nothing either', () => {
    const { state } = stuckState();
    state.commit(commitOf({ retire: DEAD }));
    expect([
      heal(state, gone(), NOW, true),
      heal(state, alive(), NOW, true),
      state.record.tombstones,
    ]).toEqual([{ kind: 'held' }, { kind: 'nothing-to-heal' }, DEAD]);
  });

  it('fails by a reason where the state is another one by now', () => {
    const { state, put } = stuckState();
    put(MAIN_FILE, JSON.stringify({ ...stuck(), [KEYS.installationId]: 'another' }));
    expect(heal(state, gone(), NOW, false)).toEqual({ kind: 'failed', reason: 'state-changed' });
  });
});

it('every failure of a commit has its screen', () => {
  expect(
    (['mismatch', 'unreadable', 'write-failed', 'closed'] as const).map((kind) =>
      reasonOfFailure({ kind } as never),
    ),
  ).toEqual(['state-changed', 'state-unreadable', 'write-failed', 'write-failed']);
});
