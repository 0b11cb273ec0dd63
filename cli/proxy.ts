/** An error of the network with a code of its own, as Node's errors have one. */
class ProxyError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The proxy for an address by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, as curl reads them, in small letters
 * first; `null` where the way is direct. This very computer is always reached directly.
 * @throws where what is set is no proxy that can be used
 */
export function proxyFor(address: string, env: NodeJS.ProcessEnv): URL | null {
  const url = new URL(address);
  if (isLoopback(url.hostname)) return null;
  const read = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || '';
  const named = read(`${url.protocol.replace(':', '')}_proxy`) || read('all_proxy');
  if (named === '' || isExcepted(url, read('no_proxy'))) return null;
  const text = named.includes('://') ? named : `http://${named}`;
  if (!URL.canParse(text))
    throw new ProxyError('ERR_INVALID_PROXY', 'The proxy that is set has no valid address.');
  const proxy = new URL(text);
  if (proxy.protocol === 'http:' || proxy.protocol === 'https:') return proxy;
  throw new ProxyError(
    'ERR_UNSUPPORTED_PROXY',
    `A proxy of the kind ${proxy.protocol.replace(':', '')} can't be used.`,
  );
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname.startsWith('127.')
  );
}

/** `*` is every host; a name stands for itself and all below it, with or without a dot or `*.` before it. */
function isExcepted({ hostname, port, protocol }: URL, exceptions: string): boolean {
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  return exceptions
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean)
    .some((exception) => {
      if (exception === '*') return true;
      const [, name = exception, itsPort] = /^(.*?):(\d+)$/.exec(exception) ?? [];
      if (itsPort !== undefined && itsPort !== ownPort) return false;
      const domain = name.replace(/^\*?\./, '');
      return hostname === domain || hostname.endsWith(`.${domain}`);
    });
}
