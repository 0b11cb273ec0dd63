import {
  type Edit,
  type RemoteDeletion,
  type RemoteId,
  type JsonValue,
  PAIRING_KEYS,
  remoteIdKey,
} from '../../globalState/index.ts';
import { environmentKind, type Diagnosis } from './diagnose.ts';
import { isEnvironmentGone, staleFlags } from './findings.ts';
import { pointersOf, type LocalPairing, type Stored } from './localPairing.ts';

/** `automatic` removes what is proven gone; `full` is what the person who pressed the button asked for. */
export type RepairMode = 'automatic' | 'full';

/** A repair as data: shown, printed, committed and logged as this one value. */
export interface RepairPlan {
  readonly mode: RepairMode;
  readonly edits: readonly Edit[];
  /** The ids that go, so that nothing may bring them back. */
  readonly retire: readonly RemoteId[];
  readonly remote: readonly PlannedDeletion[];
}

/** A deletion at the server and why: own records, or a phone that never finished. */
export interface PlannedDeletion extends RemoteDeletion {
  readonly role: 'pending-client' | 'own';
}

/** What a repair in `mode` would do about a diagnosis. Pure; an empty plan means that there is nothing to do. */
export function plan(diagnosis: Diagnosis, mode: RepairMode): RepairPlan {
  const { local } = diagnosis.observation;
  const retire = dedupe(local.flatMap((file) => retiredBy(diagnosis, file, mode)));
  const edits = local.flatMap((file) => editsOfFile(diagnosis, file, mode, retire));
  return { mode, edits, retire, remote: mode === 'full' ? deletions(diagnosis, retire) : [] };
}

/** What belongs to the environment of a file and goes with it, of whatever form it is. */
const SETUP_KEYS: ReadonlySet<string> = new Set([
  PAIRING_KEYS.environmentId,
  PAIRING_KEYS.installationId,
  PAIRING_KEYS.setupCompleted,
  PAIRING_KEYS.hasConnectedDevice,
]);

/** Whether a plan does nothing at all. */
export function isEmptyPlan({ edits, remote }: RepairPlan): boolean {
  return edits.length + remote.length === 0;
}

/**
 * The edits that take one file through the repair. No retired id is left in pairing state, because the owner of the file
 * would drop it from the next write in any case: what is not in the plan must not happen.
 */
function editsOfFile(
  diagnosis: Diagnosis,
  local: LocalPairing,
  mode: RepairMode,
  retire: readonly RemoteId[],
): Edit[] {
  const environments = retire.filter(({ kind }) => kind === 'environment');
  const isRetired = (value: JsonValue) => environments.some(({ id }) => id === value);
  const isWhole = resetsEnvironment(diagnosis, local, mode);
  const malformedSetup = local.malformed.filter(({ path: [key] }) => SETUP_KEYS.has(key));
  const removed: readonly Stored[] = [
    ...removedEnrollments(diagnosis, local, mode),
    ...(isWhole ? [local.environment ?? [], local.installation ?? []].flat() : []),
    ...(mode === 'full' && isWhole ? [...local.flags, ...malformedSetup] : staleFlags(diagnosis, local)),
    ...local.pointers.filter(({ environmentId }) => isRetired(environmentId)),
    ...local.atoms.filter(({ value }) => isWhole || mentions(value, retire)),
  ];
  const edits = removed.map(({ path, value }): Edit => ({
    file: local.file,
    path,
    op: 'remove',
    expected: value,
  }));
  return [...edits, ...prunedList(local, isRetired)];
}

/** An array is set whole, without the dead ids and with everything else that it holds. */
function prunedList({ file, added }: LocalPairing, isRetired: (id: JsonValue) => boolean): Edit[] {
  if (added === null || !added.environmentIds.some(isRetired)) return [];
  const value = (added.value as readonly JsonValue[]).filter((id) => !isRetired(id));
  return [{ file, path: added.path, op: 'set', expected: added.value, value }];
}

function mentions(value: JsonValue, ids: readonly RemoteId[]): boolean {
  const text = JSON.stringify(value);
  return ids.some(({ id }) => text.includes(JSON.stringify(id).slice(1, -1)));
}

/** Whether the environment of a file goes, and with it the installation copy, the flags and the atoms. */
function resetsEnvironment(diagnosis: Diagnosis, local: LocalPairing, mode: RepairMode): boolean {
  if (mode === 'automatic') return isEnvironmentGone(diagnosis, local);
  return (
    local.environment === null || environmentKind(diagnosis, local.environment.environmentId) !== 'foreign'
  );
}

function removedEnrollments(diagnosis: Diagnosis, local: LocalPairing, mode: RepairMode) {
  return diagnosis.enrollments
    .filter(({ file, verdict }) => {
      if (file !== local.file) return false;
      return mode === 'full' ? verdict.kind !== 'foreign' : verdict.kind === 'gone';
    })
    .map(({ entry }) => entry);
}

function retiredBy(diagnosis: Diagnosis, local: LocalPairing, mode: RepairMode): RemoteId[] {
  const clients = removedEnrollments(diagnosis, local, mode).map(({ clientId }) => clientId);
  const own = resetsEnvironment(diagnosis, local, mode) ? (local.environment?.environmentId ?? []) : [];
  const pointedAt = pointersOf(local)
    .map(({ environmentId }) => environmentId)
    .filter((id) => environmentKind(diagnosis, id) === 'gone');
  return [
    ...clients.map((id): RemoteId => ({ kind: 'client', id })),
    ...[own, pointedAt].flat().map((id): RemoteId => ({ kind: 'environment', id })),
  ];
}

/**
 * Only our own records that may still be there, and phones that never finished; never another device's: of the
 * environments that are not our own, only those that are proven gone are retired.
 */
function deletions(diagnosis: Diagnosis, retire: readonly RemoteId[]): PlannedDeletion[] {
  const { account, baseUrl } = diagnosis.observation;
  const owner = { accountId: account.accountId, baseUrl };
  const isProvenGone = ({ kind, id }: RemoteId) =>
    kind === 'environment'
      ? environmentKind(diagnosis, id) === 'gone'
      : diagnosis.enrollments.some(({ entry, verdict }) => entry.clientId === id && verdict.kind === 'gone');
  const own = retire.filter((retired) => !isProvenGone(retired));
  const pending = diagnosis.pendingClientIds.map((id): RemoteId => ({ kind: 'client', id }));
  return [
    ...pending.map(({ kind, id }): PlannedDeletion => ({ kind, id, ...owner, role: 'pending-client' })),
    ...own.map(({ kind, id }): PlannedDeletion => ({ kind, id, ...owner, role: 'own' })),
  ];
}

function dedupe(ids: readonly RemoteId[]): RemoteId[] {
  return [...new Map(ids.map((id) => [remoteIdKey(id), id])).values()];
}
