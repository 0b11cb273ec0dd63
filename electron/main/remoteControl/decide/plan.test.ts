import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../shared/reasons.ts';
import { MAIN_FILE, MIRROR_FILE, type JsonObject, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { causeOf } from './healLimit.ts';
import { aliveIds } from '../repair/liveIds.ts';
import { isEmptyPlan, plan, type RepairPlan } from './plan.ts';
import { mayRepairFully } from './reasonPolicy.ts';
import { countsOf, summarise } from './summary.ts';
import {
  ABANDONED,
  client,
  entry,
  environment,
  failure,
  judge,
  list,
  OK,
  reading,
  REVOKED,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

const alive = {
  clients: list([
    client('c1'),
    client('phone'),
    client('pending-1', 'pending_enrollment', ABANDONED),
    client('pending-2', 'pending_enrollment', ABANDONED),
  ]),
  environments: list([environment('e1'), environment('e-other')]),
  refreshed: { c1: OK },
};
const owner = { accountId: 'acct', baseUrl: 'https://chatgpt.com/backend-api' };

/** Ids in their order; a phone that never finished is not in question. */
const ownIds = (of: readonly { id: string; role?: string }[]) =>
  of.filter(({ role }) => role !== 'pending-client').map(({ id }) => id);

describe('a full repair', () => {
  it('takes all of this computer away, alive or not, and asks the server to forget it', () => {
    const planned = plan(judge(stuck(), [reading(alive)]), 'full');
    const expected = stuck();
    expect(planned).toEqual({
      mode: 'full',
      edits: [
        ...Object.entries(entry('c1')).map(([key, value]) => ({
          file: MAIN_FILE,
          path: [KEYS.clientEnrollments, key],
          op: 'remove',
          expected: value,
        })),
        ...[KEYS.environmentId, KEYS.installationId, KEYS.setupCompleted, KEYS.hasConnectedDevice].map(
          (key) => ({ file: MAIN_FILE, path: [key], op: 'remove', expected: expected[key] }),
        ),
        { file: MAIN_FILE, path: [KEYS.selectedHostId], op: 'remove', expected: 'remote-control:e1' },
        {
          file: MAIN_FILE,
          path: [KEYS.autoConnectByHostId, 'remote-control:e1'],
          op: 'remove',
          expected: true,
        },
        {
          file: MAIN_FILE,
          path: [KEYS.atoms, 'remote-control-setup-step'],
          op: 'remove',
          expected: 'waiting',
        },
        { file: MAIN_FILE, path: [KEYS.addedEnvironmentIds], op: 'set', expected: ['e1'], value: [] },
      ],
      retire: [
        { kind: 'client', id: 'c1', proven: false },
        { kind: 'environment', id: 'e1', proven: false },
      ],
      remote: [
        { kind: 'client', id: 'pending-1', ...owner, role: 'pending-client' },
        { kind: 'client', id: 'pending-2', ...owner, role: 'pending-client' },
        { kind: 'client', id: 'c1', ...owner, role: 'own' },
        { kind: 'environment', id: 'e1', ...owner, role: 'own' },
      ],
    });
  });

  it('asks the server for nothing that is proven gone', () => {
    const { remote } = plan(judge(stuck(), [reading(), reading()]), 'full');
    expect(remote).toEqual([]);
  });

  it('removes flags of either value, and malformed values of the setup, with the environment', () => {
    const state: JsonObject = {
      [KEYS.environmentId]: 7,
      [KEYS.installationId]: {},
      [KEYS.setupCompleted]: false,
      [KEYS.hasConnectedDevice]: 'yes',
      [KEYS.selectedHostId]: 7,
      [KEYS.clientEnrollments]: [],
    };
    const mirror = { [KEYS.setupCompleted]: 1 };
    const { edits } = plan(judge(state, [reading(alive)], { mirror }), 'full');
    expect(edits.map(({ path }) => path)).toEqual([
      [KEYS.setupCompleted],
      [KEYS.environmentId],
      [KEYS.installationId],
      [KEYS.hasConnectedDevice],
      [KEYS.setupCompleted],
    ]);
  });

  it('never touches another account, another base URL, SSH hosts, pointers to what is alive, or user data', () => {
    const state: JsonObject = {
      [KEYS.clientEnrollments]: {
        ...entry('theirs', { accountUserId: 'user-y' }),
        ...entry('staging', { baseUrl: 'https://chatgpt-staging.com/backend-api' }),
      },
      [KEYS.selectedHostId]: 'remote-ssh-discovered:box',
      [KEYS.autoConnectByHostId]: { 'remote-control:e-other': true, local: true },
      [KEYS.addedEnvironmentIds]: ['e-other'],
      [KEYS.atoms]: { theme: 'dark' },
      'remote-projects': [{ hostId: 'remote-control:e1' }],
      'local-projects': { p: {} },
    };
    const clients = list([client('phone')]);
    const planned = plan(judge(state, [reading({ ...alive, clients })]), 'full');
    expect([planned.edits, planned.remote, isEmptyPlan(planned)]).toEqual([[], [], true]);
  });

  it('works on each file by what that file holds', () => {
    const { edits, retire } = plan(
      judge(stuck('c1', 'e1'), [reading(alive)], { mirror: stuck('c0', 'e0') }),
      'full',
    );
    const environments = edits.filter(({ path }) => path[0] === KEYS.environmentId);
    expect([environments.map(({ file, expected }) => [file, expected]), retire.map(({ id }) => id)]).toEqual([
      [
        [MAIN_FILE, 'e1'],
        [MIRROR_FILE, 'e0'],
      ],
      ['c1', 'e1', 'c0', 'e0'],
    ]);
  });

  it('deletes at the server what is its own and may still be there, of either file, and nothing else', () => {
    const pointers = { [KEYS.addedEnvironmentIds]: ['e-other', 'e-gone', 'e1', 'e0'] };
    const mirror = { ...stuck('c0', 'e0'), ...pointers };
    const { clients, environments } = alive;
    const refreshed = { c1: OK, c0: REVOKED };
    const diagnosis = judge(
      { ...stuck('c1', 'e1'), ...pointers },
      [1, 2].map(() => reading({ clients, refreshed, environments })),
      { mirror, connectedEnvironmentId: 'e0' },
    );
    const { retire, remote } = plan(diagnosis, 'full');
    expect([ownIds(retire), ownIds(remote)]).toEqual([
      ['c1', 'e1', 'e-gone', 'c0', 'e0'],
      ['c1', 'e1', 'e0'],
    ]);
  });

  it('of a client alone retires that client, and is not empty', () => {
    const clients = list([client('c1')]);
    const state = { [KEYS.clientEnrollments]: entry('c1') };
    const planned = plan(judge(state, [reading({ clients, refreshed: { c1: OK } })]), 'full');
    expect([planned.retire, planned.edits.length, planned.remote.length, isEmptyPlan(planned)]).toEqual([
      [{ kind: 'client', id: 'c1', proven: false }],
      1,
      1,
      false,
    ]);
  });

  it('makes sense only with a server that can be worked with', () => {
    expect(REASONS.filter((reason) => !mayRepairFully(reason))).toEqual([
      'offline',
      'certificate',
      'timeout',
      'throttled',
      'server-error',
      'not-json',
      'redirected',
      'signed-out',
      'forbidden',
      'mfa-required',
    ]);
  });
});

const planFully = () => plan(judge(stuck(), [reading(alive)], { mirror: stuck() }), 'full');

describe('what else reads a plan', () => {
  it('counts what stands in the file and its mirror once', () => {
    const planned = planFully();
    expect([summarise(planned), countsOf(planned.edits, planned.remote).length]).toEqual([
      [
        { what: 'client-enrollment', where: 'computer', count: 1 },
        { what: 'environment', where: 'computer', count: 1 },
        { what: 'installation-copy', where: 'computer', count: 1 },
        { what: 'setup-flag', where: 'computer', count: 2 },
        { what: 'pointer', where: 'computer', count: 3 },
        { what: 'atom', where: 'computer', count: 1 },
        { what: 'pending-client', where: 'account', count: 2 },
        { what: 'own-client', where: 'account', count: 1 },
        { what: 'own-environment', where: 'account', count: 1 },
      ],
      9,
    ]);
  });

  it('names its cause by the ids, or by the keys where it has none', () => {
    const flags = plan(judge({ [KEYS.setupCompleted]: true }, [reading(), reading()]), 'automatic');
    const nested = { retire: [], edits: [{ path: ['b', 'c'] }, { path: ['a'] }] } as unknown as RepairPlan;
    expect([planFully(), flags, nested].map(causeOf)).toEqual([
      'client:c1 environment:e1',
      KEYS.setupCompleted,
      'a b.c',
    ]);
  });

  it('lifts the tombstones of what is alive and stays', () => {
    const diagnosis = judge({ ...stuck(), [KEYS.addedEnvironmentIds]: ['e1', 'e-other', 'e-unknown'] }, [
      reading({ ...alive, environments: list(alive.environments.items, 'timeout') }),
    ]);
    const ids = (mode: 'automatic' | 'full') =>
      aliveIds(diagnosis, plan(diagnosis, mode)).map(({ kind, id }) => `${kind} ${id}`);
    expect([ids('automatic'), ids('full')]).toEqual([
      ['client c1', 'environment e1', 'environment e-other'],
      ['environment e-other'],
    ]);
  });

  it('keeps a client whose answer says nothing, unless two lists lack it', () => {
    const unanswered = { ...alive, refreshed: { c1: failure('server-error') } };
    const verdicts = [
      judge(stuck(), [reading(unanswered)]),
      judge(
        stuck(),
        [1, 2].map(() => reading({ ...unanswered, clients: list([client('phone')]) })),
      ),
    ].map(({ enrollments }) => enrollments[0]?.verdict);
    expect(verdicts).toEqual([
      { kind: 'unknown', reason: 'server-error' },
      { kind: 'gone', how: 'absent' },
    ]);
  });
});
