import * as z from 'zod/mini';

const idSchema = z.union([z.number(), z.string()]);

const requestSchema = z.lazy(() => z.looseObject({ id: idSchema, method: z.string() }));
const notificationSchema = z.lazy(() =>
  z.looseObject({ method: z.string(), params: z.optional(z.unknown()) }),
);
const refusalSchema = z.lazy(() =>
  z.looseObject({
    id: idSchema,
    error: z.looseObject({ code: z.number(), message: z.string() }),
  }),
);
const responseSchema = z.lazy(() => z.looseObject({ id: idSchema, result: z.unknown() }));

/** The id of a request, as either side chose it. */
export type RequestId = z.infer<typeof idSchema>;

/** One line from the app-server. */
export type Message =
  | { readonly kind: 'response'; readonly id: RequestId; readonly result: unknown }
  | { readonly kind: 'refusal'; readonly id: RequestId; readonly code: number; readonly message: string }
  | { readonly kind: 'notification'; readonly method: string; readonly params: unknown }
  | { readonly kind: 'request'; readonly id: RequestId; readonly method: string }
  | { readonly kind: 'junk' };

/** What a line says. Any text at all is read without throwing: what is no message is `junk`. */
export function readMessage(line: string): Message {
  const json = parse(line);
  const request = requestSchema.safeParse(json);
  if (request.success) return { kind: 'request', id: request.data.id, method: request.data.method };
  const notification = notificationSchema.safeParse(json);
  if (notification.success) {
    return { kind: 'notification', method: notification.data.method, params: notification.data.params };
  }
  const refusal = refusalSchema.safeParse(json);
  if (refusal.success) return { kind: 'refusal', id: refusal.data.id, ...refusal.data.error };
  const response = responseSchema.safeParse(json);
  const isResponse = response.success && Object.hasOwn(response.data, 'result');
  return isResponse
    ? { kind: 'response', id: response.data.id, result: response.data.result }
    : { kind: 'junk' };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
