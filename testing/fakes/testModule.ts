import { afterAll, beforeAll, expect } from 'vitest';
import { startBackend, type Backend } from '../backend/index.ts';
import { healthyState, makeProfile, stuckState, type Profile, type StoredIds } from '../profiles/profile.ts';
import { oldIdentityOf, readCodexHome, rotateInstallationId } from '../../electron/main/codexHome/index.ts';
import { openGlobalState, PAIRING_KEYS, type GlobalState } from '../../electron/main/globalState/index.ts';
import {
  type Fetch,
  type RemoteControl,
  type RemoteControlPorts,
  createRemoteControl,
  type StartedAppServer,
} from '../../electron/main/remoteControl/index.ts';
import { createFakeAppServer, type FakeAppServer } from './fakeAppServer.ts';
import { createTestClock, FAST, type TestClock } from './testClock.ts';
import { eventually } from '../eventually.ts';

/** The service of every test in a file. */
export let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

/** Ids that the service does not know. */
export const DEAD = { clientId: 'cli_e_dead_0123456789', environmentId: 'env_e_dead_0123456789' };
/** This computer's identity in every profile. */
export const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

/** The pause after the first check that decided nothing, in milliseconds: the chance of a built module is always a half. */
export const FIRST_RECHECK_MS = 1500;

/** The module on a profile of its own, with real files and the backend, and all that a test wants to look at. */
export interface Built {
  readonly profile: Profile;
  readonly accountId: string;
  readonly ids: StoredIds;
  /** The first that is started. */
  readonly appServer: FakeAppServer;
  /** All that were started or are ready to be. */
  readonly servers: FakeAppServer[];
  readonly ports: RemoteControlPorts;
  readonly remoteControl: RemoteControl;
  readonly state: GlobalState;
  readonly clock: TestClock;
  readonly log: string[];
}

interface BuildOptions {
  readonly gateMs?: number;
  readonly clock?: TestClock;
  readonly startAppServer?: () => Promise<StartedAppServer>;
  readonly controller?: NonNullable<RemoteControlPorts['controller']>;
  /** Requests go through here. */
  readonly through?: (send: Fetch) => Fetch;
  readonly takeLock?: () => Promise<boolean>;
}

/** A module on a profile of this kind, not started yet. */
export async function build(
  kind: 'stuck' | 'healthy' | 'new',
  {
    gateMs = 60_000 * 50,
    clock = createTestClock(FAST),
    startAppServer,
    controller,
    takeLock,
    through = (send) => send,
  }: BuildOptions = {},
): Promise<Built> {
  const account = backend.addAccount({});
  const { accountId, userId: accountUserId } = account;
  const ids = { baseUrl: backend.baseUrl, accountUserId, installationId: INSTALLATION_ID, ...DEAD };
  const { environmentId, installationId, clientId } = ids;
  const stored = { stuck: stuckState, healthy: healthyState, new: () => ({}) }[kind](ids);
  if (kind === 'healthy') {
    backend.addClient({ accountId, clientId, enrollmentStatus: 'enrolled_device_key' });
    backend.addClient({
      accountId,
      enrollmentStatus: 'enrolled_device_key',
      environmentIds: [environmentId],
    });
    backend.addEnvironment({ accountId, environmentId, installationId, serverId: `srv_${accountId}` });
  }
  const profile = makeProfile({
    backend,
    account,
    installationId,
    ...(kind === 'new' ? {} : { state: stored, mirror: stored }),
  });
  const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
  const servers: FakeAppServer[] = [];
  const newServer = () => {
    const isAsBefore = kind === 'healthy' && state.get([PAIRING_KEYS.environmentId]) === environmentId;
    const server = isAsBefore
      ? createFakeAppServer(environmentId)
      : createFakeAppServer(`env_e_new_${servers.length}`, false);
    servers.push(server);
    return server;
  };
  const appServer = newServer();
  let started = 0;
  const log: string[] = [];
  const ports: RemoteControlPorts = {
    state,
    clock,
    random: () => 0.5,
    hostName: 'this-computer',
    fetch: through((url, init) => fetch(url, init)),
    ...(controller === undefined ? {} : { controller }),
    readHome: () => readCodexHome(profile.codexHome),
    readEnrollmentTable: async () => ({ rows: [], isWhole: true }),
    whoElseRuns: async () => null,
    rotateInstallationId: (stamp) => rotateInstallationId(profile.codexHome, new Date(), stamp),
    oldIdentity: (backup) => oldIdentityOf(profile.codexHome, backup),
    startAppServer:
      startAppServer ??
      (async () => {
        started += 1;
        return { kind: 'ok', value: started === 1 ? appServer : newServer() };
      }),
    log: (line) => log.push(line),
    gateMs,
    ...(takeLock !== undefined && { takeLock }),
  };
  const remoteControl = createRemoteControl(ports);
  return { profile, accountId, ids, appServer, servers, ports, remoteControl, state, clock, log };
}

/** A healed one with a code on screen and a check that is to come back: all that it ever waits for. */
export async function buildWaiting(): Promise<Built> {
  const built = await build('stuck', { clock: createTestClock('still') });
  built.remoteControl.start();
  await eventually(() => expect(viewOf(built).kind).toBe('pairing'));
  backend.addFault({ endpoint: 'clients', status: 404, times: 1 });
  await built.remoteControl.check('resume');
  expect(built.clock.waiting.toSorted()).toEqual([FIRST_RECHECK_MS, 3000]);
  return built;
}

/** Stops a module and removes its profile. */
export async function finish({ remoteControl, state, profile }: Built): Promise<void> {
  await remoteControl.stop();
  await state.close();
  profile.remove();
}

/** What the screen shows now. */
export const viewOf = ({ remoteControl }: Built) => remoteControl.screen.view;

/** The token of what the button would do now. */
export async function proposed({ remoteControl }: Built) {
  const plan = await remoteControl.proposeRepair();
  if (plan.kind !== 'proposed') throw new Error(`No proposal: ${plan.reason}.`);
  return plan.summary;
}

/** How often the backend has been asked for a list of environments. */
export const environmentReadings = () =>
  backend.requests().filter((entry) => entry.path.endsWith('/remote/control/environments')).length;
