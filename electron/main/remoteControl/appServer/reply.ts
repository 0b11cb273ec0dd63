import * as v from 'valibot';
import { reasonOfMessage } from './reasonOfMessage.ts';
import type { CallOutcome } from './contract.ts';
import type { Reply } from './conversation.ts';
import { redact } from './redact.ts';

/** JSON-RPC's "internal error", for an answer of a form that we do not know. */
const INTERNAL_ERROR = -32_603;

/** Turns a reply into an outcome: an answer has to have the expected form, a refusal gets a reason. */
export function readReply<T>(reply: Reply, schema: v.GenericSchema<unknown, T>): CallOutcome<T> {
  switch (reply.kind) {
    case 'ok': {
      const parsed = v.safeParse(schema, reply.value);
      if (parsed.success) return { kind: 'ok', value: parsed.output };
      const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the whole').join(', ');
      const message = `The answer of the Codex app-server has an unexpected form (${fields}).`;
      return { kind: 'refused', code: INTERNAL_ERROR, message, reason: 'bad-shape' };
    }
    case 'refused':
      return { ...reply, message: redact(reply.message), reason: reasonOfMessage(reply.message) };
    case 'ended':
    case 'timeout':
      return reply;
  }
}
