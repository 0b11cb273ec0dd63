/*
 * Run as `node child.mjs JOB`: authorizes a computer, or settles what an earlier run has left, and is killed with SIGKILL right
 * before or right after its `killAt`-th effect. `killAt` 0: never; then it prints its effects and what it came to.
 */
import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import { createKeyStore } from '../../electron/main/app/authorization/keyStore.ts';
import { openGlobalState, type GlobalState } from '../../electron/main/globalState/index.ts';
import {
  authorize,
  deleteQueuedKeys,
  settleUnconfirmed,
  systemClock,
  type ControllerPorts,
} from '../../electron/main/remoteControl/index.ts';
import { createFakeSafeStorage } from '../../testing/fakes/fakeSafeStorage.ts';
import type { Job } from './job.ts';

const job = JSON.parse(process.argv[2] ?? '') as Job;
const effects: string[] = [];

/** Counts an effect, and is killed before or after it where the job says so. */
async function effect<T>(name: string, perform: () => Promise<T>): Promise<T> {
  effects.push(name);
  const isFatal = effects.length === job.killAt;
  if (isFatal && job.when === 'before') process.kill(process.pid, 'SIGKILL');
  const result = await perform();
  if (isFatal) process.kill(process.pid, 'SIGKILL');
  return result;
}

function watched(state: GlobalState): GlobalState {
  return new Proxy(state, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as (...given: unknown[]) => unknown;
      if (name !== 'flush' && name !== 'commit') return method;
      return (...given: unknown[]) => effect(`state ${name}`, async () => await method(...given));
    },
  });
}

const state = await openGlobalState({ folder: job.codexHome, access: 'write' });
const keys = createKeyStore({
  safeStorage: createFakeSafeStorage(Buffer.from(job.keyRing, 'base64')),
  path: job.keyFile,
  platform: 'linux',
});
const ports: ControllerPorts = {
  state: watched(state),
  readHome: () => readCodexHome(job.codexHome),
  fetch: (url, init) =>
    effect(`request ${new URL(url).pathname.split('/').slice(-2).join('/')}`, () => fetch(url, init)),
  clock: systemClock,
  deviceKeys: {
    create: (keyId) => effect('create a key', () => keys.create(keyId)),
    publicOf: (keyId) => keys.publicOf(keyId),
    sign: (keyId, bytes) => effect('sign', () => keys.sign(keyId, bytes)),
    delete: (keyId) => effect('delete a key', () => keys.delete(keyId)),
  },
  stepUp: () => effect('the browser', async () => ({ kind: 'token', token: job.stepUpToken })),
  log: () => undefined,
};

const { signal } = new AbortController();
const { signIn, service } = ports.readHome();
if (signIn.kind !== 'signed-in' || service.kind !== 'base-url') throw new Error('You are signed out.');
const owner = { account: signIn.account, baseUrl: service.baseUrl };
/** What the app does after a check. */
async function settle(): Promise<string> {
  await deleteQueuedKeys(ports.state, ports.deviceKeys);
  return (await settleUnconfirmed(ports, owner, signal, 'long-ago')).kind;
}
const outcome =
  job.work === 'authorize' ? (await authorize(ports, signal, () => undefined)).kind : await settle();
await state.close();
process.stdout.write(JSON.stringify({ effects, outcome }));
