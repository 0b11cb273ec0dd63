/** The bytes of white space. */
export const [TAB, LINE_FEED, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
/** The bytes of punctuation. */
export const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
/** The bytes that open and close. */
export const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
const [PLUS, MINUS, DOT, ZERO, NINE] = [0x2b, 0x2d, 0x2e, 0x30, 0x39];

/** The place after the escape that begins at `at`; negative where it is none. */
export function afterEscape(bytes: Uint8Array, at: number): number {
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
export function afterScalar(bytes: Uint8Array, at: number): number {
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
