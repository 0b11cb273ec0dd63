/** A page of 100 items is some 50 KB; past this it is not the service that is talking. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * The body as text, or `null` where it is longer than 4 MiB or no UTF-8. Stops reading at the bound, so a body without end
 * costs no more than one of that size.
 * @throws whatever the connection throws while the body is read
 */
export async function readBounded(body: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  if (body === null) return '';
  const reader = body[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.next();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) {
      // Not awaited: a peer that drips could make even the goodbye wait.
      void reader.return?.().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return null;
  }
}
