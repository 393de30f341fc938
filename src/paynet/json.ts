import { withDigitsAsText } from './exact-numbers.ts';

export type JsonObject = Record<string, unknown>;

/**
 * Takes a byte order mark off, as RFC 8259 allows. Bytes that are no UTF-8 become U+FFFD: a label may hold it, no
 * strict codec takes it.
 */
const UTF8 = new TextDecoder();

/** Far more than any answer of Paynet's. Each of them takes its time, and more would hold everybody else up. */
const MAX_VALUES = 20_000;
const COMMA = 0x2c;

/**
 * Bytes as a JSON object, or null. Never says why not: an error of `JSON.parse` quotes the text. With `exactNumbers`,
 * numbers a double would change arrive as their own digits, as text.
 */
export function parseJsonObject(bytes: Uint8Array, { exactNumbers = false } = {}): JsonObject | null {
  if (holdsMoreThan(MAX_VALUES, bytes)) return null;
  try {
    const value: unknown = JSON.parse(UTF8.decode(exactNumbers ? withDigitsAsText(bytes) : bytes));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** By its commas, of which texts may hold some more. */
function holdsMoreThan(values: number, bytes: Uint8Array): boolean {
  const { length } = bytes;
  // Each value takes a byte at least, and nearly every answer is shorter than that.
  if (length <= values) return false;
  let commas = 0;
  for (let index = 0; index < length; index += 1) if (bytes[index] === COMMA) commas += 1;
  return commas >= values;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
