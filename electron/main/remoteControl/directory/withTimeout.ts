/**
 * Runs `work` with a signal that ends with `signal`, or after so many milliseconds, and leaves no timer behind: the one of
 * `AbortSignal.timeout` goes on after the work is done, and an idle app would wake for nothing.
 */
export async function withTimeout<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), milliseconds);
  try {
    return await work(AbortSignal.any([signal, timeout.signal]));
  } finally {
    clearTimeout(timer);
  }
}
