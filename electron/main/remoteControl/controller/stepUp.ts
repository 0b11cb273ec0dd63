import type { Account } from '../../codexHome/index.ts';

/** For whom, and at which service, a person confirms in the browser that it is them. */
export interface StepUpRequest {
  readonly account: Account;
  readonly baseUrl: string;
}

/**
 * Why the browser step was refused: the issuer sent the person back with an error, did not take the code, or gave a token that is
 * not one to use (too old, too wide, or none); or the issuer of this service is not known.
 */
export type StepUpRefusal = 'issuer' | 'code' | 'token' | 'unknown-issuer';

/** What the browser step came to. The reason of a refusal is for the log. */
export type StepUpResult =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly reason?: StepUpRefusal }
  | { readonly kind: 'wrong-account' }
  | { readonly kind: 'port-busy' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'no-browser' }
  | { readonly kind: 'offline' };

/** Asks a person, in the system's browser, to confirm that it is them. Never rejects; `signal` ends it as `cancelled`. */
export type StepUp = (request: StepUpRequest, signal: AbortSignal) => Promise<StepUpResult>;
