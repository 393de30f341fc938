import * as z from 'zod';

/**
 * Codecs for quirks that repeat on Paynet's wire. Lenient codecs turn what they cannot read into null; strict ones
 * (rights, addresses, identities) make the whole answer unreadable, because a guess there would cost somebody money.
 */

/** What a reader answers where the value cannot be read; says what was expected, never what came. */
class Unreadable {
  readonly expected: string;
  constructor(expected: string) {
    this.expected = expected;
  }
}

function codec<T>(read: (value: unknown) => T | Unreadable) {
  // A member that was left out comes as undefined: Paynet says "no value" in that way too.
  return z.transform((value: unknown, context): T => {
    const result = read(value);
    if (!(result instanceof Unreadable)) return result;
    context.issues.push({ code: 'custom', message: `expected ${result.expected}`, input: undefined });
    return z.NEVER;
  });
}

/** Paynet writes "no value" as null, `""`, `" "` or by leaving the member out. Codes arrive as text or as integers. */
function readText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** Text that may be missing: blank and unreadable are null. Inner spaces and leading zeros stay. */
export const text = codec(readText);

/** An id that may be missing. Nothing but zeros is how programs write none: 0, or a GUID of zeros. */
export const optionalId = codec((value): string | null => {
  const id = readText(value);
  return id === null || /^[0-]+$/.test(id) ? null : id;
});

/** What decoding leaves where bytes were no UTF-8. Two different ids could look the same with it. */
const UNDECODABLE = '\ufffd';

/** Text without which the answer makes no sense, e.g. an id or a key. */
export const requiredText = codec((value) => {
  const text = readText(value);
  return text === null || text.includes(UNDECODABLE) ? new Unreadable('text') : text;
});

function readFlag(value: unknown): boolean | null | Unreadable {
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
  return new Unreadable('true or false');
}

/** A boolean, also as the text "true" or "false"; missing is null. Strict: anything else is unreadable. */
export const flag = codec(readFlag);

/** The same flag where nothing depends on it: unreadable is null. */
export const looseFlag = flag.catch(null);

/** Far more than any answer of Paynet's; what is nested without end breaks whoever passes it on. */
const MAX_DEPTH = 32;

/** Any JSON as it came; null where it is missing or nested too deep. */
export const anyJson = codec((value): unknown => (isDeeperThan(value, MAX_DEPTH) ? null : (value ?? null)));

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

/** An integer, also as text (`"1"`); anything else is null. */
export const integer = codec((value): number | null => {
  const number = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
});

/** An integer that every client can hold, as GraphQL's are; a larger one is null. */
export const smallInteger = integer.pipe(z.int32().nullable().catch(null));

/** A number of hours or rows where a fraction is possible (`72`, `"72"`, `72.5`); anything else is null. */
export const quantity = codec((value): number | null => {
  const number = typeof value === 'string' && /^\s*\d{1,9}(?:\.\d{1,9})?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
});

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A point in time, as ISO 8601 in UTC. Without an offset it is Turkish time, +03:00 all year; .NET's year 1 means
 * nothing. Up to seven digits of a second may come, of which three are kept.
 */
export const timestamp = codec((value): string | null => {
  const [, date, time, fraction = '', offset = '+03:00'] = TIME.exec(readText(value) ?? '') ?? [];
  if (date === undefined || date.startsWith('0001')) return null;
  const at = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
});

/** A day, `yyyy-MM-dd`. A time behind it is dropped: the day alone is the earliest reading. */
export const day = codec((value): string | Unreadable => {
  const found = typeof value === 'string' ? /^\s*(\d{4}-\d{2}-\d{2})(?:[T ]|\s*$)/.exec(value)?.[1] : undefined;
  return found !== undefined && isDay(found) ? found : new Unreadable('a date, yyyy-MM-dd');
});

/** Whether the text is a day of the calendar, so not 2026-02-30. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
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
  let good: string | undefined;
  return (value) => {
    const address = readText(value);
    if (address === null || UNSAFE_CHARACTER.test(address)) return null;
    const origin = PLAIN_ORIGIN.exec(address)?.[0];
    if (origin === undefined) return null;
    if (origin === good) return address;
    const url = URL.parse(address);
    if (url === null || !schemeIsSafe(url)) return null;
    good = origin;
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
export const address = codec((value) => readHttps(value) ?? new Unreadable('a safe https address'));

/** The same, where Paynet itself is reached over http on this machine: the sandbox has no certificate. */
export const loopbackAddress = codec(
  (value) => readHttpsOrLoopback(value) ?? new Unreadable('a safe https or loopback address'),
);

export type AddressCodec = typeof address;

/** The address of a picture: missing or unsafe is null. */
export const pictureAddress = codec(addressReader(isHttps));

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
export const lira = codec((value): Decimal | null | Unreadable => {
  const digits = typeof value === 'number' ? String(value) : readText(value);
  if (digits === null)
    return value === null || value === undefined || typeof value === 'string' ? null : new Unreadable('an amount');
  const withDot = /^\d+,\d{1,2}$/.test(digits) ? digits.replace(',', '.') : digits;
  return isDecimal(withDot) ? withDot : new Unreadable('an amount');
});

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
