import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from './index.ts';
import { callAs, type Caller } from './testCalls.ts';

/** The service checks what its clients send, with code of its own: a client that is wrong must not pass here either. */
let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const PATH = '/codex/remote/control/client';
const REAUTHENTICATE = expect.objectContaining({
  detail: expect.objectContaining({ code: 'remote_control_reauth_required' }),
});
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const identity = {
  key_id: 'dk_osn_test',
  public_key_spki_der_base64: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  algorithm: 'ecdsa_p256_sha256',
  protection_class: 'os_protected_nonextractable',
};

interface Challenge {
  readonly [name: string]: string | number | null;
  readonly challenge_token: string;
}

function proofOf(challenge: Challenge, change: object = {}, key = privateKey) {
  const hash = createHash('sha256')
    .update(
      JSON.stringify({
        algorithm: identity.algorithm,
        keyId: identity.key_id,
        protectionClass: identity.protection_class,
        publicKeySpkiDerBase64: identity.public_key_spki_der_base64,
      }),
    )
    .digest('base64url');
  const payload = {
    accountUserId: challenge['account_user_id'],
    audience: challenge['audience'],
    challengeExpiresAt: challenge['challenge_expires_at'],
    challengeId: challenge['challenge_id'],
    clientId: challenge['client_id'],
    deviceIdentitySha256Base64url: hash,
    nonce: challenge['nonce'],
    targetOrigin: challenge['target_origin'],
    targetPath: challenge['target_path'],
    type: 'remoteControlClientEnrollment',
    ...change,
  };
  const bytes = Buffer.from(JSON.stringify({ domain: 'codex-device-key-sign-payload/v1', payload }));
  return {
    challenge_token: challenge.challenge_token,
    key_id: identity.key_id,
    signature_der_base64: sign('sha256', bytes, key).toString('base64'),
    signed_payload_base64: bytes.toString('base64'),
    algorithm: identity.algorithm,
  };
}

async function started() {
  const { accountId } = backend.addAccount({});
  const caller = callAs(backend, accountId);
  const { body } = await caller.call('POST', `${PATH}/enroll/start`, { body: {} });
  const challenge = body.device_key_challenge as Challenge;
  const finish = (change: object = {}, proof: object = proofOf(challenge)) =>
    caller.outcome('POST', `${PATH}/enroll/finish`, {
      client_id: body.client_id,
      step_up_token: backend.mintStepUp({ accountId }),
      device_identity: identity,
      device_key_proof: proof,
      ...change,
    });
  return { accountId, caller, challenge, clientId: body.client_id as string, finish };
}

/** Signed in the other form, r‖s. */
const raw = (challenge: Challenge) => {
  const proof = proofOf(challenge);
  const bytes = Buffer.from(proof.signed_payload_base64, 'base64');
  const signature = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return { ...proof, signature_der_base64: signature.toString('base64') };
};

const serviceOrigin = () => new URL(backend.baseUrl).origin;

const statusOf = ({ accountId, clientId }: { accountId: string; clientId: string }) =>
  backend.account({ accountId }).clients.find((client) => client.clientId === clientId)?.enrollmentStatus;

