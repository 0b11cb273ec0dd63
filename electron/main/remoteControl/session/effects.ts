import type { ProblemReason } from '../../../shared/screen.ts';
import type { SignIn } from '../../codexHome/index.ts';
import type { RemoteControlPorts } from '../ports.ts';
import type { Confirmed } from '../repair/confirmed.ts';
import { createAccountWatch } from './accountWatch.ts';
import { createAppServerHost } from './appServerHost.ts';
import { pauseMs } from './backOff.ts';
import { createClockSkew } from './clockSkew.ts';
import { createCodeWatch } from './codeWatch.ts';
import { connectionOf } from './connection.ts';
import type { RepairAnswer } from './contract.ts';
import type { Effect, SessionEvent, Trigger } from './events.ts';
import { isObstacle, nameClock, problemOfConnectionError } from './failures.ts';
import { createOrElse, PAIRING_FAILED, UNHEALED, UNKNOWN_VERDICT, UNREPAIRED } from './ownErrors.ts';
import { createPairingSteps } from './pairingSteps.ts';
import { createPhoneLists } from './phoneLists.ts';
import { readSignIn } from './readSignIn.ts';
import { removePhone } from './removePhone.ts';
import type { ShownPhone } from './shownPhones.ts';
import type { SessionState } from './state.ts';
import { createTimers } from './timers.ts';
import { connect, type WayPorts } from './wayToPhone.ts';
import { createWork, type Work } from './work.ts';

const GATE_MS = 5000;

/** The rim of the session: everything that it does to the world. */
export interface Effects {
  readonly work: Work;
  /** The sign-in that only the app-server can read. */
  readonly readSignIn: (signal: AbortSignal) => Promise<SignIn>;
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
  const orElse = createOrElse(log);
  let step = new AbortController();
  let checking = new AbortController();
  let confirmed: Confirmed | null = null;
  let lastLookAt = Number.NEGATIVE_INFINITY;
  let hasErrored = false;
  let repaired: Promise<RepairAnswer> = Promise.resolve('state-changed');
  let undone: Promise<ProblemReason | null> = Promise.resolve('state-changed');

  const connection = () => connectionOf(host.connectedEnvironmentId, state);
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
  const phoneLists = createPhoneLists(state, clock);
  const hasAccountChanged = (): boolean => {
    const hasChanged = account.hasChanged();
    if (hasChanged) work.forget();
    return hasChanged;
  };
  const readKeyRing = ports.readSignIn ?? (() => readSignIn(host));
  const work = createWork(
    { ...ports, readSignIn: readKeyRing, localFacts, stopAppServer: () => host.stop() },
    { life: life.signal, readPhones: phoneLists.read, log },
  );
  const clockSkew = createClockSkew(work, orElse);
  const way: WayPorts = { host, clock, connection, clockSkewMs: clockSkew.known };
  const watchCode = createCodeWatch(way);
  const steps = createPairingSteps({ ...ports, way, work, phoneLists, hasAccountChanged, tell });

  /** One step to a phone: what it comes to is told, unless it was ended before. */
  async function goAStep(take: (signal: AbortSignal) => Promise<SessionEvent>): Promise<void> {
    const { signal } = (step = new AbortController());
    const event = await orElse(take(signal), 'pairing', PAIRING_FAILED);
    const isUnexplained =
      event.kind === 'pairing-failed' && event.thing === 'pairing' && event.reason === 'app-server-failed';
    const told = isUnexplained ? { ...event, ...nameClock(event, await clockSkew.find()) } : event;
    if (!signal.aborted) tell(told);
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
        return void goAStep(steps.lookForPhones);
      case 'ask-for-code':
        return void goAStep(steps.newCode);
      case 'watch-code':
        return void goAStep((signal) => watchCode(effect.code, signal));
      case 'remember-phone':
        return void steps.rememberPhone();
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
    readSignIn: readKeyRing,
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
      const identity = phoneLists.find(shown);
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
