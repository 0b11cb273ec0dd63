import type { RemoteControlPorts } from '../ports.ts';

/** Whose sign-in it is, and at which service, as far as it can be read; a refreshed token is the same one's. */
export interface AccountWatch {
  /** Whether it is another than at the last call. The first one only looks. */
  hasChanged(): boolean;
}

/** Reads the sign-in again at each call. */
export function createAccountWatch({ readHome }: Pick<RemoteControlPorts, 'readHome'>): AccountWatch {
  let known: string | null = null;
  let baseUrl: string | null = null;
  return {
    hasChanged() {
      const { signIn, service } = readHome();
      // A file that cannot be read names no other service.
      if (service.kind === 'base-url') baseUrl = service.baseUrl;
      const now = JSON.stringify([
        signIn.kind === 'signed-in' ? [signIn.account.accountId, signIn.account.userId] : signIn.kind,
        baseUrl,
      ]);
      const before = known;
      known = now;
      return before !== null && before !== now;
    },
  };
}
