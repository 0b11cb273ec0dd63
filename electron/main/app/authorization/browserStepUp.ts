import * as z from 'zod/mini';
import type { Fetch, StepUp, StepUpRequest, StepUpResult } from '../../remoteControl/index.ts';
import { listenForCallback, type CallbackPages, type CallbackServer } from './callbackServer.ts';
import { authorizeUrl, CLIENT_ID, issuerOf, newSecrets, redirectUri } from './stepUpRequest.ts';
import { judgeToken } from './stepUpToken.ts';

/** How long a person has for the page. */
const WAIT_MS = 600_000;
const EXCHANGE_TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/** What the browser step needs of the world. */
export interface StepUpPorts {
  /** Opens an address in the system's browser; rejects where there is none. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly fetch: Fetch;
  readonly pages: CallbackPages;
  readonly now: () => number;
  readonly waitMs?: number;
  readonly ports?: readonly number[];
}

const answerSchema = z.looseObject({ access_token: z.string().check(z.minLength(1)) });
const refusalSchema = z.looseObject({});

/**
 * Asks a person in the system's browser to confirm that it is them: PKCE, one use of state and verifier, a port that is held only
 * while waiting. Of the answer only the step-up token is kept, and only by the caller, in memory; the account's own sign-in is
 * not touched.
 */
export function createBrowserStepUp(ports: StepUpPorts): StepUp {
  return async (request, signal) => {
    const issuer = issuerOf(request.baseUrl);
    if (issuer === null) return { kind: 'refused', reason: 'unknown-issuer' };
    if (signal.aborted) return { kind: 'cancelled' };
    const secrets = newSecrets();
    const server = await listenForCallback(secrets.state, ports.pages, ports.ports);
    if (server === null) return { kind: 'port-busy' };
    const url = authorizeUrl(issuer, request, server.port, secrets);
    const came = await limited(signal, ports.waitMs ?? WAIT_MS, () => returned(ports, server, url));
    server.close();
    if (came.kind !== 'code') return came;
    const given = {
      issuer,
      code: came.code,
      codeVerifier: secrets.codeVerifier,
      redirect: redirectUri(server.port),
    };
    const exchanged = await limited(signal, EXCHANGE_TIMEOUT_MS, (over) =>
      exchange(ports, request, over, given),
    );
    return exchanged.kind === 'timed-out' ? { kind: 'offline' } : exchanged;
  };
}

/** What the browser comes back with. It may do so before the system says that it was opened. */
function returned({ openBrowser }: StepUpPorts, server: CallbackServer, url: string) {
  const { promise: failed, resolve: fail } = Promise.withResolvers<{ readonly kind: 'no-browser' }>();
  const open = async () => openBrowser(url);
  open().catch(() => fail({ kind: 'no-browser' }));
  return Promise.race([server.callback, failed]);
}

/**
 * What `work` comes to, unless the person cancels in the app or the time is over; the signal that it gets aborts then. Leaves no
 * timer behind.
 */
async function limited<T>(
  cancel: AbortSignal,
  milliseconds: number,
  work: (over: AbortSignal) => Promise<T>,
): Promise<T | { readonly kind: 'cancelled' | 'timed-out' }> {
  const over = new AbortController();
  const { promise: ended, resolve } = Promise.withResolvers<{ readonly kind: 'cancelled' | 'timed-out' }>();
  const timer = setTimeout(() => resolve({ kind: 'timed-out' }), milliseconds);
  const onCancel = () => resolve({ kind: 'cancelled' });
  cancel.addEventListener('abort', onCancel);
  if (cancel.aborted) onCancel();
  try {
    return await Promise.race([ended, work(over.signal)]);
  } finally {
    clearTimeout(timer);
    cancel.removeEventListener('abort', onCancel);
    over.abort();
  }
}

async function exchange(
  ports: StepUpPorts,
  { account }: StepUpRequest,
  signal: AbortSignal,
  given: {
    readonly issuer: string;
    readonly code: string;
    readonly codeVerifier: string;
    readonly redirect: string;
  },
): Promise<StepUpResult> {
  try {
    const response = await ports.fetch(new URL('/oauth/token', given.issuer).href, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: given.code,
        redirect_uri: given.redirect,
        client_id: CLIENT_ID,
        code_verifier: given.codeVerifier,
      }).toString(),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    const json: unknown = JSON.parse(await readText(response.body));
    if (response.status !== 200) {
      // Anything else is a gateway's word, or a service that is busy.
      const isRefusal = [400, 401, 403].includes(response.status) && refusalSchema.safeParse(json).success;
      return isRefusal ? { kind: 'refused', reason: 'code' } : { kind: 'offline' };
    }
    const answer = answerSchema.safeParse(json);
    if (!answer.success) return { kind: 'refused', reason: 'token' };
    const date = Date.parse(response.headers.get('date') ?? '');
    const verdict = judgeToken(answer.data.access_token, account, Number.isNaN(date) ? ports.now() : date);
    switch (verdict) {
      case 'good':
        return { kind: 'token', token: answer.data.access_token };
      case 'wrong-account':
        return { kind: 'wrong-account' };
      case 'refused':
        return { kind: 'refused', reason: 'token' };
    }
  } catch {
    // The message of such an error may quote the code or the answer.
    return { kind: 'offline' };
  }
}

async function readText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) throw new Error('The answer is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
