import type { Backend } from '../testing/backend/index.ts';

/** The requests of one endpoint, in order, by the end of their path. */
export function requestsTo(backend: Backend, method: string, end: string) {
  return backend.requests().filter((request) => request.method === method && request.path.endsWith(end));
}

/** How often a pairing code, and with it a QR code, was asked for. */
export function pairingRequests(backend: Backend): number {
  return requestsTo(backend, 'POST', '/server/pair').length;
}

/** How often this computer was enrolled again. */
export function enrollments(backend: Backend): number {
  return requestsTo(backend, 'POST', '/server/enroll').length;
}
