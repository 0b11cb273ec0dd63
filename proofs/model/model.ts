import {
  equalJson,
  isPairingPath,
  MAIN_FILE,
  MIRROR_FILE,
  type Commit,
  type Edit,
  type JsonObject,
  type JsonPath,
  type RemoteDeletion,
  type RemoteId,
  type Write,
} from '../../electron/main/globalState/index.ts';
import { valueAt, without, withValue } from './plainJson.ts';
import { admit, purge } from './purge.ts';

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
  readonly epoch: number;
}

export const NO_ENTRIES: Entries = { tombstones: new Set(), outbox: new Set(), heals: new Set() };

/** A process that has just started. */
export function opened(disk: Disk): Process {
  return { known: disk, unsaved: [], record: disk.record, dropped: new Set(), epoch: 1 };
}

/** What the process sees in the main file. */
export function viewOf({ known, unsaved }: Process): JsonObject {
  return replay(known.main, unsaved);
}

export function idsOf({ tombstones }: Entries): readonly RemoteId[] {
  return [...tombstones].map((entry) => JSON.parse(entry) as RemoteId);
}

/** A write of the app or the page, and whether it is taken. */
export function write(
  process: Process,
  given: Write,
): { readonly process: Process; readonly accepted: boolean } {
  const refused = { process, accepted: false };
  if (isPairingPath(given.path) && given.epoch < process.epoch) return refused;
  const admitted = admit(given, idsOf(process.record));
  if (admitted === null) return refused;
  const before = viewOf(process);
  if (equalJson(before, apply(before, admitted))) return { process, accepted: true };
  const kept = process.unsaved.filter(({ path }) => !isAtOrBelow(path, admitted.path));
  return { process: { ...process, unsaved: [...kept, admitted] }, accepted: true };
}

/** Whether whoever wrote `theirs` had read all of `ours`, and may have lifted some of it; others may have lost it. */
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
  return {
    ...process,
    known: disk,
    record: { tombstones: all('tombstones'), outbox: all('outbox'), heals: all('heals') },
  };
}

/** A flush: both files with the unsaved writes, and without any retired id. */
export function flush(process: Process, disk: Disk): { readonly process: Process; readonly disk: Disk } {
  if (process.unsaved.length + process.dropped.size === 0) return { process, disk };
  const now = reloaded(process, disk);
  const clean = (file: JsonObject) => purge(replay(file, now.unsaved), idsOf(now.record));
  return saved(now, {
    main: clean(disk.main),
    mirror: disk.mirror && clean(disk.mirror),
    record: now.record,
  });
}

/** A commit; `null` where an edit does not find what it expects. Either way the process has seen the disk. */
export function commit(
  process: Process,
  disk: Disk,
  { edits, retire, outbox, heal }: Commit,
): { readonly process: Process; readonly disk: Disk; readonly done: boolean } {
  const now = reloaded(process, disk);
  const seen = { main: viewOf(now), mirror: disk.mirror ?? {} };
  const isAsExpected = ({ file, path, expected }: Edit) =>
    equalJson(valueAt(file === MAIN_FILE ? seen.main : seen.mirror, path), expected);
  if (!edits.every(isAsExpected)) return { process: now, disk, done: false };

  const record = {
    tombstones: new Set([...now.record.tombstones, ...retire.map(entryOf)]),
    outbox: new Set([...now.record.outbox, ...outbox.map(entryOf)]),
    heals: new Set([...now.record.heals, ...(heal ? [JSON.stringify(heal)] : [])]),
  };
  const admitted = now.unsaved.flatMap((each) => admit(each, idsOf(record)) ?? []);
  const undecided = admitted.filter(({ path }) => !edits.some((edit) => isOnOneLine(edit.path, path)));
  const edited = (state: JsonObject, file: Edit['file']) =>
    edits.filter((edit) => edit.file === file).reduce<JsonObject>(apply, state);
  const main = purge(edited(replay(disk.main, admitted), MAIN_FILE), idsOf(now.record));
  const mirror = disk.mirror && purge(edited(replay(disk.mirror, undecided), MIRROR_FILE), idsOf(now.record));
  const next = saved(now, { main, mirror, record });
  return { ...next, process: { ...next.process, epoch: now.epoch + 1 }, done: true };
}

/** A restore of `backup`: the files as they were, the writes of the app that have nothing to do with pairing on top. */
export function restore(
  process: Process,
  disk: Disk,
  backup: Disk,
): { readonly process: Process; readonly disk: Disk } {
  const next = { ...backup, mirror: disk.mirror && (backup.mirror ?? backup.main) };
  const unsaved = process.unsaved.filter(({ path }) => !isPairingPath(path));
  return { process: { ...opened(next), unsaved, epoch: process.epoch + 1 }, disk: next };
}

/** Entries that the server has made untrue: ids that it knows again, deletions that are done. */
export function drop(before: Process, disk: Disk, gone: readonly (RemoteId | RemoteDeletion)[]): Process {
  const process = reloaded(before, disk);
  const entries = new Set(gone.map(entryOf));
  const kept = (part: keyof Entries) =>
    new Set([...process.record[part]].filter((entry) => !entries.has(entry)));
  const record = { tombstones: kept('tombstones'), outbox: kept('outbox'), heals: process.record.heals };
  const isSame =
    record.tombstones.size === process.record.tombstones.size &&
    record.outbox.size === process.record.outbox.size;
  return isSame ? process : { ...process, record, dropped: new Set([...process.dropped, ...entries]) };
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
