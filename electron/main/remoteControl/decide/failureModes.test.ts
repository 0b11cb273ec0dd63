import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../shared/reasons.ts';
import { MIRROR_FILE, type JsonObject, PAIRING_KEYS as KEYS } from '../../globalState/index.ts';
import { mayHealAgain } from './healLimit.ts';
import { findingsOf } from './findings.ts';
import { mayTakeAnothers, plan } from './plan.ts';
import { reasonOf, statusFor } from './reasonPolicy.ts';
import {
  BASE_URL,
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
  row,
  stuck,
  table,
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
      [...judged.phones.values()],
      reasonOf(judged),
    ]).toEqual([[], [{ kind: 'suspected' }], [{ kind: 'suspected' }], 'timeout']);
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
    environments: list([environment('eNew', { online: true, host_name: null }), environment('eOffline')]),
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

  it('keeps its entries, and every environment that nothing ties to this one', () => {
    expect(decide(state, twice({ refreshed: { c1: REVOKED } }))).toEqual({
      ...NOTHING,
      removes: [CLIENT_GOES],
      finds: ['client-revoked c1', ...foreign, 'other-account e1', 'other-account e-theirs'],
    });
  });

  it('keeps its pointers beside an environment that the app-server calls ours', () => {
    const facts = { table: table(row('e1')) };
    const decision = decide(state, twice({ refreshed: { c1: REVOKED } }), facts);
    expect(decision).toEqual({
      ...NOTHING,
      removes: [CLIENT_GOES, ...ENVIRONMENT_GOES],
      finds: [
        'client-revoked c1',
        ...foreign,
        'environment-gone e1',
        'pointer-gone e1',
        'other-account e-theirs',
        ...FLAGS_FOUND,
      ],
    });
    expect(plan(judge(state, twice(), facts), 'automatic').edits.at(-1)).toMatchObject({
      value: ['e-theirs'],
    });
  });

  it('has no part in the flags of an environment that our own list shows', () => {
    const alive = { clients: list([client('c1')]), environments: list([e1]), refreshed: { c1: OK } };
    expect(decide(state, twice(alive)).removes).toEqual(FLAGS_GO);
  });

  it('may be the one that flags without an environment speak of', () => {
    const flagsOnly = { ...state, [KEYS.addedEnvironmentIds]: [], [KEYS.environmentId]: null };
    const alive = { clients: list([client('c1')]), refreshed: { c1: OK } };
    expect(decide(flagsOnly, twice(alive)).removes).toEqual([]);
  });

  it('keeps the environment that the app-server names as its own, in a full repair too', () => {
    const facts = { table: table(row('e1', { accountId: 'other' })) };
    const diagnosis = judge(stuck(), twice({ refreshed: { c1: REVOKED } }), facts);
    const touched = (['automatic', 'full'] as const).map((mode) =>
      plan(diagnosis, mode).edits.map(({ path }) => path[0] ?? ''),
    );
    expect(touched).toEqual([[KEYS.clientEnrollments], [KEYS.clientEnrollments]]);
  });

  it('is not ruled out where the table of the app-server cannot be read', () => {
    const facts = { table: { rows: [], isWhole: false } };
    const gone = { clients: list([phone, client('c1')]), refreshed: { c1: OK } };
    expect(decide(stuck(), twice(gone), facts)).toEqual(undecided('owners-unreadable'));
    const unread = { ...gone, environments: list([], 'timeout') } as const;
    expect(decide(stuck(), twice(unread), facts)).toEqual(undecided('timeout'));
  });
});

const keyOf = (user: string) => entry('c1', { accountUserId: user });

