/**
 * What `work` comes to, or a rejection as soon as `signal` is aborted, whether `work` listens to it or not. What sends requests
 * does not always: Node's `fetch` and its HTTP client leave some answers without an end (101, seen with 24.21).
 */
export async function endWith<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const end = () => reject(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}
