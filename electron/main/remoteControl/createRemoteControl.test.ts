import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryKeys, type MemoryKeys } from '../../../testing/fakes/memoryKeys.ts';
import { backend, build, DEAD, finish, type Built } from '../../../testing/fakes/testModule.ts';
import { openGlobalState, PAIRING_KEYS, type JsonObject } from '../globalState/index.ts';
import type { StepUp, StepUpResult } from './controller/stepUp.ts';
import { createRemoteControl } from './createRemoteControl.ts';
import { eventually } from '../../../testing/eventually.ts';

const OWN_KEY = `key-of-${DEAD.clientId}`;
const pem = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString();

interface Bed extends Built {
  readonly keys: MemoryKeys;
  readonly browser: { answer: (signal: AbortSignal) => Promise<StepUpResult> };
}

const rejecting = () => Promise.reject(new Error('a secret'));
const beds: Built[] = [];
afterEach(async () => {
  await Promise.all(beds.splice(0).map(finish));
});

/** A computer whose own client was revoked, with its device key and that of someone else in the key store. */
async function revoked(
  options: Pick<Parameters<typeof build>[1] & object, 'through' | 'takeLock'> = {},
): Promise<Bed> {
  const keys = createMemoryKeys({ [OWN_KEY]: pem(), 'key-of-another': pem() });
  const browser: Bed['browser'] = { answer: async () => ({ kind: 'refused' }) };
  const stepUp: StepUp = (_, signal) => browser.answer(signal);
  const built = await build('healthy', { controller: { deviceKeys: keys, stepUp }, ...options });
  beds.push(built);
  backend.revokeClient({ accountId: built.accountId, clientId: DEAD.clientId });
  browser.answer = async () => ({ kind: 'token', token: backend.mintStepUp({ accountId: built.accountId }) });
  return { ...built, keys, browser };
}

const authorizationOf = ({ remoteControl }: Built) => remoteControl.screen.authorization;
const entriesOf = ({ profile }: Built, file: 'main' | 'mirror' = 'main') =>
  Object.values((profile.readState(file)[PAIRING_KEYS.clientEnrollments] ?? {}) as JsonObject);
const starts = ({ accountId }: Built) =>
  backend
    .requests()
    .filter(
      ({ endpoint, headers }) =>
        endpoint === 'client-enroll-start' && headers['chatgpt-account-id'] === accountId,
    ).length;

async function healed(bed: Bed): Promise<void> {
  bed.remoteControl.start();
  await eventually(() => expect(authorizationOf(bed)).toEqual({ kind: 'needed' }));
  await eventually(() => expect(bed.keys.keyIds).toEqual(['key-of-another']));
}

it('that was enrolled just now is not removed by lists that lag, whatever else fails', async () => {
  const lag = { is: false };
  const bed = await revoked({
    through: (send) => async (url, init) => {
      if (!lag.is) return send(url, init);
      if (url.includes('/wham/remote/control/clients')) return Response.json({ items: [], cursor: null });
      return url.endsWith('/refresh/start')
        ? Response.json({ detail: 'Not Found' }, { status: 404 })
        : send(url, init);
    },
  });
  await healed(bed);
  await bed.remoteControl.authorize();
  const [entry] = entriesOf(bed);
  lag.is = true;
  await bed.remoteControl.check('button');
  expect(entriesOf(bed)).toEqual([entry]);
  // What has been enrolled for long is judged by its absence.
  bed.clock.advance(11 * 60_000);
  await bed.remoteControl.check('button');
  expect(entriesOf(bed)).toEqual([]);
});

