import { expect, it } from 'vitest';
import {
  ACCOUNT,
  BASE_URL,
  entry,
  judge,
  list,
  refusedReading,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';
import { PAIRING_KEYS } from '../../globalState/index.ts';
import { discardedEnrollments } from './discard.ts';
import { plan } from './plan.ts';

const REVOKED = 'Remote-control client has been revoked';
const lists = { clients: list([]), environments: list([]) };
const owner = { account: ACCOUNT, baseUrl: BASE_URL };
const [mapKey = ''] = Object.keys(entry('c1'));

it('queues the key of a revoked client once for both files, and says where to authorize again', () => {
  const state = stuck();
  const diagnosis = judge(state, [refusedReading(REVOKED, lists)], { mirror: state });
  expect(discardedEnrollments(plan(diagnosis, 'automatic'), owner)).toEqual([
    { kind: 'queue-key', deletion: { keyId: 'key-of-c1', clientId: 'c1' } },
    {
      kind: 'need',
      authorization: {
        kind: 'needed',
        mapKey,
        accountId: 'acct',
        accountUserId: 'user-x',
        baseUrl: BASE_URL,
      },
    },
  ]);
});

it('leaves the key of another account alone, and says nothing where no entry goes', () => {
  const other = { [PAIRING_KEYS.clientEnrollments]: entry('c2', { accountUserId: 'user-y' }) };
  for (const mode of ['automatic', 'full'] as const) {
    expect(discardedEnrollments(plan(judge(other, []), mode), owner)).toEqual([]);
  }
  expect(discardedEnrollments(plan(judge(stuck(), []), 'automatic'), owner)).toEqual([]);
});

it('reads an entry without a key id, and one of another shape', () => {
  const path = [PAIRING_KEYS.clientEnrollments, 'k'] as const;
  const edit = { file: '.codex-global-state.json', path, op: 'remove' } as const;
  const bare = { clientId: 'c1', accountUserId: 'user-x' };
  const kinds = [bare, { ...bare, keyId: 7 }, 'malformed', {}].map((expected) =>
    discardedEnrollments({ edits: [{ ...edit, expected }] }, owner).map(({ kind }) => kind),
  );
  expect(kinds).toEqual([['need'], ['need'], [], []]);
});
