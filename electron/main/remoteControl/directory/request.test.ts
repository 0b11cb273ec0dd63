import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ACCOUNT, BASE_URL } from '../../../../testing/fakes/directoryFixtures.ts';
import { WHOLE } from './envelope.ts';
import { errorCodeOf } from './networkReason.ts';
import { send, type Connection, type Request } from './request.ts';
import { TIME_LIMIT_MS } from '../../../../testing/timeLimit.ts';

const GET: Request = { endpoint: 'clients', method: 'GET', segments: ['a b'], query: { limit: '1' } };
const POST: Request = {
  endpoint: 'client-refresh',
  method: 'POST',
  segments: ['start'],
  body: { client_id: 'c1' },
};

/** A connection to a server in memory that sends each request once, and what was sent. */
function connected(answer: () => Response | Promise<Response>, more: Partial<Connection> = {}) {
  const sent: unknown[] = [];
  const controller = new AbortController();
  const connection: Connection = {
    fetch: async (url, { method, headers, body, redirect, credentials, cache }) => {
      sent.push({ url, method, headers, body, redirect, credentials, cache });
      return answer();
    },
    baseUrl: BASE_URL,
    account: ACCOUNT,
    signal: controller.signal,
    requestTimeoutMs: TIME_LIMIT_MS,
    singleAttempt: true,
    ...more,
  };
  return { sent, controller, send: (request: Request) => send(connection, request) };
}

const ALWAYS = { redirect: 'error', credentials: 'omit', cache: 'no-store' };
const HEADERS = {
  accept: 'application/json',
  authorization: 'Bearer token',
  'chatgpt-account-id': 'acct',
  originator: 'Codex Desktop',
  'cache-control': 'no-cache',
  pragma: 'no-cache',
};
const unseen = { isCached: false, serverTime: null, clockSkewMs: null, errorCode: null };
const nothing = { status: null, requestId: null, oaiRequestId: null, cfRay: null, ...unseen };

async function evidenceWith(headers: Record<string, string>) {
  return (await connected(() => Response.json({}, { headers })).send(GET)).evidence;
}

function coded(code: string, cause?: unknown): Error {
  return Object.assign(new Error('fetch failed', { cause }), { code });
}

describe('a request', () => {
  it('is sent with these headers and no others, and with a body where it has one', async () => {
    const { sent, send: run } = connected(() => Response.json({}));
    await run(GET);
    await run(POST);
    expect(sent).toEqual([
      { url: `${BASE_URL}/a%20b?limit=1`, method: 'GET', headers: HEADERS, ...ALWAYS },
      {
        url: `${BASE_URL}/start`,
        method: 'POST',
        headers: { ...HEADERS, 'content-type': 'application/json' },
        body: '{"client_id":"c1"}',
        ...ALWAYS,
      },
    ]);
  });

  it('that would lead to another endpoint is not sent', async () => {
    const { sent, send: run } = connected(() => Response.json({}));
    expect([await run({ ...GET, segments: ['clients', '..'] }), sent]).toEqual([
      {
        answer: { kind: 'unknown', reason: 'bad-shape' },
        evidence: { endpoint: 'clients', ...nothing, attempts: 0 },
        envelope: WHOLE,
        retryAfterMs: null,
      },
      [],
    ]);
  });
});

