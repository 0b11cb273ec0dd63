/** What a body is as JSON. `ambiguous`: an object in it has a member twice, and which of the two counts is up to who reads it (RFC 8259, 4). */
export type ReadJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'ambiguous' | 'not-json' };

/** Reads a body. Never throws. */
export function readJson(text: string): ReadJson {
  let kept = 0;
  try {
    const value: unknown = JSON.parse(text, function (this: unknown, _, member: unknown) {
      if (!Array.isArray(this)) kept += 1;
      return member;
    });
    // Beside the members, the whole text is seen once.
    return keysWritten(text) > kept - 1 ? { kind: 'ambiguous' } : { kind: 'json', value };
  } catch {
    return { kind: 'not-json' };
  }
}

/** How many members are written in a text that is JSON: strings with a colon behind them. */
function keysWritten(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = afterString(text, at);
    while (SPACE.has(text[at])) at += 1;
    if (text[at] === ':') count += 1;
  }
  return count;
}

const SPACE: ReadonlySet<string | undefined> = new Set(' \t\r\n');

/** Looks for quotes alone, and not at each character: that is the engine's own loop. */
function afterString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

/** Whether an odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first -= 1;
  return (at - first) % 2 === 1;
}
