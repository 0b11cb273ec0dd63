import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createBrowserStepUp } from '../../electron/main/app/authorization/browserStepUp.ts';
import { createKeyStore } from '../../electron/main/app/authorization/keyStore.ts';
import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import { openGlobalState } from '../../electron/main/globalState/index.ts';
import { createAuthorization, type DeviceKeys, type Fetch } from '../../electron/main/remoteControl/index.ts';
import { startBackend } from '../../testing/backend/index.ts';
import { takeCallbackPorts } from '../../testing/callbackPorts.ts';
import { createFakeSafeStorage } from '../../testing/fakes/fakeSafeStorage.ts';
import { createTestClock } from '../../testing/fakes/testClock.ts';
import { enrollmentKey, makeProfile } from '../../testing/profiles/profile.ts';
import type { Secret } from './planted.ts';
import { filesIn, findSecrets, type Place } from './search.ts';
import type { Searched } from './searched.ts';

/** Fields of the wire whose values may stand nowhere but on it. */
const SECRET_FIELDS =
  /"(remote_control_token|challenge_token|step_up_token|access_token|signature_der_base64|signed_payload_base64|nonce)":"([^"]{12,})"/g;

/**
 * Authorizes a computer with the browser step and the key store of the app, once with good answers and once with a lost one, and
 * looks for its tokens, codes, signatures and private keys in all that is said, shown and left behind. The file of the keys holds
 * them encrypted: in plain they may not stand even there.
 */
export async function searchAuthorization(): Promise<Searched> {
  const releasePorts = await takeCallbackPorts();
  const backend = await startBackend();
  const account = backend.addAccount({});
  const { accountId, userId: accountUserId } = account;
  const profile = makeProfile({ backend, account, state: {}, mirror: {} });
  const secrets: Secret[] = [];
  const heard: Place[] = [];
  const hear = (name: string, value: unknown) =>
    void heard.push({ name: `authorization: ${name}`, text: JSON.stringify(value) });
  const keepSecret = (kind: string, value: string) => void secrets.push({ kind, value });

  const listening: Fetch = async (url, init) => {
    noteSecrets(typeof init.body === 'string' ? init.body : '', keepSecret);
    const answer = await fetch(url, init);
    noteSecrets(await answer.clone().text(), keepSecret);
    return answer;
  };
  const safeStorage = createFakeSafeStorage();
  const encrypt = safeStorage.encryptStringAsync;
  safeStorage.encryptStringAsync = (pem) => {
    keepSecret('private key', pem.split('\n')[1] ?? pem);
    return encrypt(pem);
  };
  const store = createKeyStore({
    safeStorage,
    path: join(profile.codexHome, 'device-keys.json'),
    platform: 'linux',
  });
  const deviceKeys: DeviceKeys = {
    ...store,
    async sign(keyId, bytes) {
      const signed = await store.sign(keyId, bytes);
      if (signed.kind === 'signed')
        keepSecret('signature', Buffer.from(signed.signatureDer).toString('base64'));
      return signed;
    },
  };
  const state = await openGlobalState({
    folder: profile.codexHome,
    access: 'write',
    log: (event) => hear('an event of the state', event),
  });
  try {
    const mapKey = enrollmentKey({ baseUrl: backend.baseUrl, accountUserId });
    const needed = { kind: 'needed', mapKey, accountId, accountUserId, baseUrl: backend.baseUrl } as const;
    let isLost = true;
    const authorization = createAuthorization(
      {
        state,
        readHome: () => readCodexHome(profile.codexHome),
        clock: createTestClock('leaping'),
        log: (line) => hear('the log', line),
        fetch: async (url, init) => {
          const answer = await listening(url, init);
          return isLost && /enroll\/finish|refresh/.test(url)
            ? new Response('lost', { status: 502 })
            : answer;
        },
        deviceKeys,
        stepUp: createBrowserStepUp({
          fetch: listening,
          now: () => Date.now(),
          pages: { confirmed: 'Done', declined: 'Not done' },
          openBrowser: async (url) => {
            keepSecret('state', new URL(url).searchParams.get('state') ?? randomBytes(16).toString('hex'));
            const body = new URLSearchParams({ answer: 'yes' });
            const page = await fetch(url, { method: 'POST', body, redirect: 'manual' });
            const back = page.headers.get('location') ?? '';
            keepSecret('authorization code', new URL(back).searchParams.get('code') ?? '');
            void fetch(back).then(async (shown) => hear('the last page', await shown.text()));
          },
        }),
      },
      () => hear('the screen', authorization.view),
    );
    state.changeController([{ kind: 'put', authorization: needed }]);
    await authorization.authorize();
    hear('the record', state.record);
    isLost = false;
    await authorization.settle();
    await authorization.stop();
  } finally {
    await state.close();
    releasePorts();
  }
  const files = filesIn(profile.codexHome)
    .filter(({ name }) => name !== 'auth.json')
    .map(({ name, text }) => ({ name: `authorization: the file ${name}`, text }));
  const isEnrolled = backend.account({ accountId }).clients.some(({ deviceKey }) => deviceKey !== null);
  profile.remove();
  await backend.close();
  return {
    places: heard.length + files.length,
    secrets: secrets.length,
    found: [
      ...findSecrets([...heard, ...files], secrets),
      ...(isEnrolled && secrets.length > 8
        ? []
        : ['authorization: nothing was enrolled, so nothing was searched']),
    ],
  };
}

function noteSecrets(text: string, keep: (kind: string, value: string) => void): void {
  for (const [, kind = '', value = ''] of text.matchAll(SECRET_FIELDS)) keep(kind, value);
  for (const name of ['code', 'code_verifier']) {
    const value = text.startsWith('grant_type=') ? new URLSearchParams(text).get(name) : null;
    if (value !== null) keep(name, value);
  }
}
