import { z } from 'zod';

/**
 * One scripted fault. Without `status`, `body`, `bytes` and `redirect` the service answers as it would, and the other
 * fields change that response.
 */
export const faultSchema = z.strictObject({
  /** The name of an endpoint, or a method (or `*`) and a path below the base URL in which `*` stands for anything. */
  endpoint: z.string(),
  status: z.int().min(200).max(599).optional(),
  /** Added to the answer's headers, or put in their place. */
  headers: z.record(z.string(), z.string()).optional(),
  /** Text is sent as it is, anything else as JSON. */
  body: z.json().optional(),
  /** A body of any bytes, in Base64. */
  bytes: z.base64().optional(),
  contentType: z.string().optional(),
  /** Milliseconds before anything else happens. */
  delayMs: z.number().nonnegative().optional(),
  /** Holds the request back until the faults are cleared, whatever a test does meanwhile. */
  hold: z.boolean().optional(),
  /** Cuts the connection without an answer. */
  drop: z.boolean().optional(),
  /** Never answers. */
  hang: z.boolean().optional(),
  /** Promises the whole body, sends so many bytes of it and cuts the connection. */
  truncate: z.int().nonnegative().optional(),
  /** Sends the body in pieces of `bytes`, one every `intervalMs` milliseconds. */
  drip: z.strictObject({ bytes: z.int().positive(), intervalMs: z.number().positive() }).optional(),
  /** Answers with a redirect (302 unless `status` says otherwise) to this URL. */
  redirect: z.string().optional(),
  /** Strikes only the nth matching request since the fault was added, from 1 on, or a range with both ends. */
  nth: z
    .union([z.int().positive(), z.strictObject({ from: z.int().positive(), to: z.int().positive() })])
    .optional(),
  /** Strikes so many times at most. */
  times: z.int().positive().optional(),
});

/** A fault as it is kept: every field has its value. */
export type Fault = z.output<typeof faultSchema>;
