/** What the page tried and what came of it. Runs in the page: it may use nothing from outside of itself. */
export interface Tried {
  readonly name: string;
  /** `null`: it was refused. Otherwise what the page got hold of. */
  readonly got: string | null;
}
