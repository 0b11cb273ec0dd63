import {
  equalJson,
  isJsonObject,
  isPairingPath,
  MAIN_FILE,
  MIRROR_FILE,
  PAIRING_KEYS,
  REMOTE_CONTROL_HOST_PREFIX,
  type Commit,
  type Edit,
  type JsonObject,
  type JsonPath,
  type JsonValue,
  type RemoteDeletion,
  type RemoteId,
  type Write,
} from '../../electron/main/globalState/index.ts';
import { valueAt, without, withValue } from './plainJson.ts';
import { admit } from './purge.ts';

/*
 * The state of the files as it should be, said as shortly as it can be: plain objects, whole copies, no bytes, no files,
 * no text of JSON. The record of repairs stands beside the main file, not in it.
 */

/** What is on disk. */
export interface Disk {
  readonly main: JsonObject;
  readonly mirror: JsonObject | null;
  readonly record: Entries;
}

/** A record of repairs: what it holds, without an order. Each entry is its JSON. */
export interface Entries {
  readonly tombstones: ReadonlySet<string>;
  readonly outbox: ReadonlySet<string>;
  readonly heals: ReadonlySet<string>;
}

/** One process that has the files open. */
export interface Process {
  /** The disk as this process last saw it. */
  readonly known: Disk;
  readonly unsaved: readonly Write[];
  readonly record: Entries;
  /** Entries that this process took out of the record and has not saved so. */
  readonly dropped: ReadonlySet<string>;
  /** What its own repairs removed without proof, which none of its own writers may bring back. */
  readonly unproven: ReadonlySet<string>;
  readonly epoch: number;
}

export const NO_ENTRIES: Entries = { tombstones: new Set(), outbox: new Set(), heals: new Set() };

/** A process that has just started. */
export function opened(disk: Disk): Process {
  return { known: disk, unsaved: [], record: disk.record, dropped: new Set(), unproven: new Set(), epoch: 1 };
}

/** What the process sees in the main file. */
export function viewOf({ known, unsaved }: Process): JsonObject {
  return replay(known.main, unsaved);
}

export function idsOf({ tombstones }: Pick<Entries, 'tombstones'>): readonly RemoteId[] {
  return [...tombstones].map((entry) => JSON.parse(entry) as RemoteId);
}

/** What no writer of this process may bring back. */
export function retiredOf({ record, unproven }: Process): readonly RemoteId[] {
  return idsOf({ tombstones: new Set([...record.tombstones, ...unproven]) });
}

/** A write of the app or the page, and whether it is taken. */
export function write(
  process: Process,
  given: Write,
): { readonly process: Process; readonly accepted: boolean } {
  const refused = { process, accepted: false };
  if (isPairingPath(given.path) && given.epoch < process.epoch) return refused;
  const admitted = admit(given, retiredOf(process));
  if (admitted === null) return refused;
  const before = viewOf(process);
  if (equalJson(before, apply(before, admitted))) return { process, accepted: true };
  const kept = process.unsaved.filter(({ path }) => !isAtOrBelow(path, admitted.path));
  return { process: { ...process, unsaved: [...kept, admitted] }, accepted: true };
}

/** Whether the writer of `theirs` had read all of `ours`, and may have lifted some of it; others may have lost it. */
export function isLater(theirs: Entries, ours: Entries): boolean {
  return ours.heals.size > 0 && [...ours.heals].every((heal) => theirs.heals.has(heal));
}

/** The process after it has taken over what others wrote. */
export function reloaded(process: Process, disk: Disk): Process {
  const { known, record, dropped } = process;
  if (known === disk || equalDisks(known, disk)) return process;
  const all = (part: keyof Entries) =>
    new Set(
      [...(isLater(disk.record, record) ? [] : record[part]), ...disk.record[part]].filter(
        (entry) => !dropped.has(entry),
      ),
    );
  const there = new Set([...usedIn(disk.main), ...usedIn(disk.mirror ?? {})].map(entryOf));
  const now: Process = {
    ...process,
    known: disk,
    record: { tombstones: all('tombstones'), outbox: all('outbox'), heals: all('heals') },
    // A program that writes it again has it again.
    unproven: new Set([...process.unproven].filter((entry) => !there.has(entry))),
  };
  return { ...now, unsaved: process.unsaved.flatMap((each) => admit(each, retiredOf(now)) ?? []) };
}

/** A flush: both files with the unsaved writes. What others wrote stays. */
export function flush(process: Process, disk: Disk): { readonly process: Process; readonly disk: Disk } {
  if (process.unsaved.length + process.dropped.size === 0) return { process, disk };
  const now = reloaded(process, disk);
  return saved(now, {
    main: replay(disk.main, now.unsaved),
    mirror: disk.mirror && replay(disk.mirror, now.unsaved),
    record: now.record,
  });
}

