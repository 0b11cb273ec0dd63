import type { MiddlewareHandler } from 'hono';
import type { Environment } from '../routes/context.ts';
import { endpointOf } from '../routes/endpoints.ts';
import type { Clock } from '../world/clock.ts';
import { redactBody, redactHeaders } from './redact.ts';
import type { RequestLog } from './requestLog.ts';

/** Writes every request into the log, first when it comes and again when it is answered. */
export function logRequests(log: RequestLog, clock: Clock): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const { method, path } = context.req;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const entry = {
      endpoint: endpointOf(method, path),
      method,
      path,
      query: context.req.query(),
      headers: redactHeaders(context.req.header()),
      body: hasBody ? redactBody(await context.req.json().catch(() => null)) : null,
      at: clock.now(),
      status: undefined,
      fault: null,
    };
    log.add(entry);
    await next();
    const sent = context.get('sent');
    log.finish(entry, {
      status: sent === undefined ? context.res.status : sent,
      fault: context.get('fault') ?? null,
    });
  };
}
