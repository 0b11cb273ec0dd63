/** What was looked at, and what was found. */
export interface Searched {
  /** Log lines, screens, answers and files. */
  readonly places: number;
  readonly secrets: number;
  /** One line each, without the secret. */
  readonly found: readonly string[];
}
