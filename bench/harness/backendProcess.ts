import type { RequestLogEntry } from '../../testing/backend/index.ts';
import type { Actions } from '../../testing/backend/control/actions.ts';
import type { ProfileOptions } from '../../testing/profiles/profile.ts';
import type { Connection } from '../../electron/main/remoteControl/index.ts';
import { startChild } from './startChild.ts';

/** A backend in a process of its own, so that what it does costs none of the time that is measured. */
export interface BackendProcess {
  readonly baseUrl: string;
  /** Runs one of the backend's actions. */
  readonly act: (action: keyof Actions, input?: unknown) => Promise<unknown>;
  /** Delays every answer to the endpoints (all, unless named), in place of all faults that were set. */
  readonly delay: (milliseconds: number, ...endpoints: readonly string[]) => Promise<void>;
  readonly requests: () => Promise<readonly RequestLogEntry[]>;
  /** A new account that is signed in. */
  readonly signIn: () => Promise<SignedIn>;
}

/** An account of the backend, as a profile and as a request need it. */
export interface SignedIn {
  readonly account: { readonly accountId: string; readonly userId: string };
  readonly backend: ProfileOptions['backend'];
  /** How the directory is reached for it: `fetch` and nothing else in between. */
  readonly connection: Connection;
}

/** Runs `work` with a backend, which is gone afterwards. */
export async function withBackend<T>(work: (backend: BackendProcess) => Promise<T>): Promise<T> {
  const child = await startChild<{ baseUrl: string; controlUrl: string }>('backendMain.ts');
  const { baseUrl, controlUrl } = child.hello;
  const act = async (action: keyof Actions, input?: unknown): Promise<unknown> => {
    const response = await fetch(`${controlUrl}/${action}`, {
      method: 'POST',
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    });
    if (!response.ok) throw new Error(`The backend refused ${action}: ${await response.text()}`);
    return response.json();
  };
  try {
    return await work({
      baseUrl,
      act,
      delay: async (delayMs, ...endpoints) => {
        await act('clearFaults');
        if (delayMs === 0) return;
        for (const endpoint of endpoints.length === 0 ? ['* /*'] : endpoints) {
          await act('addFault', { endpoint, delayMs });
        }
      },
      requests: async () => (await act('requests')) as RequestLogEntry[],
      signIn: async () => {
        const account = (await act('addAccount', {})) as SignedIn['account'];
        const auth = (await act('mintAuth', { accountId: account.accountId })) as ReturnType<
          ProfileOptions['backend']['mintAuth']
        >;
        return {
          account,
          backend: { baseUrl, mintAuth: () => auth },
          connection: {
            fetch: (url, init) => fetch(url, init),
            baseUrl,
            account: { ...account, accessToken: auth.tokens.access_token },
            signal: new AbortController().signal,
            requestTimeoutMs: 8000,
          },
        };
      },
    });
  } finally {
    child.end();
  }
}

/** One plain request: sent, and its body read to the end. Throws where it was refused. */
export async function roundTrip({ baseUrl, account }: Connection, path: string, method = 'GET') {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${account.accessToken}`,
      'chatgpt-account-id': account.accountId,
    },
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}.`);
  return body;
}

/** Where the clients of an account are listed, and one is deleted. */
export const CLIENTS = '/wham/remote/control/clients';
