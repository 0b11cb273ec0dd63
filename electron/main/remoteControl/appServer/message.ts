import * as v from 'valibot';
import { finite } from '../../../shared/jsonValues.ts';

const idSchema = v.union([finite, v.string()]);

const requestSchema = v.looseObject({ id: idSchema, method: v.string() });
const notificationSchema = v.looseObject({ method: v.string(), params: v.optional(v.unknown()) });
const refusalSchema = v.looseObject({
  id: idSchema,
  error: v.looseObject({ code: finite, message: v.string() }),
});
const responseSchema = v.looseObject({ id: idSchema, result: v.unknown() });

/** The id of a request, as either side chose it. */
export type RequestId = v.InferOutput<typeof idSchema>;

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
  const request = v.safeParse(requestSchema, json);
  if (request.success) return { kind: 'request', id: request.output.id, method: request.output.method };
  const notification = v.safeParse(notificationSchema, json);
  if (notification.success) {
    return { kind: 'notification', method: notification.output.method, params: notification.output.params };
  }
  const refusal = v.safeParse(refusalSchema, json);
  if (refusal.success) return { kind: 'refusal', id: refusal.output.id, ...refusal.output.error };
  const response = v.safeParse(responseSchema, json);
  const isResponse = response.success && Object.hasOwn(response.output, 'result');
  return isResponse
    ? { kind: 'response', id: response.output.id, result: response.output.result }
    : { kind: 'junk' };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
