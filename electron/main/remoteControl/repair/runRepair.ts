import type { Reason } from '../../../shared/reasons.ts';
import { requireMembers, type Needs } from '../../../shared/requireMembers.ts';
import type { NewIdentity, RunningProgram } from '../../codexHome/index.ts';
import type { HealRecord } from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { isFresh } from '../decide/isFresh.ts';
import { isEmptyPlan, type RepairChoices, type RepairPlan } from '../decide/plan.ts';
import { mayRepairFully, REASON_POLICY, standsInTheWay } from '../decide/reasonPolicy.ts';
import { check, CHECK_PORTS, type CheckResult } from './check.ts';
import { cut } from './cut.ts';
import { decideRepair, planOf, type RepairDecision } from './decideRepair.ts';
import type { Drained, Progress } from './drainOutbox.ts';
import { cleanUp, openDeletions } from './cleanUp.ts';
import { momentOf } from '../momentOf.ts';
import type { RepairPorts } from './ports.ts';
import { asBeforeStop } from './asBeforeStop.ts';
import { asConfirmed, type Confirmed } from './confirmed.ts';
import { withFreshAtoms } from './withFreshAtoms.ts';

/** What is to be repaired, and how. */
export interface RepairRequest {
  /** `automatic`: what is proven gone, and not again and again. `repair`: the same, asked for. `full`: all of this computer's own pairing. */
  readonly mode: HealRecord['mode'];
  /** A reading that is seconds old and that nothing has waited on since; `null`: it is read now. */
  readonly reading: CheckResult | null;
  /** What a person has confirmed. Where a new reading plans something else, nothing is done. */
  readonly confirmed: Confirmed | null;
  /** Whether this computer gets a new identity. */
  readonly newIdentity: boolean;
  /** Ends what is still under way; what has been done stays done, and what has not stays in the outbox. */
  readonly signal: AbortSignal;
  readonly onStep: (step: RepairStep) => void;
}

/** Where a repair is. */
export interface RepairStep {
  readonly step: 'checking' | 'removing' | 'cleaning';
  /** How far a long step is. */
  readonly progress: Progress | null;
}

/** What a repair came to. Only `done` has changed anything. */
export type RepairResult =
  | { readonly kind: 'not-enrolled' }
  | { readonly kind: 'held' }
  /** By now something else would be done than was confirmed: the plan has to be shown again. */
  | { readonly kind: 'plan-changed' }
  | {
      readonly kind: 'refused';
      readonly reason: Reason;
      readonly message: string | null;
      /** The one that stands in the way, where the reason is `app-running`. */
      readonly program: RunningProgram | null;
      readonly diagnosis: Diagnosis | null;
    }
  | {
      readonly kind: 'done';
      readonly diagnosis: Diagnosis;
      /** What was removed; empty where there was nothing to remove. */
      readonly plan: RepairPlan;
      readonly backup: string | null;
      /** `null`: the identity is the old one. */
      readonly identity: NewIdentity | null;
      readonly drained: Drained;
      /** What still stands in the way; `null` where nothing does. */
      readonly reason: Reason | null;
      readonly isEnrolled: boolean;
    };

/** What a repair can't do without. */
const REPAIR_PORTS: Needs = {
  ...CHECK_PORTS,
  whoElseRuns: 'a function',
  rotateInstallationId: 'a function',
  stopAppServer: 'a function',
};

const REQUEST: Needs = { mode: 'a string', signal: 'an object', onStep: 'a function' };

/**
 * The one way in which anything is repaired, at launch, by the button and by the command: stop the app-server (a full repair),
 * read, decide, make sure that no one else is at work, cut, change the identity, clean up at the server. What fails after
 * the cut does not undo it: the result tells what was done.
 * @throws TypeError, before anything is done, where a port or a part of the request is missing; nothing else
 */
