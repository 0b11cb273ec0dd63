import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import { composeCommit, composeFlush } from './compose.ts';
import type {
  Commit,
  CommitResult,
  FileFacts,
  FileReading,
  FlushResult,
  GlobalState,
  Refusal,
  RestoreOptions,
  RestoreResult,
  Unreadable,
  Write,
  WriteResult,
} from './contract.ts';
import type {
  ControllerChange,
  EnvironmentOwner,
  RemoteDeletion,
  RemoteId,
  RepairRecord,
} from './record/contract.ts';
import { removeAbandonedTemporaryFiles } from './disk/abandonedFiles.ts';
import { unusedBackupPlace, type BackupLabel, type BackupPlace } from './disk/backups.ts';
import { factsOf } from './disk/fileFacts.ts';
import { MAIN_FILE, MIRROR_FILE, pathIn, type StateFileName, type StatePlace } from './disk/place.ts';
import { freeBytes as freeBytesOf } from './disk/freeSpace.ts';
import { planRestore } from './disk/restore.ts';
import { readStateFile, type StateFile } from './disk/stateFile.ts';
import { store, type Change, type Changes, type Stored, type StorePorts } from './disk/store.ts';
import { RefusedWriteCounter, shortenId, type StateEvent } from './events.ts';
import { documentValue, EMPTY_DOCUMENT, valueAt, type Document } from './jsonText/document.ts';
import type { JsonPath, JsonValue } from './jsonText/json.ts';
import { partsOf } from './jsonText/objectText.ts';
import {
  adopt,
  afterSave,
  documentsOf,
  isNothing,
  isUnsaved,
  memoryOf,
  NOTHING_UNSAVED,
  retiredInFiles,
  type Documents,
  type Files,
  type Memory,
} from './memory.ts';
import { isPairingPath, REPAIR_KEY } from './pairingKeys.ts';
import { extendRecord, reduceRecord, withoutIds, type UnsavedRecord } from './record/repairRecord.ts';
import { addUnsaved, admit, applyWrite, withUnsaved } from './unsaved.ts';

/** Where the state file is, and how it is opened. */
export interface OpenOptions {
  /** The absolute path of the folder of both files, `CODEX_HOME`. */
  readonly folder: string;
  /** What the file is called there; its mirror has `.bak` behind that. `MAIN_FILE` by default. */
  readonly name?: string;
  /** `read`, the default: the state is closed from the start; it answers every read, takes no write and touches nothing. */
  readonly access?: 'read' | 'write';
  readonly now?: () => Date;
  readonly log?: (event: StateEvent) => void;
  /** Bytes free on the disk of a folder; `null`: not known. */
  readonly freeBytes?: (folder: string) => number | null;
}

/** Milliseconds from a write to the file. Long enough for a burst over several messages to become one write. */
const FLUSH_DELAY_MS = 50;
/** The same after a flush that another program did not let through. */
const FLUSH_AGAIN_MS = 1000;
/** How often a write is prepared that another program spoils, and the longest pause before the next time. */
const ATTEMPTS = 8;
const ATTEMPT_PAUSE_MS = 40;

/**
 * Opens the state file and its mirror. Always succeeds and creates nothing: what cannot be read is answered as
 * `unreadable`, and takes no write until it can be.
 */
export async function openGlobalState(options: OpenOptions): Promise<GlobalState> {
  const { folder, name = MAIN_FILE, access = 'read', now = () => new Date(), log = () => {} } = options;
  const place = { folder, name };
  if (access === 'write') {
    const count = removeAbandonedTemporaryFiles(
      [pathIn(place, MAIN_FILE), pathIn(place, MIRROR_FILE)],
      now(),
    );
    if (count > 0) log({ kind: 'temporary-files-removed', count });
  }
  return new StateOwner(options, memoryOf(await readFiles(place)));
}

/** The mirror is most often a copy of the main file, and then one document does for both. */
async function readFiles(place: StatePlace, known?: Files): Promise<Files> {
  const absent: StateFile = { kind: 'absent' };
  const main = await readStateFile(place, MAIN_FILE, known?.main ?? absent);
  return { main, mirror: await readStateFile(place, MIRROR_FILE, known?.mirror ?? absent, main) };
}

/** What is to be stored of `memory`; a mismatch ends the whole write. */
type Composition =
  | ({ readonly kind: 'composed'; readonly record: RepairRecord } & Documents)
  | Extract<CommitResult, { kind: 'mismatch' }>;

/** One write of both files: what it is made of, and what it means for memory. */
interface Saving {
  readonly label: BackupLabel | null;
  readonly compose: (memory: Memory, keep: BackupPlace, isRepeated: boolean) => Composition;
  /** Whether it may be stored beside the writes that came since it was composed. */
  readonly allows: (later: readonly Write[]) => boolean;
  /** Called when it has been stored, with memory as it was composed of. */
  readonly onStored: (saved: Memory) => void;
}

