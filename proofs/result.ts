/** `short` is for every test run, seconds; `full` is the proof itself. */
export type Size = 'short' | 'full';

/** What a proof came to. */
export interface ProofResult {
  readonly name: string;
  /** What was tried and what was found, in the order of telling. */
  readonly counts: Readonly<Record<string, number>>;
  readonly holds: boolean;
  /** One line each, the first few of them enough to find the fault by. */
  readonly failures: readonly string[];
}

/** Every proof is one such function. It leaves nothing behind and never throws for what it is to find. */
export type Prove = (size: Size) => Promise<ProofResult>;
