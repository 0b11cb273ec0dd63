import pMap from 'p-map';
import { z } from 'zod/mini';
import type { Answer } from './answer.ts';
import { readList, type ListReading } from './list.ts';
import { send, type Answered, type Connection } from './request.ts';

const clientSchema = z.object({
  client_id: z.string(),
  enrollment_status: z.optional(z.nullable(z.string())),
});
const environmentSchema = z.object({
  env_id: z.string(),
  online: z.optional(z.nullable(z.boolean())),
  host_name: z.optional(z.nullable(z.string())),
  installation_id: z.optional(z.nullable(z.string())),
});
/** Requests about own clients that are under way at once; one desktop has one or two of them. */
const REFRESH_CONCURRENCY = 8;

const requirementSchema = z.object({ requirement: z.string() });
const challengeSchema = z.object({ client_id: z.optional(z.string()) });

/** A client of the account: a phone, or this desktop's own or another's controller. */
export type DirectoryClient = z.infer<typeof clientSchema>;
/** A host of the account, online or not. */
export type DirectoryEnvironment = z.infer<typeof environmentSchema>;

/** The account directory as one reading found it. */
export interface Directory {
  readonly clients: ListReading<DirectoryClient>;
  readonly environments: ListReading<DirectoryEnvironment>;
  /** The answer about each of our own clients, by client id. */
  readonly refreshed: ReadonlyMap<string, Answered>;
  /** Policy only: it stays `required` after multi-factor authentication is on (openai/codex#23112). */
  readonly mfa: Answered;
  readonly mfaRequirement: string | null;
}

/**
 * Reads the whole directory in one go: all requests at once, each failing by itself. What the server asked, in the
 * `earlier` reading of the same check, to be left alone for a while is not asked again. Never throws.
 */
export async function readDirectory(
  connection: Connection,
  ownClientIds: readonly string[],
  earlier: Directory | null = null,
): Promise<Directory> {
  const [clients, environments, mfa, refreshed] = await Promise.all([
    deferred(earlier?.clients) ??
      readList(
        connection,
        { endpoint: 'clients', segments: ['wham', 'remote', 'control', 'clients'] },
        clientSchema,
      ),
    deferred(earlier?.environments) ??
      readList(
        connection,
        { endpoint: 'environments', segments: ['codex', 'remote', 'control', 'environments'] },
        environmentSchema,
      ),
    deferred(earlier?.mfa) ??
      send(connection, {
        endpoint: 'mfa-requirement',
        method: 'GET',
        segments: ['wham', 'remote', 'control', 'mfa_requirement'],
      }),
    pMap(
      ownClientIds,
      async (id) =>
        [id, deferred(earlier?.refreshed.get(id)) ?? (await refreshClient(connection, id))] as const,
      { concurrency: REFRESH_CONCURRENCY },
    ),
  ]);
  return {
    clients,
    environments,
    mfa,
    mfaRequirement: requirementOf(mfa.answer),
    refreshed: new Map(refreshed),
  };
}

/** An answer with a `Retry-After` stands until that time is over, which is longer than any check. */
function deferred<T extends { readonly retryAfterMs: number | null }>(earlier: T | undefined): T | null {
  return earlier === undefined || earlier.retryAfterMs === null ? null : earlier;
}

async function refreshClient(connection: Connection, clientId: string): Promise<Answered> {
  const answered = await send(connection, {
    endpoint: 'client-refresh',
    method: 'POST',
    segments: ['codex', 'remote', 'control', 'client', 'refresh', 'start'],
    body: { client_id: clientId },
  });
  if (answered.answer.kind !== 'ok') return answered;
  const challenge = challengeSchema.safeParse(answered.answer.json);
  const isAboutIt = challenge.success && (challenge.data.client_id ?? clientId) === clientId;
  return isAboutIt ? answered : { ...answered, answer: { kind: 'unknown', reason: 'bad-shape' } };
}

function requirementOf(answer: Answer): string | null {
  if (answer.kind !== 'ok') return null;
  const parsed = requirementSchema.safeParse(answer.json);
  return parsed.success ? parsed.data.requirement : null;
}
