import * as z from 'zod/mini';
import type { ConnectionError } from './contract.ts';
import { reasonOfMessage } from './reasonOfMessage.ts';
import { redact } from './redact.ts';

const REMOTE_CONTROL = 'codex_app_server_transport::transport::remote_control';

/**
 * The environment in which the app-server tells on stderr, in JSON, why it cannot connect. Its status only says
 * `errored` (0.169.0).
 */
export const LOG_ENVIRONMENT = { LOG_FORMAT: 'json', RUST_LOG: `error,${REMOTE_CONTROL}=warn` } as const;

const lineSchema = z.lazy(() =>
  z.looseObject({
    target: z.string(),
    fields: z.looseObject({ error: z.string() }),
  }),
);

/**
 * The error that a line of the app-server's log tells of, or `null` where it is about something else. A line without
 * an error, such as that of a connection which ends because it should, is none.
 */
export function readConnectionError(line: string): ConnectionError | null {
  const parsed = lineSchema.safeParse(parse(line));
  if (!parsed.success || !parsed.data.target.startsWith(REMOTE_CONTROL)) return null;
  const { error } = parsed.data.fields;
  return { reason: reasonOfMessage(error), message: redact(error) };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
