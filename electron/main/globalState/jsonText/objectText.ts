/** One member of a JSON object as it is written. The parts joined are the exact text between two commas. */
export interface MemberText {
  /** The white space before the key. */
  readonly lead: string;
  /** The key as written, quotes and escapes included. */
  readonly keyText: string;
  readonly key: string;
  /** The colon and the white space around it. */
  readonly between: string;
  readonly value: string;
  /** The white space after the value. */
  readonly trail: string;
}

/** A JSON object taken apart at its own level only: `joinObject` gives back the exact text. */
export interface ObjectText {
  /** Everything up to the first member: a byte order mark, white space and the brace. */
  readonly head: string;
  readonly members: readonly MemberText[];
  /** The closing brace and everything behind it. */
  readonly tail: string;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Takes apart the text of one JSON object. It trusts that the text is well-formed (`decode` has asked `JSON.parse`),
 * and so only ever looks for the next quote, brace or comma: nested values are skipped, not parsed.
 */
export function splitObject(text: string): ObjectText {
  const open = text.indexOf('{') + 1;
  const members: MemberText[] = [];
  let at = open;
  for (;;) {
    const keyStart = skipSpace(text, at);
    if (text.charCodeAt(keyStart) === CLOSE_BRACE) {
      return { head: text.slice(0, keyStart), members, tail: text.slice(keyStart) };
    }
    const keyEnd = skipString(text, keyStart);
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const valueEnd = skipValue(text, valueStart);
    const end = skipSpace(text, valueEnd);
    const keyText = text.slice(keyStart, keyEnd);
    members.push({
      lead: text.slice(at, keyStart),
      keyText,
      key: keyText.includes('\\') ? (JSON.parse(keyText) as string) : keyText.slice(1, -1),
      between: text.slice(keyEnd, valueStart),
      value: text.slice(valueStart, valueEnd),
      trail: text.slice(valueEnd, end),
    });
    if (text.charCodeAt(end) !== COMMA) {
      return { head: text.slice(0, open), members, tail: text.slice(end) };
    }
    at = end + 1;
  }
}

/** The exact text of `object`. */
export function joinObject(object: ObjectText): string {
  return partsOf(object).join('');
}

/** The exact text of `object` in UTF-8. Part by part: to join the text of a large file first would take as long again. */
export function encodeObject(object: ObjectText): Buffer {
  const parts = partsOf(object);
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0));
  let end = 0;
  for (const part of parts) end += bytes.write(part, end);
  return bytes;
}

function partsOf({ head, members, tail }: ObjectText): string[] {
  const parts = [head];
  for (const [index, { lead, keyText, between, value, trail }] of members.entries()) {
    parts.push(index === 0 ? '' : ',', lead, keyText, between, value, trail);
  }
  parts.push(tail);
  return parts;
}

/**
 * `object` with only the members of `kept`, in their order. White space at the two edges stays where it was, so that
 * a first or last member can go without leaving its comma or its indentation behind.
 */
export function withMembers(object: ObjectText, kept: readonly MemberText[]): ObjectText {
  const [first = null, last = first] = [object.members[0], object.members.at(-1)];
  const members = kept.map((member, index) => {
    const { lead } = (index === 0 ? first : null) ?? member;
    const { trail } = (index === kept.length - 1 ? last : null) ?? member;
    return lead === member.lead && trail === member.trail ? member : { ...member, lead, trail };
  });
  return { ...object, members };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** By `indexOf`, which is native: in a process that has just started, a loop over every character takes ten times as long. */
function skipString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
}

function skipValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return skipString(text, from);
  return first === OPEN_BRACE || first === OPEN_BRACKET ? skipNested(text, from) : skipScalar(text, from);
}

function skipNested(text: string, from: number): number {
  let depth = 0;
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
      continue;
    }
    at += 1;
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
}

function skipScalar(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    // Digits, letters, signs and dots are all that a number or a literal is made of, and all stand above the space
    // and outside the three characters that may follow.
    if (!(code > 0x20) || code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) return at;
    at += 1;
  }
}
