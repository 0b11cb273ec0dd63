import type { Outcome, ProblemReason } from '../../../shared/screen.ts';
import { PAIRING_KEYS } from '../../globalState/index.ts';
import { standsInTheWay } from '../decide/reasonPolicy.ts';
import { countsOf } from '../decide/summary.ts';
import { withTimeout } from '../directory/withTimeout.ts';
import { check as runCheck, type CheckResult } from '../repair/check.ts';
import { cleanUp } from '../repair/cleanUp.ts';
import type { Confirmed } from '../repair/confirmed.ts';
import { isPairedSince } from '../repair/isPairedSince.ts';
import type { RepairPorts } from '../repair/ports.ts';
import { removedAndLeft } from '../repair/removedAndLeft.ts';
import { runRepair, type RepairResult } from '../repair/runRepair.ts';
import type { Healed, SessionEvent, Trigger, Verdict } from './events.ts';
import type { Activity, Phones } from './state.ts';
import type { ListedPhone } from './wayToPhone.ts';

const CHECK_TIMEOUT_MS = 30_000;
/** What is left at the server after this waits for the next launch: the code on screen matters more. */
const CLEAN_UP_TIMEOUT_MS = 10_000;

/** What touches the files and asks the directory. The session sees to it that only one of these runs. */
export interface Work {
  readonly lastResult: CheckResult | null;
  /** The stored environment is another account's, or it is not known yet whose: a code of ours must not take its place by itself. */
  readonly isEnvironmentAnothers: boolean;
  /** Another account is signed in: what was known is not known for it. */
  forget(): void;
  check(trigger: Trigger, signal: AbortSignal): Promise<Verdict>;
  /** A reading for a repair, after whatever reads now; nothing is done by it. */
  inspect(): Promise<CheckResult>;
  /** Heals what the last check has proven. */
  heal(): Promise<Extract<SessionEvent, { kind: 'healed' }>>;
  /** Deletes what an earlier repair has left at the server; once. */
  cleanUp(): Promise<void>;
  repair(
    confirmed: Confirmed,
    newIdentity: boolean,
    onStep: (activity: Extract<Activity, { kind: 'repairing' }>) => void,
  ): Promise<Extract<SessionEvent, { kind: 'repaired' }>>;
  /** Ends the clean-up of a repair that is under way; what comes before it is not ended. */
  finishRepairLater(): void;
  undo(backup: string): Promise<ProblemReason | null>;
  /** Resolves when nothing is read any more. */
  idle(): Promise<void>;
}

