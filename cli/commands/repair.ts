import { openGlobalState } from '../../electron/main/globalState/index.ts';
import type { CommitResult, GlobalState } from '../../electron/main/globalState/contract.ts';
import { check, type CheckResult } from '../../electron/main/remoteControl/check.ts';
import { commitPlan } from '../../electron/main/remoteControl/commitPlan.ts';
import { drainOutbox } from '../../electron/main/remoteControl/drainOutbox.ts';
import { holdsPairing } from '../../electron/main/remoteControl/localPairing.ts';
import { findingsOf, type Finding } from '../../electron/main/remoteControl/findings.ts';
import { aliveIds, idsInUse } from '../../electron/main/remoteControl/liveIds.ts';
import { rotateInstallationId } from '../../electron/main/remoteControl/installationIdentity.ts';
import { isEmptyPlan, mayRepairFully, plan } from '../../electron/main/remoteControl/plan.ts';
import { statusFor } from '../../electron/main/remoteControl/status.ts';
import type { Reason } from '../../electron/shared/reasons.ts';
import { loadStoreFile } from '../loadStoreFile.ts';
import type { Options } from '../options.ts';
import { commandLinePorts } from '../ports.ts';
import { changesOf, type Change, type Outcome } from '../report.ts';
import { whileOwningState } from '../stateOwnership.ts';

const command = 'repair';

/** Removes what is proven gone, or with `--full` all of this computer's own pairing; `--dry-run` only says so. */
export async function runRepair(options: Options): Promise<Outcome> {
  if (options.dryRun) return dryRun(options);
  const storeFile = await loadStoreFile();
  return whileOwningState(command, options, async () => {
    const state = openGlobalState({ folder: options.folder, storeFile });
    const result = await inspect(options, state);
    return result.kind === 'diagnosed' ? repair(options, state, result) : notDiagnosed(result);
  });
}

async function dryRun(options: Options): Promise<Outcome> {
  const result = await inspect(options, openGlobalState({ folder: options.folder }));
  if (result.kind !== 'diagnosed') return notDiagnosed(result);
  const planned = plan(result.diagnosis, options.full ? 'full' : 'automatic');
  const clear = isEmptyPlan(planned) && !options.newIdentity ? 'nothing-to-repair' : 'stale';
  return {
    command,
    status: result.reason === null ? clear : statusFor(result.reason),
    reason: result.reason,
    findings: findingsOf(result.diagnosis),
    changes: [...changesOf(planned.edits), ...(options.newIdentity ? [IDENTITY_CHANGE] : [])],
    remote: planned.remote.map(({ kind, id }) => ({ kind, id, outcome: 'planned' })),
  };
}

const IDENTITY_CHANGE: Change = { file: 'installation_id', path: [], op: 'set' };

/** With `--full` or an outbox the server is asked even where nothing is stored here. */
async function inspect(options: Options, state: GlobalState): Promise<CheckResult> {
  const ports = commandLinePorts(options.folder, state);
  const result = await check(ports, { signal: options.signal });
  if (result.kind !== 'not-enrolled') return result;
  if (!options.full && state.record.outbox.length === 0) return result;
  const asked = await check(ports, { signal: options.signal, evenWithoutPairing: true });
  return asked.kind === 'diagnosed' ? asked : result;
}

async function repair(
  options: Options,
  state: GlobalState,
  { diagnosis, reason: found }: Extract<CheckResult, { kind: 'diagnosed' }>,
): Promise<Outcome> {
  const findings = findingsOf(diagnosis);
  const mode = options.full ? 'full' : 'automatic';
  if (mode === 'full' && found !== null && !mayRepairFully(found)) {
    return { command, status: statusFor(found), reason: found, findings };
  }
  const planned = plan(diagnosis, mode);
  state.confirm(aliveIds(diagnosis, planned));
  const committed = isEmptyPlan(planned)
    ? null
    : commitPlan(state, planned, options.full ? 'full' : 'repair', Date.now());
  if (committed !== null && committed.kind !== 'committed') return notCommitted(committed, findings);

  const identity = options.newIdentity ? rotate(options.folder) : null;
  const { account, baseUrl } = diagnosis.observation;
  const ports = commandLinePorts(options.folder, state);
  const connection = { fetch: ports.fetch, baseUrl, account, signal: options.signal, requestTimeoutMs: 8000 };
  const remote = await drainOutbox(state, connection, ports.clock, planned.remote, idsInUse(state, null));
  const changes = [...changesOf(planned.edits), ...(identity?.kind === 'rotated' ? [IDENTITY_CHANGE] : [])];
  const left = identity?.kind === 'failed' ? 'write-failed' : reasonLeft(found, options);
  const isEmpty = changes.length + remote.length === 0;
  const clear = diagnosis.observation.local.some(holdsPairing) ? 'nothing-to-repair' : 'not-enrolled';
  return {
    command,
    status: left === null ? (isEmpty ? clear : 'repaired') : statusFor(left),
    reason: left,
    findings,
    changes,
    remote,
    backup: committed?.backup ?? null,
  };
}

/** A full repair settles what lists could not, and a new identity settles a copied one. */
function reasonLeft(found: Reason | null, { full, newIdentity }: Options): Reason | null {
  return full && (newIdentity || found !== 'clone-suspected') ? null : found;
}

function rotate(folder: string): { kind: 'rotated' } | { kind: 'failed' } {
  try {
    rotateInstallationId(folder, new Date());
    return { kind: 'rotated' };
  } catch {
    return { kind: 'failed' };
  }
}

function notDiagnosed(result: Exclude<CheckResult, { kind: 'diagnosed' }>): Outcome {
  if (result.kind === 'not-enrolled') return { command, status: 'not-enrolled' };
  return { command, status: statusFor(result.reason), reason: result.reason, detail: result.message };
}

function notCommitted(
  result: Exclude<CommitResult, { kind: 'committed' }>,
  findings: readonly Finding[],
): Outcome {
  const refused = (reason: Reason, detail: string | null): Outcome => ({
    command,
    status: 'refused',
    reason,
    detail,
    findings,
  });
  switch (result.kind) {
    case 'mismatch':
      return refused('state-changed', null);
    case 'unreadable':
      return refused('state-unreadable', result.message);
    case 'write-failed':
      return refused('write-failed', result.message);
    case 'closed':
      return refused('write-failed', null);
  }
}
