import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../shared/reasons.ts';
import { MIRROR_FILE, type JsonObject, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { mayHealAgain } from '../repair/commitPlan.ts';
import { findingsOf } from './findings.ts';
import { plan } from './plan.ts';
import { reasonOf, statusFor } from './reasonPolicy.ts';
import {
  client,
  entry,
  environment,
  failure,
  INSTALLATION_ID,
  judge,
  list,
  OK,
  reading,
  refusedReading,
  REVOKED,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

/** What an automatic heal would do, short: keys of the file, with the last key of a longer path. */
function decide(...observed: Parameters<typeof judge>) {
  const diagnosis = judge(...observed);
  const { edits, remote } = plan(diagnosis, 'automatic');
  const reason = reasonOf(diagnosis);
  return {
    removes: edits.map(({ file, path: [top = '', ...rest], op }) => {
      const where = file === MIRROR_FILE ? 'mirror ' : '';
      const last = rest.at(-1)?.split('\n').at(-1);
      return `${where}${op === 'set' ? 'prune ' : ''}${last === undefined ? top : `${top} ${last}`}`;
    }),
    remote,
    finds: [...new Set(findingsOf(diagnosis).map(({ kind, id }) => `${kind} ${id}`))],
    status: reason === null ? 'known' : statusFor(reason),
    reason,
  };
}

const NOTHING = { removes: [], remote: [], finds: [], status: 'known', reason: null };
const undecided = (reason: Reason) => ({ ...NOTHING, status: statusFor(reason), reason });
const twice = (...given: Parameters<typeof reading>) => [reading(...given), reading(...given)];

const ENVIRONMENT_GOES = [
  KEYS.environmentId,
  KEYS.installationId,
  KEYS.setupCompleted,
  KEYS.hasConnectedDevice,
  KEYS.selectedHostId,
  `${KEYS.autoConnectByHostId} remote-control:e1`,
  `${KEYS.atoms} remote-control-setup-step`,
  `prune ${KEYS.addedEnvironmentIds}`,
];
const ENVIRONMENT_FOUND = [
  'environment-gone e1',
  'pointer-gone e1',
  `setup-flag-stale ${KEYS.setupCompleted}`,
  `setup-flag-stale ${KEYS.hasConnectedDevice}`,
];
const FLAGS_GO = [KEYS.setupCompleted, KEYS.hasConnectedDevice];
const FLAGS_FOUND = ENVIRONMENT_FOUND.slice(2);
const CLIENT_GOES = `${KEYS.clientEnrollments} user-x`;

const phone = client('phone');
const e1 = environment('e1');

describe('F1: a ghost of this computer', () => {
  it('goes with all that belongs to it once two complete lists lack it', () => {
    expect(decide(stuck(), twice({ refreshed: { c1: failure('feature-unavailable') } }))).toEqual({
      ...NOTHING,
      removes: [CLIENT_GOES, ...ENVIRONMENT_GOES],
      finds: ['client-gone c1', ...ENVIRONMENT_FOUND],
    });
  });

  it('stays after one reading', () => {
    const judged = judge(stuck(), [reading({ refreshed: { c1: failure('feature-unavailable') } })]);
    expect([
      plan(judged, 'automatic').edits,
      [...judged.environments.values()],
      judged.phones,
      reasonOf(judged),
    ]).toEqual([[], [{ kind: 'suspected' }], { kind: 'suspected' }, 'timeout']);
  });

  it('takes only the flags while the environment is there and no enrolled phone is left', () => {
    const clients = list([client('c1'), client('phone', 'pending_enrollment')]);
    expect(decide(stuck(), twice({ clients, environments: list([e1]), refreshed: { c1: OK } }))).toEqual({
      ...NOTHING,
      removes: FLAGS_GO,
      finds: [...FLAGS_FOUND, 'pending-client phone'],
    });
  });
});

describe('F2: a revoked client', () => {
  it('goes alone, by the explicit answer of one reading, while the lists cannot be read', () => {
    const unread = { clients: list([], 'server-error'), environments: list([e1]) } as const;
    expect(decide(stuck(), [reading({ ...unread, refreshed: { c1: REVOKED } })])).toEqual({
      ...undecided('server-error'),
      removes: [CLIENT_GOES],
      finds: ['client-revoked c1'],
    });
  });

  it('leaves the host, its pointers and the flags of an enrolled phone', () => {
    const alive = { clients: list([phone]), environments: list([e1]) };
    expect(decide(stuck(), [reading({ ...alive, refreshed: { c1: REVOKED } })])).toEqual({
      ...NOTHING,
      removes: [CLIENT_GOES],
      finds: ['client-revoked c1'],
    });
  });

  it('takes with it an atom that names it, and no other', () => {
    const state = {
      ...stuck(),
      [KEYS.atoms]: { 'remote-control-a': { id: 'c1' }, 'remote-control-b': 'e1' },
    };
    const alive = { clients: list([phone]), environments: list([e1]) };
    expect(decide(state, [reading({ ...alive, refreshed: { c1: REVOKED } })]).removes).toEqual([
      CLIENT_GOES,
      `${KEYS.atoms} remote-control-a`,
    ]);
  });

  it('is not believed when the next answer is good', () => {
    const clients = list([client('c1'), phone]);
    const refreshes = [{ c1: REVOKED }, { c1: OK }];
    const readings = refreshes.map((refreshed) => reading({ clients, environments: list([e1]), refreshed }));
    expect(decide(stuck(), readings)).toEqual(undecided('inconsistent-lists'));
  });
});

it('F3: missing key material reads as revoked, and is told from any other 403', () => {
  const alive = { clients: list([client('c1'), phone]), environments: list([e1]) };
  const told = refusedReading('Remote-control client key material missing', alive);
  const other = refusedReading('Some other refusal', alive);
  expect([decide(stuck(), [told]).removes, decide(stuck(), [other])]).toEqual([
    [CLIENT_GOES],
    undecided('forbidden'),
  ]);
});

describe('F4: pointers', () => {
  const state: JsonObject = {
    ...stuck('c1', 'eNew'),
    [KEYS.selectedHostId]: 'remote-control:eOld',
    [KEYS.autoConnectByHostId]: {
      'remote-control:eOld': true,
      'remote-control:eNew': true,
      'remote-control:eOffline': false,
      'remote-ssh-discovered:eOld': true,
    },
    [KEYS.addedEnvironmentIds]: ['eOld', 'eNew', 7, 'eOffline'],
    'remote-projects': [{ hostId: 'remote-control:eOld' }],
  };
  const there = {
    clients: list([client('c1'), phone]),
    environments: list([environment('eNew', { online: true }), environment('eOffline')]),
    refreshed: { c1: OK },
  };

  it('go where they name an environment that is proven gone, and nowhere else', () => {
    const diagnosis = judge(state, twice(there));
    expect(decide(state, twice(there))).toEqual({
      ...NOTHING,
      removes: [
        KEYS.selectedHostId,
        `${KEYS.autoConnectByHostId} remote-control:eOld`,
        `prune ${KEYS.addedEnvironmentIds}`,
      ],
      finds: ['pointer-gone eOld'],
    });
    expect(plan(diagnosis, 'automatic').edits.at(-1)).toMatchObject({ value: ['eNew', 7, 'eOffline'] });
  });

  it('of SSH hosts and of this computer are none', () => {
    const elsewhere = { ...state, [KEYS.selectedHostId]: 'remote-ssh-discovered:eOld' };
    expect(decide(elsewhere, twice(there)).removes).not.toContain(KEYS.selectedHostId);
    expect(decide({ [KEYS.selectedHostId]: 'local' }, twice())).toEqual(NOTHING);
  });
});

it('F5: old values in the mirror go as well, by edits of its own', () => {
  const alive = { clients: list([client('c2'), phone]), environments: list([environment('e2')]) };
  const refreshed = { c1: REVOKED, c2: OK };
  const { removes } = decide(stuck('c2', 'e2'), twice({ ...alive, refreshed }), { mirror: stuck() });
  expect(removes).toEqual([CLIENT_GOES, ...ENVIRONMENT_GOES].map((key) => `mirror ${key}`));
});

it('F6: what the app-server says of its own server is no word about the ids of this file', () => {
  const alive = { clients: list([client('c1'), phone]), environments: list([e1]) };
  const gone = refusedReading('Remote app server not found', alive, 404);
  expect(decide(stuck(), [gone])).toEqual(NOTHING);
});

describe('F7: another one is online in its place', () => {
  it('keeps everything and says so, whichever request was refused', () => {
    const alive = { clients: list([client('c1'), phone]), environments: list([e1]) };
    const refusals = [
      reading({ ...alive, refreshed: { c1: failure('already-online') } }),
      reading({ ...alive, refreshed: { c1: OK }, mfa: failure('already-online') }),
      reading({ ...alive, environments: list([], 'already-online'), refreshed: { c1: OK } }),
    ];
    expect(refusals.map((refusal) => decide(stuck(), [refusal]))).toEqual(
      refusals.map(() => undecided('already-online')),
    );
  });
});

describe('F8: another account', () => {
  const state = {
    ...stuck(),
    [KEYS.clientEnrollments]: {
      ...entry('c1'),
      ...entry('c-theirs', { accountUserId: 'user-y' }),
      ...entry('c-other-workspace', { accountUserId: 'user-x__other' }),
      ...entry('c-other-base', { baseUrl: 'https://chatgpt-staging.com/backend-api' }),
    },
    [KEYS.addedEnvironmentIds]: ['e1', 'e-theirs'],
  };
  const foreign = ['other-account c-theirs', 'other-account c-other-workspace', 'other-account c-other-base'];

  it('keeps its entries, and pointers that may be its own', () => {
    const decision = decide(state, twice({ refreshed: { c1: REVOKED } }));
    expect(decision).toEqual({
      ...NOTHING,
      removes: [CLIENT_GOES, ...ENVIRONMENT_GOES],
      finds: ['client-revoked c1', ...foreign, ...ENVIRONMENT_FOUND],
    });
    expect(plan(judge(state, twice()), 'automatic').edits.at(-1)).toMatchObject({ value: ['e-theirs'] });
  });

  it('may be the one whose phones the flags speak of', () => {
    const alive = { clients: list([client('c1')]), environments: list([e1]), refreshed: { c1: OK } };
    expect(decide(state, twice(alive))).toEqual({ ...NOTHING, finds: foreign });
  });

  it('keeps the environment that the app-server names as its own, in a full repair too', () => {
    const owners = new Map([['e1', 'other-account' as const]]);
    const diagnosis = judge(stuck(), twice({ refreshed: { c1: REVOKED } }), { owners });
    const touched = (['automatic', 'full'] as const).map((mode) =>
      plan(diagnosis, mode).edits.map(({ path }) => path[0] ?? ''),
    );
    expect(touched).toEqual([[KEYS.clientEnrollments], [KEYS.clientEnrollments]]);
    expect(findingsOf(diagnosis).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'client-revoked c1',
      'other-account e1',
    ]);
  });

  it('is not ruled out where the table of the app-server cannot be read', () => {
    const owners = new Map([['e1', 'unreadable' as const]]);
    const gone = { clients: list([phone, client('c1')]), refreshed: { c1: OK } };
    expect(decide(stuck(), twice(gone), { owners })).toEqual(undecided('state-unreadable'));
    expect(judge(stuck(), [reading(gone)], { owners }).environments.get('e1')).toEqual({
      kind: 'unknown',
      reason: 'state-unreadable',
    });
    const unread = { ...gone, environments: list([], 'timeout') } as const;
    expect(decide(stuck(), twice(unread), { owners })).toEqual(undecided('timeout'));
  });
});

it('F9: an entry whose map key names no base URL is ours by its user', () => {
  const [value = null] = Object.values(entry('c1'));
  const state = { [KEYS.clientEnrollments]: { opaque: value } };
  const alive = { clients: list([client('c1')]), refreshed: { c1: OK } };
  expect(judge(state, [reading(alive)]).enrollments[0]?.verdict.kind).toBe('alive');
});

it('F9: an entry under either form of the user id is ours', () => {
  const alive = { clients: list([client('c1')]), refreshed: { c1: OK } };
  const verdicts = ['user-x', 'user-x__acct', 'user-x__other'].map(
    (accountUserId) =>
      judge({ [KEYS.clientEnrollments]: entry('c1', { accountUserId }) }, [reading(alive)]).enrollments[0]
        ?.verdict.kind,
  );
  expect(verdicts).toEqual(['alive', 'alive', 'foreign']);
});

describe('F10: a copied machine', () => {
  const installationId = 'abcdef00-1111-4111-8111-111111111111';
  const copy = environment('e-copy', { online: true, installation_id: installationId.toUpperCase() });
  const beside = (twin: typeof copy) => ({
    clients: list([client('c1'), phone]),
    environments: list([twin]),
    refreshed: { c1: OK },
  });
  const cloned = { ...undecided('clone-suspected'), finds: ['clone-suspected e-copy'] };

  it('is told, and its absence from the list is no proof against our own environment', () => {
    expect(decide(stuck(), twice(beside(copy)), { installationId })).toEqual(cloned);
    expect(judge(stuck(), twice(beside(copy)), { installationId }).environments.get('e1')).toEqual({
      kind: 'unknown',
      reason: 'clone-suspected',
    });
  });

  it('is told beside an environment that is alive', () => {
    const both = { ...beside(copy), environments: list([e1, copy]) };
    expect(decide(stuck(), [reading(both)], { installationId })).toEqual(cloned);
  });

  it('is neither this computer, nor one that is offline, nor one with another or no installation', () => {
    const others = [
      { ...copy, host_name: judge({}, []).observation.witness.hostName.toUpperCase() },
      { ...copy, host_name: null },
      { ...copy, online: false },
      { ...copy, installation_id: '22222222-2222-4222-8222-222222222222' },
      { ...copy, installation_id: null },
      { ...copy, env_id: 'e1' },
    ];
    expect(others.map((other) => judge(stuck(), twice(beside(other)), { installationId }).clone)).toEqual(
      others.map(() => null),
    );
    expect(
      judge(stuck(), twice(beside(copy)), { installationId, connectedEnvironmentId: 'e-copy' }).clone,
    ).toBeNull();
    expect(judge(stuck(), twice(beside(copy)), { installationId: null }).clone).toBeNull();
  });
});

describe('F11: the policy of the account', () => {
  const alive = { clients: list([client('c1'), phone]), environments: list([e1]), refreshed: { c1: OK } };

  it('keeps everything where multi-factor authentication is missing, and says so', () => {
    const refused = [
      reading({ ...alive, mfa: failure('mfa-required') }),
      reading({ ...alive, refreshed: { c1: failure('mfa-required') } }),
      reading({
        clients: list([], 'mfa-required'),
        environments: list([], 'mfa-required'),
        refreshed: { c1: failure('mfa-required') },
      }),
    ];
    expect(refused.map((each) => decide(stuck(), [each]))).toEqual(
      refused.map(() => undecided('mfa-required')),
    );
  });

  it('that only says "required" is no trouble', () => {
    const policy: typeof alive & { mfa: typeof OK } = {
      ...alive,
      mfa: { kind: 'ok', json: { requirement: 'required' } },
    };
    expect(decide(stuck(), [reading(policy)])).toEqual(NOTHING);
  });
});

describe('F12: trouble on the way', () => {
  const REASONS = [
    'offline',
    'timeout',
    'throttled',
    'server-error',
    'not-json',
    'bad-shape',
    'incomplete-list',
    'feature-unavailable',
    'redirected',
    'signed-out',
    'forbidden',
  ] as const;

  it.each(REASONS)('%s keeps everything', (reason) => {
    const readings = twice({
      clients: list([], reason),
      environments: list([], reason),
      refreshed: { c1: failure(reason) },
      mfa: failure(reason),
    });
    expect(decide(stuck(), readings)).toEqual(undecided(reason));
  });

  it.each(REASONS)('%s of one list does not spoil the other', (reason) => {
    const clients = list([], reason);
    expect(decide(stuck(), twice({ clients, refreshed: { c1: OK } }))).toEqual({
      ...undecided(reason),
      removes: ENVIRONMENT_GOES,
      finds: ENVIRONMENT_FOUND,
    });
  });

  it('of a list is told even where no id depends on it', () => {
    const state = { [KEYS.environmentId]: 'e1' };
    const clients = list([], 'server-error');
    expect(decide(state, [reading({ clients, environments: list([e1]) })])).toEqual(
      undecided('server-error'),
    );
  });

  it('of the policy request alone is not', () => {
    const alive = { clients: list([client('c1'), phone]), environments: list([e1]), refreshed: { c1: OK } };
    const ignored = ['offline', 'server-error', 'not-json', 'forbidden', 'feature-unavailable'] as const;
    expect(ignored.map((reason) => decide(stuck(), [reading({ ...alive, mfa: failure(reason) })]))).toEqual(
      ignored.map(() => NOTHING),
    );
  });

  it('speaks by the worst: what is refused before what is blocked before what is not verified', () => {
    const readings = [
      reading({
        clients: list([], 'offline'),
        environments: list([e1]),
        refreshed: { c1: failure('forbidden') },
      }),
    ];
    expect(decide(stuck(), readings)).toEqual(undecided('forbidden'));
  });
});

describe('F13: pairing under way', () => {
  const pending = { clients: list([client('c1'), client('phone', 'pending_enrollment')]) };

  it('heals nothing of the flags while a code is on screen', () => {
    const readings = twice({ ...pending, environments: list([e1]), refreshed: { c1: OK } });
    expect(decide(stuck(), readings, { livePairing: true })).toEqual({
      ...NOTHING,
      finds: ['pending-client phone'],
    });
    expect(judge(stuck(), readings, { livePairing: true }).phones).toEqual({ kind: 'alive' });
  });

  it('takes this desktop itself for no phone that is pending', () => {
    const clients = list([client('c1', 'pending_enrollment'), phone]);
    const diagnosis = judge(stuck(), [reading({ clients, refreshed: { c1: OK } })]);
    expect(diagnosis.pendingClientIds).toEqual([]);
  });
});

describe('F14: lists that flap', () => {
  const there = { clients: list([client('c1'), phone]), environments: list([e1]) };

  it('prove nothing when an id comes back, or goes, between two readings', () => {
    const readings = [reading({ refreshed: { c1: OK } }), reading({ ...there, refreshed: { c1: OK } })];
    expect([decide(stuck(), readings), decide(stuck(), readings.toReversed())]).toEqual([
      undecided('inconsistent-lists'),
      undecided('inconsistent-lists'),
    ]);
  });

  it('prove nothing against a good answer about the client itself', () => {
    const readings = twice({ environments: list([e1]), clients: list([phone]), refreshed: { c1: OK } });
    expect(decide(stuck(), readings)).toEqual(undecided('inconsistent-lists'));
  });

  it('prove nothing against a live connection', () => {
    const readings = twice({ clients: there.clients, refreshed: { c1: OK } });
    expect(decide(stuck(), readings, { connectedEnvironmentId: 'e1' })).toEqual(NOTHING);
  });

  it('that end early still show what they hold alive', () => {
    const clients = list([client('c1'), phone], 'incomplete-list');
    const readings = [reading({ clients, environments: list([e1]), refreshed: { c1: OK } })];
    const { enrollments, phones } = judge(stuck(), readings);
    expect([enrollments[0]?.verdict, phones]).toEqual([{ kind: 'alive' }, { kind: 'alive' }]);
  });

  it('do not contradict each other where only one of them is whole', () => {
    const readings = [
      reading({ ...there, refreshed: { c1: OK } }),
      reading({ ...there, clients: list([], 'offline'), refreshed: { c1: failure('offline') } }),
    ];
    const { enrollments, phones } = judge(stuck(), readings);
    expect([enrollments[0]?.verdict, phones]).toEqual([{ kind: 'alive' }, { kind: 'alive' }]);
  });
});

it('F15: values of another type are told, left alone, and the rest is healed', () => {
  const state: JsonObject = {
    ...stuck(),
    [KEYS.clientEnrollments]: { ...entry('c1'), odd: 'text', old: { clientId: 'c0' } },
    [KEYS.hasConnectedDevice]: 'yes',
    [KEYS.selectedHostId]: 7,
    [KEYS.autoConnectByHostId]: ['remote-control:e1'],
  };
  expect(decide(state, twice({ refreshed: { c1: REVOKED } }))).toEqual({
    ...NOTHING,
    removes: [
      CLIENT_GOES,
      KEYS.environmentId,
      KEYS.installationId,
      KEYS.setupCompleted,
      `${KEYS.atoms} remote-control-setup-step`,
      `prune ${KEYS.addedEnvironmentIds}`,
    ],
    finds: [
      'client-revoked c1',
      'environment-gone e1',
      'pointer-gone e1',
      `setup-flag-stale ${KEYS.setupCompleted}`,
      'malformed-entry odd',
      'malformed-entry old',
      `malformed-entry ${KEYS.hasConnectedDevice}`,
      `malformed-entry ${KEYS.selectedHostId}`,
      `malformed-entry ${KEYS.autoConnectByHostId}`,
    ],
  });
});

it('F16: another host name changes nothing', () => {
  const renamed = environment('e1', {
    host_name: 'the-old-name',
    installation_id: INSTALLATION_ID,
    online: true,
  });
  const alive = { clients: list([client('c1'), phone]), refreshed: { c1: OK } };
  expect(decide(stuck(), [reading({ ...alive, environments: list([renamed]) })])).toEqual(NOTHING);
});

it('F17: where everything agrees, and the environment is merely offline, nothing is done', () => {
  const alive = { clients: list([client('c1'), phone]), environments: list([e1]), refreshed: { c1: OK } };
  expect(decide(stuck(), [reading(alive)])).toEqual(NOTHING);
});

describe('F18: a heal that did not help', () => {
  it('leaves nothing to heal again', () => {
    const clean = { 'local-projects': {}, [KEYS.clientEnrollments]: {}, [KEYS.addedEnvironmentIds]: [] };
    expect(decide(clean, twice())).toEqual(NOTHING);
  });

  it('is not repeated for the same cause within the hour, nor a fourth time for any', () => {
    const now = Date.UTC(2026, 4, 4, 12);
    const heal = (minutesAgo: number, cause: string, mode: 'automatic' | 'repair' = 'automatic') => ({
      at: new Date(now - minutesAgo * 60_000).toISOString(),
      mode,
      cause,
      removed: 1,
    });
    expect([
      mayHealAgain([], 'a', now),
      mayHealAgain([heal(5, 'a')], 'a', now),
      mayHealAgain([heal(5, 'a')], 'b', now),
      mayHealAgain([heal(60, 'a')], 'a', now),
      mayHealAgain([heal(5, 'a', 'repair')], 'a', now),
      mayHealAgain([heal(5, 'a'), heal(6, 'b'), heal(7, 'c')], 'd', now),
      mayHealAgain([heal(-5, 'a')], 'a', now),
    ]).toEqual([true, false, true, true, true, false, false]);
  });
});
