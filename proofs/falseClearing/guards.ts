import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeProfile, stuckState } from '../../testing/profiles/profile.ts';
import { PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import type { Fetch } from '../../electron/main/remoteControl/index.ts';
import { createFakeAppServer } from '../../testing/fakes/fakeAppServer.ts';
import { openDesktop, type DesktopPorts } from '../desktop/desktop.ts';
import { ACCOUNT, OTHER_ACCOUNT, signInAt } from '../desktop/signIn.ts';
import { changedSince, takeSnapshot } from '../desktop/snapshot.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { toResponse, well } from './answers.ts';
import { IDS } from './cases.ts';
import type { Clearing } from './clear.ts';
import { repair } from './command.ts';

/** A reason to keep everything although two whole lists lack every stored id. */
interface Guard {
  readonly name: string;
  /** What the state file holds, at this base URL. */
  readonly state: (baseUrl: string) => JsonObject;
  /** What the lists hold all the same. */
  readonly clients?: readonly string[];
  readonly environments?: readonly object[];
  /** What else is done to the folder before. */
  readonly prepare?: (folder: string, baseUrl: string) => void;
  /** What someone does to the folder between the two readings. */
  readonly between?: (folder: string) => void;
  /** For the module alone; the command has no such localFacts. */
  readonly startAppServer?: DesktopPorts['startAppServer'];
}

const stuck = (baseUrl: string, accountUserId = ACCOUNT.userId) =>
  stuckState({ ...IDS, baseUrl, accountUserId }, { projects: 2 });

function without(state: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !keys.includes(key)));
}

/** The same enrollments under a map key that ends so. */
function underKey(state: JsonObject, accountUserId: string): JsonObject {
  const [value = null] = Object.values(state[clientEnrollments] as JsonObject);
  return { ...state, [clientEnrollments]: { [`Codex Desktop\n${BASE_URL}\n${accountUserId}`]: value } };
}

const ALIVE_CLIENTS = [IDS.clientId, 'a-phone'];
const { clientEnrollments, environmentId, setupCompleted, hasConnectedDevice, hasCompletedSetup } =
  PAIRING_KEYS;
const BASE_URL = 'https://chatgpt.com/backend-api';
const OTHER_BASE_URL = 'https://chatgpt.com/another-api';

