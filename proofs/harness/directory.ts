import {
  client,
  environment,
  list,
  LOCAL_FACTS,
  reading,
  row,
  table,
} from '../../testing/fakes/directoryFixtures.ts';
import {
  readLocalPairing,
  diagnose,
  type Diagnosis,
  type Directory,
} from '../../electron/main/remoteControl/index.ts';
import type { Account } from '../../electron/main/codexHome/index.ts';
import { MAIN_FILE, MIRROR_FILE, type GlobalState } from '../../electron/main/globalState/index.ts';

export const BASE_URL = 'https://chatgpt.com/backend-api';

/** What the server knows, and who asks. */
export interface Service {
  readonly account: Account;
  /** Ids of the account's clients that are enrolled. */
  readonly clients: readonly string[];
  /** Ids of clients that never finished. */
  readonly pending: readonly string[];
  readonly environments: readonly string[];
  /** Whose environments are, as the app-server's table tells: id and account id. */
  readonly table?: readonly (readonly [environmentId: string, accountId: string])[];
}

/** Judges what the files hold by two complete readings of `service`; `null` where the main file cannot be read. */
export function diagnoseWith(state: Pick<GlobalState, 'read'>, service: Service): Diagnosis | null {
  const main = state.read(MAIN_FILE);
  if (main.kind === 'unreadable') return null;
  const mirror = state.read(MIRROR_FILE);
  const seen = readingOf(service);
  return diagnose({
    account: service.account,
    baseUrl: BASE_URL,
    local: [
      ...(main.kind === 'read' ? [readLocalPairing(MAIN_FILE, main.value)] : []),
      ...(mirror.kind === 'read' ? [readLocalPairing(MIRROR_FILE, mirror.value)] : []),
    ],
    readings: [seen, seen],
    facts: {
      ...LOCAL_FACTS,
      hostName: 'desk',
      table: table(...(service.table ?? []).map(([id, accountId]) => row(id, { accountId }))),
    },
  });
}

function readingOf({ clients, pending, environments }: Service): Directory {
  return reading({
    clients: list([
      ...clients.map((id) => client(id)),
      ...pending.map((id) => client(id, 'pending_enrollment')),
    ]),
    environments: list(environments.map((id) => environment(id, { online: true, host_name: 'desk' }))),
  });
}
