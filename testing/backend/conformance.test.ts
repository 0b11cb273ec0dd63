import { describe, expect, test } from 'vitest';
import { makeScene, nextTrouble, until, valueOf } from './conformanceScene.ts';

// The real app-server against the mocked backend: what it takes from the backend and what it does with it. The names of
// the cases (C01 …) are those of the protocol's list. Its first reconnect comes after some seconds (0.169.0), so the
// cases run side by side.

describe('enroll and refresh', () => {
  test.concurrent('C01: without a row, enabling enrolls and connects', async (context) => {
    const { backend, accountId, profile, start, rows, environment, exchange } = await makeScene(context);
    const server = await start();
    valueOf(await server.enable());
    const { environmentId, installationId } = await until(server, 'connected');

    const enroll = await backend.waitForRequest(({ endpoint }) => endpoint === 'enroll');
    const known = backend.account({ accountId }).servers[0];
    expect({
      installationId,
      exchange: exchange(),
      sent: enroll.body,
      headers: [enroll.headers['chatgpt-account-id'], enroll.headers['x-codex-installation-id']],
      online: environment(environmentId)?.online,
      rows: rows(),
    }).toEqual({
      installationId: profile.installationId,
      exchange: ['enroll 200', 'websocket 101'],
      sent: {
        name: expect.any(String),
        os: expect.any(String),
        arch: expect.any(String),
        app_server_version: expect.any(String),
        installation_id: profile.installationId,
      },
      headers: [accountId, profile.installationId],
      online: true,
      rows: [
        {
          account_id: accountId,
          app_server_client_name: 'Codex Desktop',
          server_id: known?.serverId,
          environment_id: environmentId,
          remote_control_enabled: 1,
        },
      ],
    });
  });

  test.concurrent('C02: a restart refreshes by itself, without enrolling', async (context) => {
    const { backend, profile, start, enrollBefore, rows, exchange } = await makeScene(context);
    const row = await enrollBefore();
    const { environmentId } = await until(await start(), 'connected');
    const refresh = await backend.waitForRequest(({ endpoint }) => endpoint === 'refresh');
    expect({ environmentId, exchange: exchange(), sent: refresh.body, rows: rows() }).toEqual({
      environmentId: row.environment_id,
      exchange: ['refresh 200', 'websocket 101'],
      sent: { server_id: row.server_id, installation_id: profile.installationId },
      rows: [row],
    });
  });

  test.concurrent('C03: a refresh that answers 404 heals the row', async (context) => {
    const { backend, accountId, start, enrollBefore, rows, exchange } = await makeScene(context);
    const stale = await enrollBefore();
    backend.deleteEnvironment({ accountId, environmentId: stale.environment_id });
    const { environmentId } = await until(await start(), 'connected');
    const [known] = backend.account({ accountId }).servers;
    expect({ exchange: exchange(), rows: rows(), isNew: environmentId !== stale.environment_id }).toEqual({
      exchange: ['refresh 404', 'enroll 200', 'websocket 101'],
      rows: [{ ...stale, server_id: known?.serverId, environment_id: environmentId }],
      isNew: true,
    });
  });

  test.concurrent('C30: a refusal for want of MFA is told as such, and no row is written', async (context) => {
    const { backend, accountId, start, rows, exchange } = await makeScene(context);
    backend.setMfa({ accountId, refusesEnrollment: true });
    const server = await start();
    // Once, or once more after it has read the credentials again; never in a loop.
    expect({ outcome: await server.enable(), exchange: new Set(exchange()), rows: rows() }).toEqual({
      outcome: {
        kind: 'refused',
        code: -32_600,
        message: expect.stringContaining('HTTP 403 Forbidden'),
        reason: 'mfa-required',
      },
      exchange: new Set(['enroll 403']),
      rows: [],
    });
  });

  test.concurrent('C30: with a dead row its log alone tells of MFA, and the row is kept', async (context) => {
    const { backend, accountId, start, enrollBefore, rows } = await makeScene(context);
    const stale = await enrollBefore();
    backend.deleteEnvironment({ accountId, environmentId: stale.environment_id });
    backend.setMfa({ accountId, refusesEnrollment: true });
    const server = await start();
    const { status, environmentId } = await until(server, 'errored');
    const trouble = await nextTrouble(server);
    // Enabling what is enabled already sends no request, so it does not tell of the refusal either.
    const enabled = await server.enable();
    expect({ status, environmentId, trouble, enabled, rows: rows() }).toEqual({
      status: 'errored',
      environmentId: stale.environment_id,
      trouble: 'mfa-required',
      enabled: { kind: 'ok', value: expect.objectContaining({ environmentId: stale.environment_id }) },
      rows: [stale],
    });
  });
});

describe('handshake', () => {
  test.concurrent('C05: a 404 with the known sentence heals the row', async (context) => {
    const { backend, accountId, start, enrollBefore, rows, exchange } = await makeScene(context);
    const stale = await enrollBefore();
    // The server vanishes between the refresh and the handshake.
    const vanish = backend.waitForRequest(({ endpoint, status }) => endpoint === 'refresh' && status === 200);
    void vanish.then(() => backend.deleteEnvironment({ accountId, environmentId: stale.environment_id }));
    const { environmentId } = await until(await start(), 'connected');
    expect({ exchange: exchange(), rows: rows(), isNew: environmentId !== stale.environment_id }).toEqual({
      exchange: ['refresh 200', 'websocket 404', 'enroll 200', 'websocket 101'],
      rows: [{ ...stale, server_id: expect.any(String), environment_id: environmentId }],
      isNew: true,
    });
  });

  test.concurrent('C06: any other 404 keeps the row, and the same id is tried again', async (context) => {
    const { backend, start, enrollBefore, rows, exchange } = await makeScene(context);
    const row = await enrollBefore();
    backend.addFault({ endpoint: 'websocket', status: 404, body: 'Not Found', times: 1 });
    const { environmentId } = await until(await start(), 'connected');
    expect({ environmentId, exchange: exchange(), rows: rows() }).toEqual({
      environmentId: row.environment_id,
      exchange: ['refresh 200', 'websocket 404', 'websocket 101'],
      rows: [row],
    });
  });

  test.concurrent('C39: "already online" is an error that keeps the ids', async (context) => {
    const { backend, accountId, start, enrollBefore, rows, exchange } = await makeScene(context);
    const row = await enrollBefore();
    backend.setOnline({ accountId, environmentId: row.environment_id, online: true });
    const server = await start();
    const { environmentId } = await until(server, 'errored');
    const trouble = await nextTrouble(server);
    // It goes on trying: how often by now is a matter of the machine's speed.
    expect({ environmentId, trouble, exchange: new Set(exchange()), rows: rows() }).toEqual({
      environmentId: row.environment_id,
      trouble: 'already-online',
      exchange: new Set(['refresh 200', 'websocket 409']),
      rows: [row],
    });
  });
});
