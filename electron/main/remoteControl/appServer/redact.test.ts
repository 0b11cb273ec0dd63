import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test.each([
  ['authorization: Bearer abc.def-1', 'authorization: Bearer …'],
  ['Authorization:bearer \t abc.def-1', 'Authorization:bearer …'],
  ['token eyJhbGciOiJub25lIn0.eyJleHAiOjF9.sig end', 'token … end'],
  ['token eyJhbGciOiJub25lIn0.eyJleHAiOjF9 end', 'token … end'],
  ['"remote_control_token":"secret","x":1', '"remote_control_token":"…","x":1'],
  [String.raw`{\"pairing_code\":\"secret\"}`, String.raw`{\"pairing_code\":\"…\"}`],
  ['{"pairingCode": "secret"}', '{"pairingCode": "…"}'],
  ['/codex/pair?pairing_code=secret&x=1', '/codex/pair?pairing_code=…&x=1'],
  ['grant_type=x&refresh_token=secret&scope=y', 'grant_type=x&refresh_token=…&scope=y'],
  ['ACCESS_TOKEN=secret refresh_token=secret', 'ACCESS_TOKEN=… refresh_token=…'],
  ['set-cookie: __Secure-session-token=secret; Path=/', 'set-cookie: __Secure-session-token=…; Path=/'],
  ['authorization: Basic c2VjcmV0', 'authorization: Basic …'],
  [
    '{"client_secret":"a","password":"b","api_key":"c"}',
    '{"client_secret":"…","password":"…","api_key":"…"}',
  ],
  [
    'Tokens { access_token: "a", refresh_token: Some("b") }',
    'Tokens { access_token: "…", refresh_token: Some("…") }',
  ],
  ['{"token_type":"other"}', '{"token_type":"other"}'],
  ['type ABCD-EFGH now', 'type … now'],
  ['key sk-1234567890abcdef', 'key …'],
  ['env_e_0123456789abcdef and user-0123456789', 'env_e_0123… and user-0123…'],
  ['id c25b379e-1b4e-4fa7-8be5-fe4068ed779b', 'id c25b379e…'],
  ['request-id: c25b379e-1b4e-4fa7-8be5-fe4068ed779b', 'request-id: c25b379e-1b4e-4fa7-8be5-fe4068ed779b'],
  ['2026-11-22T12:09:08Z 409 Conflict', '2026-11-22T12:09:08Z 409 Conflict'],
])('%s', (text, expected) => {
  expect(redact(text)).toBe(expected);
});
