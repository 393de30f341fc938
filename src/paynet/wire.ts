import { expected, orNull, UNEXPECTED_TYPE, type Unreadable } from './codec.ts';

/**
 * Readers for quirks that repeat on Paynet's wire. A member that was left out comes as undefined: Paynet says "no value"
 * in that way too. Lenient readers turn what they cannot read into null; strict ones (rights, addresses, identities) make
 * the whole answer unreadable, because a guess there would cost somebody money.
 */

/**
 * Text that may be missing: blank and unreadable are null. Inner spaces and leading zeros stay. Paynet writes "no value"
 * as null, `""`, `" "` or by leaving the member out; codes arrive as text or as integers.
 */
export function text(value: unknown): string | null {
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? null : text;
  }
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null;
}

/** An id that may be missing. Nothing but zeros is how programs write none: 0, or a GUID of zeros. */
export function optionalId(value: unknown): string | null {
  const id = text(value);
  return id === null || /^[0-]+$/.test(id) ? null : id;
}

/** What decoding leaves where bytes were no UTF-8. Two different ids could look the same with it. */
const UNDECODABLE = '\ufffd';

/** Text without which the answer makes no sense, e.g. an id or a key. */
export function requiredText(value: unknown): string | Unreadable {
  const read = text(value);
  return read === null || read.includes(UNDECODABLE) ? expected('text') : read;
}

/** A boolean, also as the text "true" or "false"; missing is null. Strict: anything else is unreadable. */
export function flag(value: unknown): boolean | null | Unreadable {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    // ASCII only, so no locale can turn "TRUE" into something else.
    switch (value.trim().toLowerCase()) {
      case 'true':
        return true;
      case 'false':
        return false;
      case '':
        return null;
      default:
    }
  }
  return expected('true or false');
}

/** The same flag where nothing depends on it: unreadable is null. */
export const looseFlag = orNull(flag);

/** Far more than any answer of Paynet's; what is nested without end breaks whoever passes it on. */
const MAX_DEPTH = 32;