describe('a controller half that was revoked', () => {
  it('is removed from both files with its key and no other, and can be authorized again', async () => {
    const bed = await revoked();
    const paired = bed.state.get([PAIRING_KEYS.environmentId]);
    await healed(bed);
    expect([entriesOf(bed), entriesOf(bed, 'mirror'), bed.state.get([PAIRING_KEYS.environmentId])]).toEqual([
      [],
      [],
      paired,
    ]);

    const steps: unknown[] = [];
    bed.remoteControl.onScreen(({ authorization }) => {
      const step = authorization?.kind === 'running' ? authorization.step : authorization?.kind;
      if (steps.at(-1) !== step) steps.push(step);
    });
    await bed.remoteControl.authorize();
    expect([
      steps,
      authorizationOf(bed)?.kind,
      entriesOf(bed).length,
      entriesOf(bed, 'mirror').length,
    ]).toEqual([['preparing', 'browser', 'finishing', 'hosts'], 'hosts', 1, 1]);
    expect(bed.keys.keyIds).toHaveLength(2);
    bed.remoteControl.cancelAuthorization();
    expect(authorizationOf(bed)).toBeNull();
    await bed.remoteControl.check('button');
    expect([authorizationOf(bed), entriesOf(bed).length]).toEqual([null, 1]);
  });

  it('pairs a computer by the code that it shows, and connects to it by itself from then on', async () => {
    const bed = await revoked();
    const { accountId } = bed;
    const environmentId = `env_e_host_${accountId}`;
    backend.addEnvironment({
      accountId,
      environmentId,
      displayName: 'Studio Mac',
      online: true,
      installationId: '22222222-2222-4222-8222-222222222222',
      serverId: `srv_host_${accountId}`,
    });
    await healed(bed);
    await bed.remoteControl.authorize();
    const host = { name: 'Studio Mac', online: true };
    expect(authorizationOf(bed)).toEqual({ kind: 'hosts', hosts: [{ ...host, paired: false }] });
    expect(await bed.remoteControl.pairHost('nonsense!')).toBe('bad-code');
    expect(await bed.remoteControl.pairHost(backend.showCode({ accountId, environmentId }))).toBe('paired');
    expect([
      authorizationOf(bed),
      bed.state.get([PAIRING_KEYS.autoConnectByHostId, `remote-control:${environmentId}`]),
    ]).toEqual([{ kind: 'hosts', hosts: [{ ...host, paired: true }] }, true]);
  });

  it('is authorized once, however often the button is pressed', async () => {
    const bed = await revoked();
    await healed(bed);
    await Promise.all([
      bed.remoteControl.authorize(),
      bed.remoteControl.authorize(),
      bed.remoteControl.authorize(),
    ]);
    await bed.remoteControl.authorize();
    expect([starts(bed), entriesOf(bed).length]).toEqual([1, 1]);
  });

  it('is cancelled in the browser, told so, left alone, and authorized at the next press', async () => {
    const bed = await revoked();
    await healed(bed);
    const { answer } = bed.browser;
    bed.browser.answer = (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
        bed.remoteControl.cancelAuthorization();
      });
    await bed.remoteControl.authorize();
    expect([authorizationOf(bed), bed.keys.keyIds]).toEqual([
      { kind: 'failed', reason: 'cancelled' },
      ['key-of-another'],
    ]);
    await bed.remoteControl.check('button');
    expect(starts(bed)).toBe(1);
    bed.browser.answer = answer;
    await bed.remoteControl.authorize();
    expect(authorizationOf(bed)?.kind).toBe('hosts');
  });

  it('ends an authorization in the browser when the app quits', async () => {
    const bed = await revoked();
    await healed(bed);
    bed.browser.answer = (signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'cancelled' })));
    void bed.remoteControl.authorize();
    await eventually(() => expect(authorizationOf(bed)).toEqual({ kind: 'running', step: 'browser' }));
    await bed.remoteControl.stop();
    expect(bed.keys.keyIds).toEqual(['key-of-another']);
  });

  it('says what it means before anything is done, where the menu asks', async () => {
    const bed = await revoked();
    await healed(bed);
    bed.remoteControl.explainAuthorization();
    expect([authorizationOf(bed), starts(bed)]).toEqual([{ kind: 'running', step: 'explaining' }, 0]);
    bed.remoteControl.cancelAuthorization();
    expect([authorizationOf(bed), starts(bed)]).toEqual([{ kind: 'needed' }, 0]);
    bed.remoteControl.explainAuthorization();
    await bed.remoteControl.authorize();
    expect(authorizationOf(bed)?.kind).toBe('hosts');
    bed.remoteControl.explainAuthorization();
    expect(authorizationOf(bed)?.kind).toBe('hosts');
  });

  it('whose last answer was lost is settled by the next check, without a person', async () => {
    const lost = { is: false };
    const bed = await revoked({
      through: (send) => async (url, init) => {
        if (url.endsWith('/enroll/finish')) lost.is = true;
        const answer = await send(url, init);
        return lost.is && /enroll\/finish|refresh/.test(url) ? new Response('busy', { status: 503 }) : answer;
      },
    });
    await healed(bed);
    await bed.remoteControl.authorize();
    expect(authorizationOf(bed)).toEqual({ kind: 'failed', reason: 'unconfirmed' });
    lost.is = false;
    bed.browser.answer = async () => {
      throw new Error('This must not be asked again.');
    };
    await bed.remoteControl.check('resume');
    await eventually(() => expect([authorizationOf(bed), entriesOf(bed).length]).toEqual([null, 1]));
    expect(starts(bed)).toBe(1);
  });

  it('whose last answer was lost can be closed, and leaves the button', async () => {
    const isAway = { is: false };
    const bed = await revoked({
      through: (send) => async (url, init) =>
        isAway.is && /enroll\/finish|refresh/.test(url)
          ? new Response('busy', { status: 503 })
          : send(url, init),
    });
    await healed(bed);
    isAway.is = true;
    await bed.remoteControl.authorize();
    expect(authorizationOf(bed)).toEqual({ kind: 'failed', reason: 'unconfirmed' });
    bed.remoteControl.cancelAuthorization();
    expect(authorizationOf(bed)).toEqual({ kind: 'needed' });
    await bed.remoteControl.authorize();
    expect([authorizationOf(bed), starts(bed)]).toEqual([{ kind: 'failed', reason: 'unconfirmed' }, 1]);
  });

  it('is cancelled at once, also while something else of it is under way', async () => {
    const bed = await revoked();
    await healed(bed);
    const held = Promise.withResolvers<void>();
    const { delete: deleteKey } = bed.keys;
    bed.state.changeController([
      { kind: 'queue-key', deletion: { keyId: 'key-of-another', clientId: 'cli_another' } },
    ]);
    const isAsked = new Promise<void>((asked) => {
      bed.keys.delete = async (keyId) => {
        asked();
        await held.promise;
        return deleteKey(keyId);
      };
    });
    void bed.remoteControl.check('button');
    await isAsked;
    const pressed = bed.remoteControl.authorize();
    expect(authorizationOf(bed)).toEqual({ kind: 'running', step: 'preparing' });
    bed.remoteControl.cancelAuthorization();
    await pressed;
    expect([authorizationOf(bed), starts(bed)]).toEqual([{ kind: 'failed', reason: 'cancelled' }, 0]);
    held.resolve();
    await bed.remoteControl.authorize();
    expect(authorizationOf(bed)?.kind).toBe('hosts');
  });

  it('ends with words where a port breaks its promise, and works at the next press', async () => {
    const bed = await revoked();
    await healed(bed);
    const { answer } = bed.browser;
    bed.browser.answer = () => Promise.reject(new Error('a secret'));
    await bed.remoteControl.authorize();
    expect([authorizationOf(bed), bed.log.some((line) => line.includes('a secret'))]).toEqual([
      { kind: 'failed', reason: 'refused' },
      false,
    ]);
    bed.browser.answer = answer;
    await bed.remoteControl.authorize();
    expect([authorizationOf(bed)?.kind, bed.keys.keyIds.length]).toEqual(['hosts', 2]);
  });

  it('keeps its key queued where the key store breaks its promise, and nothing goes uncaught', async () => {
    const bed = await revoked();
    const { delete: deleteKey } = bed.keys;
    bed.keys.delete = () => Promise.reject(new Error('a secret'));
    bed.remoteControl.start();
    await eventually(() => expect(bed.log).toContain('authorization: Error'));
    expect([bed.keys.keyIds.includes(OWN_KEY), bed.state.record.controller.keyDeletions.length]).toEqual([
      true,
      1,
    ]);
    bed.keys.delete = deleteKey;
    await bed.remoteControl.check('button');
    await eventually(() => expect(bed.keys.keyIds).toEqual(['key-of-another']));
    expect(authorizationOf(bed)).toEqual({ kind: 'needed' });
  });

  it('is still to be authorized after a relaunch', async () => {
    const bed = await revoked();
    await healed(bed);
    await bed.remoteControl.stop();
    await bed.state.close();
    const state = await openGlobalState({ folder: bed.profile.codexHome, access: 'write' });
    const again = createRemoteControl({ ...bed.ports, state });
    again.start();
    await eventually(() => expect(again.screen.authorization).toEqual({ kind: 'needed' }));
    await again.stop();
    await state.close();
  });
});

