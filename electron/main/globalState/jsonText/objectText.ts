import { freezeJson, type JsonValue } from './json.ts';
import { Scanner, type ObjectPlaces } from './scan.ts';

/** A JSON value as it is written. Bytes, value and members are each made when they are first asked for. */
export class ValueText {
  #bytes: Buffer | null;
  #object: ObjectText | null;
  #value: JsonValue | undefined;

  private constructor(bytes: Buffer | null, object: ObjectText | null) {
    this.#bytes = bytes;
    this.#object = object;
  }

  /** The value that `bytes`, well-formed JSON in UTF-8, hold: most often a part of a file, never a copy of it. */
  static of(bytes: Buffer): ValueText {
    return new ValueText(bytes, null);
  }

  /** `object` as a value. Of a thousand writes into one object only the last one's bytes are ever made. */
  static ofObject(object: ObjectText): ValueText {
    return new ValueText(null, object);
  }

  /** Exactly as written, in UTF-8. */
  get bytes(): Buffer {
    this.#bytes ??= Buffer.concat(this.#object ? partsOf(this.#object) : []);
    return this.#bytes;
  }

  /** Taken apart; `null` for a value that is no object. */
  get object(): ObjectText | null {
    if (this.#object === null && this.bytes[0] === OPEN_BRACE) this.#object = splitObject(this.bytes);
    return this.#object;
  }

  /** Parsed, and deeply frozen. */
  get value(): JsonValue {
    this.#value ??= freezeJson(JSON.parse(this.bytes.toString('utf8')) as JsonValue);
    return this.#value;
  }
}

const OPEN_BRACE = 0x7b;

/** One member of a JSON object as it is written. The parts joined are the exact text between two commas. */
export interface MemberText {
  /** The white space before the key. */
  readonly lead: string;
  /** The key as written, quotes and escapes included. */
  readonly keyText: string;
  readonly key: string;
  /** The colon and the white space around it. */
  readonly between: string;
  readonly value: ValueText;
  /** The white space after the value. */
  readonly trail: string;
}

/** A JSON object taken apart at its own level only: `partsOf` gives back the exact bytes. */
export interface ObjectText {
  /** Everything up to the first member: a byte order mark, white space and the brace. */
  readonly head: Buffer;
  readonly members: readonly MemberText[];
  /** The closing brace and everything behind it. */
  readonly tail: Buffer;
}

/** Takes apart the bytes of one JSON object, which must be well-formed UTF-8 and JSON: it throws on anything else. */
export function splitObject(bytes: Buffer): ObjectText {
  const scanner = new Scanner(bytes, startOf(bytes));
  scanner.advance(bytes.length);
  const { result } = scanner;
  if (result.kind !== 'object') throw new TypeError(`A JSON object is needed: ${result.kind}.`);
  return objectAt(bytes, result);
}

/** Where the JSON begins: behind a byte order mark, where there is one. */
export function startOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Takes apart the bytes of an object whose members are known to stand at `places`. */
export function objectAt(bytes: Buffer, { open, close, members }: ObjectPlaces): ObjectText {
  return {
    // The white space of an empty object stands before its closing brace, and so belongs to the head.
    head: bytes.subarray(0, members.length > 0 ? open + 1 : close),
    members: members.map(({ start, keyStart, keyEnd, valueStart, valueEnd, end }) => {
      const keyText = bytes.toString('utf8', keyStart, keyEnd);
      return {
        lead: bytes.toString('latin1', start, keyStart),
        keyText,
        key: keyText.includes('\\') ? (JSON.parse(keyText) as string) : keyText.slice(1, -1),
        between: bytes.toString('latin1', keyEnd, valueStart),
        value: ValueText.of(bytes.subarray(valueStart, valueEnd)),
        trail: bytes.toString('latin1', valueEnd, end),
      };
    }),
    tail: bytes.subarray(close),
  };
}

/** Bytes from which a value is a part of its own. */
const LARGE = 64 * 1024;

/** The exact bytes of `object` in few parts, of which the large ones are no copies. */
export function partsOf({ head, members, tail }: ObjectText): readonly Buffer[] {
  const parts: Buffer[] = [head];
  let text = '';
  const cut = () => {
    if (text !== '') parts.push(Buffer.from(text));
    text = '';
  };
  for (const [index, { lead, keyText, between, value, trail }] of members.entries()) {
    text += `${index === 0 ? '' : ','}${lead}${keyText}${between}`;
    if (value.bytes.length < LARGE) text += value.bytes.toString('utf8');
    else {
      cut();
      parts.push(value.bytes);
    }
    text += trail;
    if (text.length > LARGE) cut();
  }
  cut();
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
