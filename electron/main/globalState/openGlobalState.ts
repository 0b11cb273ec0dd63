import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { composeCommit, composeFlush } from './compose.ts';
import {
  MAIN_FILE,
  MIRROR_FILE,
  type Commit,
  type CommitResult,
  type ControllerChange,
  type FileFacts,
  type FileReading,
  type FlushResult,
  type GlobalState,
  type Refusal,
  type RemoteDeletion,
  type RemoteId,
  type RepairRecord,
  type RestoreResult,
  type StateFileName,
  type Unreadable,
  type Write,
  type WriteFailed,
  type WriteResult,
} from './contract.ts';
import { documentValue, EMPTY_DOCUMENT, valueAt } from './jsonText/document.ts';
import type { StateEvent } from './events.ts';
import type { JsonPath, JsonValue } from './jsonText/json.ts';
import { adopt, documentsOf, isUnsaved, remember, saved, type Files, type Memory } from './memory.ts';
import { removeOrphans } from './disk/abandonedFiles.ts';
import { isPairingPath, REPAIR_KEY } from './pairingKeys.ts';
import { atomicStoreFile, freeBytes as freeBytesOf, type StoreFile } from './disk/persist.ts';
import { Refusals } from './refusedWrites.ts';
import { extendRecord, reduceRecord, type UnsavedRecord } from './repairRecord.ts';
import { planRestore, replaced } from './disk/restore.ts';
import { readFacts, readStateFile } from './disk/stateFile.ts';
import { store, storeDocuments, type StorePorts } from './disk/store.ts';
import { addUnsaved, admit, applyWrite, withUnsaved } from './unsaved.ts';

/** Where the state file is, and how it is written. */
export interface OpenOptions {
  /** The absolute path of the folder of both files, `CODEX_HOME`. */
  readonly folder: string;
  /** `read`, the default: the state is closed from the start; it answers every read, takes no write and touches nothing. */
  readonly access?: 'read' | 'write';
  /** How one file is written; atomically by default. */
  readonly storeFile?: StoreFile;
  readonly now?: () => Date;
  readonly log?: (event: StateEvent) => void;
  /** Bytes free on the disk of a folder; `null`: not known. */
  readonly freeBytes?: (folder: string) => number | null;
}

/** Milliseconds from a write to the file. Long enough for a burst over several messages to become one write. */
const FLUSH_DELAY = 50;

/**
 * Opens the state file and its mirror. Always succeeds and creates nothing: what cannot be read is answered as
 * `unreadable`, and takes no write until it can be.
 */
export async function openGlobalState(options: OpenOptions): Promise<GlobalState> {
  return new StateOwner(options);
}

