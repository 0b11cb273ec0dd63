import { freezeJson, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { printJson } from './print.ts';
import { Scanner, type MemberPlace, type ObjectPlaces } from './scan.ts';

/** A JSON value as it is written. Bytes, value and members are each made when they are first asked for. */
export class ValueText {
  #bytes: Buffer | null;
  #object: ObjectText | null;
  #value: JsonValue | undefined;
  #parsed: JsonValue | undefined;

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

  /** The same, where its bytes are known. */
  static ofObjectAt(bytes: Buffer, object: ObjectText): ValueText {
    return new ValueText(bytes, object);
  }

  /** A value that was parsed elsewhere; how it was written is not known. It must not be changed any more. */
  static ofValue(value: JsonValue): ValueText {
    const text = new ValueText(null, null);
    text.#parsed = value;
    return text;
  }

  /** Exactly as written, in UTF-8. */
  get bytes(): Buffer {
    this.#bytes ??= this.#object
      ? Buffer.concat(partsOf(this.#object))
      : Buffer.from(printJson(this.#parsed ?? null));
    return this.#bytes;
  }

  /** Taken apart; `null` for a value that is no object. */
  get object(): ObjectText | null {
    if (isJsonObject(this.#parsed)) this.#object ??= objectOf(this.#parsed);
    else if (this.#object === null && this.bytes[0] === OPEN_BRACE) this.#object = splitObject(this.bytes);
    return this.#object;
  }

  /** The members of an object whose own bytes were never made. */
  get unwritten(): ObjectText | null {
    return this.#bytes === null ? this.#object : null;
  }

  /** Parsed, and deeply frozen. Of a large object that is taken apart each member is parsed when it is looked at. */
  get value(): JsonValue {
    this.#value ??= this.#parse();
    return this.#value;
  }

  #parse(): JsonValue {
    if (isJsonObject(this.#parsed)) return valueOf((this.#object ??= objectOf(this.#parsed)));
    if (this.#parsed !== undefined) return freezeJson(this.#parsed);
    if (this.#object !== null && (this.#bytes?.length ?? LARGE) >= LARGE) return valueOf(this.#object);
    return freezeJson(JSON.parse(this.bytes.toString('utf8')) as JsonValue);
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
  /** Where in a file exactly this text stands; `null` once it is edited. */
  readonly source: Source | null;
}

/** A part of the bytes of a file. */
interface Source {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** `member` with another value, or other white space at its edges. */
export function withMemberText(
  member: MemberText,
  change: Partial<Pick<MemberText, 'lead' | 'value' | 'trail'>>,
): MemberText {
  return { ...member, ...change, source: null };
}

/** A JSON object taken apart at its own level only: `partsOf` gives back the exact bytes. */
export interface ObjectText {
  /** Everything up to the first member: a byte order mark, white space and the brace. */
  readonly head: Buffer;
  readonly members: readonly MemberText[];
  /** The closing brace and everything behind it. */
  readonly tail: Buffer;
}

/**
 * What `object` is as `JSON.parse` would have it (the last of several equal keys counts, in the place of the first), deeply
 * frozen. A member is parsed when it is looked at.
 */
export function valueOf({ members }: ObjectText): JsonObject {
  const last = new Map(members.map((member) => [member.key, member]));
  const value = {};
  for (const [key, member] of last) {
    Object.defineProperty(value, key, { enumerable: true, get: () => member.value.value });
  }
  return Object.freeze(value);
}

/** The object that holds just the members of `value`. */
export function objectOf(value: JsonObject): ObjectText {
  const members = Object.keys(value).map((key) => ({
    lead: '',
    keyText: JSON.stringify(key),
    key,
    between: ':',
    // Of an own member: this is JSON.
    value: ValueText.ofValue(value[key] as JsonValue),
    trail: '',
    source: null,
  }));
  return { head: Buffer.from('{'), members, tail: Buffer.from('}') };
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
export function objectAt(bytes: Buffer, places: ObjectPlaces): ObjectText {
  return { ...edgesAt(bytes, places), members: places.members.map((place) => memberAt(bytes, place)) };
}

/** What stands before the first member of such an object, and behind its last one. */
export function edgesAt(
  bytes: Buffer,
  { open, close, members }: ObjectPlaces,
): Pick<ObjectText, 'head' | 'tail'> {
  // The white space of an empty object stands before its closing brace, and so belongs to the head.
  return { head: bytes.subarray(0, members.length > 0 ? open + 1 : close), tail: bytes.subarray(close) };
}

/** The member that stands at one of its places. */
export function memberAt(
  bytes: Buffer,
  { start, keyStart, keyEnd, valueStart, valueEnd, end }: MemberPlace,
): MemberText {
  const keyText = bytes.toString('utf8', keyStart, keyEnd);
  return {
    lead: bytes.toString('latin1', start, keyStart),
    keyText,
    key: keyText.includes('\\') ? (JSON.parse(keyText) as string) : keyText.slice(1, -1),
    between: bytes.toString('latin1', keyEnd, valueStart),
    value: ValueText.of(bytes.subarray(valueStart, valueEnd)),
    trail: bytes.toString('latin1', valueEnd, end),
    source: { bytes, start, end },
  };
}

/** Bytes from which a value is a part of its own. */
export const LARGE = 64 * 1024;

/** The exact bytes of `object` in few parts, of which the large ones are no copies. */
export function partsOf(object: ObjectText): readonly Buffer[] {
  const parts = new Parts();
  parts.addObject(object);
  return parts.end();
}

class Parts {
  readonly #parts: Buffer[] = [];
  #text = '';
  /** Members that stand side by side in a file, with the commas between them. */
  #run: Source | null = null;

  addObject({ head, members, tail }: ObjectText): void {
    this.#addBytes(head);
    for (const [index, member] of members.entries()) {
      const { source } = member;
      if (source !== null && this.#run !== null && isNext(this.#run, source)) {
        this.#run = { ...this.#run, end: source.end };
        continue;
      }
      this.#endRun();
      if (index > 0) this.#addText(',');
      this.#run = source;
      if (source === null) this.#addMember(member);
    }
    this.#endRun();
    this.#addBytes(tail);
  }

  end(): readonly Buffer[] {
    if (this.#text !== '') this.#parts.push(Buffer.from(this.#text));
    this.#text = '';
    return this.#parts;
  }

  #addMember({ lead, keyText, between, value, trail }: MemberText): void {
    this.#addText(`${lead}${keyText}${between}`);
    if (value.unwritten === null) this.#addBytes(value.bytes);
    else this.addObject(value.unwritten);
    this.#addText(trail);
  }

  #endRun(): void {
    const run = this.#run;
    this.#run = null;
    if (run !== null) this.#addBytes(run.bytes.subarray(run.start, run.end));
  }

  #addBytes(bytes: Buffer): void {
    if (bytes.length < LARGE) return this.#addText(bytes.toString('utf8'));
    this.end();
    this.#parts.push(bytes);
  }

  #addText(text: string): void {
    this.#text += text;
    if (this.#text.length > LARGE) this.end();
  }
}

/** Whether one byte is between the two: of members of one object, that is the comma. */
function isNext(run: Source, { bytes, start }: Source): boolean {
  return bytes === run.bytes && start === run.end + 1;
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
    return lead === member.lead && trail === member.trail ? member : withMemberText(member, { lead, trail });
  });
  return { ...object, members };
}
