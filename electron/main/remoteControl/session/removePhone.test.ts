import { expect, test } from 'vitest';
import { backend, build, type Built, DEAD, finish, viewOf } from '../../../../testing/fakes/testModule.ts';
import { PAIRING_KEYS, pairingKeysOf } from '../../globalState/index.ts';
import type { ShownPhone } from './shownPhones.ts';
import { eventually } from '../../../../testing/eventually.ts';

/** Connected to two phones, and an app-server that revokes at the backend, as the real one does. */
async function connected() {
  const built = await build('healthy');
  const { accountId, appServer } = built;
  const asked: string[] = [];
  const environmentIds = [DEAD.environmentId];
  backend.addClient({ accountId, clientId: 'rcc_second', displayName: 'Second', environmentIds });
  let others = 2;
  Object.assign(appServer, {
    async revokeClient({ clientId }: { readonly clientId: string }) {
      asked.push(clientId);
      others -= 1;
      backend.deleteClient({ accountId, clientId });
      return { kind: 'ok', value: undefined };
    },
    async listClients() {
      const client = { clientId: 'another', displayName: null, platform: null, lastSeenAt: null };
      return { kind: 'ok', value: { data: Array.from({ length: others }, () => client), nextCursor: null } };
    },
  });
  built.remoteControl.start();
  await eventually(() => expect(viewOf(built)).toMatchObject({ kind: 'connected', others: 1 }));
  return { ...built, asked };
}

function shownPhone(built: Built): ShownPhone {
  const view = viewOf(built);
  if (view.kind !== 'connected' || view.phone === null) throw new Error('No phone is shown.');
  return view.phone;
}

test('the phone that was shown is removed, and the window shows the other one', async () => {
  const built = await connected();
  const first = shownPhone(built);
  expect(await built.remoteControl.removePhone(first)).toBe(null);
  expect([built.asked.length, viewOf(built)]).toMatchObject([1, { kind: 'connected', others: 0 }]);
  expect(shownPhone(built)).not.toEqual(first);
  expect(built.state.get([PAIRING_KEYS.hasConnectedDevice])).toBe(true);
  await finish(built);
});

test('with the last phone go the marks of a finished setup, and a code is shown; no check calls that a repair', async () => {
  const built = await connected();
  await built.remoteControl.removePhone(shownPhone(built));
  expect(await built.remoteControl.removePhone(shownPhone(built))).toBe(null);
  await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
  expect(pairingKeysOf('flag').map((flag) => built.state.get([flag]))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([built.remoteControl.screen.outcome?.kind, built.state.get([PAIRING_KEYS.environmentId])]).toEqual([
    'healthy',
    DEAD.environmentId,
  ]);
  await finish(built);
});

test('a phone that was not shown, and one of an environment that is not stored any more, is not removed', async () => {
  const built = await connected();
  const shown = shownPhone(built);
  expect(await built.remoteControl.removePhone({ ...shown, name: 'Another' })).toBe('state-changed');
  built.state.write({
    path: [PAIRING_KEYS.environmentId],
    op: 'set',
    value: 'env_e_other',
    epoch: built.state.epoch,
  });
  expect([await built.remoteControl.removePhone(shown), built.asked]).toEqual(['state-changed', []]);
  await finish(built);
});

test('what was refused, and what the list still shows, is told as it is', async () => {
  const built = await connected();
  const shown = shownPhone(built);
  Object.assign(built.appServer, {
    revokeClient: async () => ({ kind: 'refused', code: -32600, message: '', reason: 'forbidden' }),
  });
  const refused = await built.remoteControl.removePhone(shown);
  Object.assign(built.appServer, {
    revokeClient: async ({ clientId }: { readonly clientId: string }) => {
      const data = [{ clientId, displayName: null, platform: null, lastSeenAt: null }];
      Object.assign(built.appServer, {
        listClients: async () => ({ kind: 'ok', value: { data, nextCursor: null } }),
      });
      return { kind: 'ok', value: undefined };
    },
  });
  expect([refused, await built.remoteControl.removePhone(shown)]).toEqual([
    'forbidden',
    'inconsistent-lists',
  ]);
  expect(viewOf(built)).toMatchObject({ kind: 'connected', phone: shown });
  await finish(built);
});

test('where the answer is lost the list says whether the phone was removed, and where that is lost too nothing is claimed', async () => {
  const built = await connected();
  const lost = { kind: 'timeout', message: '' } as const;
  const { revokeClient, listClients } = built.appServer;
  Object.assign(built.appServer, {
    revokeClient: async (params: Parameters<typeof revokeClient>[0]) => {
      await revokeClient(params);
      return lost;
    },
  });
  expect(await built.remoteControl.removePhone(shownPhone(built))).toBe(null);
  Object.assign(built.appServer, { revokeClient: async () => lost, listClients });
  const second = shownPhone(built);
  Object.assign(built.appServer, { listClients: async () => lost });
  expect(await built.remoteControl.removePhone(second)).toBe('timeout');
  await finish(built);
});
