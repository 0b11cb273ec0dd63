import type { Account } from '../../codexHome/index.ts';

/** For whom, and at which service, a person confirms in the browser that it is them. */
export interface StepUpRequest {
  readonly account: Account;
  readonly baseUrl: string;
}

/** What the browser step came to. `refused`: the service sent the person back with an error, or its token is not one to use. */
export type StepUpResult =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'wrong-account' }
  | { readonly kind: 'port-busy' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'no-browser' }
  | { readonly kind: 'offline' };

/** Asks a person, in the system's browser, to confirm that it is them. Never rejects; `signal` ends it as `cancelled`. */
export type StepUp = (request: StepUpRequest, signal: AbortSignal) => Promise<StepUpResult>;
