import type { Reason } from '../../../shared/reasons.ts';
import type { ProblemReason, View } from '../../../shared/screen.ts';
import { PAIRING_KEYS, isPairingAtom } from '../../globalState/index.ts';
import { check as runCheck, type CheckResult } from '../repair/check.ts';
import { diagnosticsOf } from '../repair/diagnostics.ts';
import { countsOf } from '../decide/summary.ts';
import { isIdentityConflict, standsInTheWay, statusFor } from '../decide/reasonPolicy.ts';
import { withTimeout } from '../directory/withTimeout.ts';
import { createAppServerHost } from './appServerHost.ts';
import { cleanUp } from '../repair/cleanUp.ts';
import type { RemoteControl, RepairAnswer } from './contract.ts';
import { hasConnectedPhone, storeConnectedPhone, storeIdentity } from './pairingIdentity.ts';
import { createPairingSession, isObstacle, problemOfTrouble } from './pairingSession.ts';
import type { RemoteControlPorts } from '../ports.ts';
import { createRecheck } from './recheck.ts';
import { createRepairProposals } from '../repair/repairProposals.ts';
import { removedAndLeft } from '../repair/removedAndLeft.ts';
import { runRepair, type RepairRequest, type RepairResult } from '../repair/runRepair.ts';
import { createScreenState } from './screenState.ts';
import { createSharedCheck } from './sharedCheck.ts';

type Diagnosed = Extract<CheckResult, { kind: 'diagnosed' }>;

const GATE_MS = 5000;
const CHECK_TIMEOUT_MS = 30_000;
/** What is left at the server after this waits for the next launch: the code on screen matters more. */
const CLEAN_UP_TIMEOUT_MS = 10_000;