it('a healthy computer has nothing to authorize, and a menu that asks is told so', async () => {
  const bed = await build('healthy');
  beds.push(bed);
  bed.remoteControl.start();
  await eventually(() => expect(bed.remoteControl.screen.outcome?.kind).toBe('healthy'));
  expect(authorizationOf(bed)).toBeNull();
  bed.remoteControl.explainAuthorization();
  expect(authorizationOf(bed)).toEqual({ kind: 'failed', reason: 'not-needed' });
  bed.remoteControl.cancelAuthorization();
  expect(authorizationOf(bed)).toBeNull();
});

it('an app without a key store removes the entry, keeps the key queued, and tells a press why it cannot go on', async () => {
  const bed = await build('healthy');
  beds.push(bed);
  backend.revokeClient({ accountId: bed.accountId, clientId: DEAD.clientId });
  bed.remoteControl.start();
  await eventually(() => expect(authorizationOf(bed)).toEqual({ kind: 'needed' }));
  await bed.remoteControl.authorize();
  expect([authorizationOf(bed), bed.state.record.controller.keyDeletions]).toEqual([
    { kind: 'failed', reason: 'key-store-unavailable' },
    [{ keyId: OWN_KEY, clientId: DEAD.clientId }],
  ]);
});

it('is authorized with a sign-in that only the app-server can read, because it is in the key ring', async () => {
  const bed = await revoked();
  const { profile, accountId, appServer } = bed;
  const { tokens } = backend.mintAuth({ accountId });
  appendFileSync(join(profile.codexHome, 'config.toml'), 'cli_auth_credentials_store = "keyring"\n');
  rmSync(join(profile.codexHome, 'auth.json'));
  appServer.readAuthStatus = async () => ({
    kind: 'ok',
    value: { authMethod: 'chatgpt', authToken: tokens.access_token },
  });
  await healed(bed);
  await bed.remoteControl.authorize();
  expect([authorizationOf(bed)?.kind, entriesOf(bed).length]).toEqual(['hosts', 1]);
  expect(await bed.remoteControl.pairHost('nonsense!')).toBe('bad-code');
});

