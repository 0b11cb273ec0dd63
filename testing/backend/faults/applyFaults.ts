import { STATUS_CODES } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '../http/context.ts';
import { endpointOf } from '../routes/endpoints.ts';
import type { Fault } from './fault.ts';
import type { FaultScript } from './script.ts';

/** Applies the scripted faults: before the service responds, or to its response on the way out. */
export function applyFaults(script: FaultScript) {
  return async (context: Context, next: () => Promise<void>): Promise<void> => {
    const { method, path } = context.req;
    const matched = script.match({ method, path, endpoint: endpointOf(method, path) });
    if (matched === null) return next();
    const { id, fault } = matched;
    context.fault = id;

    if (fault.hold) await script.cleared();
    if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false });
    if (fault.drop || fault.hang) return sendNothing(context, fault);

    const scripted = scriptedAnswer(fault);
    if (scripted) context.res = scripted;
    else await next();
    if (context.sent !== undefined) return undefined;
    for (const [name, value] of Object.entries(headersOf(fault))) context.res.headers.set(name, value);
    if (fault.truncate !== undefined || fault.drip !== undefined) await sendBadly(context, fault);
    return undefined;
  };
}

function headersOf(fault: Fault): Record<string, string> {
  return {
    ...(fault.contentType === undefined ? {} : { 'content-type': fault.contentType }),
    ...fault.headers,
  };
}

function scriptedAnswer(fault: Fault): Response | null {
  if (fault.redirect !== undefined) {
    return new Response(null, { status: fault.status ?? 302, headers: { location: fault.redirect } });
  }
  const status = fault.status ?? 200;
  if (fault.bytes !== undefined) return new Response(Buffer.from(fault.bytes, 'base64'), { status });
  if (typeof fault.body === 'string') return new Response(fault.body, { status });
  if (fault.body !== undefined) return Response.json(fault.body, { status });
  if (fault.status === undefined) return null;
  const isEmpty = status === 204 || status === 205 || status === 304;
  return isEmpty
    ? new Response(null, { status })
    : Response.json({ detail: STATUS_CODES[status] }, { status });
}

async function sendNothing(context: Context, fault: Fault): Promise<void> {
  const { socket } = context.env.incoming;
  context.sent = null;
  if (fault.drop) socket.destroy();
  else if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
}

async function sendBadly(context: Context, fault: Fault): Promise<void> {
  const { outgoing } = context.env;
  const { socket } = context.env.incoming;
  const body = Buffer.from(await context.res.arrayBuffer());
  context.sent = context.res.status;
  outgoing.writeHead(context.res.status, {
    ...Object.fromEntries(context.res.headers),
    'content-length': String(body.length),
  });
  outgoing.flushHeaders();

  const promised = body.subarray(0, fault.truncate ?? body.length);
  const step = fault.drip?.bytes ?? Math.max(promised.length, 1);
  for (let sent = 0; sent < promised.length && !socket.destroyed; sent += step) {
    if (sent > 0 && fault.drip) await wait(fault.drip.intervalMs, undefined, { ref: false });
    await new Promise((resolve) => outgoing.write(promised.subarray(sent, sent + step), resolve));
  }
  if (promised.length < body.length) socket.destroy();
  else outgoing.end();
}
