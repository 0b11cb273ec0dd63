import type { Refusal, StateChanged, Unreadable, Write, WriteFailed } from '../contract.ts';
import type { RemoteId } from '../record/contract.ts';
import type { StateFileName } from '../disk/place.ts';
import { printJson } from '../jsonText/print.ts';

/** What the owner of the state file has to tell a log. Nothing in it is a value of the file; ids are shortened. */
export type StateEvent =
  /** A write was not taken (`refused`), or was taken without the entries that name retired ids (`reduced`). */
  | {
      readonly kind: 'refused' | 'reduced';
      readonly why: Refusal;
      /** The first key of the path: deeper ones can name an account or a host. */
      readonly key: string;
      readonly retired: readonly string[];
    }
  /** Another program changed a file, and memory has taken that over. */
  | { readonly kind: 'adopted'; readonly file: StateFileName }
  /** Ids that a repair has removed stand in a file again: another program wrote them, and only a check can tell whether they live. */
  | { readonly kind: 'retired-found'; readonly retired: readonly string[] }
  /** The mirror cannot be read, so it is left as it is. */
  | { readonly kind: 'mirror-left-alone'; readonly problem: Unreadable['problem'] }
  /** What is unsaved stays in memory until the next write or flush. */
  | { readonly kind: 'flush-failed'; readonly outcome: StateChanged | Unreadable | WriteFailed }
  | { readonly kind: 'temporary-files-removed'; readonly count: number };

/** Enough of an id to recognise it by, and too little to use it: at most eight characters, and never more than half of it. */
export function shortenId(id: string): string {
  return id === '' ? '' : `${id.slice(0, Math.min(8, Math.floor(id.length / 2)))}…`;
}

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
