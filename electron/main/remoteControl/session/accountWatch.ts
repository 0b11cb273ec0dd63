import type { RemoteControlPorts } from '../ports.ts';

/** Whose sign-in it is, as far as it can be read; a refreshed token is the same one's. */
export interface AccountWatch {
  /** Whether it is another than at the last call. The first one only looks. */
  hasChanged(): boolean;
}

/** Reads the sign-in again at each call. */
export function createAccountWatch({ readHome }: Pick<RemoteControlPorts, 'readHome'>): AccountWatch {
  let known: string | null = null;
  return {
    hasChanged() {
      const { signIn } = readHome();
      const now =
        signIn.kind === 'signed-in'
          ? JSON.stringify([signIn.account.accountId, signIn.account.userId])
          : signIn.kind;
      const before = known;
      known = now;
      return before !== null && before !== now;
    },
  };
}
