import type { Account } from '../../codexHome/index.ts';

/** What a request is sent with. */
interface Sent {
  readonly method: string;
  readonly body?: unknown;
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request of this account as `fetch` takes it: no redirect is followed, no cache asked, no cookie sent; a body goes as JSON. */
export function requestInit(
  account: Account,
  { method, body, headers = {} }: Sent,
  signal: AbortSignal,
): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${account.accessToken}`,
      'chatgpt-account-id': account.accountId,
      originator: 'Codex Desktop',
      'cache-control': 'no-cache',
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    signal,
  };
}