it('says so where the other computers cannot be listed, and takes a code all the same', async () => {
  const isAway = { is: false };
  const bed = await revoked({
    through: (send) => (url, init) =>
      isAway.is && url.includes('/environments')
        ? Promise.resolve(new Response('busy', { status: 503 }))
        : send(url, init),
  });
  await healed(bed);
  isAway.is = true;
  await bed.remoteControl.authorize();
  expect(authorizationOf(bed)).toEqual({ kind: 'hosts', hosts: null });
  expect(await bed.remoteControl.pairHost('nonsense!')).toBe('bad-code');
});

it('shows no computers of an account that is not signed in any more', async () => {
  const bed = await revoked();
  await healed(bed);
  await bed.remoteControl.authorize();
  expect(authorizationOf(bed)?.kind).toBe('hosts');
  bed.profile.writeAuth(backend.mintAuth({ accountId: backend.addAccount({}).accountId }));
  await bed.remoteControl.check('button');
  await eventually(() => expect(authorizationOf(bed)).toBeNull());
  expect(await bed.remoteControl.pairHost('ABCD-EFGH')).toBe('not-authorized');
  rmSync(join(bed.profile.codexHome, 'auth.json'));
  expect(await bed.remoteControl.pairHost('ABCD-EFGH')).toBe('refused');
});

it('authorizes nothing while another copy of the app has the files', async () => {
  const lock = { isFree: true };
  const bed = await revoked({ takeLock: async () => lock.isFree });
  await healed(bed);
  await bed.remoteControl.stop();
  lock.isFree = false;
  const second = createRemoteControl(bed.ports);
  second.start();
  await eventually(() => expect(second.screen.view).toMatchObject({ reason: 'app-running' }));
  second.explainAuthorization();
  expect(second.screen.authorization).toEqual({ kind: 'failed', reason: 'app-running' });
  await second.authorize();
  expect([second.screen.authorization, starts(bed)]).toEqual([{ kind: 'failed', reason: 'app-running' }, 0]);
  await second.stop();
});

it('ends with words where the app-server cannot hand over the sign-in of the key ring', async () => {
  const bed = await revoked();
  await healed(bed);
  await bed.remoteControl.stop();
  appendFileSync(join(bed.profile.codexHome, 'config.toml'), 'cli_auth_credentials_store = "keyring"\n');
  rmSync(join(bed.profile.codexHome, 'auth.json'));
  const again = createRemoteControl({ ...bed.ports, readSignIn: rejecting });
  await again.authorize();
  expect([again.screen.authorization, starts(bed)]).toEqual([{ kind: 'failed', reason: 'refused' }, 0]);
  expect(await again.pairHost('ABCD-EFGH')).toBe('refused');
  await again.stop();
});
