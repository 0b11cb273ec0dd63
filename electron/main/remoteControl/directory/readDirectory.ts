import * as z from 'zod/mini';
import type { Answer } from './answer.ts';
import { momentOf } from '../momentOf.ts';
import type { Moment } from '../decide/isFresh.ts';
import { systemClock } from './systemClock.ts';
import { asOneReading } from './asOneReading.ts';
import { calendarTime } from './calendarTime.ts';
import { readList, type List, type ListReading } from './list.ts';
import { send, type Answered, type Connection } from './request.ts';

const optionalText = z.optional(z.nullable(z.string()));
/** More than any name is long: what a screen shows has to have an end. */
const LONGEST_DESCRIPTION = 4096;
/** What only describes an item is dropped where it is of another type: the item itself is there all the same. */
const description = z.pipe(
  z.optional(z.unknown()),
  z.transform((value): string | null =>
    typeof value === 'string' ? value.slice(0, LONGEST_DESCRIPTION) : null,
  ),
);
/** RFC 3339 on the wire, or unix seconds, which as milliseconds would be of 1973 at the latest; unix milliseconds here. */
const moment = z.pipe(
  z.optional(z.unknown()),
  z.transform((value): number | null => {
    if (typeof value === 'number') return calendarTime(value < 1e11 ? value * 1000 : value);
    return calendarTime(Date.parse(typeof value === 'string' ? value : ''));
  }),
);

/** A client of the account: a phone, or this desktop's own or another's controller. Names as on the wire, times in unix milliseconds. */
export interface DirectoryClient {
  client_id: string;
  enrollment_status?: string | null | undefined;
  display_name?: string | null | undefined;
  device_type?: string | null | undefined;
  platform?: string | null | undefined;
  created_at?: number | null | undefined;
  last_seen_at?: number | null | undefined;
}

/** A host of the account, online or not. Names as on the wire, times in unix milliseconds. */
export interface DirectoryEnvironment {
  env_id: string;
  online?: boolean | null | undefined;
  host_name?: string | null | undefined;
  installation_id?: string | null | undefined;
  last_seen_at?: number | null | undefined;
}

const wireId = z.string().check(z.minLength(1));
const clientSchema: z.ZodMiniType<DirectoryClient> = z.lazy(() =>
  z.object({
    client_id: wireId,
    enrollment_status: optionalText,
    display_name: z.optional(description),
    device_type: z.optional(description),
    platform: z.optional(description),
    created_at: z.optional(moment),
    last_seen_at: z.optional(moment),
  }),
);
const environmentSchema: z.ZodMiniType<DirectoryEnvironment> = z.lazy(() =>
  z.object({
    env_id: wireId,
    online: z.optional(z.nullable(z.boolean())),
    host_name: optionalText,
    installation_id: optionalText,
    last_seen_at: z.optional(moment),
  }),
);
/** Requests about one own id each that are under way at once; one desktop has one or two of them. */
const CONCURRENCY = 8;

const requirementSchema = z.lazy(() => z.object({ requirement: z.string() }));
const challengeSchema = z.lazy(() => z.object({ client_id: z.optional(z.string()) }));

/** The account directory as one reading found it. */
export interface Directory {
  readonly clients: ListReading<DirectoryClient>;
  readonly environments: ListReading<DirectoryEnvironment>;
  /** The clients that may control each of our own environments, by environment id (protocol.md 1.5). */
  readonly phones: ReadonlyMap<string, ListReading<DirectoryClient>>;
  /** The answer about each of our own clients, by client id. */
  readonly refreshed: ReadonlyMap<string, Answered>;
  /** Policy only: it stays `required` after multi-factor authentication is on (openai/codex#23112). */
  readonly mfa: Answered;
  readonly mfaRequirement: string | null;
  /** When it was complete. */
  readonly readAt: Moment;
  /** The service's time, in unix milliseconds; this computer's where no answer names one. */
  readonly serverTime: number;
  /** How far this computer's clock is ahead of the service's (negative: behind), in milliseconds; `null` where no answer names a time. */
  readonly clockSkewMs: number | null;
}

/** The stored ids that are asked about by themselves. */
export interface OwnIds {
  readonly clientIds: readonly string[];
  readonly environmentIds: readonly string[];
}

const CLIENTS: List<DirectoryClient> = {
  endpoint: 'clients',
  segments: ['wham', 'remote', 'control', 'clients'],
  item: clientSchema,
  idOf: ({ client_id }) => client_id,
};
const ENVIRONMENTS: List<DirectoryEnvironment> = {
  endpoint: 'environments',
  segments: ['codex', 'remote', 'control', 'environments'],
  item: environmentSchema,
  idOf: ({ env_id }) => env_id,
};
const phonesOf = (environmentId: string): List<DirectoryClient> => ({
  ...CLIENTS,
  endpoint: 'environment-clients',
  segments: ['wham', 'remote', 'control', 'environments', environmentId, 'clients'],
});

/**
 * Reads the whole directory in one go: all requests at once, each failing by itself. What the server asked, in the
 * `earlier` reading of the same check, to be left alone for a while is not asked again, and an answer that is the earlier one once
 * more is no second answer. Never throws.
 */
export async function readDirectory(
  connection: Connection,
  { clientIds, environmentIds }: OwnIds,
  earlier: Directory | null = null,
): Promise<Directory> {
  const [clients, environments, phones, mfa, refreshed] = await Promise.all([
    deferred(earlier?.clients) ?? readList(connection, CLIENTS),
    deferred(earlier?.environments) ?? readList(connection, ENVIRONMENTS),
    forEach(environmentIds, (id) => deferred(earlier?.phones.get(id)) ?? readList(connection, phonesOf(id))),
    deferred(earlier?.mfa) ??
      send(connection, {
        endpoint: 'mfa-requirement',
        method: 'GET',
        segments: ['wham', 'remote', 'control', 'mfa_requirement'],
      }),
    forEach(clientIds, (id) => deferred(earlier?.refreshed.get(id)) ?? refreshClient(connection, id)),
  ]);
  const read = { clients, environments, phones, mfa, mfaRequirement: requirementOf(mfa.answer), refreshed };
  const { clock = systemClock } = connection;
  return asOneReading(read, earlier, momentOf(clock));
}

async function forEach<T>(
  ids: readonly string[],
  ask: (id: string) => T | Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const askFor = async (id: string): Promise<[string, T]> => [id, await ask(id)];
  if (ids.length <= CONCURRENCY) return new Map(await Promise.all(ids.map(askFor)));
  const { default: pMap } = await import('p-map');
  return new Map(await pMap(ids, askFor, { concurrency: CONCURRENCY }));
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
