import { classify } from './directory/answer.ts';
import type { Directory } from './directory/readDirectory.ts';
import { reading } from './testParts.ts';

/** A reading in which the client `c1` is refused with this sentence, as the wire has it. */
export function appServerReading(
  sentence: string,
  lists: Pick<Directory, 'clients' | 'environments'>,
  status = 403,
): Directory {
  const body = JSON.stringify({ detail: sentence });
  const answer = classify('client-refresh', { status, contentType: 'application/json', body });
  return reading({ ...lists, refreshed: { c1: answer } });
}
