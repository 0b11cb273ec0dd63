import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Backend, startBackend } from './index.ts';
import { type Caller, CLIENTS, callAs, detail } from './testCalls.ts';

let backend: Backend;
let accountId: string;
let call: Caller['call'];
let outcome: Caller['outcome'];
beforeEach(async () => {
  backend = await startBackend();
  ({ accountId } = backend.addAccount({ userId: 'user-a' }));
  ({ call, outcome } = callAs(backend, accountId));
});
afterEach(() => backend.close());

const ENVIRONMENTS = '/codex/remote/control/environments';
const REFRESH_START = '/codex/remote/control/client/refresh/start';

describe('who asks', () => {
  test('a bearer counts only while it is known, current and of the account in the header', async () => {
    const other = backend.addAccount({});
    const unsigned = await call('GET', CLIENTS, { headers: { authorization: 'Bearer nonsense' } });
    const mismatch = await call('GET', CLIENTS, { headers: { 'chatgpt-account-id': other.accountId } });
    const fine = await call('GET', CLIENTS);
    backend.revokeTokens({ accountId });
    const revoked = await call('GET', CLIENTS);
    const brief = callAs(backend, accountId, Date.now() + 60_000);
    backend.moveTime({ milliseconds: 61_000 });
    const expired = await brief.call('GET', CLIENTS);
    expect([unsigned, mismatch, fine, revoked, expired].map(({ status }) => status)).toEqual([
      401, 401, 200, 401, 401,
    ]);
  });

  test('every answer has a request id, also where there is nothing', async () => {
    const nothing = await call('GET', '/nothing/here');
    expect([nothing.status, nothing.body, nothing.headers.get('x-request-id')]).toEqual([
      404,
      detail('Not Found'),
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ]);
  });
});

describe('directory', () => {
  test('lists come in pages, and a deletion between two pages hides nothing', async () => {
    const clientIds = ['c1', 'c2', 'c3', 'c4'];
    for (const clientId of clientIds) backend.addClient({ accountId, clientId });
    const first = await call('GET', `${CLIENTS}?limit=2`);
    backend.deleteClient({ accountId, clientId: 'c1' });
    const second = await call('GET', `${CLIENTS}?limit=2&cursor=${first.body.cursor}`);
    const ids = [first, second].map(({ body }) =>
      body.items.map((item: { client_id: string }) => item.client_id),
    );
    expect({ ids, last: second.body.cursor }).toEqual({
      ids: [
        ['c1', 'c2'],
        ['c3', 'c4'],
      ],
      last: null,
    });
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'order=up'])(
    '%s is a bad request',
    async (query) => {
      expect((await call('GET', `${CLIENTS}?${query}`)).status).toBe(400);
    },
  );

  test('an environment shows what the directory knows, and is deleted only while it is offline', async () => {
    const installationId = '11111111-1111-4111-8111-111111111111';
    const { environmentId } = backend.addEnvironment({
      accountId,
      installationId,
      serverId: 's',
      online: true,
    });
    const path = `${ENVIRONMENTS}/${environmentId}`;
    const listed = await call('GET', ENVIRONMENTS);
    const refused = await outcome('DELETE', path);
    backend.setOnline({ accountId, environmentId, online: false });
    const deleted = [await outcome('DELETE', path), await outcome('DELETE', path)];
    expect({
      listed: listed.body,
      refused,
      deleted,
      servers: backend.account({ accountId }).servers,
    }).toEqual({
      listed: {
        items: [
          expect.objectContaining({
            env_id: environmentId,
            installation_id: installationId,
            online: true,
            host_name: 'test-desktop',
          }),
        ],
        cursor: null,
      },
      refused: [409, detail('Environment is online')],
      deleted: [
        [204, ''],
        [404, detail('Not Found')],
      ],
      servers: [],
    });
  });

  test('a client is alive, revoked, without its key, deleted or unknown', async () => {
    for (const clientId of ['alive', 'revoked', 'keyless', 'deleted'])
      backend.addClient({ accountId, clientId });
    backend.revokeClient({ accountId, clientId: 'revoked' });
    backend.revokeClient({ accountId, clientId: 'keyless', why: 'key-material-missing' });
    await call('DELETE', `${CLIENTS}/deleted`);
    const clientIds = ['alive', 'revoked', 'keyless', 'deleted', 'unknown'];
    const starts = clientIds.map((clientId) => outcome('POST', REFRESH_START, { client_id: clientId }));
    expect(await Promise.all(starts)).toEqual([
      [200, expect.objectContaining({ client_id: 'alive', account_user_id: `user-a__${accountId}` })],
      [403, detail('Remote-control client has been revoked')],
      [403, detail('Remote-control client key material missing')],
      [403, detail('Remote-control client has been revoked')],
      [404, detail('Not Found')],
    ]);
  });

  test('the MFA policy is what was set', async () => {
    backend.setMfa({ accountId, requirement: 'required' });
    expect(await outcome('GET', '/wham/remote/control/mfa_requirement')).toEqual([
      200,
      { requirement: 'required' },
    ]);
  });
});

