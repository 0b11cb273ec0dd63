import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { HTTPException } from 'hono/http-exception';

/** The sentences of the service that its clients match word by word. */
export const SENTENCES = {
  serverNotFound: 'Remote app server not found',
  serverAlreadyOnline: 'Remote app server already online',
  clientRevoked: 'Remote-control client has been revoked',
  keyMaterialMissing: 'Remote-control client key material missing',
  mfaRequired: 'Multi-factor authentication required',
  notFound: 'Not Found',
} as const;

/** Ends a request with a JSON `detail`, the form of every error of the service. */
export function refuse(status: ContentfulStatusCode, detail: string): never {
  throw new HTTPException(status, { res: Response.json({ detail }, { status }) });
}
