import { stuckState, type StoredIds } from '../../testing/profiles/profile.ts';
import { LOCAL_FACTS, reading } from '../../testing/fakes/directoryFixtures.ts';
import {
  type JsonObject,
  type GlobalState,
  MAIN_FILE,
  MIRROR_FILE,
} from '../../electron/main/globalState/index.ts';
import {
  diagnose,
  readLocalPairing,
  plan,
  type RepairPlan,
} from '../../electron/main/remoteControl/index.ts';

/** Ids that no directory has. */
export const DEAD_IDS: StoredIds = {
  baseUrl: 'http://127.0.0.1:9/backend-api',
  accountUserId: 'user-bench',
  clientId: 'cli_e_dead_0123456789',
  environmentId: 'env_e_dead_0123456789',
  installationId: '11111111-1111-4111-8111-111111111111',
};

/** A stuck state of about `bytes` as compact JSON, most of it projects. */
export function stuckStateOfSize(bytes: number, ids: StoredIds = DEAD_IDS): JsonObject {
  const sizeOf = (projects: number) => Buffer.byteLength(JSON.stringify(stuckState(ids, { projects })));
  const empty = sizeOf(0);
  const perProject = (sizeOf(1000) - empty) / 1000;
  return stuckState(ids, { projects: Math.max(0, Math.round((bytes - empty) / perProject)) });
}

const EMPTY_DIRECTORY = reading();

/** The repair of a state whose ids two empty directories have proven gone. */
export function planOfDeath(state: Pick<GlobalState, 'read'>): RepairPlan {
  const local = ([MAIN_FILE, MIRROR_FILE] as const).flatMap((file) => {
    const found = state.read(file);
    return found.kind === 'read' ? [readLocalPairing(file, found.value)] : [];
  });
  const diagnosis = diagnose({
    account: { accountId: 'account-bench', userId: DEAD_IDS.accountUserId, accessToken: 'token' },
    baseUrl: DEAD_IDS.baseUrl,
    local,
    readings: [EMPTY_DIRECTORY, EMPTY_DIRECTORY],
    facts: { ...LOCAL_FACTS, installationId: DEAD_IDS.installationId, hostName: 'bench' },
  });
  return plan(diagnosis, 'automatic');
}
