import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { connectionTextToSign, type OpeningConnection } from './connection.ts';

const opening: OpeningConnection = {
  accountUserId: 'user-example__acc-example',
  clientId: 'cli_example',
  url: 'https://chatgpt.com/backend-api/codex/remote/control/client',
  token: 'token-example',
  tokenExpiresAt: 1_900_000_300_999,
};
const frame = {
  type: 'device_key_challenge',
  nonce: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  purpose: 'remote_control_client_websocket',
  audience: 'remote_control_client_websocket',
  sessionId: 'sess_example',
  targetOrigin: 'https://chatgpt.com',
  targetPath: '/backend-api/codex/remote/control/client',
  accountUserId: 'user-example__acc-example',
  clientId: 'cli_example',
  tokenSha256Base64url: createHash('sha256').update('token-example').digest('base64url'),
  tokenExpiresAt: 1_900_000_300,
  scopes: ['remote_control_controller_websocket'],
};

it('signs for its own connection what the service expects, to the byte', () => {
  const bytes = connectionTextToSign(frame, opening) ?? new Uint8Array();
  expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
    530,
    'bd0cc14c8b35b742dbcdecfa5277a031feaa8947a4eae2bad4e376323b668573',
  ]);
});

it.each([
  { type: 'device_key_proof' },
  { purpose: 'remote_control_client_enrollment' },
  { audience: 'remote_control_client_enrollment' },
  { nonce: 'short' },
  { nonce: `${'A'.repeat(43)}=` },
  { nonce: 'A'.repeat(45) },
  { nonce: 'A'.repeat(42) },
  { nonce: 'A'.repeat(2000) },
  { sessionId: 7 },
  { tokenExpiresAt: 1_900_000_300.5 },
  { scopes: 'remote_control_controller_websocket' },
  { sessionId: '' },
  { targetOrigin: 'wss://chatgpt.com' },
  { targetPath: '/backend-api/wham/remote/control/client' },
  { accountUserId: 'user-other' },
  { clientId: 'cli_other' },
  { tokenSha256Base64url: 'A'.repeat(43) },
  { tokenExpiresAt: 1_900_000_301 },
  { tokenExpiresAt: '1900000300' },
  { scopes: [] },
  { scopes: ['remote_control_controller_websocket', 'more'] },
  { scopes: ['other'] },
])('does not sign for %j', (change) => {
  expect(connectionTextToSign({ ...frame, ...change }, opening)).toBeNull();
});

it('does not sign for an address that is none', () => {
  expect(connectionTextToSign(frame, { ...opening, url: 'chatgpt.com' })).toBeNull();
});

it('does not sign what is no frame at all', () => {
  for (const other of [null, 'text', [], {}]) expect(connectionTextToSign(other, opening)).toBeNull();
});
