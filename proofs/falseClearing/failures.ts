/** A request that ends without an answer, or in the middle of one. */
export interface ScriptedFailure {
  readonly name: string;
  readonly happen: () => Promise<Response>;
}

/** Every way in which `fetch` fails, here and in Electron. */
export const FAILURES: readonly ScriptedFailure[] = [
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'CERT_HAS_EXPIRED',
  ].map((code) => rejecting(code, () => fetchFailed(Object.assign(new Error(code), { code })))),
  ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_SOCKET', 'HPE_INVALID_CONSTANT'].map(
    (code) => rejecting(code, () => fetchFailed(Object.assign(new Error(code), { code }))),
  ),
  rejecting('a redirect', () => fetchFailed(new Error('unexpected redirect'))),
  ...['ERR_INTERNET_DISCONNECTED', 'ERR_PROXY_CONNECTION_FAILED', 'ERR_TOO_MANY_REDIRECTS'].map((name) =>
    rejecting(name, () => new Error(`net::${name}`)),
  ),
  rejecting('an abort', () => new DOMException('This operation was aborted', 'AbortError')),
  rejecting('a time-out', () => new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
  rejecting('no error at all', () => 'a string'),
  ...[
    'age: 7200',
    'age: 0',
    'x-cache: HIT',
    'cf-cache-status: STALE',
    'warning: 110 - "Response is Stale"',
  ].map((header): ScriptedFailure => ({
    name: `a whole list of a cache, ${header}`,
    happen: async () =>
      new Response('{"items":[],"cursor":null}', { headers: { ...JSON_TYPE, ...headerOf(header) } }),
  })),
  {
    name: 'cut within a whole list',
    happen: async () => new Response(cutAfter('{"items":[],"cursor":null}'), { headers: JSON_TYPE }),
  },
  {
    name: 'cut before the first byte',
    happen: async () => new Response(cutAfter(''), { headers: JSON_TYPE }),
  },
];

const JSON_TYPE = { 'content-type': 'application/json' };

function headerOf(line: string): Record<string, string> {
  const [name = '', ...value] = line.split(': ');
  return { [name]: value.join(': ') };
}

function rejecting(name: string, make: () => unknown): ScriptedFailure {
  return { name, happen: () => Promise.reject(make()) };
}

function fetchFailed(cause: Error): TypeError {
  return new TypeError('fetch failed', { cause });
}

/** All of the text has been sent, and then the connection breaks: nothing says that it was all. */
function cutAfter(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (text !== '') controller.enqueue(new TextEncoder().encode(text));
    },
    pull(controller) {
      controller.error(new TypeError('terminated'));
    },
  });
}
