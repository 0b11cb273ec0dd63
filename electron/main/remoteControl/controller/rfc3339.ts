const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * A time of the wire (RFC 3339) in unix milliseconds, or `NaN` for any other text: `Date.parse` reads much more, and what has no zone
 * as this computer's.
 */
export function millisecondsOf(text: string): number {
  return RFC_3339.test(text) ? Date.parse(text.toUpperCase().replace(' ', 'T')) : Number.NaN;
}
