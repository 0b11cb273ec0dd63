/** An error as Electron's `net` has it: the name of Chromium's error code is all it says. */
export function netError(name: string): Error {
  return new Error(`net::ERR_${name}`);
}

/** Chromium's names (net/base/net_error_list.h) for what Node's client reports, first match wins. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'CONNECTION_REFUSED'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'NAME_NOT_RESOLVED'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'ADDRESS_UNREACHABLE'],
  [/^ETIMEDOUT$/, 'CONNECTION_TIMED_OUT'],
  [/^HPE_HEADER_OVERFLOW$/, 'RESPONSE_HEADERS_TOO_BIG'],
  [/^HPE_UNEXPECTED_CONTENT_LENGTH$/, 'RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH'],
  [/^HPE_INVALID_CHUNK_SIZE$/, 'INVALID_CHUNKED_ENCODING'],
  [/^HPE_INVALID_EOF_STATE$/, 'EMPTY_RESPONSE'],
  [/^HPE_/, 'INVALID_HTTP_RESPONSE'],
  [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, 'CERT_DATE_INVALID'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'CERT_COMMON_NAME_INVALID'],
  [/CERT|LEAF_SIGNATURE|INVALID_CA/, 'CERT_AUTHORITY_INVALID'],
  [/^(?:EPROTO|ERR_SSL_)/, 'SSL_PROTOCOL_ERROR'],
  [/^ERR_PROXY_/, 'TUNNEL_CONNECTION_FAILED'],
];

/** The same error in Chromium's words. `hasAnswered`: bytes of an answer had come by then. */
export function toNetError(error: unknown, hasAnswered: boolean): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = NAMES.find(([sign]) => sign.test(code))?.[1];
  if (name !== undefined) return netError(name);
  if (code === 'ECONNRESET') {
    const isSilent = !hasAnswered && error instanceof Error && error.message === 'socket hang up';
    return netError(isSilent ? 'EMPTY_RESPONSE' : 'CONNECTION_RESET');
  }
  return netError('FAILED');
}
