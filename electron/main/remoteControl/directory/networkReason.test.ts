import { expect, it } from 'vitest';
import { errorCodeOf, networkReason } from './networkReason.ts';

const coded = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });

it.each([
  ['redirected', ['ERR_UNSAFE_REDIRECT', 'ERR_INVALID_REDIRECT', 'ERR_TOO_MANY_REDIRECTS']],
  [
    'certificate',
    ['ERR_CERT_AUTHORITY_INVALID', 'ERR_CERT_DATE_INVALID', 'ERR_CERTIFICATE_TRANSPARENCY_REQUIRED'],
  ],
  ['certificate', ['ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'ERR_PROXY_CERTIFICATE_INVALID']],
  ['not-json', ['ERR_RESPONSE_HEADERS_TOO_BIG', 'ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH']],
  ['not-json', ['ERR_CONTENT_DECODING_FAILED', 'ERR_CONTENT_DECODING_INIT_FAILED']],
  ['not-json', ['ERR_INVALID_HTTP_RESPONSE', 'ERR_INVALID_RESPONSE', 'ERR_INVALID_CHUNKED_ENCODING']],
  ['timeout', ['ERR_TIMED_OUT']],
  [
    'offline',
    [
      'ERR_INTERNET_DISCONNECTED',
      'ERR_NAME_NOT_RESOLVED',
      'ERR_CONNECTION_RESET',
      'ERR_CONNECTION_TIMED_OUT',
      'ERR_NETWORK_CHANGED',
      'ERR_EMPTY_RESPONSE',
      'ERR_INCOMPLETE_CHUNKED_ENCODING',
      'ERR_CONTENT_LENGTH_MISMATCH',
      'ERR_PROXY_CONNECTION_FAILED',
      'ERR_TUNNEL_CONNECTION_FAILED',
      'ERR_SSL_PROTOCOL_ERROR',
    ],
  ],
])('Chromium: %s is what %j say', (reason, names) => {
  expect(names.map((name) => networkReason(new Error(`net::${name}`)))).toEqual(names.map(() => reason));
});

it.each([
  ['certificate', ['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT']],
  [
    'certificate',
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ],
  [
    'not-json',
    ['HPE_INVALID_CONSTANT', 'UND_ERR_HEADERS_OVERFLOW', 'Z_DATA_ERROR', 'ERR__ERROR_FORMAT_PADDING_1'],
  ],
  ['offline', ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'UND_ERR_SOCKET', 'EPROTO']],
])('Node: %s is what %j say', (reason, codes) => {
  expect(codes.map((code) => networkReason(coded(code)))).toEqual(codes.map(() => reason));
});

it('a circle of causes has an end', () => {
  const error = new Error('one');
  error.cause = error;
  expect(networkReason(error)).toBe('offline');
});

it.each([
  ['ENOTFOUND', coded('ENOTFOUND')],
  ['ERR_CERT_DATE_INVALID', new Error('net::ERR_CERT_DATE_INVALID')],
  [null, new Error('something else')],
  [null, 'a text'],
])('fault 33: the code %s of an error is kept', (code, error) => {
  expect(errorCodeOf(error)).toBe(code);
});
