import { z } from 'zod/mini';
import type { Reason } from '../../../shared/reasons.ts';
import { send, type Connection, type Evidence, type Request } from './request.ts';

/** What a list endpoint held: every item found, and whether that is all there is. */
export interface ListReading<Item> {
  readonly items: readonly Item[];
  /** `null`: every page was read. Otherwise why not, and then an absence means nothing. */
  readonly incomplete: Reason | null;
  readonly evidence: readonly Evidence[];
  readonly retryAfterMs: number | null;
}

const pageSchema = z.object({
  items: z.array(z.unknown()),
  cursor: z.optional(z.nullable(z.string())),
});

const PAGE_SIZE = 100;
/** Twenty thousand items. More is no account's list, and reading stops. */
const MAX_PAGES = 200;

/**
 * Reads every page of a list. A cursor is opaque; one that comes again, an empty one, or more than 200 pages end
 * the reading as incomplete. One item of another shape does too: it might be the one that is looked for.
 */
export async function readList<Item>(
  connection: Connection,
  request: Pick<Request, 'endpoint' | 'segments'>,
  item: z.core.$ZodType<Item>,
): Promise<ListReading<Item>> {
  const items: Item[] = [];
  const evidence: Evidence[] = [];
  const cursors = new Set<string>();
  const end = (incomplete: Reason | null, retryAfterMs: number | null = null): ListReading<Item> => ({
    items,
    incomplete,
    evidence,
    retryAfterMs,
  });
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) };
    const answered = await send(connection, { ...request, method: 'GET', query });
    evidence.push(answered.evidence);
    const { answer } = answered;
    if (answer.kind !== 'ok') {
      return end(answer.kind === 'unknown' ? answer.reason : 'bad-shape', answered.retryAfterMs);
    }
    const parsed = pageSchema.safeParse(answer.json);
    if (!parsed.success) return end('bad-shape');
    const found = z.array(item).safeParse(parsed.data.items);
    if (!found.success) return end('bad-shape');
    items.push(...found.data);
    const next = parsed.data.cursor ?? null;
    if (next === null) return end(null);
    if (next === '' || cursors.has(next)) return end('incomplete-list');
    cursors.add(next);
    cursor = next;
  }
  return end('incomplete-list');
}