const guards: readonly Guard[] = [
  {
    name: 'an enrollment of another account',
    state: (baseUrl) => without(stuck(baseUrl, OTHER_ACCOUNT.userId), environmentId),
  },
  {
    name: 'an enrollment of another account of the same user',
    state: (baseUrl) =>
      without(stuck(baseUrl, `${ACCOUNT.userId}__${OTHER_ACCOUNT.accountId}`), environmentId),
  },
  {
    name: 'an enrollment of another base URL',
    state: () => without(stuck(OTHER_BASE_URL), environmentId),
  },
  {
    name: "an environment beside another account's enrollment, which nothing ties to this one",
    state: (baseUrl) => stuck(baseUrl, OTHER_ACCOUNT.userId),
  },
  {
    name: 'an enrollment whose workspace only its map key names, and its environment',
    state: (baseUrl) => underKey(stuck(baseUrl), `${ACCOUNT.userId}__${OTHER_ACCOUNT.accountId}`),
  },
  {
    name: 'an environment that the app-server holds for another account, in the folder that the configuration names',
    state: (baseUrl) => stuck(baseUrl),
    clients: ALIVE_CLIENTS,
    prepare: (folder, baseUrl) => {
      const elsewhere = join(folder, 'elsewhere');
      mkdirSync(elsewhere);
      writeEnrollmentRow(elsewhere, baseUrl, OTHER_ACCOUNT.accountId);
      appendFileSync(join(folder, 'config.toml'), 'sqlite_home = "elsewhere"\n');
    },
  },
  {
    name: 'an environment that was enrolled a moment ago, which the list does not have yet',
    state: (baseUrl) => stuck(baseUrl),
    clients: ALIVE_CLIENTS,
    prepare: (folder, baseUrl) =>
      writeEnrollmentRow(folder, baseUrl, ACCOUNT.accountId, Math.floor(Date.now() / 1000)),
  },
  {
    name: 'a copied state, whose environment is online on another computer',
    state: (baseUrl) => stuck(baseUrl),
    clients: [IDS.clientId],
    environments: [
      { env_id: IDS.environmentId, online: true, host_name: 'another', installation_id: IDS.installationId },
    ],
  },
  {
    name: 'an environment that the app-server holds for another account',
    state: (baseUrl) => stuck(baseUrl),
    clients: ALIVE_CLIENTS,
    prepare: (folder, baseUrl) => writeEnrollmentRow(folder, baseUrl, OTHER_ACCOUNT.accountId),
  },
  {
    name: "an environment that the app-server holds for another account's address",
    state: (baseUrl) => stuck(baseUrl),
    clients: ALIVE_CLIENTS,
    prepare: (folder) => writeEnrollmentRow(folder, OTHER_BASE_URL, ACCOUNT.accountId),
  },
  {
    name: 'a table of the app-server that cannot be read',
    state: (baseUrl) => stuck(baseUrl),
    clients: ALIVE_CLIENTS,
    prepare: (folder) => writeFileSync(join(folder, 'state_5.sqlite'), 'damaged '.repeat(1000)),
  },
  {
    name: 'a live connection under the environment',
    state: (baseUrl) => stuck(baseUrl),
    clients: ALIVE_CLIENTS,
    startAppServer: async () => ({ kind: 'ok', value: createFakeAppServer(IDS.environmentId) }),
  },
  {
    name: 'a copy of this computer that is online',
    state: (baseUrl) => stuck(baseUrl),
    clients: ALIVE_CLIENTS,
    environments: [
      { env_id: 'env_e_copy', online: true, host_name: 'another', installation_id: IDS.installationId },
    ],
  },
  {
    name: 'an account that is switched during the check',
    state: (baseUrl) => stuck(baseUrl),
    between: (folder) => {
      const { backend } = signInAt(OTHER_BASE_URL);
      writeFileSync(join(folder, 'auth.json'), JSON.stringify(backend.mintAuth(OTHER_ACCOUNT)));
    },
  },
  {
    name: 'a sign-out during the check',
    state: (baseUrl) => stuck(baseUrl),
    between: (folder) => writeFileSync(join(folder, 'auth.json'), '{}'),
  },
  {
    name: 'an address that changes during the check',
    state: (baseUrl) => stuck(baseUrl),
    between: (folder) =>
      writeFileSync(join(folder, 'config.toml'), `chatgpt_base_url = "${OTHER_BASE_URL}"\n`),
  },
  {
    name: 'a configuration that breaks during the check',
    state: (baseUrl) => stuck(baseUrl),
    between: (folder) => writeFileSync(join(folder, 'config.toml'), 'chatgpt_base_url = '),
  },
  {
    name: 'signed out',
    state: (baseUrl) => stuck(baseUrl),
    prepare: (folder) => writeFileSync(join(folder, 'auth.json'), '{"OPENAI_API_KEY":"key","tokens":null}'),
  },
  {
    name: 'an address that may not be called',
    state: (baseUrl) => stuck(baseUrl),
    prepare: (folder) =>
      writeFileSync(join(folder, 'config.toml'), 'chatgpt_base_url = "https://chatgpt.com.example/"\n'),
  },
  {
    name: 'entries of an unknown form',
    state: (baseUrl) => ({
      ...without(stuck(baseUrl), setupCompleted, hasConnectedDevice, hasCompletedSetup),
      [clientEnrollments]: {
        one: { clientId: 7 },
        two: null,
        three: 'text',
        four: { accountUserId: ACCOUNT.userId },
      },
      [environmentId]: { id: 'env' },
      [PAIRING_KEYS.addedEnvironmentIds]: { 0: IDS.environmentId },
      [PAIRING_KEYS.selectedHostId]: 'local',
      [PAIRING_KEYS.autoConnectByHostId]: [`remote-control:${IDS.environmentId}`],
    }),
  },
];

