import type { FindingKind } from '../../../shared/findingKinds.ts';
import { environmentKind, type Diagnosis } from './diagnose.ts';
import { pointersOf, type LocalPairing, type Stored } from './localPairing.ts';

/**
 * One thing that a check found. `id` is what the server calls it, or for a flag or a malformed value its key; `where` is a
 * file and a key of it, or `account` for the server's side.
 */
export interface Finding {
  readonly kind: FindingKind;
  readonly id: string;
  readonly where: string;
}

/** Findings that call for a repair; the others are told and left alone. */
const STALE: ReadonlySet<FindingKind> = new Set([
  'client-gone',
  'client-revoked',
  'environment-gone',
  'pointer-gone',
  'setup-flag-stale',
]);

/** Whether a finding calls for a repair. */
export function isStale({ kind }: Finding): boolean {
  return STALE.has(kind);
}

/** Everything worth telling of a diagnosis, in the order of the files, then the account. */
export function findingsOf(diagnosis: Diagnosis): readonly Finding[] {
  return [
    ...diagnosis.observation.local.flatMap((local) => findingsOfFile(diagnosis, local)),
    ...diagnosis.pendingClientIds.map((id): Finding => ({ kind: 'pending-client', id, where: 'account' })),
    ...diagnosis.ghosts.map(({ env_id: id }): Finding => ({
      kind: 'ghost-environment',
      id,
      where: 'account',
    })),
    ...(diagnosis.clone === null
      ? []
      : [{ kind: 'clone-suspected', id: diagnosis.clone.env_id, where: 'account' } as const]),
  ];
}

function findingsOfFile(diagnosis: Diagnosis, local: LocalPairing): Finding[] {
  const findings: Finding[] = [];
  const add = (kind: FindingKind, id: string, { path: [key] }: Pick<Stored, 'path'>) =>
    findings.push({ kind, id, where: `${local.file}: ${key}` });

  for (const { file, entry, verdict } of diagnosis.enrollments) {
    if (file !== local.file) continue;
    if (verdict.kind === 'other-account') add('other-account', entry.clientId, entry);
    if (verdict.kind !== 'gone') continue;
    add(verdict.how === 'revoked' ? 'client-revoked' : 'client-gone', entry.clientId, entry);
  }
  if (local.environment !== null) {
    const { environmentId } = local.environment;
    const kind = environmentKind(diagnosis, environmentId);
    if (kind === 'other-account') add('other-account', environmentId, local.environment);
    if (kind === 'gone') add('environment-gone', environmentId, local.environment);
  }
  for (const pointer of pointersOf(local)) {
    const { environmentId } = pointer;
    const kind = environmentKind(diagnosis, environmentId);
    if (kind === 'other-account') add('other-account', environmentId, pointer);
    if (kind === 'gone') add('pointer-gone', environmentId, pointer);
  }
  for (const flag of staleFlags(diagnosis, local)) add('setup-flag-stale', flag.path[0], flag);
  for (const stored of local.malformed) {
    const [top, member = top] = stored.path;
    add('malformed-entry', member, stored);
  }
  return findings;
}

/** Whether the environment of this file is proven gone, and with it all that belongs to it. */
export function isEnvironmentGone(diagnosis: Diagnosis, local: LocalPairing): boolean {
  return local.environment !== null && environmentKind(diagnosis, local.environment.environmentId) === 'gone';
}

/** The flags that claim a setup which is proven not to be there any more. */
export function staleFlags(diagnosis: Diagnosis, local: LocalPairing): LocalPairing['flags'] {
  const isStaleSetup =
    isEnvironmentGone(diagnosis, local) || diagnosis.phones.get(local.file)?.kind === 'gone';
  return isStaleSetup ? local.flags.filter(({ value }) => value === true) : [];
}
