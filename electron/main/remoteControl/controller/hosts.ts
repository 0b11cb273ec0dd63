import * as z from 'zod/mini';
import type { HostPairing } from '../../../shared/screen.ts';
import type { Connection } from '../directory/request.ts';
import type { Clock } from '../ports.ts';
import { callOnce, type Call } from './call.ts';
import type { Detail } from '../directory/detail.ts';

/** A computer of the account, and whether this one may control it. */
export interface Host {
  readonly environmentId: string;
  readonly name: string;
  readonly online: boolean;
  readonly paired: boolean;
}

/** What pairing with a typed code came to. `unlisted`: the service took the code, and does not show the computer yet. */
export type HostPaired =
  | { readonly kind: 'paired'; readonly environmentId: string }
  | { readonly kind: Exclude<HostPairing, 'paired'> };

const POLLS = 15;
const POLL_EVERY_MS = 1000;

const pageSchema = z.lazy(() =>
  z.looseObject({
    items: z.array(
      z.looseObject({
        env_id: z.string(),
        online: z.optional(z.nullable(z.boolean())),
        display_name: z.optional(z.nullable(z.string())),
        host_name: z.optional(z.nullable(z.string())),
      }),
    ),
  }),
);
const pairedSchema = z.lazy(() => z.looseObject({ environment_id: z.string() }));

/**
 * The computers of the account but this one (`ownEnvironmentId`), with those that `clientId` may control marked as paired, or
 * `null` where they cannot be read. One page is enough for a list to choose from.
 */
export async function readHosts(
  connection: Connection,
  clientId: string,
  ownEnvironmentId: string | null,
): Promise<readonly Host[] | null> {
  const [all, granted] = await Promise.all([
    environments(connection, ['codex', 'remote', 'control', 'environments']),
    grantsOf(connection, clientId),
  ]);
  if (all === null || granted === null) return null;
  const paired = new Set(granted.map(({ env_id }) => env_id));
  return all
    .filter(({ env_id }) => env_id !== ownEnvironmentId)
    .map(({ env_id, online, display_name, host_name }) => ({
      environmentId: env_id,
      name: (display_name || host_name || env_id.slice(0, 12)).slice(0, 128),
      online: online === true,
      paired: paired.has(env_id),
    }));
}

/** The code as the service wants it, `XXXX-XXXX`, or `null` where what was typed is none. */
export function readTypedCode(typed: string): string | null {
  // Some keyboards write full-width letters.
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s‐-―-]/g, '');
  return /^[A-Z0-9]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : null;
}

/** Pairs with the computer that shows this code: sent once, then looked for up to 15 times, a second apart. */
export async function pairHost(
  connection: Connection,
  clock: Pick<Clock, 'wait'>,
  clientId: string,
  typed: string,
): Promise<HostPaired> {
  const code = readTypedCode(typed);
  if (code === null) return { kind: 'bad-code' };
  const reply = await callOnce(connection, {
    endpoint: 'client-pair',
    method: 'POST',
    segments: ['wham', 'remote', 'control', 'client', 'pair'],
    body: { client_id: clientId, manual_pairing_code: code },
  });
  if (reply.kind === 'silent') return { kind: 'offline' };
  if (reply.answer.kind !== 'ok') return { kind: failureOf(reply.status, reply.detail) };
  const paired = pairedSchema.safeParse(reply.answer.json);
  if (!paired.success) return { kind: 'offline' };
  const environmentId = paired.data.environment_id;
  for (let poll = 0; poll < POLLS && !connection.signal.aborted; poll += 1) {
    if (poll > 0) await clock.wait(POLL_EVERY_MS, connection.signal);
    const granted = await grantsOf(connection, clientId);
    if (granted?.some(({ env_id }) => env_id === environmentId)) return { kind: 'paired', environmentId };
  }
  return { kind: 'unlisted' };
}

/** A refusal that speaks of our client is not about the code; one that is not in the service's own form is about neither. */
function failureOf(status: number, detail: Detail | null): Exclude<HostPairing, 'paired' | 'unlisted'> {
  if (detail === null || status >= 500 || status === 429) return 'offline';
  if (detail.message?.startsWith('Remote-control client ')) return 'not-authorized';
  return [400, 404, 409, 410, 422].includes(status) ? 'bad-code' : 'refused';
}

function grantsOf(connection: Connection, clientId: string) {
  return environments(connection, ['codex', 'remote', 'control', 'clients', clientId, 'environments']);
}

async function environments(connection: Connection, segments: Call['segments']) {
  const reply = await callOnce(connection, {
    endpoint: 'client-environments',
    method: 'GET',
    segments,
    query: { limit: '100' },
  });
  if (reply.kind === 'silent' || reply.answer.kind !== 'ok') return null;
  const page = pageSchema.safeParse(reply.answer.json);
  return page.success ? page.data.items : null;
}
