/** The known word that was most likely meant, or `null` where none is close: at most one slip in three letters. */
export function suggest(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, slips: distance(word.toLowerCase(), candidate) }))
    .toSorted((one, other) => one.slips - other.slips);
  const [best] = ranked;
  if (best === undefined) return null;
  const isClose = best.slips <= Math.max(1, Math.floor(best.candidate.length / 3));
  const isBeginning = word.length > 1 && best.candidate.startsWith(word.toLowerCase());
  return isClose || isBeginning ? best.candidate : null;
}

/** How many letters have to be added, taken away, replaced or swapped with their neighbor (Damerau and Levenshtein). */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const isSame = one[at - 1] === other[to - 1];
      const isSwapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      row[to] = Math.min(
        (rows[at - 1]?.[to] ?? 0) + 1,
        (row[to - 1] ?? 0) + 1,
        (rows[at - 1]?.[to - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (rows[at - 2]?.[to - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