/** Until `life` ends. `readPhones`: what a list of phones says, by what is known of claims. */
export function createWork(ports: RepairPorts, { life, readPhones, log }: WorkOptions): Work {
  const { state } = ports;
  let reading: Promise<unknown> = Promise.resolve();
  let lastResult: CheckResult | null = null;
  let isCleanedUp = false;
  let cleaning: AbortController | null = null;
  let isEnvironmentAnothers = false;

  const read = (
    how: { readonly includeUnpaired: boolean; readonly singleAttempt: boolean },
    signal: AbortSignal,
  ): Promise<CheckResult> => {
    const next = reading.then(() =>
      withTimeout(CHECK_TIMEOUT_MS, signal, (limited) => runCheck(ports, { signal: limited, ...how })),
    );
    reading = next.catch(() => undefined);
    return next;
  };
  const learn = (result: CheckResult): void => {
    lastResult = result;
    if (result.kind === 'unchecked') return;
    const environmentId = String(state.get([PAIRING_KEYS.environmentId]));
    const verdict =
      result.kind === 'diagnosed' ? result.diagnosis.environments.get(environmentId) : undefined;
    isEnvironmentAnothers = verdict?.kind === 'other-account';
  };
  const verdictOf = (result: CheckResult): Verdict => {
    switch (result.kind) {
      case 'not-enrolled':
        return { kind: 'not-enrolled' };
      case 'unchecked':
        return { kind: 'unchecked', reason: result.reason, retryAfterMs: null };
      case 'diagnosed': {
        const { reason, retryAfterMs, diagnosis } = result;
        const environmentId = state.get([PAIRING_KEYS.environmentId]);
        const phones = readPhones(environmentId === undefined ? [] : diagnosis.enrolledPhones);
        return { kind: 'diagnosed', reason: standsInTheWay(reason) ? reason : null, retryAfterMs, phones };
      }
    }
  };

  return {
    get lastResult() {
      return lastResult;
    },
    get isEnvironmentAnothers() {
      return isEnvironmentAnothers;
    },
    forget() {
      lastResult = null;
      isEnvironmentAnothers = true;
    },
    async check(trigger, signal) {
      log(`check: ${trigger}`);
      const hasLeftovers = state.record.outbox.length > 0;
      const result = await read(
        { includeUnpaired: hasLeftovers, singleAttempt: trigger === 'timer' },
        signal,
      );
      if (!signal.aborted) learn(result);
      return verdictOf(result);
    },
    inspect: () => read({ includeUnpaired: true, singleAttempt: false }, life),
    async heal() {
      const had = state.get([PAIRING_KEYS.environmentId]);
      const request = { mode: 'automatic', confirmed: null, newIdentity: false, signal: life } as const;
      const result = await runRepair(ports, { ...request, reading: lastResult, onStep: () => undefined });
      log(`check: ${reasonOf(lastResult) ?? 'all known'}, ${inLog(result)}`);
      const isEnvironmentGone = had !== undefined && state.get([PAIRING_KEYS.environmentId]) === undefined;
      const hasLeftovers = state.record.outbox.length > 0 && !isCleanedUp;
      return { kind: 'healed', healed: healedBy(result, isEnvironmentGone), hasLeftovers };
    },
    async cleanUp() {
      isCleanedUp = true;
      if (lastResult?.kind !== 'diagnosed') return;
      const { diagnosis } = lastResult;
      const { deletions } = await withTimeout(CLEAN_UP_TIMEOUT_MS, life, (signal) =>
        cleanUp(ports, diagnosis, null, { signal }),
      );
      const deleted = deletions.filter(({ outcome }) => outcome === 'deleted').length;
      log(`clean-up: ${deleted} of ${deletions.length} deleted`);
    },
    async repair(confirmed, newIdentity, onStep) {
      const later = new AbortController();
      const result = await runRepair(ports, {
        mode: 'full',
        reading: null,
        confirmed,
        newIdentity,
        signal: AbortSignal.any([life, later.signal]),
        onStep: (step) => {
          cleaning = step.step === 'cleaning' ? later : null;
          onStep({ kind: 'repairing', ...step });
        },
      });
      cleaning = null;
      return repairedBy(result);
    },
    finishRepairLater: () => cleaning?.abort(),
    async undo(backup) {
      const putBackIdentity = ports.oldIdentity?.(backup) ?? null;
      const restored = await state.restore({ backup });
      switch (restored.kind) {
        case 'restored':
          if (putBackIdentity === null || isPairedSince(state, restored.backup)) return null;
          // It holds the identity that it began with.
          await ports.stopAppServer();
          return attempt(putBackIdentity);
        case 'no-backup':
        case 'state-changed':
        case 'write-failed':
          return restored.kind;
        case 'unreadable':
          return 'state-unreadable';
        case 'closed':
          return 'write-failed';
      }
    },
    async idle() {
      await reading;
    },
  };
}

function attempt(putBackIdentity: () => void): ProblemReason | null {
  try {
    putBackIdentity();
    return null;
  } catch {
    return 'identity-failed';
  }
}

interface WorkOptions {
  readonly life: AbortSignal;
  readonly readPhones: (list: readonly ListedPhone[] | null) => Phones;
  readonly log: (line: string) => void;
}

function healedBy(result: RepairResult, isEnvironmentGone: boolean): Healed {
  switch (result.kind) {
    case 'refused':
      return { kind: 'failed', reason: result.reason };
    case 'held':
      return { kind: 'held' };
    case 'not-enrolled':
    case 'plan-changed':
      return { kind: 'nothing' };
    case 'done': {
      const removed = countsOf(result.plan.edits, []);
      if (removed.length === 0) return { kind: 'nothing' };
      const outcome: Outcome = { kind: 'repaired', requested: false, removed, left: [] };
      return { kind: 'healed', outcome, backup: result.backup, isEnvironmentGone };
    }
  }
}

function repairedBy(result: RepairResult): Extract<SessionEvent, { kind: 'repaired' }> {
  const nothing = { kind: 'repaired', outcome: null, backup: null } as const;
  switch (result.kind) {
    case 'refused':
      return { ...nothing, answer: result.reason };
    case 'held':
    case 'not-enrolled':
      return { ...nothing, answer: 'state-changed' };
    case 'plan-changed':
      return { ...nothing, answer: result.kind };
    case 'done': {
      const { identity, backup, reason } = result;
      const { removed, left } = removedAndLeft(result);
      const kind = removed.length > 0 || identity !== null ? 'repaired' : 'nothing-to-repair';
      return {
        kind: 'repaired',
        answer: reason === 'identity-failed' ? reason : 'done',
        outcome: { kind, requested: true, removed, left },
        backup,
      };
    }
  }
}

function reasonOf(result: CheckResult | null): string | null {
  return result?.kind === 'diagnosed' ? result.reason : null;
}

/** What a heal came to, for the log. */
function inLog(result: RepairResult): string {
  if (result.kind === 'done') return result.plan.edits.length > 0 ? 'healed' : 'nothing-to-heal';
  return result.kind === 'refused' ? result.reason : result.kind;
}
