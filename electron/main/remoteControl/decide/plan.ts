import {
  atomAfter,
  pairingKindOf,
  remoteIdKey,
  type DeletionRole,
  type Edit,
  type JsonValue,
  type RemoteDeletion,
  type RemoteId,
  type Retirement,
} from '../../globalState/index.ts';
import { environmentKind, type Diagnosis } from './diagnose.ts';
import { isEnvironmentGone, staleFlags } from './findings.ts';
import { pointersOf, type LocalPairing, type Stored } from './localPairing.ts';

/** `automatic` removes what is proven gone; `full` is what the person who pressed the button asked for. */
export type RepairMode = 'automatic' | 'full';

/** What a person has chosen beside, in a full repair. */
export interface RepairChoices {
  /** This computer gets a new identity: then what it shares with a copied computer goes here, and stays at the server. */
  readonly newIdentity?: boolean;
  /** The ghosts of this computer that were ticked. */
  readonly ghosts?: readonly string[];
}

/** A repair as data: shown, printed, committed and logged as this one value. */
export interface RepairPlan {
  readonly mode: RepairMode;
  readonly edits: readonly Edit[];
  /** The ids that go, so that nothing of ours may bring them back. */
  readonly retire: readonly Retirement[];
  readonly remote: readonly PlannedDeletion[];
}

/** A deletion at the server and why. */
export interface PlannedDeletion extends RemoteDeletion {
  readonly role: DeletionRole;
}

/** What a repair in `mode` would do about a diagnosis. Pure; an empty plan means that there is nothing to do. */
export function plan(diagnosis: Diagnosis, mode: RepairMode, choices: RepairChoices = {}): RepairPlan {
  const scope: Scope = { diagnosis, mode, choices };
  const { local } = diagnosis.observation;
  const retire = dedupe(local.flatMap((file) => retiredBy(scope, file)));
  const edits = local.flatMap((file) => editsOfFile(scope, file, retire));
  return { mode, edits, retire, remote: mode === 'full' ? deletions(scope, retire) : [] };
}

/** Whether a plan takes an environment of which nothing tells whose it is: a person may ask for that, and has to know. */
export function mayTakeAnothers({ environments }: Diagnosis, { retire }: RepairPlan): boolean {
  return retire.some(({ kind, id }) => {
    const verdict = kind === 'environment' ? environments.get(id) : undefined;
    return (
      verdict?.kind === 'other-account' ||
      (verdict?.kind === 'unknown' && verdict.reason === 'owners-unreadable')
    );
  });
}

/** Whether a plan does nothing at all. */
export function isEmptyPlan({ edits, remote }: RepairPlan): boolean {
  return edits.length + remote.length === 0;
}

/** What is planned about, and how far it goes. */
interface Scope {
  readonly diagnosis: Diagnosis;
  readonly mode: RepairMode;
  readonly choices: RepairChoices;
}

/**
 * The edits that take one file through the repair. Everything that points at a retired id goes with it: what is not in the plan must not
 * happen.
 */
function editsOfFile(scope: Scope, local: LocalPairing, retire: readonly Retirement[]): Edit[] {
  const { diagnosis, mode } = scope;
  const environments = idsOf(retire, 'environment');
  const isRetired = (value: JsonValue) => typeof value === 'string' && environments.has(value);
  const isWhole = resetsEnvironment(scope, local);
  const isAsked = mode === 'full' && isWhole;
  const removed: readonly Stored[] = [
    ...removedEnrollments(scope, local),
    ...(isWhole ? [local.environment ?? [], local.installation ?? []].flat() : []),
    ...(isAsked ? [...local.flags, ...local.malformed.filter(isOfSetup)] : staleFlags(diagnosis, local)),
    ...local.pointers.filter(({ environmentId }) => isRetired(environmentId)),
  ];
  const staying = stayingIds(diagnosis, environments);
  const going = { environments, clients: idsOf(retire, 'client'), isWhole, staying };
  return [
    ...removed.map((stored) => removal(local, stored)),
    ...local.atoms.flatMap((atom) => {
      const rest = atomAfter(atom.path[1] ?? '', atom.value, going);
      if (rest === atom.value) return [];
      return rest === undefined ? removal(local, atom) : replacement(local, atom, rest);
    }),
    ...prunedList(local, isRetired),
  ];
}

/** Hosts that are known and do not go, and the clients of other accounts: what names one of them is not this setup's alone. */
function stayingIds(diagnosis: Diagnosis, going: ReadonlySet<string>): ReadonlySet<string> {
  const { environments, enrollments, observation } = diagnosis;
  const listed = observation.readings.flatMap((reading) =>
    reading.environments.items.map(({ env_id }) => env_id),
  );
  const others = enrollments.filter(({ verdict }) => verdict.kind === 'other-account');
  const hosts = [...environments.keys(), ...listed].filter((id) => !going.has(id));
  return new Set([...hosts, ...others.map(({ entry }) => entry.clientId)]);
}

function removal({ file }: LocalPairing, { path, value }: Stored): Edit {
  return { file, path, op: 'remove', expected: value };
}

function replacement({ file }: LocalPairing, { path, value: expected }: Stored, value: JsonValue): Edit {
  return { file, path, op: 'set', expected, value };
}

/** What belongs to the environment of a file and goes with it, of whatever form it is. */
function isOfSetup({ path: [key] }: Stored): boolean {
  const kind = pairingKindOf(key);
  return kind === 'environment' || kind === 'installation' || kind === 'flag';
}

/** An array is set whole, without the dead ids and with everything else that it holds. */
function prunedList(local: LocalPairing, isRetired: (id: JsonValue) => boolean): Edit[] {
  const { added } = local;
  if (added === null || !added.environmentIds.some(isRetired)) return [];
  const rest = (added.value as readonly JsonValue[]).filter((id) => !isRetired(id));
  return [replacement(local, added, rest)];
}

/**
 * Whether the environment of a file goes, and with it the installation copy, the flags and the atoms. A person may ask for one of which nothing tells
 * whose it is, but not for what is known to be another's, nor for what a copied computer uses, unless this one becomes a new one.
 */
function resetsEnvironment({ diagnosis, mode, choices }: Scope, local: LocalPairing): boolean {
  if (mode === 'automatic') return isEnvironmentGone(diagnosis, local);
  if (diagnosis.isCopied && !choices.newIdentity) return false;
  const verdict = local.environment && diagnosis.environments.get(local.environment.environmentId);
  return verdict?.kind !== 'other-account' || !verdict.isKnown;
}

function removedEnrollments({ diagnosis, mode, choices }: Scope, { file }: LocalPairing) {
  const isAsked = mode === 'full' && (!diagnosis.isCopied || choices.newIdentity === true);
  return diagnosis.enrollments
    .filter(({ file: other, verdict }) => {
      if (other !== file) return false;
      return verdict.kind === 'gone' || (isAsked && verdict.kind !== 'other-account');
    })
    .map(({ entry }) => entry);
}

function retiredBy(scope: Scope, local: LocalPairing): Retirement[] {
  const { diagnosis } = scope;
  const clients = removedEnrollments(scope, local).map(({ clientId }) => clientId);
  const own = resetsEnvironment(scope, local) ? (local.environment?.environmentId ?? []) : [];
  const pointedAt = pointersOf(local)
    .map(({ environmentId }) => environmentId)
    .filter((id) => environmentKind(diagnosis, id) === 'gone');
  return [
    ...clients.map((id): RemoteId => ({ kind: 'client', id })),
    ...[own, pointedAt].flat().map((id): RemoteId => ({ kind: 'environment', id })),
  ].map((id) => ({ ...id, proven: isProvenGone(diagnosis, id) }));
}

function isProvenGone(diagnosis: Diagnosis, { kind, id }: RemoteId): boolean {
  return kind === 'environment'
    ? environmentKind(diagnosis, id) === 'gone'
    : diagnosis.enrollments.some(({ entry, verdict }) => entry.clientId === id && verdict.kind === 'gone');
}

/**
 * Only our own records that may still be there, phones that never finished, and the ghosts that were ticked; never another device's, nor what a copied
 * computer uses.
 */
function deletions({ diagnosis, choices }: Scope, retire: readonly Retirement[]): PlannedDeletion[] {
  const { account, baseUrl } = diagnosis.observation;
  const planned = (kind: RemoteId['kind'], id: string, role: DeletionRole): PlannedDeletion => ({
    kind,
    id,
    accountId: account.accountId,
    baseUrl,
    role,
  });
  const ticked = new Set(choices.ghosts);
  const mayBeThere = retire.filter(
    ({ kind, id, proven }) =>
      !proven && (kind === 'client' || environmentKind(diagnosis, id) !== 'other-account'),
  );
  return [
    ...diagnosis.abandonedClientIds.map((id) => planned('client', id, 'pending-client')),
    ...(diagnosis.isCopied ? [] : mayBeThere).map(({ kind, id }) => planned(kind, id, 'own')),
    ...diagnosis.ghosts
      .filter(({ env_id }) => ticked.has(env_id))
      .map(({ env_id }) => planned('environment', env_id, 'ghost')),
  ];
}

function idsOf(retire: readonly RemoteId[], kind: RemoteId['kind']): ReadonlySet<string> {
  return new Set(retire.filter((each) => each.kind === kind).map(({ id }) => id));
}

function dedupe(ids: readonly Retirement[]): Retirement[] {
  return [...new Map(ids.map((id) => [remoteIdKey(id), id])).values()];
}
