import type { Operation, Scene } from '../harness/operations.ts';

/** What a child is to do, and where it is to die. */
export interface Job {
  readonly scene: Pick<Scene, 'folder' | 'now'>;
  readonly operation: Operation;
  /**
   * Before which of its calls of this name, counted from one; 0: nowhere. Not before which call of all: a file that was changed a
   * moment ago is read once more, and then every later call comes later.
   */
  readonly killAt: number;
  readonly killName: string;
  /** Whether the call itself is half done when the process dies. */
  readonly torn: boolean;
  /** The app's own writer, or one that is known to be wrong, to see that the proof finds it. */
  readonly writer: 'app' | 'in place';
}

/** One call of `node:fs` as a child made it. */
export interface TracedCall {
  readonly name: string;
  /** The base name of what it names, or `null` where it goes by a descriptor. */
  readonly file: string | null;
  /** Where a rename leads to. */
  readonly to: string | null;
  /** The descriptor that it uses, or that `openSync` answered with. */
  fd: number | null;
  /** Whether an `openSync` is for writing. */
  readonly isForWriting: boolean;
}
