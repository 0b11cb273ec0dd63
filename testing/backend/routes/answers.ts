import { Refused } from '../http/routes.ts';

/** The sentences of the service that its clients match word by word. */
export const SENTENCES = {
  serverNotFound: 'Remote app server not found',
  serverAlreadyOnline: 'Remote app server already online',
  clientRevoked: 'Remote-control client has been revoked',
  keyMaterialMissing: 'Remote-control client key material missing',
  clientNotFound: 'Remote-control client not found',
  enrollmentIncomplete: 'Remote-control client enrollment is incomplete',
  mfaRequired: 'Multi-factor authentication required',
  notFound: 'Not Found',
} as const;

/** Ends a request as the service does where a person has to confirm again, or a proof has the wrong form: `detail` is an object. */
export function refuseReauthentication(): never {
  const detail = { message: 'Please sign in again', code: 'remote_control_reauth_required' };
  throw new Refused(Response.json({ detail }, { status: 401 }));
}

/** Ends a request with a JSON `detail`, the form of every error of the service. */
export function refuse(status: number, detail: string): never {
  throw new Refused(Response.json({ detail }, { status }));
}
