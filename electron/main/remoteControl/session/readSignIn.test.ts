import { expect, it } from 'vitest';
import { startBackend } from '../../../../testing/backend/index.ts';
import { createFakeAppServer } from '../../../../testing/fakes/fakeAppServer.ts';
import { readSignIn } from './readSignIn.ts';

it('the sign-in of the key ring is the one that the app-server hands over', async () => {
  const backend = await startBackend();
  const { accountId } = backend.addAccount({});
  const { access_token: authToken } = backend.mintAuth({ accountId }).tokens;
  await backend.close();
  const server = createFakeAppServer('e1');
  const running = async () => ({ kind: 'ok', value: server }) as const;
  expect(await readSignIn({ running })).toMatchObject({ kind: 'signed-out' });
  server.readAuthStatus = async () => ({ kind: 'ok', value: { authMethod: 'chatgpt', authToken } });
  expect(await readSignIn({ running })).toMatchObject({ kind: 'signed-in', account: { accountId } });
});

const notThere = async () => ({ kind: 'missing', message: '' }) as const;

it('without an app-server there is none', async () => {
  expect(await readSignIn({ running: notThere })).toMatchObject({ kind: 'signed-out' });
});