/** Every reason to keep, before the module and, where it applies, before the command. */
export const GUARDS: readonly (() => Promise<Clearing>)[] = guards.flatMap((guard) => [
  () => keepByModule(guard),
  ...(guard.startAppServer === undefined ? [() => keepByCommand(guard)] : []),
]);

/** The same without any reason to keep: what has to be cleared, or keeping would say nothing. */
export const NO_GUARD: readonly (() => Promise<Clearing>)[] = [keepByModule, keepByCommand].map(
  (keep) => () => keep({ name: 'nothing keeps it', state: (baseUrl) => stuck(baseUrl) }),
);

async function keepByModule(guard: Guard): Promise<Clearing> {
  return kept(`module, ${guard.name}`, guard, async (folder) => {
    const { startAppServer } = guard;
    const { remoteControl, state, quit } = await openDesktop(folder, {
      fetch: serveGuard(guard, folder),
      ...(startAppServer === undefined ? {} : { startAppServer }),
    });
    remoteControl.start();
    await remoteControl.check('launch');
    await state.flush();
    await quit();
  });
}

async function keepByCommand(guard: Guard): Promise<Clearing> {
  return kept(`command, ${guard.name}`, guard, async (folder) => {
    await repair(folder, { fetch: serveGuard(guard, folder) });
  });
}

async function kept(
  name: string,
  { state, prepare }: Guard,
  work: (folder: string) => Promise<void>,
): Promise<Clearing> {
  const parent = makeFolder();
  try {
    const { codexHome } = makeProfile({
      ...signInAt(BASE_URL),
      folder: parent,
      installationId: IDS.installationId,
      state: state(BASE_URL),
      mirror: state(BASE_URL),
    });
    prepare?.(codexHome, BASE_URL);
    const before = takeSnapshot(codexHome);
    await work(codexHome);
    const files = changedSince(before, takeSnapshot(codexHome));
    return { name, files: files.filter((file) => file !== 'auth.json' && file !== 'config.toml') };
  } finally {
    removeFolder(parent);
  }
}

/** Two whole lists without the stored ids, but for what the guard says is there. */
function serveGuard({ clients = [], environments = [], between }: Guard, folder: string): Fetch {
  return async (url) => {
    const { pathname } = new URL(url);
    if (pathname.endsWith('/clients')) {
      return toResponse(well({ items: clients.map((id) => ({ client_id: id })), cursor: null }));
    }
    if (pathname.endsWith('/environments')) {
      const answer = toResponse(well({ items: environments, cursor: null }));
      // It happens while the first answer is on its way; the second reading is already another's.
      between?.(folder);
      return answer;
    }
    if (pathname.endsWith('/mfa_requirement')) return toResponse(well({ requirement: 'suggested' }));
    return Response.json({ detail: 'Not Found' }, { status: 404 });
  };
}

function writeEnrollmentRow(folder: string, baseUrl: string, accountId: string, updatedAt = 0): void {
  const database = new DatabaseSync(join(folder, 'state_5.sqlite'));
  database.exec(
    'CREATE TABLE remote_control_enrollments (websocket_url TEXT, account_id TEXT, app_server_client_name TEXT, server_id TEXT, environment_id TEXT, updated_at INTEGER)',
  );
  const socket = `${baseUrl.replace(/^http/, 'ws')}/wham/remote/control/server`;
  database
    .prepare('INSERT INTO remote_control_enrollments VALUES (?, ?, ?, ?, ?, ?)')
    .run(socket, accountId, 'Codex Desktop', 'srv_e_x', IDS.environmentId, updatedAt);
  database.close();
}