type Saved =
  | { readonly kind: 'saved'; readonly written: boolean; readonly backup: string | null }
  | Exclude<CommitResult, { kind: 'committed' | 'closed' }>;

class StateOwner implements GlobalState {
  readonly #ports: StorePorts;
  readonly #now: () => Date;
  readonly #log: (event: StateEvent) => void;
  readonly #listeners = new Set<(event: StateEvent) => void>();
  readonly #refusals: RefusedWriteCounter;
  readonly #mayWrite: boolean;
  #memory: Memory;
  #epoch = 1;
  #isClosed: boolean;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** What reads or writes the files, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: OpenOptions, memory: Memory) {
    const { folder, name = MAIN_FILE, access = 'read', now = () => new Date() } = options;
    this.#ports = { place: { folder, name }, freeBytes: options.freeBytes ?? freeBytesOf };
    this.#now = now;
    this.#mayWrite = access === 'write';
    this.#isClosed = !this.#mayWrite;
    this.#log = (event) => {
      options.log?.(event);
      for (const listener of this.#listeners) listener(event);
    };
    this.#refusals = new RefusedWriteCounter(this.#log);
    this.#memory = memory;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get record(): RepairRecord {
    return this.#memory.record;
  }

  get refused(): Readonly<Record<Refusal, number>> {
    return this.#refusals.counts;
  }

  get(path: JsonPath): JsonValue | undefined {
    return this.#memory.state ? valueAt(this.#memory.state, path) : undefined;
  }

  read(file: StateFileName): FileReading {
    const { files, state, unsaved } = this.#memory;
    const found = file === MAIN_FILE ? files.main : files.mirror;
    if (found.kind === 'unreadable') return found;
    // A main file that is still to be made is there as soon as something is in it.
    const isMade = found.kind === 'read' || (file === MAIN_FILE && unsaved.length > 0);
    const document = file === MAIN_FILE ? (isMade ? state : null) : documentsOf(files).mirror;
    return document ? { kind: 'read', value: documentValue(document) } : { kind: 'absent' };
  }

  facts(): readonly FileFacts[] {
    const { main, mirror } = this.#memory.files;
    const { place } = this.#ports;
    return [factsOf(place, MAIN_FILE, main), factsOf(place, MIRROR_FILE, mirror)];
  }

  subscribe(listener: (event: StateEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  refresh(): Promise<void> {
    return this.#inTurn(async () => void (await this.#look()));
  }

  write(write: Write): WriteResult {
    const refuse = (why: Refusal, retired?: readonly RemoteId[]): WriteResult => {
      this.#refusals.add('refused', why, write, retired);
      return { kind: 'refused', why };
    };
    if (this.#isClosed) return refuse('closed');
    if (this.#problem() !== null) {
      // It may have been put right meanwhile, and trying again must then work.
      void this.refresh();
      return refuse('unreadable');
    }
    if (isPairingPath(write.path) && write.epoch < this.#epoch) return refuse('old-epoch');
    const retired = this.#retired();
    const admitted = admit(write, retired);
    if (admitted === null) return refuse('retired-id', retired);

    const before = this.#memory.state ?? EMPTY_DOCUMENT;
    const after = isReserved(write.path) ? null : applyWrite(before, admitted);
    if (after === null) return refuse('unreadable');
    if (admitted !== write) this.#refusals.add('reduced', 'retired-id', write, retired);
    if (after !== before) {
      // The value is taken from the document, because its author may change it after this.
      const value = valueAt(after, write.path) ?? null;
      const unsaved = addUnsaved(this.#memory.unsaved, write.op === 'set' ? { ...write, value } : write);
      this.#memory = { ...this.#memory, state: after, unsaved };
      this.#schedule(FLUSH_DELAY_MS);
    }
    return { kind: 'accepted' };
  }

  async commit(commit: Commit): Promise<CommitResult> {
    if (this.#isClosed) return { kind: 'closed' };
    const unproven = commit.retire.filter(({ proven }) => !proven);
    const saved = await this.#inTurn(() =>
      this.#save({
        label: 'mobile-pairing-backup',
        compose: (memory, { stamp }, isRepeated) => {
          const record = extendRecord(memory.record, commit, stamp);
          const retired = [...record.tombstones, ...memory.unproven, ...unproven];
          const composed = composeCommit(documentsOf(memory.files), {
            unsaved: memory.unsaved,
            record,
            edits: commit.edits,
            retired,
            isRepeated,
          });
          return composed.kind === 'composed' ? { ...composed, record } : composed;
        },
        // What was written to a pairing key meanwhile is a fact that the edits did not know.
        allows: (later) => !later.some(({ path }) => isPairingPath(path)),
        onStored: ({ unsaved }) => {
          this.#epoch += 1;
          this.#memory = { ...this.#memory, unproven: [...this.#memory.unproven, ...unproven] };
          this.#countDropped(unsaved);
        },
      }),
    );
    return saved.kind === 'saved' ? { kind: 'committed', epoch: this.#epoch, backup: saved.backup } : saved;
  }

  liftTombstones(ids: readonly RemoteId[]): void {
    this.#reduce({ ...NOTHING_UNSAVED, lifted: ids });
  }

  completeDeletions(done: readonly RemoteDeletion[]): void {
    this.#reduce({ ...NOTHING_UNSAVED, settled: done });
  }

  noteOwner(owner: EnvironmentOwner): void {
    this.#reduce({ ...NOTHING_UNSAVED, owners: [owner] });
  }

  changeController(changes: readonly ControllerChange[]): void {
    this.#reduce({ ...NOTHING_UNSAVED, controller: changes });
  }

  async restore({ backup, exact = false }: RestoreOptions = {}): Promise<RestoreResult> {
    if (this.#isClosed) return { kind: 'closed' };
    return this.#inTurn(async (): Promise<RestoreResult> => {
      const { place } = this.#ports;
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        if (attempt > 1) await pause();
        // A damaged file is no obstacle here: it is what a restore is for.
        await this.#look();
        const plan = await planRestore(place, { backup, exact, heals: this.#memory.record.heals });
        if (plan.kind !== 'plan') return plan;
        const stored = await store(this.#ports, plan.changes, {
          keep: unusedBackupPlace(place, 'mobile-pairing-before-restore', this.#now()),
          mayPublish: () => true,
          onPublished: ({ versions }) =>
            this.#takeRestored({
              main: storedFile(plan.main.before, plan.main.document, plan.changes.main.after, versions.main),
              mirror: storedFile(
                plan.mirror.before,
                plan.mirror.document,
                plan.changes.mirror.after,
                versions.mirror,
              ),
            }),
        });
        if (stored.kind === 'stored') return { kind: 'restored', backup: plan.backup, epoch: this.#epoch };
        if (stored.kind === 'write-failed') return stored;
      }
      return { kind: 'state-changed' };
    });
  }

  async flush(): Promise<FlushResult> {
    return this.#isClosed ? { kind: 'closed' } : this.#inTurn(() => this.#flushNow());
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#inTurn(() => this.#flushNow());
  }

  async #flushNow(): Promise<FlushResult> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (!isUnsaved(this.#memory)) return { kind: 'unchanged' };
    const saved = await this.#save({
      label: null,
      compose: ({ files, unsaved, record }) => ({
        kind: 'composed',
        ...composeFlush(documentsOf(files), { unsaved, record }),
        record,
      }),
      allows: () => true,
      onStored: () => {},
    });
    if (saved.kind === 'saved') return { kind: saved.written ? 'flushed' : 'unchanged' };
    if (saved.kind === 'mismatch') throw new TypeError('A flush has no edits.');
    this.#log({ kind: 'flush-failed', outcome: saved });
    if (saved.kind === 'state-changed' && !this.#isClosed) this.#schedule(FLUSH_AGAIN_MS);
    return saved;
  }

  /** Composes over what is on disk and stores that, again and again where another program is at it too. */
  async #save({ label, compose, allows, onStored }: Saving): Promise<Saved> {
    const { place } = this.#ports;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (attempt > 1) await pause();
      const problem = await this.#look();
      if (problem) return problem;
      const memory = this.#memory;
      const keep = unusedBackupPlace(place, label ?? 'mobile-pairing-backup', this.#now());
      const composed = compose(memory, keep, attempt > 1);
      if (composed.kind === 'mismatch') return composed;

      const parts = {
        main: newParts(memory.files.main, composed.main),
        mirror: newParts(memory.files.mirror, composed.mirror),
      };
      const changes: Changes = {
        main: changeOf(memory.files.main, parts.main),
        mirror: changeOf(memory.files.mirror, parts.mirror),
        // Dead ids go from the mirror before they go from the main file, so that they are never in the mirror alone, from where
        // they would come back.
        first: 'mirror',
      };
      const composedOf = new Set(memory.unsaved);
      const written = parts.main !== null || parts.mirror !== null;
      const stored = await store(this.#ports, changes, {
        keep: label === null ? null : keep,
        mayPublish: () => allows(this.#memory.unsaved.filter((write) => !composedOf.has(write))),
        onPublished: ({ versions }) => {
          const files: Files = {
            main: storedFile(memory.files.main, composed.main, parts.main, versions.main),
            mirror: storedFile(memory.files.mirror, composed.mirror, parts.mirror, versions.mirror),
          };
          this.#memory = afterSave(this.#memory, memory, files, composed.record);
          if (isUnsaved(this.#memory)) this.#schedule(FLUSH_DELAY_MS);
          onStored(memory);
        },
      });
      if (stored.kind === 'write-failed') return stored;
      if (stored.kind === 'stored') {
        return { kind: 'saved', written, backup: stored.backup.main ?? stored.backup.mirror };
      }
    }
    return { kind: 'state-changed' };
  }

  #takeRestored(files: Files): void {
    const unsaved = this.#memory.unsaved.filter(({ path }) => !isPairingPath(path));
    const restored = memoryOf(files);
    this.#memory = { ...restored, unsaved, state: withUnsaved(restored.state, unsaved) };
    this.#epoch += 1;
  }

  /** Counts what of `unsaved` was not taken along, or not whole, because it names what has been retired since. */
  #countDropped(unsaved: readonly Write[]): void {
    const retired = this.#retired();
    for (const write of unsaved) {
      const admitted = admit(write, retired);
      const kind = admitted === null ? 'refused' : 'reduced';
      if (admitted !== write) this.#refusals.add(kind, 'retired-id', write, retired);
    }
  }

  #retired(): readonly RemoteId[] {
    return [...this.#memory.record.tombstones, ...this.#memory.unproven];
  }

  /** What keeps every write from happening: a damaged file, or, where there is no main file, a damaged mirror. */
  #problem(): Unreadable | null {
    const { main, mirror } = this.#memory.files;
    if (main.kind === 'unreadable') return main;
    return main.kind === 'absent' && mirror.kind === 'unreadable' ? mirror : null;
  }

  #reduce(change: UnsavedRecord): void {
    if (this.#isClosed || isNothing(change)) return;
    const { record, unsavedRecord, unproven } = this.#memory;
    this.#memory = {
      ...this.#memory,
      record: reduceRecord(record, change),
      // Kept until they are saved: what another process of ours has set meanwhile is meant too.
      unsavedRecord: {
        lifted: [...unsavedRecord.lifted, ...change.lifted],
        settled: [...unsavedRecord.settled, ...change.settled],
        controller: [...unsavedRecord.controller, ...change.controller],
        owners: [...unsavedRecord.owners, ...change.owners],
      },
      unproven: withoutIds(unproven, change.lifted),
    };
    this.#schedule(FLUSH_DELAY_MS);
  }

  #schedule(delay: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), delay).unref();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Takes over what others wrote. The answer is what keeps every write from happening. */
  async #look(): Promise<Unreadable | null> {
    const known = this.#memory.files;
    const files = await readFiles(this.#ports.place, known);
    if (files.mirror.kind === 'unreadable' && known.mirror.kind !== 'unreadable') {
      this.#log({ kind: 'mirror-left-alone', problem: files.mirror.problem });
    }
    const changed = {
      main: isChanged(known.main, files.main),
      mirror: isChanged(known.mirror, files.mirror),
    };
    if (!changed.main && !changed.mirror) {
      this.#memory = { ...this.#memory, files };
      return this.#problem();
    }
    const retired = retiredInFiles(files, this.#retired());
    const { unsaved } = this.#memory;
    this.#memory = adopt(this.#memory, files);
    this.#countDropped(unsaved);
    if (changed.main) this.#log({ kind: 'adopted', file: MAIN_FILE });
    if (changed.mirror) this.#log({ kind: 'adopted', file: MIRROR_FILE });
    if (retired.length > 0)
      this.#log({ kind: 'retired-found', retired: retired.map(({ id }) => shortenId(id)) });
    return this.#problem();
  }
}

