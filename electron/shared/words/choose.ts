import { english } from './english.ts';
import { german } from './german.ts';
import type { Counted, Strings } from './strings.ts';

/** The strings for a language tag such as `de-AT`; English where there are none. */
export function chooseStrings(tag: string): Strings {
  return /^de\b/i.test(tag) ? german : english;
}

/** The words for that many of a thing. Both languages have one singular, for 1. */
export function countWords(counted: Counted, count: number): string {
  return count === 1 ? counted.one : counted.other.replace('#', String(count));
}
