import type { Reason } from '../../../shared/reasons.ts';
import type { ProblemReason, View } from '../../../shared/screen.ts';
import type { AppServer, StartedPairing, TroubleReason } from '../appServer/index.ts';
import { REASON_POLICY } from '../decide/reasonPolicy.ts';
import type { Clock } from '../clock.ts';
import type { StartedAppServer } from '../ports.ts';
import type { AppServerHost } from './appServerHost.ts';

/** How long until the phone's claim is asked for again (what independent clients do). */
const POLL_MS = 3000;
/** A code is renewed this long before its end, so that nobody scans a dying one. */
const RENEW_BEFORE_MS = 2000;
const SHORTEST_LIFE_MS = 1000;

/** What happens while a phone is waited for. */
export interface PairingEvents {
  readonly onView: (view: View) => void;
  /** The app-server is enrolled under these ids. */
  readonly onIdentity: (identity: { environmentId: string; installationId: string | null }) => void;
  readonly onClaimed: () => void;
  /** It cannot go on; the session has ended. */
  readonly onProblem: (reason: ProblemReason) => void;
}

/** From enabling remote control to a phone that has claimed a code. */
export interface PairingSession {
  /** Whether a code is on screen. */
  readonly isLive: boolean;
  /** Whether a session is under way, with or without a code. */
  readonly isRunning: boolean;
  /** Starts anew; what ran before ends. Resolves when the session ends. */
  begin(view: View): Promise<void>;
  end(): void;
}

/** Asks for a code, shows it, renews it on expiry and waits for its claim. No QR is shown without a code. */
export function createPairingSession(
  host: Pick<AppServerHost, 'running'>,
  clock: Clock,
  { onView, onIdentity, onClaimed, onProblem }: PairingEvents,
): PairingSession {
  let current: AbortController | null = null;
  let isLive = false;

  const run = async (signal: AbortSignal): Promise<ProblemReason | 'claimed' | null> => {
    const started = await host.running();
    if (signal.aborted) return null;
    if (started.kind !== 'ok') return problemOfStart(started);
    const server = started.value;
    const enabled = await server.enable();
    if (enabled.kind !== 'ok') return problemOf(enabled);
    const obstacle = await untilConnected(server, clock, signal);
    if (signal.aborted) return null;
    if (obstacle !== null) return problemOfTrouble(obstacle);
    for (;;) {
      const pairing = await server.startPairing();
      if (signal.aborted) return null;
      if (pairing.kind !== 'ok') return problemOf(pairing);
      onIdentity({
        environmentId: pairing.value.environmentId,
        installationId: server.status?.installationId ?? enabled.value.installationId,
      });
      isLive = true;
      onView(viewOf(pairing.value, clock.now()));
      const end = await untilClaimed(server, pairing.value, signal);
      if (signal.aborted) return null;
      isLive = false;
      if (end !== 'expired') return end;
    }
  };

  const untilClaimed = async (
    server: AppServer,
    { pairingCode, expiresAt }: StartedPairing,
    signal: AbortSignal,
  ): Promise<ProblemReason | 'claimed' | 'expired'> => {
    const until = Math.max(expiresAt * 1000 - RENEW_BEFORE_MS, clock.now() + SHORTEST_LIFE_MS);
    while (clock.now() < until) {
      await clock.wait(Math.min(POLL_MS, until - clock.now()), signal);
      if (signal.aborted) return 'expired';
      const state = await server.readPairing({ pairingCode });
      if (state.kind === 'ok' && state.value.claimed) return 'claimed';
      if (state.kind === 'gone') return 'app-server-failed';
      if (state.kind === 'refused' && state.reason === 'expired-code') return 'expired';
      // Anything else may pass: the code is still good, and its end is known.
    }
    return 'expired';
  };

  return {
    get isLive() {
      return isLive;
    },
    get isRunning() {
      return current !== null;
    },
    async begin(view) {
      current?.abort();
      const controller = new AbortController();
      current = controller;
      isLive = false;
      onView(view);
      const end = await run(controller.signal);
      if (current !== controller) return;
      current = null;
      isLive = false;
      if (end === 'claimed') onClaimed();
      else if (end !== null) onProblem(end);
    },
    end() {
      current?.abort();
      current = null;
      isLive = false;
    },
  };
}

/** A connection that is not made within this time may still be, while a code is on screen. */
const CONNECT_MS = 3000;
/** Whether waiting ends this trouble, or a person has to do something. */
export function isObstacle(reason: TroubleReason): boolean {
  return Object.hasOwn(REASON_POLICY, reason) && REASON_POLICY[reason as Reason].needsPerson;
}

/** Waits for the connection, so that the code shown is one a phone can use; answers what stands in its way, if anything. */
async function untilConnected(
  server: AppServer,
  clock: Clock,
  signal: AbortSignal,
): Promise<TroubleReason | null> {
  const over = new AbortController();
  const decided = () =>
    server.status?.status === 'connected' || isObstacle(server.trouble?.reason ?? 'unknown');
  const look = () => {
    if (decided()) over.abort();
  };
  const stops = [server.onStatus(look), server.onTrouble(look)];
  look();
  await clock.wait(CONNECT_MS, AbortSignal.any([over.signal, signal]));
  for (const stop of stops) stop();
  if (server.status?.status === 'connected') return null;
  const reason = server.trouble?.reason;
  return reason !== undefined && isObstacle(reason) ? reason : null;
}

function viewOf({ pairingCode, manualPairingCode, expiresAt }: StartedPairing, now: number): View {
  return {
    kind: 'pairing',
    url: `https://chatgpt.com/codex/pair?pairing_code=${encodeURIComponent(pairingCode)}`,
    manualCode: manualPairingCode,
    remainingMs: expiresAt * 1000 - now,
    reconnecting: false,
    canGoBack: false,
  };
}

const PROBLEMS: Partial<Record<TroubleReason, ProblemReason>> = {
  'expired-code': 'app-server-failed',
  'not-enabled': 'app-server-failed',
  'not-found': 'feature-unavailable',
  'disabled-by-policy': 'forbidden',
  unknown: 'app-server-failed',
};

/** The screen for an app-server that did not start. */
function problemOfStart(started: Exclude<StartedAppServer, { kind: 'ok' }>): ProblemReason {
  switch (started.kind) {
    case 'missing':
      return 'app-server-missing';
    case 'prevented':
      return started.reason;
    case 'timeout':
      return 'app-server-hangs';
    case 'gone':
    case 'refused':
      return 'app-server-failed';
  }
}

/** The screen for what the app-server says. */
export function problemOfTrouble(reason: TroubleReason): ProblemReason {
  return PROBLEMS[reason] ?? (reason as Exclude<TroubleReason, keyof typeof PROBLEMS> as ProblemReason);
}

function problemOf(
  outcome: { kind: 'refused'; reason: TroubleReason } | { kind: 'gone' } | { kind: 'timeout' },
): ProblemReason {
  if (outcome.kind === 'refused') return problemOfTrouble(outcome.reason);
  return outcome.kind === 'timeout' ? 'timeout' : 'app-server-failed';
}