/** Puts the module together. No side effect before `start`. */
export function createRemoteControl(ports: RemoteControlPorts): RemoteControl {
  const { state, clock, log, random } = ports;
  const life = new AbortController();
  const screen = createScreenState(() => state.epoch);
  let lastResult: CheckResult | null = null;
  let lastBackup: string | null = null;
  let isHeld = false;
  let isRepairing = false;
  let isDisconnected = false;
  let isCleanedUp = false;

  const host = createAppServerHost(ports, {
    onStatus: ({ status }) => {
      // One check for a lost connection, not one for each attempt to get it back: an outage would be made worse.
      if (status === 'errored' && !isDisconnected) void checks.check('errored');
      isDisconnected = status === 'errored' || (isDisconnected && status !== 'connected');
      const isAnotherOnline =
        screen.current.view.kind === 'problem' && screen.current.view.reason === 'already-online';
      if (status === 'connected' && isAnotherOnline) openGate();
    },
    onTrouble: ({ reason }) => {
      if (session.isLive && isObstacle(reason)) fail(problemOfTrouble(reason), null);
    },
    onDeath: () => {
      if (session.isRunning) fail('app-server-failed', null);
    },
  });
  const session = createPairingSession(host, clock, {
    onView: (view) => screen.show({ view }),
    onIdentity: (identity) => storeIdentity(state, identity),
    onClaimed: () => {
      storeConnectedPhone(state);
      screen.show({ view: { kind: 'connected', phone: null, others: 0 } });
    },
    onProblem: (reason) => fail(reason, null),
  });
  const recheck = createRecheck(clock, random, () => void checks.check('timer'));
  const checks = createSharedCheck({
    read: ({ evenWithoutPairing, isRecheck }) => {
      const hasLeftovers = state.record.outbox.length > 0;
      return withTimeout(CHECK_TIMEOUT_MS, life.signal, (signal) =>
        runCheck(
          { ...ports, witness },
          { signal, isRecheck, evenWithoutPairing: evenWithoutPairing || hasLeftovers },
        ),
      );
    },
    settle,
    mayAct: () => !life.signal.aborted && !isRepairing,
    log,
  });
  const proposals = createRepairProposals();
  const repairPorts = { ...ports, witness, stopAppServer: () => host.stop() };

  /** Repairs until the end of the module. */
  function repair(request: Pick<RepairRequest, 'mode' | 'reading' | 'confirmed' | 'newIdentity'>) {
    return runRepair(repairPorts, {
      ...request,
      signal: life.signal,
      onStep: (step) => {
        if (request.mode === 'full') screen.show({ view: { kind: 'repairing', ...step } });
      },
    });
  }

  /** Opens the gate at its deadline, where the verdict has not opened it by then. */
  async function openGateInTime(verdict: Promise<void>): Promise<void> {
    const known = new AbortController();
    void verdict.finally(() => known.abort());
    const signal = AbortSignal.any([known.signal, life.signal]);
    await clock.wait(ports.gateMs ?? GATE_MS, signal);
    if (!signal.aborted) openGate();
  }

  function witness() {
    return { connectedEnvironmentId: host.connectedEnvironmentId, livePairing: session.isLive };
  }

  async function settle(result: CheckResult): Promise<void> {
    lastResult = result;
    if (result.kind === 'unchecked') return undecided(result.reason, null);
    if (result.kind === 'not-enrolled') {
      screen.show({ outcome: { kind: 'not-enrolled', requested: false, removed: [], left: [] } });
      recheck.done();
      return openGate();
    }
    if (isHeld) return;
    const healed = await repair({ mode: 'automatic', reading: result, confirmed: null, newIdentity: false });
    log(`check: ${result.reason ?? 'all known'}, ${inLog(healed)}`);
    if (life.signal.aborted) return;
    if (healed.kind === 'refused') {
      // A code that came while the check was under way has brought its own identity: look again, and leave it on screen.
      const isOvertaken = healed.reason === 'state-changed' && session.isLive;
      return isOvertaken ? recheck.later(null) : fail(healed.reason, null);
    }
    if (healed.kind === 'held') return fail('still-stuck', null);
    if (healed.kind === 'done') tell(healed, result.reason);
    if (state.record.outbox.length > 0 && !isCleanedUp) return void cleanUpThenProceed(result);
    return proceed(result);
  }

  /** What a repair that nobody asked for has come to. */
  function tell({ plan, backup }: Extract<RepairResult, { kind: 'done' }>, reason: Reason | null): void {
    const removed = countsOf(plan.edits, []);
    if (removed.length > 0) {
      remember(backup);
      screen.show({ outcome: { kind: 'repaired', requested: false, removed, left: [] } });
      // A code lives and dies with its environment.
      if (state.get([PAIRING_KEYS.environmentId]) === undefined) session.end();
    } else if (!standsInTheWay(reason)) {
      screen.show({ outcome: { kind: 'healthy', requested: false, removed: [], left: [] } });
    }
  }

  function proceed({ reason, retryAfterMs }: Diagnosed): void {
    if (standsInTheWay(reason)) return undecided(reason, retryAfterMs);
    recheck.done();
    return openGate();
  }

  /** What an earlier repair could not delete; once a launch, and not while a host runs that would make it anew. */
  async function cleanUpThenProceed(result: Diagnosed): Promise<void> {
    isCleanedUp = true;
    session.end();
    await host.stop();
    const { deletions } = await withTimeout(CLEAN_UP_TIMEOUT_MS, life.signal, (signal) =>
      cleanUp(repairPorts, result.diagnosis, null, { signal }),
    );
    const deleted = deletions.filter(({ outcome }) => outcome === 'deleted').length;
    log(`clean-up: ${deleted} of ${deletions.length} deleted`);
    if (!life.signal.aborted && !isRepairing) proceed(result);
  }

  /** What a repair that was asked for has come to; `null` where a code can be asked for. */
  function settleRepair(result: RepairResult): RepairAnswer {
    switch (result.kind) {
      case 'refused':
        return result.reason;
      case 'plan-changed':
        return result.kind;
      case 'held':
      case 'not-enrolled':
        return 'state-changed';
      case 'done': {
        const { identity, backup, reason } = result;
        const { removed, left } = removedAndLeft(result);
        const kind = removed.length > 0 || identity !== null ? 'repaired' : 'nothing-to-repair';
        if (backup !== null) remember(backup);
        isHeld = false;
        screen.show({ outcome: { kind, requested: true, removed, left } });
        return reason === 'identity-failed' ? reason : null;
      }
    }
  }

  /** What could not be verified leaves a code on screen alone; what stands in the way is shown at once. */
  function undecided(reason: Reason, wait: number | null): void {
    if (session.isLive && statusFor(reason) === 'unverified') return recheck.later(wait);
    return fail(reason, wait);
  }

  function fail(reason: ProblemReason, retryAfterMs: number | null): void {
    session.end();
    screen.show({ view: { kind: 'problem', reason, nextTryInMs: null } });
    if (reason !== 'still-stuck' && reason !== 'app-server-missing') recheck.later(retryAfterMs);
  }

  /** The verdict allows a screen: the phone that is connected, or a code for one. */
  function openGate(): void {
    if (session.isRunning || life.signal.aborted) return;
    if (lastResult?.kind === 'diagnosed' && hasConnectedPhone(state)) {
      return screen.show({ view: { kind: 'connected', phone: null, others: 0 } });
    }
    beginPairing({ kind: 'preparing' });
  }

  function beginPairing(view: View): void {
    if (!life.signal.aborted) void session.begin(view);
  }

  function remember(backup: string | null): void {
    lastBackup = backup;
    screen.show({ canUndo: backup !== null });
  }

  return {
    get screen() {
      return screen.current;
    },
    onScreen: (listener) => screen.subscribe(listener),
    start() {
      void host.running();
      void openGateInTime(checks.check('launch'));
    },
    check: (trigger) => checks.check(trigger),
    beginPairing() {
      // A host that starts in the middle of a repair would enroll again under what is being removed.
      if (!isRepairing) beginPairing({ kind: 'preparing' });
    },
    async planRepair() {
      const { view } = screen.current;
      const isContested =
        host.trouble?.reason === 'already-online' ||
        (view.kind === 'problem' && isIdentityConflict(view.reason));
      const proposed = proposals.propose(await checks.inspect(), isContested);
      if (proposed.kind === 'impossible') fail(proposed.reason, null);
      return proposed;
    },
    async repair(token, newIdentity) {
      if (isRepairing) return 'state-changed';
      isRepairing = true;
      recheck.done();
      session.end();
      try {
        const confirmed = proposals.take(token);
        const answer =
          confirmed === null
            ? 'state-changed'
            : settleRepair(await repair({ mode: 'full', reading: null, confirmed, newIdentity }));
        if (answer === null) beginPairing({ kind: 'repairing', step: 'enrolling', progress: null });
        else if (answer !== 'plan-changed') fail(answer, null);
        return answer;
      } finally {
        isRepairing = false;
        // The app-server has been stopped for a look; the dialog is open again over whatever this comes to.
        if (!life.signal.aborted && screen.current.view.kind === 'repairing' && !session.isRunning)
          openGate();
      }
    },
    async undo() {
      // What the repair deletes at the server right now would be missing under what comes back.
      if (isRepairing) return 'state-changed';
      if (lastBackup === null) return 'no-backup';
      session.end();
      recheck.done();
      const restored = await state.restore({ backup: lastBackup });
      if (restored.kind !== 'restored') {
        const problem = restored.kind === 'no-backup' ? 'no-backup' : 'write-failed';
        fail(problem, null);
        return problem;
      }
      isHeld = true;
      lastBackup = null;
      screen.show({
        view: { kind: 'restored' },
        outcome: { kind: 'restored', requested: true, removed: [], left: [] },
        canUndo: false,
      });
      return null;
    },
    writeAtom: (name, value, epoch) =>
      isPairingAtom(name) &&
      state.write({ path: [PAIRING_KEYS.atoms, name], op: 'set', value, epoch }).kind === 'accepted',
    diagnostics: () => diagnosticsOf({ state, result: lastResult }),
    async stop() {
      life.abort();
      session.end();
      recheck.done();
      await host.stop();
      await checks.idle();
    },
  };
}

/** What a heal came to, for the log. */
function inLog(result: RepairResult): string {
  if (result.kind === 'done') return result.plan.edits.length > 0 ? 'healed' : 'nothing-to-heal';
  return result.kind === 'refused' ? result.reason : result.kind;
}