describe('faults 1 to 5: whose is it', () => {
  const others = twice({ refreshed: { c1: failure('feature-unavailable') } });
  const [own = null] = Object.values(entry('c1'));
  const underKey = (key: string) => ({ ...stuck(), [KEYS.clientEnrollments]: { [key]: own } });

  it.each([
    ['by its value', { ...stuck(), [KEYS.clientEnrollments]: keyOf('user-y') }],
    ['by the workspace in its value', { ...stuck(), [KEYS.clientEnrollments]: keyOf('user-x__other') }],
    ['by the last part of its key alone', underKey(`a\nb\n${BASE_URL}\nuser-x__other`)],
    ['by the last part of a key of five parts', underKey(`a\nb\n${BASE_URL}\nc\nuser-y`)],
    ['by the service in its key', underKey('a\nb\nhttps://chatgpt-staging.com/backend-api\nuser-x')],
  ])("another's enrollment, %s, keeps it, the environment and all that goes with that", (_, state) => {
    const decision = decide(state, others);
    expect(decision).toEqual({
      ...NOTHING,
      finds: ['other-account c1', 'other-account e1'],
      status: 'healthy',
      reason: 'other-account',
    });
  });

  it('a malformed entry that names another account points there too', () => {
    const state = {
      ...stuck(),
      [KEYS.clientEnrollments]: { ...entry('c1'), odd: { accountUserId: 'user-y' } },
    };
    expect(decide(state, others).removes).toEqual([CLIENT_GOES]);
  });

  it('a row of another account decides about the pointers as well as about its environment', () => {
    const state = { ...stuck(), [KEYS.selectedHostId]: 'remote-control:e-friend' };
    const facts = { table: table(row('e1', { accountId: 'other' })) };
    const decision = decide(state, others, facts);
    expect([decision.removes, decision.finds.slice(1)]).toEqual([
      [CLIENT_GOES],
      ['other-account e1', 'other-account e-friend'],
    ]);
  });

  it("a row of this account heals beside another's enrollment", () => {
    const state = { ...stuck(), [KEYS.clientEnrollments]: keyOf('user-y') };
    expect(decide(state, others, { table: table(row('e1')) }).removes).toEqual(ENVIRONMENT_GOES);
  });

  it('a deletion that waits for another account points there too', () => {
    const waiting = [{ accountId: 'other', baseUrl: BASE_URL }];
    expect(decide(stuck(), others, { waiting }).removes).toEqual([CLIENT_GOES]);
  });

  it("what we have stored ourselves for an account is that account's", () => {
    const state = { ...stuck(), [KEYS.clientEnrollments]: keyOf('user-y') };
    const ours = [{ id: 'e1', accountId: 'acct', baseUrl: BASE_URL }];
    const theirs = [{ id: 'e1', accountId: 'other', baseUrl: BASE_URL }];
    expect(decide(state, others, { stored: ours }).removes).toEqual(ENVIRONMENT_GOES);
    expect(decide(stuck(), others, { stored: theirs }).removes).toEqual([CLIENT_GOES]);
  });

  it('a full repair may take what nothing tells of, and asks the server for none of it', () => {
    const state = { ...stuck(), [KEYS.clientEnrollments]: keyOf('user-y') };
    const diagnosis = judge(state, others);
    const full = plan(diagnosis, 'full');
    const takes = full.edits.some(({ path }) => path[0] === KEYS.environmentId);
    expect([takes, full.remote, mayTakeAnothers(diagnosis, full)]).toEqual([true, [], true]);
    expect(mayTakeAnothers(diagnosis, plan(diagnosis, 'automatic'))).toBe(false);
  });
});

describe('fault 9: what was enrolled just now', () => {
  const lagging = twice({ clients: list([client('c1')]), refreshed: { c1: OK } });

  it('is not judged by its absence, nor are its flags', () => {
    expect(decide(stuck(), lagging, { justEnrolled: new Set(['e1']) })).toEqual(
      undecided('inconsistent-lists'),
    );
  });

  it('keeps its flags while the list of phones lags', () => {
    const shown = twice({ clients: list([client('c1')]), environments: list([e1]), refreshed: { c1: OK } });
    expect(decide(stuck(), shown, { justEnrolled: new Set(['e1']) })).toEqual(NOTHING);
  });
});

