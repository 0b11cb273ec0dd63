import type { Refusal, Unreadable, Write, WriteResult } from '../contract.ts';
import { isChanged, readFiles } from '../disk/bothFiles.ts';
import { MAIN_FILE, MIRROR_FILE, type StatePlace } from '../disk/place.ts';
import { adopt, retiredInFiles, retiredOf, type Memory } from '../memory.ts';
import type { RemoteId } from '../record/contract.ts';
import { admit } from '../unsaved.ts';
import type { OwnerPorts } from './ports.ts';
import { RefusedWriteCounter, shortenId, type StateEvent } from './events.ts';

/** What the owner holds, and how that follows the files. */
export class HeldState {
  /** Each step puts another in its place. */
  memory: Memory;
  /** Raised by every commit and restore. */
  epoch = 1;
  readonly #place: StatePlace;
  readonly #mayWrite: boolean;
  readonly #log: (event: StateEvent) => void;
  readonly #refusals: RefusedWriteCounter;

  constructor({ place, mayWrite }: OwnerPorts, memory: Memory, log: (event: StateEvent) => void) {
    this.#place = place;
    this.#mayWrite = mayWrite;
    this.memory = memory;
    this.#log = log;
    this.#refusals = new RefusedWriteCounter(log);
  }

  /** How many writes were not taken as they came, by reason. */
  get refused(): Readonly<Record<Refusal, number>> {
    return this.#refusals.counts;
  }

  /** What keeps every write from happening: a damaged file, or, where there is no main file, a damaged mirror. */
  get problem(): Unreadable | null {
    const { main, mirror } = this.memory.files;
    if (main.kind === 'unreadable') return main;
    return main.kind === 'absent' && mirror.kind === 'unreadable' ? mirror : null;
  }

  /** Does not take a write, and counts that. */
  refuse(write: Write, why: Refusal, retired: readonly RemoteId[] = []): WriteResult {
    this.#refusals.add('refused', why, write, retired);
    return { kind: 'refused', why };
  }

  /** Counts what of `writes` was not taken along, or not whole, because it names what has been retired since. */
  countDropped(writes: readonly Write[]): void {
    const retired = retiredOf(this.memory);
    for (const write of writes) {
      const admitted = admit(write, retired);
      const kind = admitted === null ? 'refused' : 'reduced';
      if (admitted !== write) this.#refusals.add(kind, 'retired-id', write, retired);
    }
  }

  /** Takes over what others wrote to the files. The answer is what keeps every write from happening. */
  async look(): Promise<Unreadable | null> {
    const known = this.memory.files;
    const files = await readFiles(this.#place, this.#mayWrite, known);
    if (files.mirror.kind === 'unreadable' && known.mirror.kind !== 'unreadable') {
      this.#log({ kind: 'mirror-left-alone', problem: files.mirror.problem });
    }
    const changed = {
      main: isChanged(known.main, files.main),
      mirror: isChanged(known.mirror, files.mirror),
    };
    if (!changed.main && !changed.mirror) {
      this.memory = { ...this.memory, files };
      return this.problem;
    }
    const retired = retiredInFiles(files, retiredOf(this.memory));
    const { unsaved } = this.memory;
    this.memory = adopt(this.memory, files);
    this.countDropped(unsaved);
    if (changed.main) this.#log({ kind: 'adopted', file: MAIN_FILE });
    if (changed.mirror) this.#log({ kind: 'adopted', file: MIRROR_FILE });
    if (retired.length > 0)
      this.#log({ kind: 'retired-found', retired: retired.map(({ id }) => shortenId(id)) });
    return this.problem;
  }
}