class StateOwner implements GlobalState {
  readonly #folder: string;
  /** `null`: there is no writer, and so nothing is ever written. */
  readonly #ports: StorePorts | null;
  readonly #log: (event: StateEvent) => void;
  readonly #refusals: Refusals;
  #memory: Memory;
  #epoch = 1;
  #closed: boolean;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor({
    folder,
    access = 'read',
    storeFile = atomicStoreFile,
    now = () => new Date(),
    log = () => {},
    freeBytes = freeBytesOf,
  }: OpenOptions) {
    this.#folder = folder;
    this.#ports = access === 'write' ? { folder, storeFile, now, freeBytes } : null;
    this.#closed = access === 'read';
    this.#log = log;
    this.#refusals = new Refusals(log);
    if (access === 'write') {
      const count = removeOrphans([join(folder, MAIN_FILE), join(folder, MIRROR_FILE)], now());
      if (count > 0) log({ kind: 'orphans-removed', count });
    }
    this.#memory = remember(this.#readFiles());
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
    return this.#memory.main ? valueAt(this.#memory.main, path) : undefined;
  }

  read(file: StateFileName): FileReading {
    // A file that was damaged may have been put right meanwhile, and "try again" must then work.
    if (Object.values(this.#memory.files).some(({ kind }) => kind === 'unreadable')) this.#reload();
    const { files, main } = this.#memory;
    const state = file === MAIN_FILE ? files.main : files.mirror;
    if (state.kind === 'unreadable') return state;
    const document = file === MAIN_FILE ? main : documentsOf(files).mirror;
    return document ? { kind: 'read', value: documentValue(document) } : { kind: 'absent' };
  }

  async refresh(): Promise<void> {
    this.#reload();
  }

  facts(): readonly FileFacts[] {
    const { main, mirror } = this.#memory.files;
    return [readFacts(this.#folder, MAIN_FILE, main), readFacts(this.#folder, MIRROR_FILE, mirror)];
  }

  write(write: Write): WriteResult {
    const refuse = (why: Refusal, retired?: readonly RemoteId[]): WriteResult => {
      this.#refusals.add('refused', why, write, retired);
      return { kind: 'refused', why };
    };
    if (this.#closed) return refuse('closed');
    if (this.#memory.files.main.kind === 'unreadable' && this.#reload()) return refuse('unreadable');
    if (isPairingPath(write.path) && write.epoch < this.#epoch) return refuse('old-epoch');
    const { tombstones } = this.#memory.record;
    const admitted = admit(write, tombstones);
    if (admitted === null) return refuse('retired-id', tombstones);

    const before = this.#memory.main ?? EMPTY_DOCUMENT;
    const after = isReserved(write.path) ? null : applyWrite(before, admitted);
    if (after === null) return refuse('unreadable');
    if (admitted !== write) this.#refusals.add('reduced', 'retired-id', write, tombstones);
    if (after !== before) {
      // The value is taken from the document, because its author may change it after this.
      const value = valueAt(after, write.path) ?? null;
      const unsaved = addUnsaved(this.#memory.unsaved, write.op === 'set' ? { ...write, value } : write);
      this.#memory = { ...this.#memory, main: after, unsaved };
      this.#schedule();
    }
    return { kind: 'accepted' };
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const ports = this.#ports;
    if (this.#closed || !ports) return { kind: 'closed' };
    const problem = this.#reload();
    if (problem) return problem;

    const { files, unsaved } = this.#memory;
    const record = extendRecord(this.#memory.record, commit);
    const composed = composeCommit(documentsOf(files), {
      unsaved,
      record,
      edits: commit.edits,
      retiredBefore: this.#memory.record.tombstones,
    });
    if (composed.kind === 'mismatch') return composed;
    const stored = storeDocuments(ports, files, composed, 'mobile-pairing-backup');
    if (stored.kind === 'write-failed') return stored;

    this.#memory = saved(stored.files, record);
    this.#epoch += 1;
    for (const write of unsaved) {
      const admitted = admit(write, record.tombstones);
      const kind = admitted === null ? 'refused' : 'reduced';
      if (admitted !== write) this.#refusals.add(kind, 'retired-id', write, record.tombstones);
    }
    return { kind: 'committed', epoch: this.#epoch, backup: stored.backup.main ?? stored.backup.mirror };
  }

  liftTombstones(ids: readonly RemoteId[]): void {
    this.#reduce({ lifted: ids, settled: [], controller: [] });
  }

  completeDeletions(done: readonly RemoteDeletion[]): void {
    this.#reduce({ lifted: [], settled: done, controller: [] });
  }

  changeController(changes: readonly ControllerChange[]): void {
    this.#reduce({ lifted: [], settled: [], controller: changes });
  }

  async restore(backup?: string): Promise<RestoreResult> {
    const ports = this.#ports;
    if (this.#closed || !ports) return { kind: 'closed' };
    const plan = planRestore(this.#folder, backup);
    if (plan.kind !== 'plan') return plan;
    const stored = store(ports, plan, 'mobile-pairing-before-restore');
    if (stored.kind === 'write-failed') return stored;

    const unsaved = this.#memory.unsaved.filter(({ path }) => !isPairingPath(path));
    // Not read again: `store` has done that, and a reading that failed now would leave memory without what is on disk.
    const restored = remember({
      main: replaced(plan.main) ?? readStateFile(this.#folder, MAIN_FILE),
      mirror: replaced(plan.mirror) ?? readStateFile(this.#folder, MIRROR_FILE),
    });
    this.#memory = { ...restored, unsaved, main: withUnsaved(restored.main, unsaved) };
    this.#epoch += 1;
    return { kind: 'restored', backup: plan.backup, epoch: this.#epoch };
  }

  async flush(): Promise<FlushResult> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const ports = this.#ports;
    if (this.#closed || !ports) return { kind: 'closed' };
    if (!isUnsaved(this.#memory)) return { kind: 'unchanged' };
    const outcome = this.#save(ports);
    if (outcome.kind === 'unreadable' || outcome.kind === 'write-failed') {
      this.#log({ kind: 'flush-failed', outcome });
    }
    return outcome;
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
  }

  #save(ports: StorePorts): { readonly kind: 'flushed' | 'unchanged' } | Unreadable | WriteFailed {
    const problem = this.#reload();
    if (problem) return problem;
    const { files, unsaved, record } = this.#memory;
    const composed = composeFlush(documentsOf(files), { unsaved, record });
    const stored = storeDocuments(ports, files, composed, null);
    if (stored.kind === 'write-failed') return stored;
    this.#memory = saved(stored.files, record);
    return { kind: stored.written ? 'flushed' : 'unchanged' };
  }

  #reduce(change: UnsavedRecord): void {
    if (this.#closed) return;
    // A tombstone that another process of ours has set meanwhile is meant too.
    this.#reload();
    const { record, unsavedRecord } = this.#memory;
    const reduced = reduceRecord(record, change);
    if (reduced === record) return;
    const lifted = [...unsavedRecord.lifted, ...change.lifted];
    const settled = [...unsavedRecord.settled, ...change.settled];
    const controller = [...unsavedRecord.controller, ...change.controller];
    this.#memory = { ...this.#memory, record: reduced, unsavedRecord: { lifted, settled, controller } };
    this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_DELAY).unref();
  }

  #readFiles(known?: Files): Files {
    const main = readStateFile(this.#folder, MAIN_FILE, ...(known ? [known.main] : []));
    // The mirror is most often a copy of the main file, and then one parse does for both.
    const mirror = readStateFile(this.#folder, MIRROR_FILE, ...(known ? [known.mirror] : []), main);
    return { main, mirror };
  }

  /** Takes over what others wrote. The answer is what keeps every write from happening. */
  #reload(): Unreadable | null {
    const known = this.#memory.files;
    const files = this.#readFiles(known);
    if (files.mirror.kind === 'unreadable' && known.mirror.kind !== 'unreadable') {
      this.#log({ kind: 'mirror-left-alone', problem: files.mirror.problem });
    }
    if (files.main.kind === 'unreadable') {
      // A version that was good stays in memory while the file is damaged; nothing is written until it is put right.
      if (known.main.kind === 'unreadable') this.#memory = { ...this.#memory, files };
      return files.main;
    }
    const [before, after] = [documentsOf(known), documentsOf(files)];
    const mainChanged = before.main !== after.main || known.main.kind === 'unreadable';
    const mirrorChanged = before.mirror !== after.mirror;
    if (mainChanged) this.#log({ kind: 'adopted', file: MAIN_FILE });
    if (mirrorChanged) this.#log({ kind: 'adopted', file: MIRROR_FILE });
    this.#memory = mainChanged || mirrorChanged ? adopt(this.#memory, files) : { ...this.#memory, files };
    return null;
  }
}

/** The whole file is nobody's to write, and the record of repairs is written by commits alone. */
function isReserved(path: JsonPath): boolean {
  return path.length === 0 || path[0] === REPAIR_KEY;
}