describe('an answer', () => {
  it('comes with what was seen of it, by both names of its id', async () => {
    const seen = { endpoint: 'clients', status: 200, attempts: 1, ...unseen };
    expect([
      await evidenceWith({ 'x-request-id': 'r1', 'x-oai-request-id': 'r2', 'cf-ray': 'ray' }),
      await evidenceWith({ 'x-oai-request-id': 'r2' }),
    ]).toEqual([
      { ...seen, requestId: 'r1', oaiRequestId: 'r2', cfRay: 'ray' },
      { ...seen, requestId: 'r2', oaiRequestId: 'r2', cfRay: null },
    ]);
  });

  it('asks for time only where it is no answer', async () => {
    const headers = { 'retry-after': '7' };
    const answers = [Response.json({}, { headers }), new Response('', { status: 429, headers })];
    const { send: run } = connected(() => answers.shift() ?? Response.error());
    expect([(await run(GET)).retryAfterMs, (await run(GET)).retryAfterMs]).toEqual([null, 7000]);
  });

  it('that names a time for the next try by the clock of the service is not mistaken by ours', async () => {
    const headers = {
      date: 'Mon, 04 May 2026 12:00:00 GMT',
      'retry-after': 'Mon, 04 May 2026 12:00:07 GMT',
    };
    const { send: run } = connected(() => new Response('', { status: 429, headers }));
    expect((await run(GET)).retryAfterMs).toBe(7000);
  });

  it('that is no text is of a bad shape', async () => {
    const { send: run } = connected(
      () => new Response(Uint8Array.of(0xff), { headers: { 'content-type': 'application/json' } }),
    );
    expect((await run(GET)).answer).toEqual({ kind: 'unknown', reason: 'bad-shape' });
  });
});

describe('no answer', () => {
  it.each<[string, unknown]>([
    ['redirected', new TypeError('fetch failed', { cause: new Error('unexpected redirect') })],
    ['redirected', new Error('net::ERR_UNSAFE_REDIRECT')],
    ['not-json', coded('HPE_INVALID_CONSTANT')],
    ['not-json', new TypeError('fetch failed', { cause: coded('UND_ERR_HEADERS_OVERFLOW') })],
    ['not-json', new Error('net::ERR_INVALID_HTTP_RESPONSE')],
    ['not-json', new Error('net::ERR_INVALID_RESPONSE')],
    ['not-json', Object.assign(new Error('x'), { name: 'HTTPParserError' })],
    ['not-json', new Error('invalid header value')],
    ['offline', coded('ECONNREFUSED')],
    ['offline', new Error('HTTP')],
    ['offline', 'a text'],
  ])('is %s: %s', async (reason, error) => {
    const { send: run } = connected(() => Promise.reject(error));
    expect(await run(GET)).toEqual({
      answer: { kind: 'unknown', reason },
      evidence: { endpoint: 'clients', ...nothing, attempts: 1, errorCode: errorCodeOf(error) },
      envelope: WHOLE,
      retryAfterMs: null,
    });
  });

  it('ends with the whole call, and is not asked for again', async () => {
    const {
      sent,
      controller,
      send: run,
    } = connected(
      () => {
        controller.abort();
        return new Response('', { status: 503 });
      },
      { singleAttempt: false },
    );
    expect([(await run(GET)).answer, sent.length]).toEqual([{ kind: 'unknown', reason: 'timeout' }, 1]);
  });
});

const failing = () => new Response('', { status: 503 });

describe('what may pass within seconds', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('is asked for three times, and once by a check that comes back', async () => {
    const attempts = [false, true].map(async (singleAttempt) => {
      const { sent, send: run } = connected(failing, { singleAttempt });
      const { answer, evidence } = await run(GET);
      return [answer, evidence.attempts, sent.length];
    });
    await vi.advanceTimersByTimeAsync(2000);
    const answer = { kind: 'unknown', reason: 'server-error' };
    expect(await Promise.all(attempts)).toEqual([
      [answer, 3, 3],
      [answer, 1, 1],
    ]);
  });

  it('is asked for again after a pause and up to twice as long, by chance', async () => {
    const random = vi.spyOn(Math, 'random');
    onTestFinished(() => random.mockRestore());
    const sentAfter = async (chance: number, milliseconds: number) => {
      random.mockReturnValue(chance);
      const { sent, send: run } = connected(failing, { singleAttempt: false });
      const answered = run(GET);
      await vi.advanceTimersByTimeAsync(milliseconds);
      const count = sent.length;
      await vi.advanceTimersByTimeAsync(2000);
      await answered;
      return count;
    };
    expect([await sentAfter(0, 249), await sentAfter(0, 250)]).toEqual([1, 2]);
    expect([await sentAfter(1, 499), await sentAfter(1, 500)]).toEqual([1, 2]);
  });
});
