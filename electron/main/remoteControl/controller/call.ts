import type { Reason } from '../../../shared/reasons.ts';
import { endpointUrl } from '../../codexHome/index.ts';
import { classify, readAnswer, type Answer, type Endpoint } from '../directory/answer.ts';
import { readBounded } from '../directory/body.ts';
import { isFromCache, serverTimeOf } from '../directory/freshness.ts';
import { networkReason } from '../directory/networkReason.ts';
import { endWith } from '../directory/raceAbort.ts';
import type { Connection } from '../directory/request.ts';
import { requestInit } from '../directory/requestInit.ts';
import { withTimeout } from '../directory/withTimeout.ts';
import { readDetail, type Detail } from '../directory/detail.ts';

/** What one call of the controller half came to. `silent`: no answer, and whether the server acted on it is not known. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly answer: Answer;
      readonly detail: Detail | null;
      /** The server's own clock, unix milliseconds, where the answer says so. */
      readonly serverTime: number | null;
    }
  | { readonly kind: 'silent'; readonly reason: Reason };

/** A call: where it goes below the base URL, and what it carries. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly method: 'GET' | 'POST';
  readonly segments: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The address of a call at this base URL. The segments are constants, or ids that were checked. */
export function urlOf(baseUrl: string, { segments, query }: Pick<Call, 'segments' | 'query'>): string | null {
  return endpointUrl(baseUrl, segments, query);
}

/** Sends a call once. Never repeats it by itself: what a person's press has started is done once. Never throws. */
export async function callOnce(connection: Connection, call: Call): Promise<Reply> {
  const url = urlOf(connection.baseUrl, call);
  if (url === null) return { kind: 'silent', reason: 'bad-shape' };
  return withTimeout(connection.requestTimeoutMs, connection.signal, async (signal) => {
    try {
      const response = await endWith(
        signal,
        connection.fetch(url, requestInit(connection.account, call, signal)),
      );
      const body = await endWith(signal, readBounded(response.body));
      if (body === null) return { kind: 'silent', reason: 'bad-shape' };
      const contentType = response.headers.get('content-type');
      const { status } = response;
      const isCached = isFromCache(response);
      const read = readAnswer({ contentType, body });
      const answer = classify(call.endpoint, { status, contentType, body, isCached });
      // What was answered to another request is no answer to one that does something.
      const isStale = isCached && call.method === 'POST' && answer.kind === 'ok';
      return {
        kind: 'answered',
        status,
        answer: isStale ? { kind: 'unknown', reason: 'incomplete-list' } : answer,
        // What a gateway says, or what says two things at once, is not the service's word.
        detail: read.kind === 'json' && !isCached ? readDetail(read.value) : null,
        serverTime: serverTimeOf(response),
      };
    } catch (error) {
      return { kind: 'silent', reason: signal.aborted ? 'timeout' : networkReason(error) };
    }
  });
}