/** Any JSON as it came; null where it is missing or nested too deep. */
export function anyJson(value: unknown): unknown {
  return isDeeperThan(value, MAX_DEPTH) ? null : (value ?? null);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

/** An integer, also as text (`"1"`); anything else is null. */
export function integer(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** An integer that every client can hold, as GraphQL's are; a larger one is null. */
export function smallInteger(value: unknown): number | null {
  const number = integer(value);
  return number !== null && (number | 0) === number ? number : null;
}

/** The same where the answer makes no sense without it. */
export function requiredInteger(value: unknown): number | Unreadable {
  return smallInteger(value) ?? UNEXPECTED_TYPE;
}

/** A number of hours or rows where a fraction is possible (`72`, `"72"`, `72.5`); anything else is null. */
export function quantity(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*\d{1,9}(?:\.\d{1,9})?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A point in time, as ISO 8601 in UTC. Without an offset it is Turkish time, +03:00 all year; .NET's year 1 means
 * nothing. Up to seven digits of a second may come, of which three are kept.
 */
export function timestamp(value: unknown): string | null {
  const found = TIME.exec(text(value) ?? '');
  if (found === null) return null;
  const [, date = '', time, fraction = '', offset = '+03:00'] = found;
  if (date.startsWith('0001')) return null;
  const at = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** A day, `yyyy-MM-dd`. A time behind it is dropped: the day alone is the earliest reading. */
export function day(value: unknown): string | Unreadable {
  const found = typeof value === 'string' ? /^\s*(\d{4}-\d{2}-\d{2})(?:[T ]|\s*$)/.exec(value)?.[1] : undefined;
  return found !== undefined && isInCalendar(found) ? found : expected('a date, yyyy-MM-dd');
}

/** Whether the text is a day of the calendar, so not 2026-02-30. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isInCalendar(text);
}

function isInCalendar(digits: string): boolean {
  const month = Number(digits.slice(5, 7));
  const day = Number(digits.slice(8));
  // Every month has so many, and a date is slow to make.
  if (day >= 1 && day <= 28) return month >= 1 && month <= 12;
  // Which day it would be where the month has fewer.
  return new Date(`${digits}T00:00:00Z`).getUTCDate() === day;
}

/** Control and invisible characters, spaces, and what browsers or decoders put in the place of something else. */
const UNSAFE_CHARACTER = /[\p{C}\p{Z}\\\ufffd]/u;
/** Scheme, two slashes and a host without a user name, as written: browsers repair other spellings, each in its way. */
const PLAIN_ORIGIN = /^https?:\/\/[^/?#@]+(?=[/?#]|$)/i;

/**
 * Reads a URL as Paynet wrote it, if a browser may be sent there: right scheme, no credentials, nothing hidden in it. What
 * comes after the origin can make no URL wrong, and all of a list are of one origin, so the last good one is remembered.
 */
function addressReader(schemeIsSafe: (url: URL) => boolean): (value: unknown) => string | null {
  /** With the slash behind it, so that no longer host begins with it. */
  let good: string | undefined;
  return (value) => {
    const address = text(value);
    if (address === null || UNSAFE_CHARACTER.test(address)) return null;
    if (good !== undefined && address.startsWith(good)) return address;
    const origin = PLAIN_ORIGIN.exec(address)?.[0];
    const url = origin === undefined ? null : URL.parse(address);
    if (url === null || !schemeIsSafe(url)) return null;
    good = `${origin}/`;
    return address;
  };
}

const isHttps = (url: URL) => url.protocol === 'https:';
const isHttpsOrLoopback = (url: URL) => isHttps(url) || (url.protocol === 'http:' && isLoopback(url.hostname));
const readHttps = addressReader(isHttps);
const readHttpsOrLoopback = addressReader(isHttpsOrLoopback);

/** Whether the host part of a URL is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * An address the caller is sent to. Strict: missing or unsafe makes the answer unreadable. The host proves nothing (the
 * documentation's own sample says `pts-paynet.com.tr`), so it is not pinned.
 */
export function address(value: unknown): string | Unreadable {
  return readHttps(value) ?? expected('a safe https address');
}

/** The same, where Paynet itself is reached over http on this machine: the sandbox has no certificate. */
export function loopbackAddress(value: unknown): string | Unreadable {
  return readHttpsOrLoopback(value) ?? expected('a safe https or loopback address');
}

/** The address of a picture: missing or unsafe is null. */
export const pictureAddress = addressReader(isHttps);

/** A decimal number in its exact digits, e.g. `120.10`. */
declare const exact: unique symbol;
export type Decimal = string & { readonly [exact]: 'decimal' };

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Whether the text is a decimal as JSON would write it: no exponent, no plus sign, no leading zeros, a dot. */
export function isDecimal(text: string): text is Decimal {
  return DECIMAL.test(text);
}

/**
 * Lira as `mailorder` writes it: a JSON number or text, with a dot; other services of Paynet's write a comma. Missing is
 * null. Strict: what cannot be read exactly makes the answer unreadable.
 */
export function lira(value: unknown): Decimal | null | Unreadable {
  const digits = typeof value === 'number' ? String(value) : text(value);
  if (digits === null)
    return value === null || value === undefined || typeof value === 'string' ? null : expected('an amount');
  if (isDecimal(digits)) return digits;
  const withDot = digits.replace(/^(\d+),(\d{1,2})$/, '$1.$2');
  return isDecimal(withDot) ? withDot : expected('an amount');
}

/** Which of two amounts is larger, exactly: negative, zero or positive as in a sort. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const places = Math.max(fractionOf(one).length, fractionOf(other).length);
  const whole = (decimal: Decimal) =>
    BigInt(decimal.replace('.', '') + '0'.repeat(places - fractionOf(decimal).length));
  const difference = whole(one) - whole(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const fractionOf = (decimal: Decimal) => decimal.split('.')[1] ?? '';

/** A decimal as a JSON number with exactly its digits: `JSON.stringify` writes 120.10, not 120.1. */
export function decimalToWire(decimal: Decimal): unknown {
  return rawJSON(decimal);
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- in every Node we support, but not yet in TypeScript's library
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };
