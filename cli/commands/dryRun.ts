import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openGlobalState } from '../../electron/main/globalState/index.ts';
import { isStale, statusFor } from '../../electron/main/remoteControl/index.ts';
import type { Options } from '../options.ts';
import { changesOf, IDENTITY_CHANGE, type Outcome, type RemoteChange, type Status } from '../report.ts';
import { decideRepair, openDeletions } from './decideRepair.ts';

/** Says what `repair` would do, and writes nothing. */
export async function runDryRun(options: Options): Promise<Outcome> {
  const state = await openGlobalState({ folder: options.folder });
  const decision = await decideRepair(options, state);
  if (decision.kind === 'outcome') return decision.outcome;

  const { diagnosis, reason, plan, findings, isEnrolled } = decision;
  const isRotated = options.newIdentity && existsSync(join(options.folder, 'installation_id'));
  const changes = [...changesOf(plan.edits), ...(isRotated ? [IDENTITY_CHANGE] : [])];
  const remote = openDeletions(state, diagnosis, plan).map(({ kind, id }): RemoteChange => ({
    kind,
    id,
    outcome: 'planned',
  }));
  const known = (): Status => {
    if (!isEnrolled) return 'not-enrolled';
    if (findings.some(isStale)) return 'stale';
    return changes.length + remote.length === 0 ? 'nothing-to-repair' : 'healthy';
  };
  return {
    command: 'repair',
    status: reason === null ? known() : statusFor(reason),
    reason,
    findings,
    changes,
    remote,
    isPlan: true,
  };
}
