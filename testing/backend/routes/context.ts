import type { Context } from 'hono';
import type { Duplex } from 'node:stream';
import type { ZodType, z } from 'zod';
import type { NodeObjects } from '../listener.ts';
import { refuse } from './answers.ts';

/** The socket of a request that asks for a websocket. */
export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** What Hono knows of every request: Node's own objects, and the socket where it asks for a websocket. */
export interface Environment {
  Bindings: NodeObjects & { readonly upgrade: Upgrade | undefined };
  Variables: {
    /** The fault that was applied to this request. */
    fault: number | undefined;
    /** The status that was sent past Hono, for the log; `null` where nothing was sent. */
    sent: number | null | undefined;
  };
}

/** The JSON body of a request, or a 400 that names what is wrong with it. */
export async function readBody<S extends ZodType>(
  context: Context<Environment>,
  schema: S,
): Promise<z.output<S>> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  return parsed.success
    ? parsed.data
    : refuse(400, `Bad request body: ${parsed.error.issues[0]?.message ?? ''}`);
}
