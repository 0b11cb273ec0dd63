import type { AppServer, CallOutcome, ConnectionError, StartedPairing } from '../appServer/index.ts';
import { calendarTime } from '../directory/calendarTime.ts';
import type { Clock } from '../ports.ts';
import { codeLifetimeMs, SHORTEST_LIFE_MS } from './codeLifetime.ts';
import type { AppServerHost } from './appServerHost.ts';
import type { SessionEvent } from './events.ts';
import type { Identity } from './pairingIdentity.ts';
import type { Code, Connection } from './state.ts';
import { failureOfRequest, failureOfStart, isObstacle, problemOfConnectionError } from './failures.ts';

/** How long until the phone's claim is asked for again, in milliseconds (what independent clients do). */
const POLL_MS = 3000;
/** A connection that is not made within this time may still be, while a code is on screen. */
const CONNECT_MS = 3000;

/** What the steps need. */
export interface WayPorts {
  readonly host: Pick<AppServerHost, 'running'>;
  readonly clock: Clock;
  readonly connection: () => Connection;
  /** How far this computer's clock is ahead of the server's, in milliseconds; `null`: not known. */
  readonly clockSkewMs: () => number | null;
}

/** Enables remote control, and waits for the connection, so that what is shown is what a phone can use. */
export async function connect(
  { host, clock, connection }: WayPorts,
  signal: AbortSignal,
): Promise<SessionEvent> {
  const started = await host.running();
  if (started.kind !== 'ok') return { kind: 'pairing-failed', ...failureOfStart(started) };
  const server = started.value;
  if (connection() === 'none') {
    const enabled = await server.enable();
    if (enabled.kind !== 'ok') return unfulfilled(enabled, clock, server);
    await untilDecided(server, clock, signal);
  }
  const trouble = connectionErrorOf(server);
  if (trouble !== null && isObstacle(trouble.reason)) {
    const reason = problemOfConnectionError(trouble.reason);
    return { kind: 'pairing-failed', thing: 'pairing', reason, retryAfterMs: null, awaitsConnection: true };
  }
  return {
    kind: 'linked',
    connection: connection(),
    trouble: trouble === null ? null : problemOfConnectionError(trouble.reason),
  };
}

type Unfulfilled = Exclude<CallOutcome<unknown>, { kind: 'ok' }>;

/** An app-server has time-outs of its own: one that says nothing for longer than those hangs, whatever it was asked. */
function unfulfilled(
  outcome: Unfulfilled,
  clock: Clock,
  { program }: AppServer,
): Extract<SessionEvent, { kind: 'pairing-failed' }> {
  const failure = failureOfRequest(outcome, clock.now(), program);
  return outcome.kind === 'timeout'
    ? { kind: 'pairing-failed', ...failure, thing: 'app-server', reason: 'app-server-hangs' }
    : { kind: 'pairing-failed', ...failure };
}

function connectionErrorOf({ status, connectionError }: AppServer): ConnectionError | null {
  return status?.status === 'connected' ? null : connectionError;
}

async function untilDecided(server: AppServer, clock: Clock, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const look = () => {
    if (server.status?.status === 'connected' || isObstacle(server.connectionError?.reason ?? 'unknown'))
      over.abort();
  };
  const stops = [server.onStatus(look), server.onConnectionError(look)];
  look();
  await clock.wait(CONNECT_MS, AbortSignal.any([over.signal, signal]));
  for (const stop of stops) stop();
}

/** A pairing code as the app-server gives it, and under which identity. */
export interface NewCode {
  readonly code: Code;
  readonly identity: Identity;
}

