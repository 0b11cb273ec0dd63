import * as z from 'zod/mini';
import type { Fetch, StepUp, StepUpRequest, StepUpResult } from '../../remoteControl/index.ts';
import { listenForCallback, type CallbackPages } from './callbackServer.ts';
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

/**
 * Asks a person in the system's browser to confirm that it is them: PKCE, one use of state and verifier, a port that is held only
 * while waiting. Of the answer only the step-up token is kept, and only by the caller, in memory; the account's own sign-in is
 * not touched.
 */
export function createBrowserStepUp(ports: StepUpPorts): StepUp {
  return async (request, signal) => {
    const issuer = issuerOf(request.baseUrl);
    if (issuer === null) return { kind: 'refused' };
    const secrets = newSecrets();
    const server = await listenForCallback(secrets.state, ports.pages, ports.ports);
    if (server === null) return { kind: 'port-busy' };
    const wait = new AbortController();
    try {
      const url = authorizeUrl(issuer, request, server.port, secrets);
      const came = await Promise.race([
        ports.openBrowser(url).then(
          () => server.callback,
          () => ({ kind: 'no-browser' }) as const,
        ),
        interrupted(signal, ports.waitMs ?? WAIT_MS, wait.signal),
      ]);
      server.close();
      if (came.kind !== 'code') return came;
      return await exchange(ports, request, signal, {
        issuer,
        code: came.code,
        codeVerifier: secrets.codeVerifier,
        redirect: redirectUri(server.port),
      });
    } finally {
      wait.abort();
      server.close();
    }
  };
}

/** Resolves when the person cancels in the app, or when the time is over; leaves no timer behind once `done` aborts. */
function interrupted(
  cancel: AbortSignal,
  milliseconds: number,
  done: AbortSignal,
): Promise<{ readonly kind: 'cancelled' | 'timed-out' }> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'timed-out' }), milliseconds);
    const cancelled = () => resolve({ kind: 'cancelled' });
    if (cancel.aborted) cancelled();
    cancel.addEventListener('abort', cancelled, { signal: done });
    done.addEventListener('abort', () => clearTimeout(timer));
  });
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
      signal: AbortSignal.any([signal, AbortSignal.timeout(EXCHANGE_TIMEOUT_MS)]),
    });
    const text = await readText(response.body);
    if (response.status !== 200) return { kind: response.status >= 500 ? 'offline' : 'refused' };
    const answer = answerSchema.safeParse(JSON.parse(text));
    if (!answer.success) return { kind: 'refused' };
    const date = Date.parse(response.headers.get('date') ?? '');
    const verdict = judgeToken(answer.data.access_token, account, Number.isNaN(date) ? ports.now() : date);
    return verdict === 'good' ? { kind: 'token', token: answer.data.access_token } : { kind: verdict };
  } catch {
    // The message of such an error may quote the code or the answer.
    return { kind: signal.aborted ? 'cancelled' : 'offline' };
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
