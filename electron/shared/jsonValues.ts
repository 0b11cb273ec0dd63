import * as v from 'valibot';

/** A number that JSON can hold: `JSON.parse` makes `Infinity` of one that no double can. */
export const finite = v.pipe(v.number(), v.finite());

/** A whole number that is exactly what it seems. */
export const integer = v.pipe(v.number(), v.safeInteger());

/** An object, which an array is not: for what has no member that must be there. */
export const anyObject = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
