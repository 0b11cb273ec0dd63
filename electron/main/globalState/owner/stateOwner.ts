import { clearTimeout, setTimeout } from 'node:timers';
import { composeCommit, composeFlush } from '../compose.ts';
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
  Write,
  WriteResult,
} from '../contract.ts';
import { documentsOf } from '../disk/bothFiles.ts';
import { factsOf } from '../disk/fileFacts.ts';
import { MAIN_FILE, MIRROR_FILE, type StateFileName } from '../disk/place.ts';
import { documentValue, valueAt } from '../jsonText/document.ts';
import type { JsonPath, JsonValue } from '../jsonText/json.ts';
import { isNothing, isUnsaved, NOTHING_UNSAVED, retiredOf, withChange, type Memory } from '../memory.ts';
import { isPairingPath } from '../pairingKeys.ts';
import type {
  ControllerChange,
  EnvironmentOwner,
  RemoteDeletion,
  RemoteId,
  RepairRecord,
} from '../record/contract.ts';
import { extendRecord, type UnsavedRecord } from '../record/repairRecord.ts';
import type { StateEvent } from './events.ts';
import { HeldState } from './heldState.ts';
import type { OwnerPorts } from './ports.ts';
import { restore } from './restore.ts';
import { save, type Saved, type Saving } from './save.ts';
import { takeWrite } from './takeWrite.ts';

/** Milliseconds from a write to the file. Long enough for a burst over several messages to become one write. */
const FLUSH_DELAY_MS = 50;
/** The same after a flush that another program did not let through. */
const FLUSH_AGAIN_MS = 1000;

/** The one owner: says when the files are read and written, one after the other. */
export class StateOwner implements GlobalState {
  readonly #ports: OwnerPorts;
  readonly #log: (event: StateEvent) => void;
  readonly #listeners = new Set<(event: StateEvent) => void>();
  readonly #held: HeldState;
  #isClosed: boolean;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** What reads or writes the files, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ports: OwnerPorts, memory: Memory) {
    this.#ports = ports;
    this.#isClosed = !ports.mayWrite;
    this.#log = (event) => {
      ports.log(event);
      for (const listener of this.#listeners) listener(event);
    };
    this.#held = new HeldState(ports, memory, this.#log);
  }

  get epoch(): number {
    return this.#held.epoch;
  }

  get record(): RepairRecord {
    return this.#held.memory.record;
  }

  get refused(): Readonly<Record<Refusal, number>> {
    return this.#held.refused;
  }

  get(path: JsonPath): JsonValue | undefined {
    const { state } = this.#held.memory;
    return state ? valueAt(state, path) : undefined;
  }

  read(file: StateFileName): FileReading {
    const { files, state, unsaved } = this.#held.memory;
    const found = file === MAIN_FILE ? files.main : files.mirror;
    if (found.kind === 'unreadable') return found;
    // A main file that is still to be made is there as soon as something is in it.
    const isMade = found.kind === 'read' || (file === MAIN_FILE && unsaved.length > 0);
    const document = file === MAIN_FILE ? (isMade ? state : null) : documentsOf(files).mirror;
    return document ? { kind: 'read', value: documentValue(document) } : { kind: 'absent' };
  }

  facts(): readonly FileFacts[] {
    const { main, mirror } = this.#held.memory.files;
    const { place } = this.#ports;
    return [factsOf(place, MAIN_FILE, main), factsOf(place, MIRROR_FILE, mirror)];
  }

  subscribe(listener: (event: StateEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  refresh(): Promise<void> {
    return this.#inTurn(async () => void (await this.#held.look()));
  }

  write(write: Write): WriteResult {
    if (this.#isClosed) return this.#held.refuse(write, 'closed');
    if (this.#held.problem !== null) {
      // It may have been put right meanwhile, and trying again must then work.
      void this.refresh();
      return this.#held.refuse(write, 'unreadable');
    }
    const before = this.#held.memory;
    const result = takeWrite(this.#held, write);
    if (this.#held.memory !== before) this.#schedule(FLUSH_DELAY_MS);
    return result;
  }

  async commit(commit: Commit): Promise<CommitResult> {
    if (this.#isClosed) return { kind: 'closed' };
    const held = this.#held;
    const unproven = commit.retire.filter(({ proven }) => !proven);
    const saved = await this.#inTurn(() =>
      this.#saveNow({
        label: 'mobile-pairing-backup',
        compose: (memory, { stamp }, isRepeated) => {
          const record = extendRecord(memory.record, commit, stamp);
          const retired = retiredOf({ record, unproven: [...memory.unproven, ...unproven] });
          const { unsaved } = memory;
          const changes = { unsaved, record, edits: commit.edits, retired, isRepeated };
          const composed = composeCommit(documentsOf(memory.files), changes);
          return composed.kind === 'composed' ? { ...composed, record } : composed;
        },
        // What was written to a pairing key meanwhile is a fact that the edits did not know.
        allows: (later) => !later.some(({ path }) => isPairingPath(path)),
        onStored: ({ unsaved }) => {
          held.epoch += 1;
          held.memory = { ...held.memory, unproven: [...held.memory.unproven, ...unproven] };
          held.countDropped(unsaved);
        },
      }),
    );
    return saved.kind === 'saved' ? { kind: 'committed', epoch: held.epoch, backup: saved.backup } : saved;
  }

  liftTombstones(ids: readonly RemoteId[]): void {
    this.#change({ ...NOTHING_UNSAVED, lifted: ids });
  }

  completeDeletions(done: readonly RemoteDeletion[]): void {
    this.#change({ ...NOTHING_UNSAVED, settled: done });
  }

  noteOwner(owner: EnvironmentOwner): void {
    this.#change({ ...NOTHING_UNSAVED, owners: [owner] });
  }

  changeController(changes: readonly ControllerChange[]): void {
    this.#change({ ...NOTHING_UNSAVED, controller: changes });
  }

  async restore(options: RestoreOptions = {}): Promise<RestoreResult> {
    if (this.#isClosed) return { kind: 'closed' };
    return this.#inTurn(() => restore(this.#held, this.#ports, options));
  }

  async flush(): Promise<FlushResult> {
    return this.#isClosed ? { kind: 'closed' } : this.#flushInTurn();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#flushInTurn();
  }

  #flushInTurn(): Promise<FlushResult> {
    return this.#inTurn(async () => {
      if (this.#timer) clearTimeout(this.#timer);
      this.#timer = null;
      if (!isUnsaved(this.#held.memory)) return { kind: 'unchanged' };
      const saved = await this.#saveNow({
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
    });
  }

  #saveNow(saving: Saving): Promise<Saved> {
    return save(this.#held, this.#ports, {
      ...saving,
      onStored: (saved) => {
        if (isUnsaved(this.#held.memory)) this.#schedule(FLUSH_DELAY_MS);
        saving.onStored(saved);
      },
    });
  }

  #change(change: UnsavedRecord): void {
    if (this.#isClosed || isNothing(change)) return;
    this.#held.memory = withChange(this.#held.memory, change);
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
}
