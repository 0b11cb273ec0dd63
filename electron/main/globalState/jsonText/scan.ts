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

// Bytes by the characters that they are.
const [TAB, LINE_FEED, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, BACKSLASH, COMMA, COLON, DOT] = [0x22, 0x5c, 0x2c, 0x3a, 0x2e];
const [PLUS, MINUS, ZERO, NINE] = [0x2b, 0x2d, 0x30, 0x39];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

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

/** The place after the escape that begins at `at`; negative where it is none. */
function afterEscape(bytes: Uint8Array, at: number): number {
  const code = bytes[at + 1];
  if (code !== undefined && SHORT_ESCAPES.has(code)) return at + 2;
  if (code !== LETTER_U) return -1;
  for (let digit = at + 2; digit < at + 6; digit += 1) if (!isHex(bytes[digit])) return -1;
  return at + 6;
}

const SHORT_ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
const LETTER_U = 0x75;

function isHex(code = 0): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

function isDigit(code = 0): boolean {
  return code >= ZERO && code <= NINE;
}

/** The place after the number, `true`, `false` or `null` that begins at `at`; negative where there is none. */
function afterScalar(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const literal = LITERALS.find((each) => each[0] === first);
  if (literal === undefined) return afterNumber(bytes, at);
  for (let index = 1; index < literal.length; index += 1) {
    if (bytes[at + index] !== literal[index]) return -1;
  }
  return at + literal.length;
}

const LITERALS = [Buffer.from('true'), Buffer.from('false'), Buffer.from('null')];

function afterNumber(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === MINUS ? from + 1 : from;
  at = bytes[at] === ZERO ? at + 1 : afterDigits(bytes, at);
  if (at > 0 && bytes[at] === DOT) at = afterDigits(bytes, at + 1);
  if (at > 0 && ((bytes[at] ?? 0) | 0x20) === LETTER_E) {
    const sign = bytes[at + 1];
    at = afterDigits(bytes, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
  }
  return at;
}

const LETTER_E = 0x65;

/** The place after the digits at `at`; negative where there is none. */
function afterDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at === from ? -1 : at;
}
