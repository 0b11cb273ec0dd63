import type { Reason } from '../../../shared/reasons.ts';
import { type Account, endpointUrl } from '../../codexHome/index.ts';
import { systemClock } from './systemClock.ts';
import type { Clock } from '../ports.ts';
import { endWith } from './raceAbort.ts';
import { withTimeout } from './withTimeout.ts';
import { readBounded } from './body.ts';
import { requestInit } from './requestInit.ts';
import { envelopeOfHeaders, WHOLE, type Envelope } from './envelope.ts';
import { isFromCache, serverTimeOf } from './freshness.ts';
import { errorCodeOf, networkReason } from './networkReason.ts';
import { REASON_POLICY } from '../decide/reasonPolicy.ts';
import { classify, type Answer, type Endpoint } from './answer.ts';
import { FIRST_PAUSE_MS, requestRetries, retryAfterMs } from './retryPolicy.ts';

/** What is read of an answer. A `Response` is one. */
export interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** `fetch`, or what does its part of it: Electron's `net.fetch` in the app, Node's HTTP client in the command line tool. */
export type Fetch = (url: string, init: RequestInit) => Promise<FetchedResponse>;

/** How the directory is reached: for one account at one base URL, until `signal` ends it. */
export interface Connection {
  readonly fetch: Fetch;
  readonly baseUrl: string;
  readonly account: Account;
  readonly signal: AbortSignal;
  /** One attempt of one request, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** What readings are dated by; real time by default. */
  readonly clock?: Pick<Clock, 'now' | 'monotonic'>;
  /** Whether what is asked was asked before and failed: then each request is sent once. */
  readonly singleAttempt?: boolean;
}

/** One request to the directory. `segments` are encoded one by one. */
export interface Request {
  readonly endpoint: Endpoint;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly segments: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What was seen, for a diagnostic: nothing of the body. */
export interface Evidence {
  readonly endpoint: Endpoint;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly oaiRequestId: string | null;
  readonly cfRay: string | null;
  readonly attempts: number;
  /** A cache gave the answer: what it lacks proves nothing. */
  readonly isCached: boolean;
  /** The service's time in the answer, in unix milliseconds. */
  readonly serverTime: number | null;
  /** How far this computer's clock was ahead of it (negative: behind), in milliseconds. */
  readonly clockSkewMs: number | null;
  /** What the network stack calls the error that came in place of an answer, such as `ENOTFOUND`. */
  readonly errorCode: string | null;
}

/** What a request came to. */
export interface Answered {
  readonly answer: Answer;
  readonly evidence: Evidence;
  /** What its headers say about whether the list that it is a page of is whole. */
  readonly envelope: Envelope;
  /** Milliseconds after which the server wants to be asked again. */
  readonly retryAfterMs: number | null;
}

/** A list is evidence: caches of HTTP 1.0 are told, too. */
const NO_OLD_CACHE = { pragma: 'no-cache' };

class TransientAnswer extends Error {
  readonly answered: Answered;
  constructor(answered: Answered) {
    super();
    this.answered = answered;
  }
}

/**
 * Sends one request and says what the answer means. Never throws. Transient answers are tried again within the check,
 * unless the server asked for time; every attempt has its own time-out, and `signal` ends all of it at once.
 */
export async function send(connection: Connection, request: Request): Promise<Answered> {
  const url = endpointUrl(connection.baseUrl, request.segments, request.query);
  if (url === null) return failed(request, 'bad-shape', 0);
  const { default: pRetry } = await import('p-retry');
  try {
    return await pRetry(
      async (attempts) => {
        const answered = await withTimeout(connection.requestTimeoutMs, connection.signal, (signal) =>
          attempt({ ...connection, signal }, request, url, attempts),
        );
        const { answer } = answered;
        if (answer.kind === 'unknown' && REASON_POLICY[answer.reason].transient)
          throw new TransientAnswer(answered);
        return answered;
      },
      {
        retries: requestRetries(connection.singleAttempt ?? false),
        minTimeout: FIRST_PAUSE_MS,
        randomize: true,
        signal: connection.signal,
        shouldRetry: ({ error }) => error instanceof TransientAnswer && error.answered.retryAfterMs === null,
      },
    );
  } catch (error) {
    // All else is the end of the whole call.
    return error instanceof TransientAnswer ? error.answered : failed(request, 'timeout', 1);
  }
}

async function attempt(
  connection: Connection,
  request: Request,
  url: string,
  attempts: number,
): Promise<Answered> {
  const { account, signal, clock = systemClock } = connection;
  try {
    const sent = connection.fetch(url, requestInit(account, { ...request, headers: NO_OLD_CACHE }, signal));
    const response = await endWith(signal, sent);
    const evidence = evidenceOf(request, response, attempts, clock.now());
    const wait = retryAfterMs(response.headers.get('retry-after'), evidence.serverTime ?? clock.now());
    const body = await endWith(signal, readBounded(response.body));
    const answer: Answer =
      body === null
        ? { kind: 'unknown', reason: 'bad-shape' }
        : classify(request.endpoint, {
            status: response.status,
            contentType: response.headers.get('content-type'),
            body,
            isCached: evidence.isCached,
          });
    const envelope = envelopeOfHeaders(response);
    return { answer, evidence, envelope, retryAfterMs: answer.kind === 'unknown' ? wait : null };
  } catch (error) {
    const reason = signal.aborted ? 'timeout' : networkReason(error);
    return failed(request, reason, attempts, signal.aborted ? null : errorCodeOf(error));
  }
}

function evidenceOf(request: Request, response: FetchedResponse, attempts: number, now: number): Evidence {
  const header = (name: string) => response.headers.get(name);
  const serverTime = serverTimeOf(response);
  return {
    endpoint: request.endpoint,
    status: response.status,
    requestId: header('x-request-id') ?? header('x-oai-request-id'),
    oaiRequestId: header('x-oai-request-id'),
    cfRay: header('cf-ray'),
    attempts,
    isCached: isFromCache(response),
    serverTime,
    clockSkewMs: serverTime === null ? null : now - serverTime,
    errorCode: null,
  };
}

function failed(
  { endpoint }: Request,
  reason: Reason,
  attempts: number,
  errorCode: string | null = null,
): Answered {
  const unseen = {
    status: null,
    requestId: null,
    oaiRequestId: null,
    cfRay: null,
    isCached: false,
    serverTime: null,
  };
  return {
    answer: { kind: 'unknown', reason },
    evidence: { endpoint, attempts, ...unseen, clockSkewMs: null, errorCode },
    envelope: WHOLE,
    retryAfterMs: null,
  };
}
