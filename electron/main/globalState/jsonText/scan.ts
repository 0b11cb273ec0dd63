import {
  afterEscape,
  afterScalar,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  RETURN,
  SPACE,
  TAB,
} from './tokens.ts';

/** Where one member of an object stands: the space before its key, the key, the value, and the end of the space after it. */
export interface MemberPlace {
  readonly start: number;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly end: number;
}

/** The members of the outermost object, and where its two braces stand. */
export interface ObjectPlaces {
  readonly kind: 'object';
  readonly open: number;
  readonly close: number;
  readonly members: readonly MemberPlace[];
}

/** What a scan finds: a JSON object, another JSON value, or no JSON. */
export type ScanResult = ObjectPlaces | { readonly kind: 'not-an-object' | 'not-json' };

// What may come next.
const [VALUE, FIRST_ITEM, FIRST_KEY, KEY, IN_STRING, AFTER_KEY, AFTER_VALUE, DONE, WRONG] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
];

/**
 * Looks through the bytes of one JSON text, at the speed at which they can be read: nothing is decoded and no value is made.
 * Accepts exactly what `JSON.parse` accepts, at any depth, but for the encoding, which is the caller's to check.
 * It can stop at any byte and go on later, so that a large file is looked through in slices.
 */
export class Scanner {
  readonly #bytes: Uint8Array;
  #at: number;
  #next = VALUE;
  #isKey = false;
  /** One entry a level that is open: 1 an object, 0 an array. */
  #open = new Uint8Array(64);
  #depth = 0;
  #isObject = false;
  #members: MemberPlace[] = [];
  #openAt = -1;
  #closeAt = -1;
  #start = 0;
  #keyStart = 0;
  #keyEnd = 0;
  #valueStart = 0;
  #valueEnd = 0;

  constructor(bytes: Uint8Array, from = 0) {
    this.#bytes = bytes;
    this.#at = from;
  }

  /** Whether all is looked through, or enough to know that it is no JSON. */
  get isDone(): boolean {
    return this.#next === WRONG || this.#at >= this.#bytes.length;
  }

  /** What the bytes are, once `isDone`. */
  get result(): ScanResult {
    if (this.#next !== DONE) return { kind: 'not-json' };
    if (!this.#isObject) return { kind: 'not-an-object' };
    return { kind: 'object', open: this.#openAt, close: this.#closeAt, members: this.#members };
  }

  /** Goes on up to the byte `until`, or a little further, to the end of what cannot be cut. */
  advance(until: number): void {
    const bytes = this.#bytes;
    const length = bytes.length;
    const end = until < length ? until : length;
    let at = this.#at;
    let next = this.#next;
    while (at < end) {
      const code = bytes[at] as number;
      if (next === IN_STRING) {
        if (code === QUOTE) {
          at += 1;
          next = this.#afterString(at);
        } else if (code === BACKSLASH) {
          const after = afterEscape(bytes, at);
          if (after < 0) {
            next = WRONG;
            break;
          }
          at = after;
        } else if (code < SPACE) {
          next = WRONG;
          break;
        } else {
          at += 1;
          // The bytes of plain text are most of a file: this is the loop that counts.
          while (at < end) {
            const plain = bytes[at] as number;
            if (plain === QUOTE || plain === BACKSLASH || plain < SPACE) break;
            at += 1;
          }
        }
        continue;
      }
      if (code === SPACE || code === LINE_FEED || code === RETURN || code === TAB) {
        at += 1;
        continue;
      }
      if (next === AFTER_VALUE) {
        const isObject = this.#open[this.#depth - 1] === 1;
        if (code === COMMA) {
          if (this.#depth === 1 && isObject) this.#endMember(at);
          at += 1;
          next = isObject ? KEY : VALUE;
        } else if (code === (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
          if (this.#depth === 1 && isObject) this.#endMember(at);
          next = this.#close(at);
          at += 1;
        } else {
          next = WRONG;
          break;
        }
      } else if (next === KEY || next === FIRST_KEY) {
        if (code === QUOTE) {
          if (this.#depth === 1) this.#keyStart = at;
          this.#isKey = true;
          next = IN_STRING;
        } else if (code === CLOSE_BRACE && next === FIRST_KEY) {
          next = this.#close(at);
        } else {
          next = WRONG;
          break;
        }
        at += 1;
      } else if (next === AFTER_KEY) {
        if (code !== COLON) {
          next = WRONG;
          break;
        }
        at += 1;
        next = VALUE;
      } else if (next === VALUE || next === FIRST_ITEM) {
        if (this.#depth === 1) this.#valueStart = at;
        if (code === QUOTE) {
          this.#isKey = false;
          at += 1;
          next = IN_STRING;
        } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
          this.#push(at, code === OPEN_BRACE);
          at += 1;
          next = code === OPEN_BRACE ? FIRST_KEY : FIRST_ITEM;
        } else if (code === CLOSE_BRACKET && next === FIRST_ITEM) {
          next = this.#close(at);
          at += 1;
        } else {
          const after = afterScalar(bytes, at);
          if (after < 0) {
            next = WRONG;
            break;
          }
          at = after;
          next = this.#afterValue(at);
        }
      } else {
        // After the end only space may stand.
        next = WRONG;
        break;
      }
    }
    this.#at = at;
    this.#next = next;
  }

  #push(at: number, isObject: boolean): void {
    if (this.#depth === 0) {
      this.#isObject = isObject;
      this.#openAt = at;
      this.#start = at + 1;
    }
    if (this.#depth === this.#open.length) {
      const larger = new Uint8Array(this.#open.length * 2);
      larger.set(this.#open);
      this.#open = larger;
    }
    this.#open[this.#depth] = isObject ? 1 : 0;
    this.#depth += 1;
  }

  #close(at: number): number {
    this.#depth -= 1;
    if (this.#depth === 0) this.#closeAt = at;
    return this.#afterValue(at + 1);
  }

  #afterValue(end: number): number {
    if (this.#depth === 0) return DONE;
    if (this.#depth === 1) this.#valueEnd = end;
    return AFTER_VALUE;
  }

  #afterString(end: number): number {
    if (!this.#isKey) return this.#afterValue(end);
    if (this.#depth === 1) this.#keyEnd = end;
    return AFTER_KEY;
  }

  #endMember(at: number): void {
    this.#members.push({
      start: this.#start,
      keyStart: this.#keyStart,
      keyEnd: this.#keyEnd,
      valueStart: this.#valueStart,
      valueEnd: this.#valueEnd,
      end: at,
    });
    this.#start = at + 1;
  }
}
