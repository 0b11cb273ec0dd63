/** Where the service lives, as in production: everything but the control interface is below this path. */
export const BASE_PATH = '/backend-api';

/** The name of an endpoint. */
export type EndpointName =
  | 'clients'
  | 'delete-client'
  | 'environments'
  | 'delete-environment'
  | 'mfa'
  | 'client-enroll-start'
  | 'client-enroll-finish'
  | 'client-refresh-finish'
  | 'client-environments'
  | 'client-refresh-start'
  | 'client-pair'
  | 'enroll'
  | 'refresh'
  | 'pair'
  | 'pair-status'
  | 'websocket'
  | 'environment-clients'
  | 'delete-environment-client';

/** Every endpoint by the name that faults and the request log use. Paths are relative to the base URL. */
export const ENDPOINTS = {
  clients: { method: 'GET', path: '/wham/remote/control/clients' },
  'delete-client': { method: 'DELETE', path: '/wham/remote/control/clients/:clientId' },
  environments: { method: 'GET', path: '/codex/remote/control/environments' },
  'delete-environment': { method: 'DELETE', path: '/codex/remote/control/environments/:environmentId' },
  mfa: { method: 'GET', path: '/wham/remote/control/mfa_requirement' },
  'client-enroll-start': { method: 'POST', path: '/codex/remote/control/client/enroll/start' },
  'client-enroll-finish': { method: 'POST', path: '/codex/remote/control/client/enroll/finish' },
  'client-refresh-finish': { method: 'POST', path: '/codex/remote/control/client/refresh/finish' },
  'client-environments': { method: 'GET', path: '/codex/remote/control/clients/:clientId/environments' },
  'client-refresh-start': { method: 'POST', path: '/codex/remote/control/client/refresh/start' },
  'client-pair': { method: 'POST', path: '/wham/remote/control/client/pair' },
  enroll: { method: 'POST', path: '/wham/remote/control/server/enroll' },
  refresh: { method: 'POST', path: '/wham/remote/control/server/refresh' },
  pair: { method: 'POST', path: '/wham/remote/control/server/pair' },
  'pair-status': { method: 'POST', path: '/wham/remote/control/server/pair/status' },
  websocket: { method: 'GET', path: '/wham/remote/control/server' },
  'environment-clients': { method: 'GET', path: '/wham/remote/control/environments/:environmentId/clients' },
  'delete-environment-client': {
    method: 'DELETE',
    path: '/wham/remote/control/environments/:environmentId/clients/:clientId',
  },
} as const satisfies Record<EndpointName, object>;

/** The full route of an endpoint. */
export function routeOf(name: EndpointName): string {
  return `${BASE_PATH}${ENDPOINTS[name].path}`;
}

const PATTERNS = Object.entries(ENDPOINTS).map(([name, { method, path }]) => ({
  name: name as EndpointName,
  method,
  pattern: new RegExp(`^${BASE_PATH}${path.replaceAll(/:\w+/g, '[^/]+')}$`),
}));

/** Which endpoint a request is for, or `null` for every path that the service does not have. */
export function endpointOf(method: string, path: string): EndpointName | null {
  return PATTERNS.find((known) => known.method === method && known.pattern.test(path))?.name ?? null;
}
