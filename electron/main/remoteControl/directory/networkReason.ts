import type { Reason } from '../../../shared/reasons.ts';

/** What an error of the network stack means, first match wins. The rest is "offline". */
const SIGNS: readonly (readonly [Reason, RegExp])[] = [
  // Chromium: net/base/net_error_list.h.
  ['redirected', /redirect/i],
  ['certificate', /net::ERR_(?:CERT|SSL_PINNED_KEY|PROXY_CERTIFICATE)/],
  ['not-json', /net::ERR_(?:INVALID_(?:HTTP_)?RESPONSE|INVALID_CHUNKED_ENCODING)\b/],
  ['not-json', /net::ERR_(?:RESPONSE_HEADERS_(?:TOO_BIG|MULTIPLE)|CONTENT_DECODING|ZSTD_WINDOW_SIZE)/],
  ['timeout', /net::ERR_TIMED_OUT\b/],
  // Node: the verification codes of crypto/x509, the parser of HTTP, undici, zlib.
  [
    'certificate',
    /\bCERT_[A-Z]+|\b(?:SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_|DEPTH_ZERO_SELF_SIGNED|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/,
  ],
  ['not-json', /HTTPParser|HPE_|HEADERS_OVERFLOW|INVALID_(?:HTTP_)?RESPONSE|invalid header/i],
  ['not-json', /\bZ_(?:DATA|BUF)_ERROR\b|\bERR__?(?:DECODER|BROTLI|ZLIB|ERROR_FORMAT|CONTENT_DECODING)/],
];

/**
 * The reason behind an error that came in place of an answer: its names, messages and codes, and those of its causes, decide.
 * Knows the words of Electron's network stack and of Node's.
 */
export function networkReason(error: unknown): Reason {
  const words: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth += 1) {
    words.push(at.name, at.message, 'code' in at ? String(at.code) : '');
  }
  const text = words.join(' ');
  return SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? 'offline';
}

/** The name by which the network stack knows an error, such as `ENOTFOUND` or `ERR_CERT_DATE_INVALID`, or `null` where it gives none. */
export function errorCodeOf(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(at.code)) return at.code;
    const [, name] = /\bnet::(ERR_[A-Z0-9_]+)/.exec(at.message) ?? [];
    if (name !== undefined) return name;
  }
  return null;
}
