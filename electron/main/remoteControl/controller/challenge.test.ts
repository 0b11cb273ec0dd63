import { describe, expect, it } from 'vitest';
import type { Account } from '../../codexHome/index.ts';
import { EXAMPLE_IDENTITY, exampleStart } from '../../../../testing/fakes/challenges.ts';
import { faultOfChallenge, readStart, textToSign, type Expected } from './challenge.ts';
import { identityHash } from './signedText.ts';

const account: Account = { accountId: 'acc-example', userId: 'user-example', accessToken: 'token' };
const EXPIRES_AT = 1_900_000_000_000;
const BASE = 'https://chatgpt.com/backend-api/codex/remote/control/client';
const enroll: Expected = {
  account,
  record: null,
  finishUrl: `${BASE}/enroll/finish`,
  now: EXPIRES_AT - 60_000,
};
const refresh: Expected = {
  ...enroll,
  record: { clientId: 'cli_example', accountUserId: 'user-example' },
  finishUrl: `${BASE}/refresh/finish`,
};
const faultOf = (change: Record<string, unknown>, expected = enroll) =>
  faultOfChallenge(exampleStart('enroll', change), expected);

const kindOf = (step: 'enroll' | 'refresh', device_identity_hash: string | null | undefined) =>
  textToSign(exampleStart(step, { device_identity_hash }), EXAMPLE_IDENTITY, step).kind;

