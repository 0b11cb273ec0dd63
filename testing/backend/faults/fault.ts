import { z } from 'zod';
import type { JsonValue } from '../../../electron/main/globalState/index.ts';

/**
 * One scripted fault. Without `status`, `body`, `bytes` and `redirect` the service answers as it would, and the other
 * fields change that response.
 */
export interface Fault {
  /** The name of an endpoint, or a method (or `*`) and a path below the base URL in which `*` stands for anything. */
  readonly endpoint: string;
  /** 200 to 599. */
  readonly status?: number | undefined;
  /** Added to the answer's headers, or put in their place. */
  readonly headers?: Record<string, string> | undefined;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: JsonValue | undefined;
  /** A body of any bytes, in Base64. */
  readonly bytes?: string | undefined;
  readonly contentType?: string | undefined;
  /** Milliseconds before anything else happens. */
  readonly delayMs?: number | undefined;
  /** Holds the request back until the faults are cleared, whatever a test does meanwhile. */
  readonly hold?: boolean | undefined;
  /** Cuts the connection without an answer. */
  readonly drop?: boolean | undefined;
  /** Never answers. */
  readonly hang?: boolean | undefined;
  /** Promises the whole body, sends so many bytes of it and cuts the connection. */
  readonly truncate?: number | undefined;
  /** Sends the body in pieces of `bytes`, one every `intervalMs` milliseconds. */
  readonly drip?: { readonly bytes: number; readonly intervalMs: number } | undefined;
  /** Answers with a redirect (302 unless `status` says otherwise) to this URL. */
  readonly redirect?: string | undefined;
  /** Only the nth matching request since the fault was added, from 1 on, or a range with both ends. */
  readonly nth?: number | { readonly from: number; readonly to: number } | undefined;
  /** So many times at most. */
  readonly times?: number | undefined;
}

/** Checks a fault that comes from a test, or over HTTP. */
export const faultSchema: z.ZodType<Fault, Fault> = z.strictObject({
  endpoint: z.string(),
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.json().optional(),
  bytes: z.base64().optional(),
  contentType: z.string().optional(),
  delayMs: z.number().nonnegative().optional(),
  hold: z.boolean().optional(),
  drop: z.boolean().optional(),
  hang: z.boolean().optional(),
  truncate: z.int().nonnegative().optional(),
  drip: z.strictObject({ bytes: z.int().positive(), intervalMs: z.number().positive() }).optional(),
  redirect: z.string().optional(),
  nth: z
    .union([z.int().positive(), z.strictObject({ from: z.int().positive(), to: z.int().positive() })])
    .optional(),
  times: z.int().positive().optional(),
});
