import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest';
import { type Backend, shortHash, startBackend } from '../index.ts';
import { type Caller, CLIENTS, callAs } from '../testCalls.ts';
import type { Control } from './action.ts';
import type { Actions } from './actions.ts';
import type { BackendActions } from './contract.ts';

let backend: Backend;
let accountId: string;
let caller: Caller;
beforeEach(async () => {
  backend = await startBackend();
  ({ accountId } = backend.addAccount({ userId: 'user-a' }));
  caller = callAs(backend, accountId);
});
afterEach(() => backend.close());

async function control(action: string, input?: unknown): Promise<[number, any]> {
  const body = input === undefined ? null : JSON.stringify(input);
  const response = await fetch(`${backend.controlUrl}/${action}`, { method: 'POST', body });
  return [response.status, await response.json()];
}

test('the contract has every action, and takes what its schema takes', () => {
  expectTypeOf<keyof BackendActions>().toEqualTypeOf<keyof Actions>();
  expectTypeOf<BackendActions>().toExtend<Control<Actions>>();
  expectTypeOf<Control<Actions>>().toExtend<BackendActions>();
});

test('other processes have the same actions over HTTP', async () => {
  const [, added] = await control('addClient', { accountId, clientId: 'c1' });
  await control('addFault', { endpoint: 'clients', status: 503, times: 1 });
  expect({
    added,
    faulty: (await caller.call('GET', CLIENTS)).status,
    requests: (await control('requests'))[1].length,
    mistakes: [
      await control('addClient', { accountID: 'x' }),
      await control('account', { accountId: 'x' }),
    ].map(([status]) => status),
    unknown: (await control('fly'))[0],
  }).toEqual({
    added: { clientId: 'c1', accountUserId: `user-a__${accountId}` },
    faulty: 503,
    requests: 1,
    mistakes: [400, 400],
    unknown: 404,
  });
});

test('the log keeps secrets as hashes', async () => {
  await caller.call('POST', '/wham/remote/control/client/pair', {
    body: { client_id: 'c', pairing_code: 'secret' },
  });
  const [entry] = backend.requests();
  expect([entry?.endpoint, entry?.status, entry?.body, entry?.headers['authorization']]).toEqual([
    'client-pair',
    404,
    { client_id: 'c', pairing_code: shortHash('secret') },
    `Bearer ${shortHash(caller.bearer)}`,
  ]);
  expect(JSON.stringify(backend.requests())).not.toMatch(new RegExp(`${caller.bearer}|"secret"`));
});

test('a reset forgets everything', async () => {
  backend.addFault({ endpoint: 'clients', status: 503 });
  backend.reset();
  expect((await caller.call('GET', CLIENTS)).status).toBe(401);
  expect(() => backend.account({ accountId })).toThrow('There is no account');
});
