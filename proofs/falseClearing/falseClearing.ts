import pMap from 'p-map';
import type { ProofResult, Size } from '../result.ts';
import { allCombinations, allProofs, nearProofs, type Combination } from './cases.ts';
import { clearOverHttp, HTTP_CASES } from './overHttp.ts';
import { clearByCommand, clearByModule, type Clearing } from './clear.ts';
import { GUARDS, NO_GUARD } from './guards.ts';

/** So many wait for their pauses at once; the work itself takes its turn. */
const AT_ONCE = 300;

/**
 * Nothing but proof clears: every combination of endpoint, status, content type, body and reading that is no proof is put
 * before the automatic heal and before `mobile-setup repair`, and not one byte may change. The same answers where they
 * are proof must clear, or the rest would say nothing.
 */
export async function prove(size: Size): Promise<ProofResult> {
  const isFull = size === 'full';
  const combinations = isFull
    ? allCombinations()
    : [...each(401, allCombinations()), ...each(7, nearProofs())];
  const proofs = each(isFull ? 1 : 3, allProofs());
  const [byModule, byCommand, kept, overHttp, proven] = await Promise.all([
    clearAll(clearByModule, combinations),
    clearAll(clearByCommand, each(3, combinations)),
    pMap(GUARDS, (keep) => keep()),
    pMap(each(isFull ? 1 : 13, HTTP_CASES), clearOverHttp, { concurrency: 16 }),
    Promise.all([
      clearAll(clearByModule, proofs),
      clearAll(clearByCommand, proofs),
      pMap(NO_GUARD, (keep) => keep()),
    ]),
  ]);
  const changed = [...byModule, ...byCommand, ...kept, ...overHttp].filter(({ files }) => files.length > 0);
  const missed = proven.flat().filter(({ files }) => files.length === 0);
  return {
    name: 'no false clearing',
    counts: {
      'answers to the automatic heal': byModule.length,
      'to the command': byCommand.length,
      'to the command over HTTP': overHttp.length,
      'other reasons to keep': kept.length,
      'files changed': changed.flatMap(({ files }) => files).length,
      'proofs that cleared': proven.flat().length - missed.length,
    },
    holds: changed.length + missed.length === 0,
    failures: [
      ...changed.map(({ name, files }) => `${name}: changed ${files.join(', ')}`),
      ...missed.map(({ name }) => `${name}: is proof, and nothing was cleared`),
    ],
  };
}

function clearAll(
  clear: (combination: Combination) => Promise<Clearing>,
  combinations: readonly Combination[],
): Promise<Clearing[]> {
  return pMap(combinations, clear, { concurrency: AT_ONCE });
}

/** Every nth. The steps share no factor with the lengths of the alphabets, and so meet all letters of each. */
function each<T>(nth: number, all: readonly T[]): readonly T[] {
  return all.filter((_, index) => index % nth === 0);
}
