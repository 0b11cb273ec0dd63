import type { Backend } from '../../testing/backend/index.ts';
import { speak, speakPage, type Planted } from './planted.ts';

/** What the service gets wrong in one launch: the endpoints it says secrets on, each with a status. */
export interface FaultSet {
  readonly name: string;
  readonly endpoints: Readonly<Record<string, number>>;
  /** Says them on a page in place of JSON. */
  readonly asPage?: boolean;
}

/** The first says them wherever it is asked; each of the others lets the app-server get one step further before. */
export const FAULT_SETS: readonly FaultSet[] = [
  {
    name: 'everything',
    endpoints: {
      clients: 500,
      environments: 403,
      mfa: 403,
      'client-refresh-start': 404,
      enroll: 500,
      refresh: 500,
      pair: 500,
      'environment-clients': 403,
      'delete-environment-client': 500,
    },
  },
  { name: 'enrolling, with a page', endpoints: { enroll: 502, clients: 200 }, asPage: true },
  { name: 'enrolling, as MFA does', endpoints: { enroll: 403, clients: 401 } },
  { name: 'the socket', endpoints: { websocket: 403, 'environment-clients': 500 } },
  { name: 'the pairing code', endpoints: { pair: 500, 'delete-client': 500, 'delete-environment': 409 } },
  { name: 'the state of the code', endpoints: { 'pair-status': 500 } },
];

/** Makes `backend` say its secrets. */
export function applyFaults(
  backend: Backend,
  planted: Planted,
  { endpoints, asPage = false }: FaultSet,
): void {
  for (const [endpoint, status] of Object.entries(endpoints)) {
    backend.addFault({
      endpoint,
      status,
      body: asPage ? speakPage(planted) : speak(planted),
      contentType: asPage ? 'text/html' : 'application/json',
    });
  }
}