describe('a challenge', () => {
  it('as the service makes it has no fault, in either form of the user id', () => {
    expect([
      faultOf({}),
      faultOfChallenge(exampleStart('refresh'), refresh),
      faultOfChallenge(
        { ...exampleStart('enroll', { account_user_id: 'user-example' }), account_user_id: 'user-example' },
        enroll,
      ),
      faultOf({ challenge_expires_at: '1900000000' }),
      faultOf({ challenge_expires_at: new Date(EXPIRES_AT).toISOString() }),
    ]).toEqual([null, null, null, null, null]);
  });

  it('holds from the moment after now until fifteen minutes from now, to the millisecond', () => {
    const longest = 15 * 60_000;
    expect(
      [0, 1, longest, longest + 1].map((left) => faultOf({}, { ...enroll, now: EXPIRES_AT - left })),
    ).toEqual(['expiry', null, null, 'expiry']);
  });

  it.each([
    '2030-03-17T17:46:40Z',
    '2030-03-17t17:46:40z',
    '2030-03-17 17:46:40+00:00',
    '2030-03-17T18:46:40.000+01:00',
    '01900000000',
  ])('may say its expiry as %j', (challenge_expires_at) => {
    expect(faultOf({ challenge_expires_at })).toBeNull();
  });

  it.each([
    ['kind', { type: 'device_key_proof' }],
    ['kind', { purpose: 'remote_control_client_websocket' }],
    ['kind', { audience: 'remote_control_client_websocket' }],
    ['client', { client_id: 'cli_other' }],
    ['account', { account_user_id: 'user-example' }],
    ['target', { target_origin: 'https://chatgpt.com.evil.example' }],
    ['target', { target_origin: 'https://chatgpt.com/' }],
    ['target', { target_path: '/backend-api/codex/remote/control/client/enroll' }],
    ['target', { target_path: '/backend-api/codex/remote/control/client/refresh/finish' }],
    ['target', { target_path: '/backend-api/codex/remote/control/client/enroll/finish?x=1' }],
    ['expiry', { challenge_expires_at: (EXPIRES_AT - 61_000) / 1000 }],
    ['expiry', { challenge_expires_at: EXPIRES_AT / 1000 + 15 * 60 }],
    ['expiry', { challenge_expires_at: EXPIRES_AT }],
    ['expiry', { challenge_expires_at: 'soon' }],
    ['expiry', { challenge_expires_at: '2030-03-17T17:46:40' }],
    ['expiry', { challenge_expires_at: '2030-03-17' }],
    ['expiry', { challenge_expires_at: 'Sun, 17 Mar 2030 17:46:40 GMT' }],
    ['expiry', { challenge_expires_at: ' 1900000000' }],
    ['expiry', { challenge_expires_at: '1900000000.0' }],
    ['expiry', { challenge_expires_at: '1.9e9' }],
    ['expiry', { challenge_expires_at: '-1900000000' }],
    ['expiry', { challenge_expires_at: -1 }],
    ['expiry', { challenge_expires_at: 0 }],
    ['kind', { type: 'Device_Key_Challenge' }],
    ['kind', { purpose: ' remote_control_client_enrollment' }],
    ['client', { client_id: 'CLI_EXAMPLE' }],
    ['account', { account_user_id: 'user-example__ACC-example' }],
    ['target', { target_origin: 'http://chatgpt.com' }],
    ['target', { target_origin: 'https://chatgpt.com:443' }],
    ['target', { target_origin: 'HTTPS://CHATGPT.COM' }],
    ['target', { target_path: '/backend-api/codex/remote/control/client/enroll/finish/' }],
    ['target', { target_path: '/backend-api//codex/remote/control/client/enroll/finish' }],
    ['nonce', { nonce: ` ${'A'.repeat(43)}` }],
    ['nonce', { nonce: `${'A'.repeat(43)}\n` }],
    ['nonce', { nonce: 'А'.repeat(43) }],
    ['nonce', { nonce: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg' }],
    ['nonce', { nonce: `${'A'.repeat(43)}=` }],
    ['nonce', { nonce: `${'A'.repeat(42)}+` }],
    ['nonce', { nonce: 'A'.repeat(45) }],
    ['nonce', { nonce: '' }],
  ] as const)('is refused for its %s: %j', (fault, change) => {
    expect(faultOf(change)).toBe(fault);
  });

  it('is refused where answer, challenge and record do not speak of one client and one account', () => {
    const start = exampleStart('enroll');
    expect([
      faultOfChallenge({ ...start, client_id: 'cli_other' }, enroll),
      faultOfChallenge({ ...start, account_user_id: 'user-example' }, enroll),
      faultOfChallenge(start, { ...enroll, account: { ...account, userId: 'user-other' } }),
      faultOfChallenge(start, { ...enroll, account: { ...account, accountId: 'acc-other' } }),
      faultOfChallenge(start, { ...enroll, account: { ...account, userId: null } }),
      faultOfChallenge(exampleStart('refresh'), {
        ...refresh,
        record: { clientId: 'cli_other', accountUserId: 'user-example' },
      }),
      faultOfChallenge(exampleStart('refresh'), {
        ...refresh,
        record: { clientId: 'cli_example', accountUserId: 'user-other' },
      }),
    ]).toEqual(['client', 'account', 'account', 'account', 'account', 'client', 'account']);
  });

  it('names at refresh the very key that signs, and at enroll that one or none', () => {
    const hash = identityHash(EXAMPLE_IDENTITY);
    expect([
      kindOf('enroll', null),
      kindOf('enroll', undefined),
      kindOf('enroll', hash),
      kindOf('refresh', hash),
      kindOf('enroll', `${hash.slice(1)}A`),
      kindOf('refresh', `${hash.slice(1)}A`),
      kindOf('refresh', null),
      kindOf('refresh', undefined),
    ]).toEqual(['text', 'text', 'text', 'text', 'fault', 'fault', 'fault', 'fault']);
  });

  it('is read only where every field is there in its own type', () => {
    const start = exampleStart('enroll');
    const { device_key_challenge: challenge } = start;
    const changed = (change: object) => ({ ...start, device_key_challenge: { ...challenge, ...change } });
    expect(readStart(changed({ later_field: { any: 1 } }))).not.toBeNull();
    for (const json of [
      null,
      [],
      'text',
      {},
      { ...start, client_id: '' },
      { ...start, account_user_id: 7 },
      { ...start, device_key_challenge: null },
      challenge,
      ...Object.keys(challenge)
        .filter((key) => key !== 'device_identity_hash')
        .map((key) => changed({ [key]: undefined })),
      changed({ device_identity_hash: 7 }),
      changed({ challenge_token: '' }),
      changed({ challenge_expires_at: null }),
    ]) {
      expect(readStart(json)).toBeNull();
    }
  });
});
