import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, expect } from 'vitest';
import {
  type AppServer,
  type CallOutcome,
  type StatusSnapshot,
  findAppServer,
  startAppServer,
} from '../../electron/main/remoteControl/index.ts';
import { startBackend } from './index.ts';
import { makeProfile } from '../profiles/profile.ts';
import { eventually } from '../eventually.ts';

const found = findAppServer({ env: {}, moduleFolder: import.meta.dirname });
/** A backend, an account, and a profile for the real app-server, all of it gone when the test is over. */
export async function makeScene({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const backend = await startBackend();
  const account = backend.addAccount({});
  const { accountId } = account;
  const profile = makeProfile({ backend, account });
  const running = new Set<AppServer>();
  onTestFinished(async () => {
    await Promise.all([...running].map((server) => server.stop()));
    await backend.close();
    profile.remove();
  });

  const rows = () => readRows(profile.codexHome);
  const environment = (id: string | null) =>
    backend.account({ accountId }).environments.find(({ environmentId }) => environmentId === id);

  async function start(): Promise<AppServer> {
    if (found.kind === 'missing') throw new Error(found.message);
    const server = valueOf(
      await startAppServer({
        command: found.path,
        codexHome: profile.codexHome,
        baseUrl: backend.baseUrl,
        clientInfo: { name: 'Codex Desktop', title: null, version: '0.0.0' },
        log: () => undefined,
      }),
    );
    running.add(server);
    return server;
  }

  /** Enrolls, connects and stops: a desktop with a row, as the next start finds it. */
  async function enrollBefore(): Promise<Row> {
    const server = await start();
    valueOf(await server.enable());
    await until(server, 'connected');
    await server.stop();
    const [row] = rows();
    if (row === undefined) throw new Error('No row was written.');
    await eventually(() => expect(environment(row.environment_id)).toMatchObject({ online: false }));
    backend.clearRequests();
    return row;
  }

  return {
    backend,
    accountId,
    profile,
    start,
    enrollBefore,
    rows,
    environment,
    /** The requests about remote control that were answered, as name and status: it may be at the next one already. */
    exchange: () =>
      backend
        .requests()
        .filter(({ endpoint, status }) => endpoint !== null && status !== undefined)
        .map(({ endpoint, status }) => `${endpoint} ${status}`),
  };
}

/** A row of the app-server's table. */
export interface Row {
  readonly account_id: string;
  readonly app_server_client_name: string;
  readonly server_id: string;
  readonly environment_id: string;
  readonly remote_control_enabled: number;
}

function readRows(codexHome: string): Row[] {
  const database = new DatabaseSync(join(codexHome, 'state_5.sqlite'), { readOnly: true });
  try {
    const query = `SELECT account_id, app_server_client_name, server_id, environment_id, remote_control_enabled
                   FROM remote_control_enrollments`;
    // Plain objects: the rows of `node:sqlite` have no prototype, which a deep-equal would object to.
    return structuredClone(database.prepare(query).all()) as unknown as Row[];
  } finally {
    database.close();
  }
}

/** The value of an outcome that has to be good. */
export function valueOf<T>(outcome: CallOutcome<T>): T {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

/** Resolves as soon as the app-server is in this status, now or later. */
export function until(server: AppServer, status: StatusSnapshot['status']): Promise<StatusSnapshot> {
  return new Promise((resolve) => {
    if (server.status?.status === status) return resolve(server.status);
    const stop = server.onStatus((snapshot) => {
      if (snapshot.status !== status) return;
      stop();
      resolve(snapshot);
    });
  });
}

/** The reason that the app-server gives for not being connected, now or as soon as it does. */
export function nextTrouble(server: AppServer): Promise<string> {
  if (server.connectionError) return Promise.resolve(server.connectionError.reason);
  return new Promise((resolve) => {
    const stop = server.onConnectionError(({ reason }) => {
      stop();
      resolve(reason);
    });
  });
}