describe('client enrollment', () => {
  it('starts with a pending client on the list, and ends with an enrolled one and a session', async () => {
    const made = await started();
    expect(statusOf(made)).toBe('pending_enrollment');
    const { origin, pathname } = new URL(backend.baseUrl);
    expect(made.challenge).toMatchObject({
      type: 'device_key_challenge',
      target_origin: origin,
      target_path: `${pathname}${PATH}/enroll/finish`,
      client_id: made.clientId,
      device_identity_hash: null,
    });
    expect(await made.finish()).toEqual([
      200,
      {
        client_id: made.clientId,
        account_user_id: made.challenge['account_user_id'],
        remote_control_token: expect.any(String),
        expires_at: expect.any(String),
        scopes: ['remote_control_controller_websocket'],
      },
    ]);
    expect(statusOf(made)).toBe('enrolled_device_key');
  });

  it('takes a challenge once', async () => {
    const { finish } = await started();
    expect([(await finish())[0], await finish()]).toEqual([200, [401, REAUTHENTICATE]]);
  });

  it.each([
    ['another nonce', { nonce: randomBytes(32).toString('base64url') }],
    ['another origin', { targetOrigin: 'https://chatgpt.com' }],
    ['another path', { targetPath: '/backend-api/codex/remote/control/client/enroll' }],
    ['a later expiry', { challengeExpiresAt: 1_999_999_999 }],
    ['another client', { clientId: 'cli_other' }],
    ['another identity', { deviceIdentitySha256Base64url: 'A'.repeat(43) }],
    ['another type', { type: 'remoteControlClientConnection' }],
  ])('refuses a text with %s, though it is signed', async (_, change) => {
    const made = await started();
    expect(await made.finish({}, proofOf(made.challenge, change))).toEqual([401, REAUTHENTICATE]);
    expect(statusOf(made)).toBe('pending_enrollment');
  });

  it('refuses a signature of another key, one over other bytes, and one that is not DER', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    for (const proof of [
      (challenge: Challenge) => proofOf(challenge, {}, other),
      raw,
      (challenge: Challenge) => ({
        ...proofOf(challenge),
        signature_der_base64: proofOf({ ...challenge, nonce: 'x' }).signature_der_base64,
      }),
    ]) {
      const made = await started();
      expect(await made.finish({}, proof(made.challenge))).toEqual([401, REAUTHENTICATE]);
    }
  });

  it('refuses a signature in any base64 but the standard one', async () => {
    for (const change of [
      (text: string) => text.replaceAll('+', '-').replaceAll('/', '_'),
      (text: string) => `${text}\n`,
      (text: string) => ` ${text}`,
    ]) {
      const made = await started();
      let proof = proofOf(made.challenge);
      // Each signature is another one; wanted is one that base64url writes in another way.
      while (!/[+/]/.test(proof.signature_der_base64)) proof = proofOf(made.challenge);
      const changed = { ...proof, signature_der_base64: change(proof.signature_der_base64) };
      expect(await made.finish({}, changed)).toEqual([401, REAUTHENTICATE]);
    }
  });

  it('names the user in the short form where the account has that', async () => {
    const { accountId } = backend.addAccount({ accountUserId: 'user-short' });
    const { body } = await callAs(backend, accountId).call('POST', `${PATH}/enroll/start`, { body: {} });
    expect([body.account_user_id, body.device_key_challenge.account_user_id]).toEqual([
      'user-short',
      'user-short',
    ]);
  });

  it('refuses a challenge after its time, and a step-up after its own', async () => {
    const { finish } = await started();
    backend.moveTime({ milliseconds: 601_000 });
    expect(await finish()).toEqual([401, REAUTHENTICATE]);
    const later = await started();
    const old = backend.mintStepUp({ accountId: later.accountId });
    backend.moveTime({ milliseconds: 301_000 });
    expect(await later.finish({ step_up_token: old })).toEqual([401, REAUTHENTICATE]);
  });

  it.each(['stale-password', 'wide-scope', 'without-second-factor'] as const)(
    'refuses a step-up that is %s, and the bearer of the account in its place',
    async (how) => {
      const made = await started();
      backend.setBrowser({ reauthentication: { accountId: made.accountId, how } });
      expect(await made.finish()).toEqual([401, REAUTHENTICATE]);
      expect(await (await started()).finish({ step_up_token: made.caller.bearer })).toEqual([
        401,
        REAUTHENTICATE,
      ]);
    },
  );

  it('answers 400 to a policy name as protection class, and to a key of another curve', async () => {
    const { finish } = await started();
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
    const spki = other.export({ format: 'der', type: 'spki' }).toString('base64');
    const own = identity.public_key_spki_der_base64;
    for (const change of [
      { protection_class: 'allow_os_protected_nonextractable' },
      { public_key_spki_der_base64: spki },
      { public_key_spki_der_base64: own.replace(/=+$/, '') },
      { public_key_spki_der_base64: `${own.slice(0, 122)}\n=` },
      { public_key_spki_der_base64: own.replace('MFkw', 'MFkx') },
      { algorithm: 'ES256' },
      { key_id: '' },
    ]) {
      expect((await finish({ device_identity: { ...identity, ...change } }))[0]).toBe(400);
    }
  });
});

