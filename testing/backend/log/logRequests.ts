import type { Context } from '../http/context.ts';
import { endpointOf } from '../routes/endpoints.ts';
import type { Clock } from '../world/clock.ts';
import { redactBody, redactHeaders } from './redact.ts';
import type { RequestLog } from './requestLog.ts';

/** Writes every request into the log, first when it comes and again when it is answered. */
export function logRequests(log: RequestLog, clock: Clock) {
  return async (context: Context, next: () => Promise<void>): Promise<void> => {
    const { method, path } = context.req;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const entry = {
      endpoint: endpointOf(method, path),
      method,
      path,
      query: context.req.query(),
      headers: redactHeaders(context.req.header()),
      body: hasBody ? redactBody(context.req.json() ?? null) : null,
      at: clock.now(),
      status: undefined,
      fault: null,
    };
    log.add(entry);
    await next();
    const { sent, res, fault } = context;
    log.finish(entry, { status: sent === undefined ? res.status : sent, fault });
  };
}
