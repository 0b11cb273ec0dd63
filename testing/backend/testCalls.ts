import type { Backend } from './index.ts';

/** An answer of the backend: JSON is parsed, anything else is text. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says itself what it expects in a body
  readonly body: any;
}

/** Calls the backend as one account. */
export interface Caller {
  readonly accountId: string;
  readonly bearer: string;
  call(
    method: string,
    path: string,
    given?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** As `call`, for a deep-equal: status and body. */
  outcome(method: string, path: string, body?: unknown): Promise<readonly [status: number, body: unknown]>;
}

/** A caller who is signed in to the account. `expiresAt` of the sign-in in Unix milliseconds. */
export function callAs(backend: Backend, accountId: string, expiresAt?: number): Caller {
  const bearer = backend.mintAuth({ accountId, expiresAt }).tokens.access_token;

  async function call(
    method: string,
    path: string,
    given: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(`${backend.baseUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${bearer}`, 'chatgpt-account-id': accountId, ...given.headers },
      body: given.body === undefined ? null : JSON.stringify(given.body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  async function outcome(method: string, path: string, body?: unknown): Promise<readonly [number, unknown]> {
    const answer = await call(method, path, { body });
    return [answer.status, answer.body];
  }

  return { accountId, bearer, call, outcome };
}

/** Where the clients of an account are listed. */
export const CLIENTS = '/wham/remote/control/clients';

/** The form of every error. */
export function detail(sentence: string): { detail: string } {
  return { detail: sentence };
}
