import type { Refusal, RemoteId, Write } from './contract.ts';
import { printJson } from './jsonText/print.ts';
import { shortenId, type StateEvent } from './events.ts';

/** Counts and logs the writes that were not taken as they came. */
export class RefusedWriteCounter {
  readonly #log: (event: StateEvent) => void;
  readonly #counts: Record<Refusal, number> = { 'old-epoch': 0, 'retired-id': 0, closed: 0, unreadable: 0 };

  constructor(log: (event: StateEvent) => void) {
    this.#log = log;
  }

  /** So far, by reason; a copy. */
  get counts(): Readonly<Record<Refusal, number>> {
    return { ...this.#counts };
  }

  /** One more write was refused, or reduced by the entries that name one of `retired`. */
  add(kind: 'refused' | 'reduced', why: Refusal, write: Write, retired: readonly RemoteId[] = []): void {
    this.#counts[why] += 1;
    const text = 'value' in write ? printJson([...write.path, write.value]) : JSON.stringify(write.path);
    const ids = retired
      .filter(({ id }) => text.includes(JSON.stringify(id).slice(1, -1)))
      .map(({ id }) => shortenId(id));
    this.#log({ kind, why, key: write.path[0] ?? '', retired: ids });
  }
}
