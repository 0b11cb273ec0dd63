import { openGlobalState, type RepairRecord } from '../../electron/main/globalState/index.ts';
import {
  check,
  type CheckResult,
  diagnosticsOf,
  findingsOf,
  isStale,
  statusFor,
} from '../../electron/main/remoteControl/index.ts';
import { healedLately } from '../healedLately.ts';
import type { Options } from '../options.ts';
import { commandLinePorts } from '../ports.ts';
import type { Outcome } from '../report.ts';

/** Looks and touches nothing. */
export async function runCheck(options: Options): Promise<Outcome> {
  const state = await openGlobalState({ folder: options.folder });
  const result = await check(commandLinePorts(options, state), { signal: options.signal });
  return { ...outcomeOf(result, state.record), diagnostics: diagnosticsOf({ state, result }) };
}

function outcomeOf(result: CheckResult, record: RepairRecord): Outcome {
  const command = 'check';
  const detail = healedLately(record, Date.now());
  switch (result.kind) {
    case 'not-enrolled':
      return { command, status: 'not-enrolled', detail };
    case 'unchecked':
      return { command, status: statusFor(result.reason), reason: result.reason, detail: result.message };
    case 'diagnosed': {
      const { reason } = result;
      const findings = findingsOf(result.diagnosis);
      if (reason !== null) return { command, status: statusFor(reason), reason, findings };
      if (findings.some(isStale)) return { command, status: 'stale', findings };
      return { command, status: 'healthy', findings, detail };
    }
  }
}
