import { PAIRING_KEYS } from '../../globalState/index.ts';
import type { RemoteControlPorts } from '../ports.ts';
import type { ProblemReason } from '../../../shared/screen.ts';
import type { CheckResult } from '../repair/check.ts';
import type { Confirmed } from '../repair/confirmed.ts';
import { readSignIn } from './readSignIn.ts';
import { createAccountWatch } from './accountWatch.ts';
import { createAppServerHost } from './appServerHost.ts';
import { pauseMs } from './backOff.ts';
import type { RepairAnswer } from './contract.ts';
import type { Effect, SessionEvent, Trigger, Verdict } from './events.ts';
import { ownClientIds, ownerOf, saveIdentity, savePhone } from './pairingIdentity.ts';
import { phonesOf } from './phonesOnScreen.ts';
import type { Connection, Phones, SessionState } from './state.ts';
import { removePhone } from './removePhone.ts';
import { createShownPhones, type ShownPhone } from './shownPhones.ts';
import { createTimers } from './timers.ts';
import { isObstacle, nameClock, problemOfConnectionError } from './failures.ts';
import { askForCode, connect, type ListedPhone, listPhones, watchCode, type WayPorts } from './wayToPhone.ts';
import { createWork, type Work } from './work.ts';

const GATE_MS = 5000;
/** A list of phones may lag so many milliseconds behind a claim. */
const LAG_MS = 10 * 60_000;

/** The rim of the session: everything that it does to the world. */
export interface Effects {
  readonly work: Work;
  /** The app-server says that another program is online in its place. */
  readonly isContested: boolean;
  carryOut(this: void, effect: Effect): void;
  look(this: void, trigger: Trigger): void;
  /** What the next repair may do. */
  confirm(this: void, confirmed: Confirmed): void;
  /** What the repair, or the undo, that is under way comes to. */
  repaired(this: void): Promise<RepairAnswer>;
  undone(this: void): Promise<ProblemReason | null>;
  /** Resolves to why the phone was not removed, or to `null`. */
  removePhone(this: void, shown: ShownPhone): Promise<ProblemReason | null>;
  pauseUntil(this: void): number | null;
  /** Ends everything; resolves when it has ended. */
  stop(this: void): Promise<void>;
}