describe('fault 15: the phones of this computer', () => {
  const alive = { clients: list([client('c1'), phone]), environments: list([e1]), refreshed: { c1: OK } };

  it('are not those of another computer: the flags go', () => {
    expect(decide(stuck(), twice({ ...alive, phones: { e1: list([client('c1')]) } })).removes).toEqual(
      FLAGS_GO,
    );
  });

  it('keep the flags, whatever the list of the account says', () => {
    const seen = { ...alive, clients: list([client('c1')]), phones: { e1: list([phone]) } };
    expect(decide(stuck(), twice(seen))).toEqual(NOTHING);
  });

  it('are not known where their list fails: the flags stay', () => {
    const phones = { e1: list<typeof phone>([], 'server-error') };
    expect(decide(stuck(), twice({ ...alive, phones }))).toEqual(undecided('server-error'));
  });

  it('are not known to a service that has no such list, which is no trouble', () => {
    const phones = { e1: list<typeof phone>([], 'feature-unavailable') };
    expect(decide(stuck(), twice({ ...alive, phones }))).toEqual(NOTHING);
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
  expect(verdicts).toEqual(['alive', 'alive', 'other-account']);
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
      { ...copy, host_name: judge({}, []).observation.facts.hostName.toUpperCase() },
      { ...copy, host_name: null },
      { ...copy, host_name: ' ' },
      { ...copy, online: false },
      { ...copy, installation_id: '22222222-2222-4222-8222-222222222222' },
      { ...copy, installation_id: null },
      { ...copy, env_id: 'e1', online: false },
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
    expect([...judge(stuck(), readings, { livePairing: true }).phones.values()]).toEqual([{ kind: 'alive' }]);
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
    expect([enrollments[0]?.verdict, ...phones.values()]).toEqual([{ kind: 'alive' }, { kind: 'alive' }]);
  });

  it('do not contradict each other where only one of them is whole', () => {
    const readings = [
      reading({ ...there, refreshed: { c1: OK } }),
      reading({ ...there, clients: list([], 'offline'), refreshed: { c1: failure('offline') } }),
    ];
    const { enrollments, phones } = judge(stuck(), readings);
    expect([enrollments[0]?.verdict, ...phones.values()]).toEqual([{ kind: 'alive' }, { kind: 'alive' }]);
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

describe('F16: another host name', () => {
  const renamed = environment('e1', {
    host_name: 'the-old-name',
    installation_id: INSTALLATION_ID,
    online: true,
  });
  const alive = {
    clients: list([client('c1'), phone]),
    environments: list([renamed]),
    refreshed: { c1: OK },
  };

  it('that the app-server has enrolled under changes nothing', () => {
    const facts = { table: table(row('e1', { serverName: 'the-old-name' })) };
    expect(decide(stuck(), [reading(alive)], facts)).toEqual(NOTHING);
  });

  it('under which an app-server runs here changes nothing', () => {
    expect([
      decide(stuck(), [reading(alive)], { appServerRuns: true }),
      decide(stuck(), [reading(alive)], { connectedEnvironmentId: 'e1' }),
    ]).toEqual([NOTHING, NOTHING]);
  });
});

describe('fault 13: the state of this computer is a copy', () => {
  const first = environment('e1', { host_name: 'the-first', installation_id: INSTALLATION_ID, online: true });
  const alive = { clients: list([client('c1'), phone]), environments: list([first]), refreshed: { c1: OK } };
  const diagnosis = judge(stuck(), [reading(alive)]);

  it('is told, and nothing of the first computer is touched, in a full repair either', () => {
    expect(decide(stuck(), [reading(alive)])).toEqual({
      ...undecided('clone-suspected'),
      finds: ['clone-suspected e1'],
    });
    const { edits, remote } = plan(diagnosis, 'full');
    expect([edits, remote]).toEqual([[], []]);
  });

  it('goes from here alone, where this one becomes a new computer', () => {
    const { edits, remote, retire } = plan(diagnosis, 'full', { newIdentity: true });
    expect([edits.length > 0, remote, retire.map(({ proven }) => proven)]).toEqual([
      true,
      [],
      [false, false],
    ]);
  });
});

const again = (host_name: string) =>
  environment('e-new', { host_name, installation_id: INSTALLATION_ID, online: true });

const seenAgain = (host_name: string) => ({
  clients: list([client('c1'), phone]),
  environments: list([again(host_name)]),
  refreshed: { c1: OK },
});

describe('fault 14: a new environment of this computer', () => {
  it('under a name that our own row has is no copy: the old one is healed away', () => {
    const facts = { table: table(row('e-new', { serverName: 'MacBook-Air.local' })) };
    const { removes, reason } = decide(stuck(), twice(seenAgain('MacBook-Air.local')), facts);
    expect([removes, reason]).toEqual([ENVIRONMENT_GOES, null]);
  });

  it.each(['this-mac.local', 'This-Mac', 'this-mac.lan', 'this-mac.fritz.box', 'THIS-MAC.LOCAL.'])(
    'under %s, as a network calls this-mac, is no copy',
    (hostName) => {
      expect(judge(stuck(), twice(seenAgain(hostName)), { hostName: 'this-mac' }).clone).toBeNull();
    },
  );

  it('under another name of the same network is one', () => {
    const { clone } = judge(stuck(), twice(seenAgain('that-mac.local')), { hostName: 'this-mac.local' });
    expect(clone?.env_id).toBe('e-new');
  });
});

describe('ghosts of this computer', () => {
  const hostName = 'this-mac';
  const ghost = environment('e-ghost', { host_name: 'This-Mac.local', installation_id: INSTALLATION_ID });
  const alive = { clients: list([client('c1'), phone]), refreshed: { c1: OK } };
  const seen = [
    ghost,
    e1,
    { ...ghost, env_id: 'e-online', online: true },
    { ...ghost, env_id: 'e-unknown', online: null },
    { ...ghost, env_id: 'e-other-name', host_name: 'that-mac' },
    { ...ghost, env_id: 'e-other-installation', installation_id: null },
    { ...ghost, env_id: 'e-row' },
  ];
  const diagnosis = judge(stuck(), [reading({ ...alive, environments: list(seen) })], {
    hostName,
    table: table(row('e-row')),
  });

  it('are told, and nothing else is called so', () => {
    expect(findingsOf(diagnosis).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'ghost-environment e-ghost',
    ]);
  });

  it('go where they are ticked, and only in a full repair', () => {
    const ghosts = ['e-ghost', 'e-online', 'e1'];
    const ghostsOf = (mode: 'automatic' | 'full') =>
      plan(diagnosis, mode, { ghosts }).remote.filter(({ role }) => role === 'ghost');
    expect([
      ghostsOf('automatic'),
      ghostsOf('full').map(({ id }) => id),
      plan(diagnosis, 'full').remote.length,
    ]).toEqual([[], ['e-ghost'], 2]);
  });
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
      at: now - minutesAgo * 60_000,
      mode,
      cause,
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
