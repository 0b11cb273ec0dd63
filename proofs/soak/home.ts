import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startBackend, type Backend } from '../../testing/backend/index.ts';
import { makeProfile, stuckState, type Profile } from '../../testing/profiles/profile.ts';
import {
  PAIRING_KEYS,
  REPAIR_KEY,
  type JsonObject,
  type RepairRecord,
} from '../../electron/main/globalState/index.ts';

const ACCOUNT = { accountId: 'account-one', userId: 'user-one' };
const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

/** One `CODEX_HOME` for many launches. */
export interface Home {
  readonly profile: Profile;
  readonly accountId: string;
  /**
   * Runs `work` with a service that knows the account and no client and no environment, and with state that is sure of both:
   * the environment of the last launch, and a client that no list has. `number` tells one launch from another.
   */
  stuck<T>(number: number, work: (backend: Backend, deadIds: readonly string[]) => Promise<T>): Promise<T>;
}

/** Makes one in `folder`. Its service is always at one address, as enrollments name it. */
export async function makeHome(folder: string): Promise<Home> {
  mkdirSync(folder, { recursive: true });
  const first = await startBackend();
  const port = Number(new URL(first.baseUrl).port);
  first.addAccount(ACCOUNT);
  const profile = makeProfile({
    backend: first,
    account: ACCOUNT,
    folder,
    installationId: INSTALLATION_ID,
    state: {},
  });
  await first.close();
  return {
    profile,
    accountId: ACCOUNT.accountId,
    async stuck(number, work) {
      const backend = await startBackend({ port });
      try {
        backend.addAccount(ACCOUNT);
        const auth = backend.mintAuth({ accountId: ACCOUNT.accountId });
        writeFileSync(join(profile.codexHome, 'auth.json'), JSON.stringify(auth), { mode: 0o600 });
        return await work(backend, makeStuck(profile, backend.baseUrl, number));
      } finally {
        await backend.close();
      }
    },
  };
}

/** Both files as openai/codex#23112 has them, with all that they hold besides. Answers the ids that are dead. */
function makeStuck(
  { codexHome, stateFile, writeState }: Profile,
  baseUrl: string,
  number: number,
): readonly string[] {
  const held = JSON.parse(readFileSync(stateFile, 'utf8')) as JsonObject;
  const environment = held[PAIRING_KEYS.environmentId];
  const digits = String(number).padStart(6, '0');
  const clientId = `cli_e_dead_${digits}`;
  const environmentId = typeof environment === 'string' ? environment : `env_e_dead_${digits}`;
  const ids = {
    baseUrl,
    clientId,
    environmentId,
    accountUserId: ACCOUNT.userId,
    installationId: INSTALLATION_ID,
  };
  ageTable(codexHome);
  const record = { [REPAIR_KEY]: anHourAgo(held[REPAIR_KEY] as unknown as RepairRecord | undefined) };
  const state = JSON.stringify({ ...held, ...stuckState(ids), ...record }, null, 2);
  writeState(state);
  writeState(state, 'mirror');
  return [clientId, environmentId];
}

/** What the app-server enrolled a moment ago is not judged by absence: its table is an hour older, too. */
function ageTable(codexHome: string): void {
  const path = join(codexHome, 'state_5.sqlite');
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path);
  database.exec('UPDATE remote_control_enrollments SET updated_at = updated_at - 3600');
  database.close();
}

/** Three heals in an hour are the most: an hour passes between two launches. */
function anHourAgo(record: RepairRecord | undefined): RepairRecord | undefined {
  if (record === undefined) return undefined;
  const hour = 60 * 60 * 1000;
  const heals = record.heals.map((heal) => ({
    ...heal,
    at: new Date(Date.parse(heal.at) - hour).toISOString(),
  }));
  return { ...record, heals };
}