async function refreshed(caller: Caller, clientId: string, key = privateKey) {
  const { status, body } = await caller.call('POST', `${PATH}/refresh/start`, {
    body: { client_id: clientId },
  });
  if (status !== 200) return [status, body];
  return caller.outcome('POST', `${PATH}/refresh/finish`, {
    client_id: clientId,
    device_key_proof: proofOf(body.device_key_challenge as Challenge, {}, key),
  });
}

describe('client refresh', () => {
  it('needs the key of the enrollment, and no person', async () => {
    const { caller, clientId, finish } = await started();
    await finish();
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    expect([(await refreshed(caller, clientId))[0], await refreshed(caller, clientId, other)]).toEqual([
      200,
      [401, REAUTHENTICATE],
    ]);
  });

  it('calls an enrollment that was never finished incomplete, and a revoked one revoked', async () => {
    const { accountId, caller, clientId } = await started();
    expect(await refreshed(caller, clientId)).toEqual([
      401,
      { detail: 'Remote-control client enrollment is incomplete' },
    ]);
    backend.revokeClient({ accountId, clientId });
    expect(await refreshed(caller, clientId)).toEqual([
      403,
      { detail: 'Remote-control client has been revoked' },
    ]);
  });
});

const answer = (search: URLSearchParams, what: 'yes' | 'no') =>
  fetch(`${serviceOrigin()}/oauth/authorize?${search.toString()}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ answer: what }),
  });

describe('the browser step', () => {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'http://localhost:1455/auth/callback';
  const query = (accountId: string) =>
    new URLSearchParams({
      response_type: 'code',
      client_id: 'app_EMoamEEZ73f0CkXaXp7hrann',
      redirect_uri: redirect,
      scope: 'codex.remote_control.enroll',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: randomBytes(32).toString('base64url'),
      reauth: 'remote_control',
      max_age: '0',
      originator: 'Codex Desktop',
      codex_cli_simplified_flow: 'true',
      allowed_workspace_id: accountId,
      current_workspace_id: accountId,
    });
  const exchange = (code: string, codeVerifier = verifier) =>
    fetch(`${serviceOrigin()}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirect,
        client_id: 'app_EMoamEEZ73f0CkXaXp7hrann',
        code_verifier: codeVerifier,
      }),
    });

  it('shows a page, sends the browser back with a code and the state, and exchanges the code once', async () => {
    const { accountId } = backend.addAccount({});
    const search = query(accountId);
    const page = await fetch(`${serviceOrigin()}/oauth/authorize?${search.toString()}`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Is this you?')]);
    const back = new URL((await answer(search, 'yes')).headers.get('location') ?? '');
    expect([`${back.origin}${back.pathname}`, back.searchParams.get('state')]).toEqual([
      redirect,
      search.get('state'),
    ]);
    const code = back.searchParams.get('code') ?? '';
    expect([(await exchange(code)).status, (await exchange(code)).status]).toEqual([200, 400]);
  });

  it('refuses a code without its verifier, and a request that is not as the service wants it', async () => {
    const { accountId } = backend.addAccount({});
    const back = new URL((await answer(query(accountId), 'yes')).headers.get('location') ?? '');
    const code = back.searchParams.get('code') ?? '';
    expect((await exchange(code, randomBytes(32).toString('base64url'))).status).toBe(400);
    const search = query(accountId);
    search.set('redirect_uri', 'http://127.0.0.1:1455/auth/callback');
    const other = query(accountId);
    other.set('allowed_workspace_id', 'another');
    for (const wrong of [search, other]) {
      const page = await fetch(`${serviceOrigin()}/oauth/authorize?${wrong.toString()}`);
      expect([page.status, (await answer(wrong, 'yes')).status]).toEqual([400, 400]);
    }
  });

  it('sends a person who declines back with an error', async () => {
    const { accountId } = backend.addAccount({});
    const back = new URL((await answer(query(accountId), 'no')).headers.get('location') ?? '');
    expect(back.searchParams.get('error')).toBe('access_denied');
  });
});
