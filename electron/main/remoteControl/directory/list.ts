import * as z from 'zod/mini';
import type { Reason } from '../../../shared/reasons.ts';
import { greater, judgeEnvelope } from './envelope.ts';
import { send, type Connection, type Evidence, type Request } from './request.ts';

/** What a list endpoint held: every item found, and whether that is all there is. */
export interface ListReading<Item> {
  readonly items: readonly Item[];
  /** `null`: every page was read, and none of them came from a cache. Otherwise why not, and then an absence means nothing. */
  readonly incomplete: Reason | null;
  readonly evidence: readonly Evidence[];
  readonly retryAfterMs: number | null;
}

/** Which list, and how an item of it is read. */
export interface List<Item> extends Pick<Request, 'endpoint' | 'segments'> {
  readonly item: z.ZodMiniType<Item>;
  readonly idOf: (item: Item) => string;
}

const pageSchema = z.lazy(() =>
  z.object({
    items: z.array(z.unknown()),
    cursor: z.optional(z.nullable(z.string())),
  }),
);

const PAGE_SIZE = 100;
/** Twenty thousand items. More is no account's list, and reading stops. */
const MAX_PAGES = 200;

/**
 * Reads every page of a list. A cursor is opaque; one that comes again, an empty one, an item that comes again, or more than 200 pages end the
 * reading as incomplete, and so does an envelope that speaks of anything missing. One item of another shape does too: it might be
 * the one that is looked for. A last page that is full to the limit may have been cut there: the list is read once more in smaller pages,
 * and a service that pages then ends on a page that is not full.
 */
export async function readList<Item>(connection: Connection, list: List<Item>): Promise<ListReading<Item>> {
  const { isFull, ...first } = await readPages(connection, list, PAGE_SIZE);
  if (!isFull) return first;
  const { isFull: isFullAgain, ...second } = await readPages(connection, list, PAGE_SIZE - 1);
  const incomplete = second.incomplete ?? (isFullAgain ? 'incomplete-list' : null);
  return { ...second, incomplete, evidence: [...first.evidence, ...second.evidence] };
}

/** `isFull`: the last page held as many items as were asked for, and named no further one. */
type Pages<Item> = ListReading<Item> & { readonly isFull: boolean };

async function readPages<Item>(
  connection: Connection,
  { endpoint, segments, item, idOf }: List<Item>,
  pageSize: number,
): Promise<Pages<Item>> {
  const items: Item[] = [];
  const known = new Set<string>();
  const evidence: Evidence[] = [];
  const cursors = new Set<string>();
  const end = (incomplete: Reason | null, retryAfterMs: number | null = null): ListReading<Item> => ({
    items,
    incomplete: incomplete ?? (evidence.some(({ isCached }) => isCached) ? 'incomplete-list' : null),
    evidence,
    retryAfterMs,
  });
  const cut = (...why: Parameters<typeof end>): Pages<Item> => ({ ...end(...why), isFull: false });
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { limit: String(pageSize), ...(cursor === null ? {} : { cursor }) };
    const answered = await send(connection, { endpoint, segments, method: 'GET', query });
    evidence.push(answered.evidence);
    const { answer } = answered;
    if (answer.kind !== 'ok') {
      return cut(answer.kind === 'unknown' ? answer.reason : 'bad-shape', answered.retryAfterMs);
    }
    const parsed = pageSchema.safeParse(answer.json);
    if (!parsed.success) return cut('bad-shape');
    const { items: found, cursor: next = null } = parsed.data;
    // As it came: a reader leaves out what is named `__proto__`.
    const { items: _, cursor: __, ...members } = answer.json as Readonly<Record<string, unknown>>;
    const read = z.array(item).safeParse(found);
    if (!read.success) return cut('bad-shape');
    const ids = read.data.map(idOf);
    const isRepeated = ids.some((id) => known.has(id));
    for (const id of ids) known.add(id);
    for (const one of read.data) items.push(one);
    const { isPartial, total, limit } = judgeEnvelope(members);
    if (isPartial || isRepeated || items.length > MAX_PAGES * PAGE_SIZE) return cut('incomplete-list');
    if (next === null) {
      const { isPartial: isNotLast, total: ofHeaders } = answered.envelope;
      if (isNotLast || (greater(total, ofHeaders) ?? 0) > items.length) return cut('incomplete-list');
      const isFull = ids.length > 0 && ids.length >= (limit ?? pageSize);
      return { ...end(null), isFull };
    }
    if (next === '' || cursors.has(next)) return cut('incomplete-list');
    cursors.add(next);
    cursor = next;
  }
  return cut('incomplete-list');
}