/**
 * A commit; not done where an edit does not find what it expects. Either way the process has seen the disk. `isRepeated`: another program has written over
 * an earlier attempt, so what an edit comes to may be there already.
 */
export function commit(
  process: Process,
  disk: Disk,
  { edits, retire, outbox, heal }: Commit,
  isRepeated = false,
): { readonly process: Process; readonly disk: Disk; readonly done: boolean } {
  const now = reloaded(process, disk);
  const seen = { main: viewOf(now), mirror: disk.mirror ?? {} };
  const foundBy = ({ file, path }: Edit) => valueAt(file === MAIN_FILE ? seen.main : seen.mirror, path);
  const isThere = (edit: Edit) => equalJson(foundBy(edit), edit.op === 'set' ? edit.value : undefined);
  const open = edits.filter((edit) => !(isRepeated && isThere(edit)));
  if (!open.every((edit) => equalJson(foundBy(edit), edit.expected)))
    return { process: now, disk, done: false };

  const record = {
    tombstones: new Set([...now.record.tombstones, ...retire.filter(({ proven }) => proven).map(entryOf)]),
    outbox: new Set([...now.record.outbox, ...outbox.map(entryOf)]),
    heals: new Set([...now.record.heals, ...(heal ? [JSON.stringify(heal)] : [])]),
  };
  const unproven = new Set([...now.unproven, ...retire.filter(({ proven }) => !proven).map(entryOf)]);
  const retired = retiredOf({ ...now, record, unproven });
  const admitted = now.unsaved.flatMap((each) => admit(each, retired) ?? []);
  const undecided = admitted.filter(({ path }) => !edits.some((edit) => isOnOneLine(edit.path, path)));
  const edited = (state: JsonObject, file: Edit['file']) =>
    open.filter((edit) => edit.file === file).reduce<JsonObject>(apply, state);
  const main = edited(replay(disk.main, admitted), MAIN_FILE);
  const mirror = disk.mirror && edited(replay(disk.mirror, undecided), MIRROR_FILE);
  const next = saved(now, { main, mirror, record });
  return { ...next, process: { ...next.process, unproven, epoch: now.epoch + 1 }, done: true };
}

/** What is kept of a commit: the files before it, and what it was. */
export interface Backup {
  readonly disk: Disk;
  readonly edits: readonly Edit[];
  /** As the record names it. */
  readonly heal: string;
}

/**
 * What takes a commit back: what it edited is as it was, all else stays. Where nothing else has changed since, the files are
 * the old ones, their record too. The writes of the app that have nothing to do with pairing are on top.
 */
export function restore(
  before: Process,
  disk: Disk,
  { disk: old, edits, heal }: Backup,
): { readonly process: Process; readonly disk: Disk } {
  const process = reloaded(before, disk);
  const editsOf = (file: Edit['file'], then: JsonObject, now: JsonObject) =>
    process.record.heals.has(heal) ? edits.filter((edit) => edit.file === file) : likelyEdits(then, now);
  const back = (file: Edit['file'], now: JsonObject, then: JsonObject) =>
    editsOf(file, then, now).reduce<JsonObject>((state, edit) => takeBack(state, then, edit), now);
  const main = back(MAIN_FILE, disk.main, old.main);
  const isWhole = equalJson(main, old.main);
  const mirror = disk.mirror && back(MIRROR_FILE, disk.mirror, old.mirror ?? old.main);
  const next = { main, mirror, record: isWhole ? old.record : recordBefore(disk.record, main, old, heal) };
  const unsaved = process.unsaved.filter(({ path }) => !isPairingPath(path));
  return { process: { ...opened(next), unsaved, epoch: process.epoch + 1 }, disk: next };
}

