/** The service's address where `config.toml` names none. */
export const DEFAULT_BASE_URL = 'https://chatgpt.com/backend-api';

const SERVICE_HOSTS = ['chatgpt.com', 'chatgpt-staging.com'];

/**
 * The base URL in its canonical form (no trailing slash), or `null` where it may not be called. The rule is the
 * app-server's own: `https` for the service's hosts and their subdomains, `http` or `https` for loopback.
 */
export function parseBaseUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const allowed = isLoopback(url.hostname)
    ? ['http:', 'https:'].includes(url.protocol)
    : url.protocol === 'https:' && isServiceHost(url.hostname);
  return allowed ? url.href.replace(/\/+$/, '') : null;
}

/** Whether two addresses name the same service: `https://chatgpt.com/backend-api/` is `https://chatgpt.com/backend-api`. */
export function isSameBaseUrl(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

/**
 * Whether a websocket's address is one of the service at `baseUrl`: the same host, and the same path with the endpoint behind it. An address that is none
 * says nothing against it.
 */
export function isSocketOf(websocketUrl: string, baseUrl: string): boolean {
  if (!URL.canParse(websocketUrl)) return true;
  const socket = new URL(websocketUrl);
  const base = new URL(baseUrl);
  return socket.host === base.host && socket.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}

/**
 * The address of an endpoint: path segments are percent-encoded, query values form-encoded. `null` where a segment is
 * empty or made of dots, because no encoding keeps those from leading to another endpoint, and where it holds half of a
 * surrogate pair, which has no encoding at all.
 */
export function endpointUrl(
  baseUrl: string,
  segments: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string | null {
  if (!segments.every(isPathSegment)) return null;
  const path = segments.map(encodeURIComponent).join('/');
  const search = new URLSearchParams(query).toString();
  return `${baseUrl}/${path}${search === '' ? '' : `?${search}`}`;
}

/** Whether an id can stand in the path of an address. */
export function isPathSegment(text: string): boolean {
  return text.isWellFormed() && !['', '.', '..'].includes(text);
}

function canonical(text: string): string {
  return (URL.canParse(text) ? new URL(text).href : text).replace(/\/+$/, '');
}

function isServiceHost(hostname: string): boolean {
  return SERVICE_HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