/** Nothing happens before the first effect, and nothing is told after the end. */
export function createEffects(
  ports: RemoteControlPorts,
  session: { readonly state: () => SessionState; readonly dispatch: (event: SessionEvent) => void },
): Effects {
  const { clock, log, random, state, takeLock } = ports;
  const life = new AbortController();
  const timers = createTimers(clock);
  const account = createAccountWatch(ports);
  let step = new AbortController();
  let checking = new AbortController();
  let confirmed: Confirmed | null = null;
  let lastLookAt = Number.NEGATIVE_INFINITY;
  let claimedAt = Number.NEGATIVE_INFINITY;
  let hasErrored = false;
  let hasAskedTime = false;
  let skewFound: number | null = null;
  /** Keeps the identity of the code on screen, where that has been put off. */
  let keepAtClaim: (() => ReturnType<typeof saveIdentity>) | null = null;
  let repaired: Promise<RepairAnswer> = Promise.resolve('state-changed');
  let undone: Promise<ProblemReason | null> = Promise.resolve('state-changed');

  const tell = (event: SessionEvent): void => {
    if (!life.signal.aborted) session.dispatch(event);
  };
  const host = createAppServerHost(ports, {
    onStatus: ({ status }) => {
      const isErrored = status === 'errored' && !hasErrored;
      if (status !== 'connecting') hasErrored = status === 'errored';
      tell({ kind: 'status', connection: connection(), isErrored });
    },
    onConnectionError: ({ reason }) => {
      if (isObstacle(reason)) tell({ kind: 'obstacle', reason: problemOfConnectionError(reason) });
    },
    onEnded: (ranForMs) => tell({ kind: 'app-server-ended', ranForMs }),
  });
  const localFacts = () => ({
    connectedEnvironmentId: host.connectedEnvironmentId,
    livePairing: session.state().code !== null,
  });
  const shownPhones = createShownPhones();
  const readPhones = (list: readonly ListedPhone[] | null): Phones => {
    const environmentId = state.get([PAIRING_KEYS.environmentId]);
    if (typeof environmentId === 'string') shownPhones.note(list ?? [], environmentId);
    const phones = phonesOf(list, clock.monotonic() - claimedAt < LAG_MS);
    // From here on the list knows it: that it is missing later means that it was revoked.
    if (phones.kind === 'some') claimedAt = Number.NEGATIVE_INFINITY;
    return phones;
  };
  const hasAccountChanged = (): boolean => {
    const hasChanged = account.hasChanged();
    if (hasChanged) work.forget();
    return hasChanged;
  };
  const work = createWork(
    { readSignIn: () => readSignIn(host), ...ports, localFacts, stopAppServer: () => host.stop() },
    { life: life.signal, readPhones, log },
  );
  const clockSkewMs = (): number | null => skewOf(work.lastResult) ?? skewFound;
  /** A computer without a pairing has asked the service nothing, and so not its time either: it is asked once, where that may be the reason. */
  const findClockSkew = async (): Promise<number | null> => {
    if (clockSkewMs() === null && !hasAskedTime) {
      hasAskedTime = true;
      skewFound = skewOf(await orElse(work.inspect(), 'time', null));
    }
    return clockSkewMs();
  };
  const way: WayPorts = { host, clock, connection, clockSkewMs };

  function connection(): Connection {
    const connected = host.connectedEnvironmentId;
    if (connected === null) return 'none';
    const stored = state.get([PAIRING_KEYS.environmentId]);
    if (stored === undefined || stored === null) return 'unstored';
    return stored === connected ? 'stored' : 'other';
  }

  /** An error of our own must not leave a screen that waits forever. */
  function orElse<T>(result: Promise<T>, what: string, fallback: T): Promise<T> {
    return result.catch((error: unknown) => {
      log(`${what}: ${nameOf(error)}`);
      return fallback;
    });
  }

  /** One step to a phone: what it comes to is told, unless it was ended before. */
  async function goAStep(take: (signal: AbortSignal) => Promise<SessionEvent>): Promise<void> {
    const { signal } = (step = new AbortController());
    const event = await take(signal).catch((error: unknown): SessionEvent => {
      log(`pairing: ${nameOf(error)}`);
      return { kind: 'pairing-failed', thing: 'pairing', reason: 'app-server-failed', ...PLAIN };
    });
    const isUnexplained =
      event.kind === 'pairing-failed' && event.thing === 'pairing' && event.reason === 'app-server-failed';
    const told = isUnexplained ? { ...event, ...nameClock(event, await findClockSkew()) } : event;
    if (!signal.aborted) tell(told);
  }

  async function newCode(signal: AbortSignal): Promise<SessionEvent> {
    // A code belongs to an account: the app-server may still have the one before.
    if (hasAccountChanged()) return { kind: 'account-changed' };
    const asked = await askForCode(way);
    if ('kind' in asked || signal.aborted) return 'kind' in asked ? asked : { kind: 'code-over' };
    const { identity } = asked;
    const owner = ownerOf(ports.readHome());
    const keep = () => saveIdentity(state, identity, owner);
    // What is another account's gives way to a phone that has claimed a code of ours, and to nothing before.
    keepAtClaim = work.isEnvironmentAnothers ? keep : null;
    const reason = keepAtClaim === null ? await keep() : null;
    if (reason !== null) return { kind: 'save-failed', reason };
    tell({ kind: 'status', connection: connection(), isErrored: false });
    return { kind: 'code', code: asked.code };
  }

  async function rememberPhone(): Promise<void> {
    claimedAt = clock.monotonic();
    const kept = keepAtClaim?.() ?? null;
    keepAtClaim = null;
    const reason = (await kept) ?? (await savePhone(state));
    if (reason !== null) return tell({ kind: 'save-failed', reason });
    tell({ kind: 'status', connection: connection(), isErrored: false });
  }

  async function lookForPhones(): Promise<SessionEvent> {
    const environmentId = state.get([PAIRING_KEYS.environmentId]);
    const unknown = { kind: 'phones', phones: { kind: 'unknown' }, failure: null } as const;
    if (typeof environmentId !== 'string') return unknown;
    const listed = await listPhones(way, environmentId, ownClientIds(state));
    if (!('kind' in listed)) return { ...unknown, phones: readPhones(listed) };
    // A service that does not know this list cannot say that no phone is enrolled either.
    return { ...unknown, failure: listed.reason === 'feature-unavailable' ? null : listed };
  }

  async function check(trigger: Trigger): Promise<void> {
    const { signal } = (checking = new AbortController());
    lastLookAt = clock.monotonic();
    if (trigger !== 'account' && hasAccountChanged()) tell({ kind: 'account-changed' });
    const checked = work.check(trigger, AbortSignal.any([signal, life.signal]));
    const verdict = await orElse(checked, 'check', UNKNOWN_VERDICT);
    if (!signal.aborted) tell({ kind: 'checked', verdict });
  }

  async function repair(newIdentity: boolean): Promise<RepairAnswer> {
    const onStep = (activity: Parameters<Parameters<Work['repair']>[2]>[0]) =>
      tell({ kind: 'repair-step', activity });
    const done =
      confirmed === null
        ? ({ kind: 'repaired', answer: 'state-changed', outcome: null, backup: null } as const)
        : await orElse(work.repair(confirmed, newIdentity, onStep), 'repair', UNREPAIRED);
    confirmed = null;
    tell(done);
    return done.answer;
  }

  async function undo(backup: string): Promise<ProblemReason | null> {
    const problem = await orElse(work.undo(backup), 'undo', 'write-failed');
    tell({ kind: 'undone', problem });
    tell({ kind: 'status', connection: connection(), isErrored: false });
    return problem;
  }

  function pause(failures: number, retryAfterMs: number | null): void {
    const left = (timers.until('pause') ?? Number.NEGATIVE_INFINITY) - clock.monotonic();
    const milliseconds = Math.max(left, pauseMs(failures, retryAfterMs, random()));
    timers.start('pause', milliseconds, () => tell({ kind: 'pause-over' }));
  }

  function carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'take-lock':
        if (takeLock === undefined) return tell({ kind: 'lock', isHeld: true });
        // What fails for no known reason is no other app.
        return void orElse(takeLock(), 'lock', true).then((isHeld) => tell({ kind: 'lock', isHeld }));
      case 'open-gate-later':
        return timers.start('gate', ports.gateMs ?? GATE_MS, () => tell({ kind: 'gate-deadline' }));
      case 'forget-gate':
        return timers.cancel('gate');
      case 'start-app-server':
        return void host.running();
      case 'stop-app-server':
        return void host.stop();
      case 'check':
        return void check(effect.trigger);
      case 'cancel-check':
        return checking.abort();
      case 'heal':
        return void orElse(work.heal(), 'heal', UNHEALED).then(tell);
      case 'clean-up':
        return void orElse(work.cleanUp(), 'clean-up', undefined).then(() => tell({ kind: 'cleaned-up' }));
      case 'connect':
        return void goAStep((signal) => connect(way, signal));
      case 'look-for-phones':
        return void goAStep(lookForPhones);
      case 'ask-for-code':
        return void goAStep(newCode);
      case 'watch-code':
        return void goAStep((signal) => watchCode(way, effect.code, signal));
      case 'remember-phone':
        return void rememberPhone();
      case 'end-pairing':
        return step.abort();
      case 'pause':
        return pause(effect.failures, effect.retryAfterMs);
      case 'end-pause':
        return timers.cancel('pause');
      case 'repair':
        repaired = repair(effect.newIdentity);
        return;
      case 'undo':
        undone = undo(effect.backup);
    }
  }

  return {
    work,
    get isContested() {
      return host.connectionError?.reason === 'already-online';
    },
    carryOut,
    look(trigger) {
      if (hasAccountChanged()) tell({ kind: 'account-changed' });
      tell({ kind: 'look', trigger, sinceLastMs: clock.monotonic() - lastLookAt });
    },
    confirm(next) {
      confirmed = next;
    },
    repaired: () => repaired,
    undone: () => undone,
    async removePhone(shown) {
      if (hasAccountChanged()) {
        tell({ kind: 'account-changed' });
        return 'state-changed';
      }
      const identity = shownPhones.find(shown);
      return identity === null ? 'state-changed' : removePhone(way, state, identity);
    },
    pauseUntil: () => timers.until('pause'),
    async stop() {
      life.abort();
      step.abort();
      timers.cancelAll();
      await host.stop();
      await work.idle();
    },
  };
}

const PLAIN = { retryAfterMs: null, awaitsConnection: false } as const;
/** A check that ended by an error of our own has decided nothing. */
const UNKNOWN_VERDICT: Verdict = { kind: 'unchecked', reason: 'bad-shape', retryAfterMs: null };

const UNHEALED: Extract<SessionEvent, { kind: 'healed' }> = {
  kind: 'healed',
  healed: { kind: 'failed', reason: 'write-failed' },
  hasLeftovers: false,
};
const UNREPAIRED: Extract<SessionEvent, { kind: 'repaired' }> = {
  kind: 'repaired',
  answer: 'write-failed',
  outcome: null,
  backup: null,
};

/** How far this computer's clock is ahead of the service's, by a check; `null` where that does not say. */
function skewOf(result: CheckResult | null): number | null {
  if (result?.kind !== 'diagnosed') return null;
  return result.diagnosis.observation.readings.at(-1)?.clockSkewMs ?? null;
}

/** A message may quote a token, a name cannot. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'threw something that is no error';
}