function takeBack(
  now: JsonObject,
  then: JsonObject,
  edit: Pick<Edit, 'path'> & { readonly value?: JsonValue },
): JsonObject {
  const [before, found] = [valueAt(then, edit.path), valueAt(now, edit.path)];
  if (before === undefined) return equalJson(found, edit.value) ? without(now, edit.path) : now;
  // What was saved since in that place stays.
  if (!Array.isArray(before)) return equalJson(found, edit.value) ? withValue(now, edit.path, before) : now;
  const kept = before.filter((item) => !listOf(edit.value).includes(item) || listOf(found).includes(item));
  return withValue(now, edit.path, [...kept, ...listOf(found).filter((item) => !before.includes(item))]);
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** Where nothing is known of the commit any more: all that belongs to pairing, and what is not there any more. */
function likelyEdits(then: JsonObject, now: JsonObject): readonly Pick<Edit, 'path'>[] {
  const paths = Object.entries(then).flatMap(([key, value]): JsonPath[] =>
    isJsonObject(value) && Object.values(PAIRING_KEYS).some((each) => each === key)
      ? Object.keys(value).map((member) => [key, member])
      : [[key]],
  );
  return paths
    .filter((path) => isPairingPath(path) || now[path[0] ?? ''] === undefined)
    .map((path) => ({ path }));
}

/** The record without the commit: no tombstone and no deletion of what is back, and no deletion that came with it. */
function recordBefore(record: Entries, main: JsonObject, old: Disk, heal: string): Entries {
  const back = new Set(usedIn(main).map(entryOf));
  const idOf = (entry: string) => {
    const { kind, id } = JSON.parse(entry) as RemoteId;
    return entryOf({ kind, id });
  };
  const isKnown = record.heals.has(heal);
  const isNewest =
    !isKnown ||
    [...record.heals]
      .map((each) => (JSON.parse(each) as { at: string }).at)
      .toSorted()
      .at(-1) === (JSON.parse(heal) as { at: string }).at;
  const outboxBefore = new Set([...old.record.outbox].map(idOf));
  return {
    tombstones: new Set([...record.tombstones].filter((entry) => !back.has(entry))),
    outbox: new Set(
      [...record.outbox].filter(
        (entry) => !back.has(idOf(entry)) && (!isNewest || outboxBefore.has(idOf(entry))),
      ),
    ),
    heals: new Set([...record.heals].filter((each) => each !== heal)),
  };
}

/** The ids that `state` uses: as an identity, or as a pointer to one. */
export function usedIn(state: JsonObject): readonly RemoteId[] {
  const members = (key: string) => {
    const value = state[key];
    return isJsonObject(value) ? value : {};
  };
  const clients = Object.values(members(PAIRING_KEYS.clientEnrollments)).map((entry) =>
    isJsonObject(entry) ? entry['clientId'] : undefined,
  );
  const added = state[PAIRING_KEYS.addedEnvironmentIds];
  const hosts = [
    state[PAIRING_KEYS.selectedHostId],
    ...Object.keys(members(PAIRING_KEYS.autoConnectByHostId)),
  ];
  const environments = [
    state[PAIRING_KEYS.environmentId],
    ...(Array.isArray(added) ? (added as readonly JsonValue[]) : []),
    ...hosts.map((host) =>
      typeof host === 'string' ? host.replace(REMOTE_CONTROL_HOST_PREFIX, '') : undefined,
    ),
  ];
  return [...idsAs('client', clients), ...idsAs('environment', environments)];
}

function idsAs(kind: RemoteId['kind'], ids: readonly (JsonValue | undefined)[]): readonly RemoteId[] {
  return ids.flatMap((id) => (typeof id === 'string' ? [{ kind, id }] : []));
}

/** Entries that the server has made untrue: ids that it knows again, deletions that are done. */
export function drop(process: Process, gone: readonly (RemoteId | RemoteDeletion)[]): Process {
  if (gone.length === 0) return process;
  const entries = new Set(gone.map(entryOf));
  const kept = (all: ReadonlySet<string>) => new Set([...all].filter((entry) => !entries.has(entry)));
  const { record, dropped, unproven } = process;
  return {
    ...process,
    record: { ...record, tombstones: kept(record.tombstones), outbox: kept(record.outbox) },
    dropped: new Set([...dropped, ...entries]),
    unproven: kept(unproven),
  };
}

/** The JSON of an id or a deletion, its keys always in one order. */
export function entryOf(item: RemoteId | RemoteDeletion): string {
  const { kind, id } = item;
  return 'accountId' in item
    ? JSON.stringify({ kind, id, accountId: item.accountId, baseUrl: item.baseUrl })
    : JSON.stringify({ kind, id });
}

function saved(process: Process, disk: Disk): { readonly process: Process; readonly disk: Disk } {
  return {
    process: { ...process, known: disk, unsaved: [], record: disk.record, dropped: new Set() },
    disk,
  };
}

function replay(state: JsonObject, writes: readonly Write[]): JsonObject {
  return writes.reduce<JsonObject>(apply, state);
}

function apply(state: JsonObject, change: Write | Edit): JsonObject {
  return change.op === 'remove' ? without(state, change.path) : withValue(state, change.path, change.value);
}

function equalDisks(one: Disk, other: Disk): boolean {
  return (
    equalJson(one.main, other.main) &&
    equalJson(one.mirror, other.mirror) &&
    (['tombstones', 'outbox', 'heals'] as const).every((part) =>
      equalJson([...one.record[part]].toSorted(), [...other.record[part]].toSorted()),
    )
  );
}

function isAtOrBelow(path: JsonPath, top: JsonPath): boolean {
  return path.length >= top.length && isOnOneLine(path, top);
}

function isOnOneLine(one: JsonPath, other: JsonPath): boolean {
  return one.every((key, index) => index >= other.length || key === other[index]);
}
