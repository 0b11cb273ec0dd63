import type { JsonValue } from './json.ts';

/** What is still to be printed: text as it is, or a value, at a depth. */
type Piece = string | { readonly value: JsonValue; readonly depth: number };

/** Levels that are indented. Deeper ones are not: what is indented by its depth grows with the square of that. */
const INDENTED_LEVELS = 100;

/**
 * The text of `value`, exactly as `JSON.stringify(value, null, unit)` has it, but at any depth: that one gives up at some
 * thousand levels, and a state file may hold more.
 */
export function printJson(value: JsonValue, unit = ''): string {
  const lineAt = (depth: number) => (unit === '' || depth > INDENTED_LEVELS ? '' : `\n${unit.repeat(depth)}`);
  const waiting: Piece[] = [{ value, depth: 0 }];
  let text = '';
  for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const { depth } = piece;
    const inner = piece.value;
    if (typeof inner !== 'object' || inner === null) {
      // What JSON has no word for is `null`, as in an array.
      text += JSON.stringify(inner) ?? 'null';
      continue;
    }
    const isArray = Array.isArray(inner);
    const entries = Object.entries(inner).filter(([, each]) => isArray || each !== undefined);
    const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
    if (entries.length === 0) {
      text += open + close;
      continue;
    }
    // Last in, first out: what comes first is put on last.
    waiting.push(lineAt(depth) + close);
    for (const [index, [key, each]] of [...entries.entries()].toReversed()) {
      const name = isArray ? '' : `${JSON.stringify(key)}:${unit === '' ? '' : ' '}`;
      waiting.push({ value: each, depth: depth + 1 });
      waiting.push(`${index === 0 ? open : ','}${lineAt(depth + 1)}${name}`);
    }
  }
  return text;
}