/** Asks for a code. Its life counts from its receipt. */
export async function askForCode({
  host,
  clock,
  clockSkewMs,
}: WayPorts): Promise<NewCode | Extract<SessionEvent, { kind: 'pairing-failed' }>> {
  const started = await host.running();
  if (started.kind !== 'ok') return { kind: 'pairing-failed', ...failureOfStart(started) };
  const pairing = await started.value.startPairing();
  if (pairing.kind !== 'ok') return unfulfilled(pairing, clock, started.value);
  const { pairingCode, manualPairingCode, environmentId, expiresAt }: StartedPairing = pairing.value;
  return {
    code: {
      pairingCode,
      manualCode: manualPairingCode,
      until: clock.monotonic() + codeLifetimeMs(expiresAt, clock.now(), clockSkewMs()),
    },
    identity: { environmentId, installationId: started.value.status?.installationId ?? null },
  };
}

/** How a code is watched, beside itself. */
export interface Watching {
  /** The code that this one has replaced on screen: a phone may have scanned that one. */
  readonly replaced: Code | null;
  /** How long the code stays at least, in milliseconds, where the app-server calls it expired before its end. */
  readonly shortestMs: number;
}

/** A replaced code is good for two seconds more, and its claim may come as late as an answer does. */
const REPLACED_MS = 10_000;

/** Waits for a phone to claim the code, or for its end. */
export async function watchCode(
  { host, clock }: WayPorts,
  code: Code,
  signal: AbortSignal,
  { replaced, shortestMs }: Watching = { replaced: null, shortestMs: SHORTEST_LIFE_MS },
): Promise<SessionEvent> {
  const earliest = clock.monotonic() + shortestMs;
  let before = replaced;
  for (let end = code.until; clock.monotonic() < end && !signal.aborted;) {
    await clock.wait(Math.min(POLL_MS, end - clock.monotonic()), signal);
    if (before !== null && clock.monotonic() > before.until + REPLACED_MS) before = null;
    for (const { pairingCode } of before === null ? [code] : [before, code]) {
      // Before anything is asked of the app-server: it would be started again.
      if (signal.aborted) break;
      const started = await host.running();
      if (started.kind !== 'ok') return { kind: 'pairing-failed', ...failureOfStart(started) };
      const state = await started.value.readPairing({ pairingCode });
      if (state.kind === 'ok' && state.value.claimed) return { kind: 'claimed' };
      if (state.kind === 'ok') continue;
      if (state.kind !== 'refused' || state.reason === 'too-old') {
        return unfulfilled(state, clock, started.value);
      }
      // Anything else may pass: the code is still good, and its end is known.
      if (state.reason !== 'expired-code') continue;
      if (pairingCode === code.pairingCode) end = Math.min(end, earliest);
      else before = null;
    }
  }
  return { kind: 'code-over' };
}

/** How many pages of phones are read: far more than anyone has. */
const MOST_PAGES = 10;

/** The phones that may control this environment, as the app-server lists them. `ownClientIds` are this computer's own. */
export async function listPhones(
  { host, clock }: WayPorts,
  environmentId: string,
  ownClientIds: ReadonlySet<string>,
): Promise<readonly ListedPhone[] | Extract<SessionEvent, { kind: 'pairing-failed' }>> {
  const started = await host.running();
  if (started.kind !== 'ok') return { kind: 'pairing-failed', ...failureOfStart(started) };
  const phones: ListedPhone[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const listed = await started.value.listClients({ environmentId, cursor, limit: 100 });
    if (listed.kind !== 'ok') return unfulfilled(listed, clock, started.value);
    for (const { clientId, displayName, platform, lastSeenAt } of listed.value.data) {
      if (ownClientIds.has(clientId)) continue;
      phones.push({
        clientId,
        name: displayName,
        platform,
        lastSeenAt: lastSeenAt === null ? null : calendarTime(lastSeenAt * 1000),
      });
    }
    cursor = listed.value.nextCursor;
    if (cursor === null) break;
  }
  return phones;
}

/** A phone as a list names it; `lastSeenAt` in Unix milliseconds. */
export interface ListedPhone {
  readonly clientId: string;
  readonly name: string | null;
  readonly platform: string | null;
  readonly lastSeenAt: number | null;
}
