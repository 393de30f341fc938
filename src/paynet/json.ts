export type JsonObject = Record<string, unknown>;

/**
 * Takes a byte order mark off, as RFC 8259 allows. Bytes that are no UTF-8 become U+FFFD: a label may hold it, no
 * strict codec takes it.
 */
const UTF8 = new TextDecoder();

/** Far more than any answer of Paynet's. Looking at each value takes so long that more would hold everybody else up. */
const MAX_VALUES = 20_000;
const COMMA = 0x2c;

/**
 * Bytes as a JSON object, or null. Never says why not: an error of `JSON.parse` quotes the text. With `exactNumbers`,
 * numbers a double would change arrive as their own digits, as text.
 */
export function parseJsonObject(bytes: Uint8Array, { exactNumbers = false } = {}): JsonObject | null {
  if (holdsMoreThan(MAX_VALUES, bytes)) return null;
  try {
    const text = UTF8.decode(bytes);
    const isLookedAt = exactNumbers && MAY_LOSE_DIGITS.test(text);
    const value: unknown = JSON.parse(text, isLookedAt ? keepDigits : undefined);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** By its commas, of which texts may hold some more. */
function holdsMoreThan(values: number, bytes: Uint8Array): boolean {
  // Each value takes a byte at least, and nearly every answer is shorter than that.
  if (bytes.length <= values) return false;
  let commas = 0;
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] === COMMA) commas += 1;
  return commas >= values;
}

/**
 * What looks like a number that is written in another way than it would be again: a zero at the end of a fraction or at
 * its beginning, sixteen characters and more, an exponent, a zero below zero. Inside a text it does no harm. Without
 * one, no number needs a look of its own, which takes ten times as long as reading all of it.
 */
const MAY_LOSE_DIGITS = /[:[,]\s*-?(?:\d+\.\d*0(?!\d)|0\.0{6}|[\d.]{16}|[\d.]+[eE]|0(?<=-0)(?![\d.]))/;

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** A number that would not be written as it came (120.10, 0.30000000000000004e0) keeps its digits as text. */
const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
    ? context.source
    : value;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
