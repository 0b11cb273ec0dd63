import { expect, test } from 'vitest';
import { reasonOfMessage } from './reasonOfMessage.ts';

const at = (what: string, http: string, body: string) =>
  `remote control ${what} failed at \`http://127.0.0.1:1/backend-api/x\`: ${http}, request-id: r, cf-ray: <none>, body: ${body}`;
const enroll = (http: string, body: string) => at('server enrollment', `HTTP ${http}`, body);
const mfa = '{"detail":"Multi-factor authentication required"}';

test.each([
  ['mfa-required', enroll('403 Forbidden', mfa)],
  ['mfa-required', `${enroll('403 Forbidden', mfa)}; retrying after auth recovery`],
  [
    'mfa-required',
    enroll('403 Forbidden', '{"detail":{"message":"Multi-factor authentication required","code":"mfa"}}'),
  ],
  ['forbidden', enroll('403 Forbidden', '<p>Multi-factor authentication required</p>')],
  [
    'forbidden',
    enroll('403 Forbidden', '{"detail":"Forbidden","hint":"Multi-factor authentication required"}'),
  ],
  ['forbidden', enroll('403 Forbidden', '{"hint":"none"}')],
  ['forbidden', `${enroll('403 Forbidden', mfa)}; and more`],
  ['forbidden', enroll('403 Forbidden', '{"detail":')],
  ['server-error', enroll('500 Internal Server Error', '')],
  ['server-error', enroll('503 Service Unavailable', mfa)],
  ['signed-out', enroll('401 Unauthorized', '{"detail":"Unauthorized"}')],
  ['signed-out', 'remote control requires ChatGPT authentication; API key auth is not supported'],
  [
    'already-online',
    at('websocket', 'HTTP error: 409 Conflict', '{"detail":"Remote app server already online"}'),
  ],
  ['unknown', at('websocket', 'HTTP error: 409 Conflict', 'Remote app server already online')],
  ['throttled', enroll('429 Too Many Requests', '')],
  ['throttled', 'remote control retry deferred until 2026-11-22 12:26:25.1 +00:00:00'],
  ['expired-code', at('pairing status', 'HTTP 404 Not Found', '{"detail":"Not Found"}')],
  ['expired-code', at('pairing status', 'HTTP 410 Gone', '')],
  ['not-found', at('client revoke', 'HTTP 404 Not Found', '{"detail":"Not Found"}')],
  ['bad-shape', enroll('200 OK', '{, decode error: EOF while parsing an object at line 1 column 1')],
  ['offline', 'failed to enroll remote control server at `u`: error sending request for url (u)'],
  [
    'offline',
    'failed to read remote control server enrollment response from `u`: error decoding response body',
  ],
  ['timeout', 'failed to enroll remote control server at `u`: operation timed out'],
  ['timeout', enroll('408 Request Timeout', '')],
  ['not-enabled', 'remote control pairing requires remote control to be enabled'],
  ['disabled-by-policy', 'remote control is disabled by managed requirements'],
  ['bad-base-url', 'invalid remote control URL `http://example.com/`; expected HTTPS URL for chatgpt.com'],
  ['unknown', enroll('300 Multiple Choices', '')],
  ['unknown', enroll('418 I am a teapot', '')],
  ['unknown', 'something new'],
])('%s: %s', (reason, message) => {
  expect(reasonOfMessage(message)).toBe(reason);
});
