import { basename } from 'node:path';
import {
  type CommitResult,
  type GlobalState,
  openGlobalState,
} from '../../electron/main/globalState/index.ts';
import {
  commitPlan,
  drainOutbox,
  aliveIds,
  isEmptyPlan,
  mayRepairFully,
  statusFor,
} from '../../electron/main/remoteControl/index.ts';
import { rotateInstallationId, type NewIdentity } from '../../electron/main/codexHome/index.ts';
import type { Reason } from '../../electron/shared/reasons.ts';
import type { Options } from '../options.ts';
import { commandLinePorts, REQUEST_TIMEOUT_MS } from '../ports.ts';
import { changesOf, IDENTITY_CHANGE, type Outcome, type RemoteChange } from '../report.ts';
import { whileOwningState } from '../stateOwnership.ts';
import { decideRepair, openDeletions, type Decision } from './decideRepair.ts';

const command = 'repair';

/** Removes what is proven gone, or with `--full` all of this computer's own pairing. */
export async function runRepair(options: Options): Promise<Outcome> {
  return whileOwningState(command, options, async () => {
    const state = await openGlobalState({ folder: options.folder, access: 'write' });
    try {
      const decision = await decideRepair(options, state);
      return decision.kind === 'act' ? await act(options, state, decision) : decision.outcome;
    } finally {
      await state.close();
    }
  });
}

async function act(
  options: Options,
  state: GlobalState,
  decision: Extract<Decision, { kind: 'act' }>,
): Promise<Outcome> {
  const { diagnosis, reason: found, plan, findings, isEnrolled } = decision;
  state.liftTombstones(aliveIds(diagnosis, plan));
  const mode = options.full ? 'full' : 'repair';
  const committed = isEmptyPlan(plan) ? null : await commitPlan(state, plan, mode, Date.now());
  if (committed !== null && committed.kind !== 'committed') {
    return { command, status: 'refused', ...refusalOf(committed), findings };
  }

  const identity: Identity = options.newIdentity ? rotate(options.folder) : { kind: 'kept' };
  const remote = await cleanUp(options, state, decision);
  const changes = [...changesOf(plan.edits), ...(identity.kind === 'rotated' ? [IDENTITY_CHANGE] : [])];
  const reason = identity.kind === 'failed' ? 'write-failed' : reasonLeft(found, options);
  const nothingToDo = isEnrolled ? 'nothing-to-repair' : 'not-enrolled';
  const clear = changes.length + remote.length === 0 ? nothingToDo : 'repaired';
  return {
    command,
    status: reason === null ? clear : statusFor(reason),
    reason,
    findings,
    changes,
    remote,
    backup: committed?.backup ?? null,
    isFull: options.full,
    detail: [
      identity.kind === 'rotated' ? `The old identity is kept in ${basename(identity.backup)}.` : '',
      remote.some(({ outcome }) => outcome === 'queued')
        ? 'What could not be deleted at the server yet is kept for the next repair.'
        : '',
    ].join(' '),
  };
}

/** Asks the server for the deletions that are due, unless the check has shown that it takes none now. */
async function cleanUp(
  options: Options,
  state: GlobalState,
  { diagnosis, plan, reason }: Extract<Decision, { kind: 'act' }>,
): Promise<readonly RemoteChange[]> {
  if (reason !== null && !mayRepairFully(reason)) {
    return openDeletions(state, diagnosis, plan).map(({ kind, id }) => ({ kind, id, outcome: 'queued' }));
  }
  const { fetch, clock } = commandLinePorts(options, state);
  const { account, baseUrl } = diagnosis.observation;
  const { signal } = options;
  const connection = { fetch, baseUrl, account, signal, requestTimeoutMs: REQUEST_TIMEOUT_MS };
  const drain = { planned: plan.remote, diagnosis, connectedEnvironmentId: null };
  return drainOutbox(state, connection, clock, drain);
}

/** A full repair settles what lists could not, and only a new identity settles one that two computers use. */
function reasonLeft(found: Reason | null, { full, newIdentity }: Options): Reason | null {
  if (!full) return found;
  return !newIdentity && (found === 'clone-suspected' || found === 'already-online') ? found : null;
}

type Identity = { readonly kind: 'kept' | 'failed' } | ({ readonly kind: 'rotated' } & NewIdentity);

function rotate(folder: string): Identity {
  try {
    const identity = rotateInstallationId(folder, new Date());
    return identity === null ? { kind: 'kept' } : { kind: 'rotated', ...identity };
  } catch {
    return { kind: 'failed' };
  }
}

function refusalOf(result: Exclude<CommitResult, { kind: 'committed' }>): Pick<Outcome, 'reason' | 'detail'> {
  switch (result.kind) {
    case 'mismatch':
    case 'state-changed':
      return { reason: 'state-changed' };
    case 'unreadable':
      return { reason: 'state-unreadable', detail: result.message };
    case 'write-failed':
      return { reason: 'write-failed', detail: result.message };
    case 'closed':
      return { reason: 'write-failed' };
  }
}