function pause(): Promise<void> {
  return wait(Math.random() * ATTEMPT_PAUSE_MS);
}

/** Whether another program has changed what memory shows of a file. A damaged one shows what it showed before. */
function isChanged(before: StateFile, after: StateFile): boolean {
  if (after.kind === 'unreadable') return before.kind !== 'unreadable';
  return before.kind === 'unreadable' || documentOf(before) !== documentOf(after);
}

function documentOf(file: StateFile): Document | null {
  return file.kind === 'read' ? file.document : null;
}

/** The bytes of a file that is to change; `null` where it stays as it is. */
function newParts(file: StateFile, document: Document | null): readonly Buffer[] | null {
  if (document === null || (file.kind === 'read' && file.document === document)) return null;
  return partsOf(document);
}

function changeOf(file: StateFile, after: readonly Buffer[] | null): Change {
  return { before: file.kind === 'read' ? file : null, after };
}

function storedFile(
  before: StateFile,
  document: Document | null,
  parts: readonly Buffer[] | null,
  version: Stored['versions']['main'],
): StateFile {
  return document === null || parts === null || version === null
    ? before
    : { kind: 'read', document, parts, version };
}

/** The whole file is not one writer's to write, and the record of repairs is written by its own methods alone. */
function isReserved(path: JsonPath): boolean {
  return path.length === 0 || path[0] === REPAIR_KEY;
}
