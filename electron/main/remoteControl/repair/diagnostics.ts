import manifest from '../../../../package.json' with { type: 'json' };
import { type GlobalState, shortenId } from '../../globalState/index.ts';
import type { CheckResult } from './check.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { evidenceOf } from '../directory/asOneReading.ts';

/** Facts for a bug report: verdicts with their evidence, files, outbox, tombstones, past heals. No token, code or key. */
export function diagnosticsOf({
  state,
  result,
}: {
  readonly state: Pick<GlobalState, 'facts' | 'record' | 'refused'>;
  readonly result: CheckResult | null;
}): Readonly<Record<string, unknown>> {
  const { tombstones, outbox, heals } = state.record;
  return {
    platform: process.platform,
    architecture: process.arch,
    versions: {
      mobileSetup: manifest.version,
      node: process.versions.node,
      electron: process.versions['electron'] ?? null,
    },
    files: state.facts(),
    refusedWrites: state.refused,
    check: result === null ? null : describe(result),
    tombstones: tombstones.map(({ kind, id }) => ({ kind, id: shortenId(id) })),
    outbox: outbox.map(({ kind, id }) => ({ kind, id: shortenId(id) })),
    heals: heals.map(({ at, mode, removed }) => ({ at, mode, removed })),
  };
}

function describe(result: CheckResult): unknown {
  if (result.kind !== 'diagnosed') return result;
  const { diagnosis, reason } = result;
  const mfaRequirement = diagnosis.observation.readings.at(-1)?.mfaRequirement ?? null;
  return {
    kind: result.kind,
    reason,
    ...verdictsOf(diagnosis),
    mfaRequirement,
    readings: diagnosis.observation.readings.map(evidenceOf),
  };
}

function verdictsOf({ enrollments, environments, phones, pendingClientIds, clone }: Diagnosis) {
  return {
    clients: enrollments.map(({ file, entry, verdict }) => ({
      file,
      id: shortenId(entry.clientId),
      verdict,
    })),
    environments: [...environments].map(([id, verdict]) => ({ id: shortenId(id), verdict })),
    phones: [...phones.values()][0] ?? null,
    pendingClients: pendingClientIds.length,
    cloneSuspected: clone !== null,
  };
}
