import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_IDENTITY, exampleStart } from '../../../../testing/fakes/challenges.ts';
import { textToSign } from './challenge.ts';
import { connectionBytes, identityHash, SESSION_SCOPE, sha256Base64url } from './signedText.ts';

const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (step: 'enroll' | 'refresh', hash: string | null = null): Uint8Array => {
  const text = textToSign(exampleStart(step, { device_identity_hash: hash }), EXAMPLE_IDENTITY, step);
  if (text.kind !== 'text') throw new Error('The example was refused.');
  return text.bytes;
};

/** The values are those of the worked example in controller.md 3, which sixteen independent clients agree on. */
describe('the signed text', () => {
  it('hashes the identity', () => {
    expect(identityHash(EXAMPLE_IDENTITY)).toBe('lEbC2-zHGEYU048YQt5ZV9OVh7Ai3JGyxPVQtmD0cUY');
  });

  it('is at enroll what the service expects, to the byte', () => {
    const bytes = bytesOf('enroll');
    const base64 = Buffer.from(bytes).toString('base64');
    expect([bytes.length, hex(bytes), base64.length, hex(Buffer.from(base64))]).toEqual([
      510,
      'f91b18421237cbc5cb03e38834ec38060c58dd4a5b2d509ce5e4e8619dfc2838',
      680,
      '96f9149a44828929676f85c4d151a8be3c8ef3a34e03810507dffbac5a64d5d6',
    ]);
  });

  it('is at refresh the same under the other path', () => {
    const bytes = bytesOf('refresh', identityHash(EXAMPLE_IDENTITY));
    expect([bytes.length, hex(bytes)]).toEqual([
      511,
      '4e4020e92082b8d937193fa7516e09253228c73e8a655d8be8d161efa1bd5e09',
    ]);
  });

  it('is what the signature of the example signs', () => {
    const key = createPublicKey({
      key: Buffer.from(EXAMPLE_IDENTITY.publicKeySpkiDerBase64, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const signature =
      'MEUCIDEniL1XuzqmdKwtYkLqPAZ9enrO+RziDdn5hVzNg5kUAiEApTauyxIad61OPffRSTzSJlFmfayXhTHfCCSHsw5T/nk=';
    expect(verify('sha256', bytesOf('enroll'), key, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('is for a connection what the service expects, to the byte', () => {
    const bytes = connectionBytes({
      accountUserId: 'user-example__acc-example',
      audience: 'remote_control_client_websocket',
      clientId: 'cli_example',
      nonce: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
      scopes: [SESSION_SCOPE],
      sessionId: 'sess_example',
      targetOrigin: 'https://chatgpt.com',
      targetPath: '/backend-api/codex/remote/control/client',
      tokenExpiresAt: 1_900_000_300,
      tokenSha256Base64url: sha256Base64url('token-example'),
    });
    expect([bytes.length, hex(bytes)]).toEqual([
      530,
      'bd0cc14c8b35b742dbcdecfa5277a031feaa8947a4eae2bad4e376323b668573',
    ]);
  });

  it('signs an expiry in the form in which it came', () => {
    const start = exampleStart('enroll', { challenge_expires_at: '1900000000' });
    const text = textToSign(start, EXAMPLE_IDENTITY, 'enroll');
    expect(text.kind === 'text' && Buffer.from(text.bytes).toString()).toContain(
      '"challengeExpiresAt":"1900000000"',
    );
  });
});