export async function runRepair(ports: RepairPorts, request: RepairRequest): Promise<RepairResult> {
  requireMembers('runRepair', ports, REPAIR_PORTS);
  requireMembers('runRepair', request, REQUEST);
  const { mode, newIdentity, confirmed, signal, onStep } = request;
  const need = mode === 'full' ? 'full' : 'write';
  const isWaiting = request.reading === null;
  if (isWaiting) onStep({ step: 'checking', progress: null });
  const before = isWaiting ? await ports.whoElseRuns(need) : null;
  if (before !== null) return refusedBy(before, null);
  const reader = mode === 'full' ? await asBeforeStop(ports, signal) : ports;
  if (mode === 'full') await ports.stopAppServer();
  const choices = { newIdentity, ghosts: confirmed?.ghosts ?? [] };
  const decided = await decideNow(ports, reader, request, choices);
  if (decided.kind !== 'act') return decided;

  const { reason: found, isEnrolled } = decided;
  const diagnosis = withFreshAtoms(ports.state, decided.diagnosis);
  const plan =
    confirmed === null ? planOf(diagnosis, mode, choices) : asConfirmed(confirmed, diagnosis, newIdentity);
  if (plan === null) return { kind: 'plan-changed' };
  if (isWaiting) onStep({ step: 'removing', progress: null });
  const cutting = await cut(ports.state, diagnosis, plan, { mode, now: ports.clock.now() });
  if (cutting.kind === 'held') return cutting;
  if (cutting.kind === 'failed') return { ...cutting, kind: 'refused', program: null, diagnosis };

  const backup = cutting.kind === 'cut' ? cutting.backup : null;
  const identity = newIdentity ? rotate(ports, backup) : null;
  const drained = await drainNow(ports, request, { diagnosis, plan, found });
  return {
    kind: 'done',
    diagnosis,
    plan,
    isEnrolled,
    backup,
    identity: identity === 'failed' ? null : identity,
    drained,
    reason: identity === 'failed' ? 'identity-failed' : reasonLeft(found, request),
  };
}

/** How many readings may be too old once it is known who else runs. */
const READINGS = 3;

/**
 * Decides by a reading that is seconds old when all that is to be asked has been asked: one that was held up, as by a computer that slept or a slow
 * listing of the programs, is made again.
 */
async function decideNow(
  ports: RepairPorts,
  reader: RepairPorts,
  { mode, newIdentity, reading, signal }: RepairRequest,
  choices: RepairChoices,
): Promise<Exclude<RepairResult, { kind: 'done' }> | Extract<RepairDecision, { kind: 'act' }>> {
  let result = isRecent(reading, ports) ? reading : await readNow(reader, mode, signal);
  for (let tries = 1; ; tries += 1) {
    const decided = decideRepair(result, mode, choices);
    if (decided.kind === 'refused') return { ...decided, program: null };
    if (decided.kind === 'not-enrolled') return decided;
    const { diagnosis } = decided;
    if (isEmptyPlan(decided.plan) && !newIdentity) return decided;
    const program = await ports.whoElseRuns(mode === 'full' ? 'full' : 'write');
    if (program !== null) return refusedBy(program, diagnosis);
    if (isFresh(diagnosis, momentOf(ports.clock))) return decided;
    if (tries === READINGS) return { kind: 'refused', reason: 'timeout', message: null, program, diagnosis };
    result = await readNow(reader, mode, signal);
  }
}

function isRecent(reading: CheckResult | null, { clock }: RepairPorts): reading is CheckResult {
  if (reading?.kind !== 'diagnosed') return reading !== null;
  return isFresh(reading.diagnosis, momentOf(clock));
}

async function readNow(
  ports: RepairPorts,
  mode: RepairRequest['mode'],
  signal: AbortSignal,
): Promise<CheckResult> {
  await ports.state.refresh();
  return check(ports, {
    signal,
    includeUnpaired: mode === 'full' || ports.state.record.outbox.length > 0,
  });
}

function rotate({ rotateInstallationId }: RepairPorts, backup: string | null): NewIdentity | null | 'failed' {
  try {
    return rotateInstallationId(backup?.split('.').at(-1));
  } catch {
    return 'failed';
  }
}

/** An automatic one keeps the phone waiting for nothing: what is in the outbox is sent once its code is on screen. */
async function drainNow(
  ports: RepairPorts,
  { mode, signal, onStep }: RepairRequest,
  { diagnosis, plan, found }: { diagnosis: Diagnosis; plan: RepairPlan; found: Reason | null },
): Promise<Drained> {
  if (mode === 'automatic') return { deletions: [], retryAfterMs: null };
  if (found !== null && !mayRepairFully(found)) {
    const open = openDeletions(ports.state, diagnosis, plan);
    return { deletions: open.map((deletion) => ({ ...deletion, outcome: 'queued' })), retryAfterMs: null };
  }
  onStep({ step: 'cleaning', progress: null });
  return cleanUp(ports, diagnosis, plan, {
    signal,
    onProgress: (progress) => onStep({ step: 'cleaning', progress }),
  });
}

/** A full repair settles what lists could not, and only a new identity settles one that two computers use. */
function reasonLeft(found: Reason | null, { mode, newIdentity }: RepairRequest): Reason | null {
  if (mode !== 'full' || !standsInTheWay(found)) return found;
  return !newIdentity && REASON_POLICY[found].identityConflict ? found : null;
}

function refusedBy(
  program: RunningProgram,
  diagnosis: Diagnosis | null,
): Extract<RepairResult, { kind: 'refused' }> {
  return { kind: 'refused', reason: 'app-running', message: null, program, diagnosis };
}
