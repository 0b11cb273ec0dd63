import type { ZodType, z } from 'zod';
import type { Context } from '../http/context.ts';
import { refuse } from './answers.ts';

/** The JSON body of a request, or a 400 that names what is wrong with it. */
export function readBody<S extends ZodType>(context: Context, schema: S): z.output<S> {
  const parsed = schema.safeParse(context.req.json());
  return parsed.success
    ? parsed.data
    : refuse(400, `Bad request body: ${parsed.error.issues[0]?.message ?? ''}`);
}
