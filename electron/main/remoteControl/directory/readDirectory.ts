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

/** Reads the whole directory in one go: all requests at once, each failing by itself. Never throws. */
export async function readDirectory(
  connection: Connection,
  ownClientIds: readonly string[],
): Promise<Directory> {
  const [clients, environments, mfa, refreshed] = await Promise.all([
    readList(
      connection,
      { endpoint: 'clients', segments: ['wham', 'remote', 'control', 'clients'] },
      clientSchema,
    ),
    readList(
      connection,
      { endpoint: 'environments', segments: ['codex', 'remote', 'control', 'environments'] },
      environmentSchema,
    ),
    send(connection, {
      endpoint: 'mfa-requirement',
      method: 'GET',
      segments: ['wham', 'remote', 'control', 'mfa_requirement'],
    }),
    pMap(ownClientIds, async (clientId) => [clientId, await refreshClient(connection, clientId)] as const, {
      concurrency: REFRESH_CONCURRENCY,
    }),
  ]);
  return {
    clients,
    environments,
    mfa,
    mfaRequirement: requirementOf(mfa.answer),
    refreshed: new Map(refreshed),
  };
}

function refreshClient(connection: Connection, clientId: string): Promise<Answered> {
  return send(connection, {
    endpoint: 'client-refresh',
    method: 'POST',
    segments: ['codex', 'remote', 'control', 'client', 'refresh', 'start'],
    body: { client_id: clientId },
  });
}

function requirementOf(answer: Answer): string | null {
  if (answer.kind !== 'ok') return null;
  const parsed = requirementSchema.safeParse(answer.json);
  return parsed.success ? parsed.data.requirement : null;
}
