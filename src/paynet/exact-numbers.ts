const QUOTE = 0x22;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
/** Of `e` and `E`, which differ in one bit. */
const EXPONENT = 0x65;
const LOWER_CASE = 0x20;
const LAST_BLANK = 0x20;

/** A double holds every number of so many digits. */
const SAFE_DIGITS = 15;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ASCII = new TextDecoder();

/**
 * The same JSON with quotes around every number that would not be written again as it came (120.10,
 * 0.30000000000000004e0), so that it arrives as text. What was no JSON is none with them.
 *
 * Goes through the bytes because `JSON.parse` tells a number's digits only to a reviver, which is called for every
 * value and takes ten times as long as all the rest.
 */
export function withDigitsAsText(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const places: number[] = [];
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = endOfText(bytes, at + 1, length);
    else if (isDigit(byte) || byte === MINUS) {
      const end = endOfNumber(bytes, at);
      if (!isPlain(bytes, at, end) && losesDigits(bytes, at, end)) places.push(at, end);
      at = end - 1;
    }
  }
  return places.length === 0 ? bytes : withQuotesAt(places, bytes);
}

/** Where the quote stands that ends a text. */
function endOfText(bytes: Uint8Array, begin: number, length: number): number {
  let at = begin;
  for (; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) break;
    if (byte === BACKSLASH) at += 1;
  }
  return at;
}

function endOfNumber(bytes: Uint8Array, begin: number): number {
  let end = begin + 1;
  while (isPartOfNumber(bytes[end] ?? 0)) end += 1;
  return end;
}

function isPartOfNumber(byte: number): boolean {
  return isDigit(byte) || byte === DOT || byte === MINUS || byte === PLUS || (byte | LOWER_CASE) === EXPONENT;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** Sees of nearly every number that it would be written again as it came: few digits, and no zero a fraction could lose. */
function isPlain(bytes: Uint8Array, begin: number, end: number): boolean {
  let hasFraction = false;
  for (let at = begin; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === DOT) hasFraction = true;
    else if (!isDigit(byte)) return false;
  }
  return end - begin <= SAFE_DIGITS && !(hasFraction && (bytes[begin] === ZERO || bytes[end - 1] === ZERO));
}

function losesDigits(bytes: Uint8Array, begin: number, end: number): boolean {
  const digits = ASCII.decode(bytes.subarray(begin, end));
  return NUMBER.test(digits) && String(Number(digits)) !== digits && !isName(bytes, end);
}

/** A number is no name of a member, and must not become one. */
function isName(bytes: Uint8Array, end: number): boolean {
  let at = end;
  while ((bytes[at] ?? COLON) <= LAST_BLANK) at += 1;
  return bytes[at] === COLON;
}

function withQuotesAt(places: readonly number[], bytes: Uint8Array): Uint8Array {
  const quoted = new Uint8Array(bytes.length + places.length);
  let from = 0;
  for (const [index, place] of places.entries()) {
    quoted.set(bytes.subarray(from, place), from + index);
    quoted[place + index] = QUOTE;
    from = place;
  }
  quoted.set(bytes.subarray(from), from + places.length);
  return quoted;
}
