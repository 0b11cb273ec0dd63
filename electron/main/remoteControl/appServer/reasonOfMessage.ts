import { readDetail } from '../directory/detail.ts';
import type { ConnectionErrorReason } from './contract.ts';

const MFA_REQUIRED = 'Multi-factor authentication required';
const ALREADY_ONLINE = 'Remote app server already online';

/** What the app-server says without an HTTP answer to speak of (0.169.0), most telling first. */
const WORDINGS: readonly (readonly [RegExp, ConnectionErrorReason])[] = [
  [/requires ChatGPT authentication|waiting for a ChatGPT account id/i, 'signed-out'],
  [/disabled by managed requirements/i, 'disabled-by-policy'],
  [/requires remote control to be enabled|unavailable until enrollment completes/i, 'not-enabled'],
  [/invalid remote control URL/i, 'bad-base-url'],
  [/retry deferred until/i, 'throttled'],
  [/timed out|deadline has elapsed/i, 'timeout'],
  [
    /error sending request|failed to read .* response|IO error|connection (?:refused|reset|closed)/i,
    'offline',
  ],
];

/** Why the app-server failed, from its words: they quote the HTTP status and the body of the backend's answer. */
export function reasonOfMessage(message: string): ConnectionErrorReason {
  const digits = /\bHTTP (?:error: )?(\d{3})\b/.exec(message)?.[1];
  if (digits === undefined) return WORDINGS.find(([pattern]) => pattern.test(message))?.[1] ?? 'unknown';

  const status = Number(digits);
  switch (status) {
    case 401:
      return 'signed-out';
    case 403:
      return sentenceOf(message) === MFA_REQUIRED ? 'mfa-required' : 'forbidden';
    case 404:
    case 410:
      return message.startsWith('remote control pairing status failed') ? 'expired-code' : 'not-found';
    case 408:
      return 'timeout';
    case 409:
      return sentenceOf(message) === ALREADY_ONLINE ? 'already-online' : 'unknown';
    case 429:
      return 'throttled';
    default:
      if (status >= 500) return 'server-error';
      return status < 300 ? 'bad-shape' : 'unknown';
  }
}

/** The sentence of the JSON body that a message quotes. It counts only there: a web page may hold it too. */
function sentenceOf(message: string): string | null {
  const body = /, body: (\{.*\})(?:; retrying after auth recovery)?$/s.exec(message)?.[1];
  try {
    return readDetail(JSON.parse(body ?? ''))?.message ?? null;
  } catch {
    return null;
  }
}
