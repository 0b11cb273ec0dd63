/** What is about to be done: a cut in the state file, or a full repair, which also deletes the environment at the server. */
export type Need = 'write' | 'full';

/** Another program that stands in the way of a repair, because it would write old values back or enroll again. */
export interface RunningProgram {
  /** `unlisted`: the system didn't say what runs, so a program may be running unseen. */
  readonly kind: 'our-app' | 'desktop-app' | 'app-server' | 'unlisted';
  /** What a person knows it by; empty for `unlisted`. */
  readonly name: string;
  readonly pid: number | null;
}

/** One process as a system lists it. */
export interface RunningProcess {
  readonly pid: number;
  /** `null` where the system doesn't say. */
  readonly parent: number | null;
  /** What it may be called: its program's path, the first word of its command line, the system's short name for it. */
  readonly names: readonly string[];
  /**
   * The words of its command line without the first: apart where the system keeps them apart, else one text. `null` where
   * it can't be seen.
   */
  readonly words: readonly string[] | string | null;
  /** The `CODEX_HOME` it works on, as `folderIdentity` names it; `null` where its environment can't be seen. May be looked up only when it is asked for. */
  readonly folder: string | null;
}

/** Every process of this user (of all users, for root), or a listing that can't be believed. */
export type Listing =
  | { readonly kind: 'listed'; readonly processes: readonly RunningProcess[] }
  | { readonly kind: 'failed' };

/** What holds a lock: a living process here, or one of another computer, which can't be verified and so counts as living. */
export type LockHolder = number | 'another-computer';
