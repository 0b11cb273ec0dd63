import type * as z from 'zod/mini';
import { reasonOfMessage } from './reasonOfMessage.ts';
import type { CallOutcome } from './contract.ts';
import type { Reply } from './conversation.ts';
import { redact } from './redact.ts';

/** JSON-RPC's "internal error", for an answer of a form that we do not know. */
const INTERNAL_ERROR = -32_603;

/** JSON-RPC's "method not found". */
const METHOD_NOT_FOUND = -32_601;

/** What a version says of a request that is newer than itself: every name of a request is a variant (0.94.0, 0.125.0). */
const UNKNOWN_VARIANT = /^Invalid request: unknown variant `remoteControl\//;

function isUnknownRequest({ code, message }: Extract<Reply, { kind: 'refused' }>): boolean {
  return code === METHOD_NOT_FOUND || UNKNOWN_VARIANT.test(message);
}

/** Turns a reply into an outcome: an answer has to have the expected form, a refusal gets a reason. */
export function readReply<T>(reply: Reply, schema: z.ZodMiniType<T>): CallOutcome<T> {
  switch (reply.kind) {
    case 'ok': {
      const parsed = schema.safeParse(reply.value);
      if (parsed.success) return { kind: 'ok', value: parsed.data };
      const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
      const message = `The answer of the Codex app-server has an unexpected form (${fields}).`;
      return { kind: 'refused', code: INTERNAL_ERROR, message, reason: 'bad-shape' };
    }
    case 'refused':
      return {
        ...reply,
        message: redact(reply.message),
        reason: isUnknownRequest(reply) ? 'too-old' : reasonOfMessage(reply.message),
      };
    case 'ended':
    case 'timeout':
      return reply;
  }
}
