const QUOTE = 0x22;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LAST_BLANK = 0x20;
/** Tells `e` from `E`, and braces from brackets. */
const ONE_BIT = 0x20;
const EXPONENT = 0x65;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/** Far more than any answer of Paynet's; what is nested without end breaks whoever passes it on. */
const MAX_DEPTH = 1_000;

/** A double holds every number of so many digits. */
const SAFE_DIGITS = 15;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ASCII = new TextDecoder();

/**
 * The same JSON with quotes around every number that would not be written again as it came (120.10,
 * 0.30000000000000004e0), so that it arrives as text. What was no JSON is none with them. Throws where it is nested
 * without end.
 *
 * Goes through the bytes because `JSON.parse` tells a number's digits only to a reviver, which is called for every
 * value and takes ten times as long as all the rest.
 */
export function withDigitsAsText(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const places: number[] = [];
  let depth = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = endOfText(bytes, at + 1, length);
    else if (isDigit(byte) || byte === MINUS) {
      const end = endOfNumber(bytes, at);
      if (!isPlain(bytes, at, end) && losesDigits(bytes, at, end)) places.push(at, end);
      at = end - 1;
    } else if ((byte | ONE_BIT) === OPENING) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new RangeError('nested too deep');
    } else if ((byte | ONE_BIT) === CLOSING) depth -= 1;
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
  return isDigit(byte) || byte === DOT || byte === MINUS || byte === PLUS || (byte | ONE_BIT) === EXPONENT;
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
