/** What a log may say of an error of our own: its message may quote a token, its name cannot. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'threw something that is no error';
}
