import { type TestContext, describe, expect, test } from 'vitest';
import { makeScene, until, valueOf } from './conformanceScene.ts';
import { shortHash } from './index.ts';

// As conformance.test.ts, for pairing codes and clients.

/** Enabled, connected, and with an empty request log. */
async function connected(context: Pick<TestContext, 'onTestFinished'>) {
  const parts = await makeScene(context);
  const server = await parts.start();
  valueOf(await server.enable());
  const { environmentId } = await until(server, 'connected');
  parts.backend.clearRequests();
  return { ...parts, server, environmentId: environmentId ?? '' };
}

describe('pairing', () => {
  test.concurrent('C15, C16: a code is unclaimed until the phone claims it, in both its forms', async (context) => {
    const { backend, accountId, server, environmentId } = await connected(context);
    const { pairingCode, manualPairingCode, ...code } = valueOf(await server.startPairing());
    const [issued] = backend.pairingCodes();
    const before = await server.readPairing({ pairingCode });
    const { claim } = backend.claimCode({ accountId, code: manualPairingCode ?? '' });
    const after = [
      await server.readPairing({ pairingCode }),
      await server.readPairing({ manualPairingCode: manualPairingCode ?? '' }),
    ];
    const asked = backend.requests().filter(({ endpoint }) => endpoint === 'pair-status');
    expect({ code, before, claim, after, asked: asked.map(({ body }) => body) }).toEqual({
      code: { environmentId, expiresAt: Math.floor((issued?.expiresAt ?? 0) / 1000) },
      before: { kind: 'ok', value: { claimed: false } },
      claim: { kind: 'claimed', environmentId },
      after: [
        { kind: 'ok', value: { claimed: true } },
        { kind: 'ok', value: { claimed: true } },
      ],
      asked: [
        { pairing_code: shortHash(pairingCode) },
        { pairing_code: shortHash(pairingCode) },
        { manual_pairing_code: shortHash(manualPairingCode ?? '') },
      ],
    });
  });

  test.concurrent('C17: an expired or unknown code says nothing about the enrollment', async (context) => {
    const { backend, server, rows } = await connected(context);
    const row = rows();
    const { pairingCode } = valueOf(await server.startPairing());
    backend.moveTime({ milliseconds: 600_001 });
    const outcomes = [
      await server.readPairing({ pairingCode }),
      await server.readPairing({ pairingCode: 'unknown' }),
    ];
    expect({ outcomes, rows: rows(), status: server.status?.status }).toEqual({
      outcomes: [
        expect.objectContaining({ kind: 'refused', reason: 'expired-code' }),
        expect.objectContaining({ kind: 'refused', reason: 'expired-code' }),
      ],
      rows: row,
      status: 'connected',
    });
  });

  test.concurrent('C08: a pairing request that meets a dead server enrolls again and gets its code', async (context) => {
    const { backend, accountId, server, environmentId, exchange } = await connected(context);
    backend.deleteEnvironment({ accountId, environmentId });
    const started = valueOf(await server.startPairing());
    const isNew = started.environmentId !== environmentId;
    // The lost connection is made again beside it, sooner or later.
    expect({ isNew, asked: exchange().filter((line) => /^(?:pair|enroll)/.test(line)) }).toEqual({
      isNew: true,
      asked: ['pair 404', 'enroll 200', 'pair 200'],
    });
  });

  test.concurrent('C09: a refused server token is refreshed and the code asked for again', async (context) => {
    const { backend, server, exchange } = await connected(context);
    backend.addFault({ endpoint: 'pair', status: 401, times: 1 });
    valueOf(await server.startPairing());
    expect(exchange()).toEqual(['pair 401', 'refresh 200', 'pair 200']);
  });

  test.concurrent('C21, C22: clients of an environment are listed by page and revoked', async (context) => {
    const { backend, accountId, server, environmentId } = await connected(context);
    const environmentIds = [environmentId];
    const [first, second] = ['First Phone', 'Second Phone'].map((displayName) =>
      backend.addClient({ accountId, displayName, environmentIds }),
    );
    backend.addClient({ accountId, displayName: 'Elsewhere' });
    const page = valueOf(await server.listClients({ environmentId, limit: 1, order: 'asc' }));
    const rest = valueOf(await server.listClients({ environmentId, limit: 1, cursor: page.nextCursor }));
    const revoked = await server.revokeClient({ environmentId, clientId: first?.clientId ?? '' });
    const left = valueOf(await server.listClients({ environmentId }));
    const again = await server.revokeClient({ environmentId, clientId: first?.clientId ?? '' });
    const phone = (client: typeof first, displayName: string) =>
      expect.objectContaining({
        clientId: client?.clientId,
        displayName,
        platform: 'ios',
        lastSeenAt: expect.any(Number),
      });

    expect({ page, rest, revoked, left, again }).toEqual({
      page: { data: [phone(first, 'First Phone')], nextCursor: expect.any(String) },
      rest: { data: [phone(second, 'Second Phone')], nextCursor: null },
      revoked: { kind: 'ok', value: undefined },
      left: { data: [phone(second, 'Second Phone')], nextCursor: null },
      again: expect.objectContaining({ kind: 'refused', reason: 'not-found' }),
    });
  });
});
