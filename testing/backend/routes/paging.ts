import type { Context } from '../http/context.ts';
import { refuse } from './answers.ts';

const MAXIMUM = 100;

/** One page of a list, with the cursor of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/**
 * The page that a request asks for with `limit` (1 to 100), `cursor` and `order`. A cursor names the last row seen, not
 * a count, so that a deletion between two pages neither hides nor repeats a row.
 */
export function pageOf<T extends { readonly order: number }>(context: Context, rows: Iterable<T>): Page<T> {
  const { limit: limitText = String(MAXIMUM), cursor, order = 'asc' } = context.req.query();
  const limit = Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAXIMUM)
    refuse(400, 'limit must be between 1 and 100');
  if (order !== 'asc' && order !== 'desc') refuse(400, 'order must be asc or desc');

  const direction = order === 'asc' ? 1 : -1;
  const sorted = [...rows].toSorted((left, right) => direction * (left.order - right.order));
  const after = cursor === undefined || cursor === '' ? null : readCursor(cursor);
  const rest = after === null ? sorted : sorted.filter((row) => direction * (row.order - after) > 0);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, cursor: last && rest.length > limit ? writeCursor(last.order) : null };
}

function writeCursor(order: number): string {
  return Buffer.from(`after:${order}`).toString('base64url');
}

function readCursor(cursor: string): number {
  const [, order] = /^after:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  return order === undefined ? refuse(400, 'Invalid cursor') : Number(order);
}
