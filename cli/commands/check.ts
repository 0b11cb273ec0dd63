import { openGlobalState } from '../../electron/main/globalState/index.ts';
import { check, type CheckResult } from '../../electron/main/remoteControl/check.ts';
import { diagnosticsOf } from '../../electron/main/remoteControl/diagnostics.ts';
import { findingsOf, isStale } from '../../electron/main/remoteControl/findings.ts';
import { statusFor } from '../../electron/main/remoteControl/status.ts';
import type { Options } from '../options.ts';
import { commandLinePorts } from '../ports.ts';
import type { Outcome } from '../report.ts';

/** Looks and touches nothing. */
export async function runCheck({ folder, signal }: Options): Promise<Outcome> {
  const state = openGlobalState({ folder });
  const result = await check(commandLinePorts(folder, state), { signal });
  return { ...outcomeOf(result), diagnostics: diagnosticsOf({ state, result }) };
}

function outcomeOf(result: CheckResult): Outcome {
  const command = 'check';
  switch (result.kind) {
    case 'not-enrolled':
      return { command, status: 'not-enrolled' };
    case 'unchecked':
      return { command, status: statusFor(result.reason), reason: result.reason, detail: result.message };
    case 'diagnosed': {
      const findings = findingsOf(result.diagnosis);
      if (result.reason !== null) {
        return { command, status: statusFor(result.reason), reason: result.reason, findings };
      }
      return { command, status: findings.some(isStale) ? 'stale' : 'healthy', findings };
    }
  }
}