describe('host', () => {
  const installation = '11111111-1111-4111-8111-111111111111';
  const enroll = (installationId = installation) =>
    call('POST', '/wham/remote/control/server/enroll', {
      body: { name: 'n', os: 'linux', arch: 'x', app_server_version: '1', installation_id: installationId },
      headers: { 'x-codex-installation-id': installation },
    });

  test('an installation keeps its ids until its environment is deleted', async () => {
    const first = (await enroll()).body;
    const second = (await enroll()).body;
    backend.deleteEnvironment({ accountId, environmentId: first.environment_id });
    const third = (await enroll()).body;
    const ids = [first, second, third].map(
      ({ server_id, environment_id }) => `${server_id} ${environment_id}`,
    );
    expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
  });

  test('the installation header has to name the same installation', async () => {
    expect((await enroll('22222222-2222-4222-8222-222222222222')).status).toBe(400);
  });

  test('a phone claims the code of its own account, once and in time', async () => {
    const { remote_control_token: token } = (await enroll()).body;
    const pair = async () => {
      const headers = { authorization: `Bearer ${token}` };
      return (
        await call('POST', '/wham/remote/control/server/pair', { headers, body: { manual_code: true } })
      ).body;
    };
    const phone = (await call('POST', '/codex/remote/control/client/enroll/start', { body: {} })).body;
    const claim = (code: object) =>
      outcome('POST', '/wham/remote/control/client/pair', { client_id: phone.client_id, ...code });

    const pending = backend.account({ accountId }).clients[0]?.enrollmentStatus;
    const typed = await pair();
    const claims = [
      await claim({ manual_pairing_code: typed.manual_pairing_code.toLowerCase() }),
      await claim({ pairing_code: typed.pairing_code }),
      await claim({ pairing_code: typed.manual_pairing_code }),
      await claim({ pairing_code: (await pair()).pairing_code }),
    ];
    const late = await pair();
    backend.moveTime({ milliseconds: 600_000 });
    claims.push(await claim({ pairing_code: late.pairing_code }), await claim({ pairing_code: 'unknown' }));
    const after = backend.account({ accountId }).clients[0];

    expect({ pending, claims, status: after?.enrollmentStatus, paired: after?.environmentIds }).toEqual({
      pending: 'pending_enrollment',
      claims: [
        [200, { environment_id: typed.environment_id }],
        [409, detail('Pairing code already claimed')],
        [404, detail('Pairing code not found')],
        [200, { environment_id: typed.environment_id }],
        [404, detail('Pairing code not found')],
        [404, detail('Pairing code not found')],
      ],
      status: 'enrolled_device_key',
      paired: [typed.environment_id],
    });
  });
});
