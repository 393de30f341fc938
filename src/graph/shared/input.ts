import * as z from 'zod';
import { type Decimal, isDay, isDecimal } from '../../paynet/wire.ts';
import { holdsCardNumber } from './card-number.ts';
import { type InputProblem, InvalidInput } from './failures.ts';
import { PROBLEM_MESSAGES, type ProblemCode } from './messages.ts';
import { isPublicHttpsUrl } from './public-url.ts';

/** Our own limit: Paynet documents none for names and notes. */
const MAX_TEXT_LENGTH = 1_000;
const MAX_EMAIL_LENGTH = 254;
const MAX_KEY_LENGTH = 255;

/** Control characters, other line ends, and what is invisible and could turn a text around; joiners are letters' business. */
const NOT_IN_A_LINE = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\u200c\u200d]]/v;
const NOT_IN_LINES = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\n\r\t\u200c\u200d]]/v;
/** Nearly every text holds nothing but ASCII and the Latin letters of Europe, and is not looked at character by character. */
const PLAIN = /^[\x20-\x7e\u00c0-\u024f]*$/;
const EMAIL = z.regexes.email;

/**
 * What a reader answers where a value is not taken: a code of ours, which `parseInput` relies on. `NOT_OF_ITS_TYPE` is
 * none, as no caller can bring it about: the schema of the graph lets no such value in.
 */
class Wrong {
  readonly code: string;
  constructor(code: ProblemCode | 'NOT_OF_ITS_TYPE') {
    this.code = code;
  }
}

/** A field by the function that reads it: most are left out, and a chain of zod's own would take five steps for each. */
function field<T>(read: (value: unknown) => T | Wrong) {
  return z.transform((value: unknown, context): T => {
    const result = read(value);
    if (!(result instanceof Wrong)) return result;
    context.issues.push({ code: 'custom', message: result.code, input: undefined });
    return z.NEVER;
  });
}

/** One that may be left out. Null means "not given", so that nothing empty is ever sent to Paynet. */
function optional<T>(read: (value: unknown) => T | Wrong) {
  return field((value) => (value === null || value === undefined ? undefined : read(value)));
}

function ofText<T>(read: (text: string) => T | Wrong) {
  return (value: unknown) => (typeof value === 'string' ? read(value) : new Wrong('NOT_OF_ITS_TYPE'));
}

/** For text that may be left out, blank means "not given" too. */
function optionalText<T>(read: (text: string) => T | Wrong) {
  return optional(ofText((text) => (text.trim() === '' ? undefined : read(text))));
}

/** What was written, without the spaces around it: nothing where it is blank. */
function readText(value: unknown, forbidden: RegExp, max: number): string | Wrong {
  if (typeof value !== 'string') return new Wrong('NOT_OF_ITS_TYPE');
  const text = value.trim();
  if (isLonger(text, max)) return new Wrong('TOO_LONG');
  return !PLAIN.test(text) && forbidden.test(text) ? new Wrong('CONTROL_CHARACTER') : text;
}

/** Counted in characters, of which some take two units. */
function isLonger(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || Array.from(text).length > max);
}

/** One line that must be there. */
export const requiredLine = field((value) => readText(value, NOT_IN_A_LINE, MAX_TEXT_LENGTH) || new Wrong('REQUIRED'));

/** A password, as it is: spaces may belong to it. */
export const password = field(
  ofText((text) =>
    text === '' ? new Wrong('REQUIRED') : isLonger(text, MAX_TEXT_LENGTH) ? new Wrong('TOO_LONG') : text,
  ),
);

/** One line that may be left out. */
export const line = (max = MAX_TEXT_LENGTH) => optional((value) => readText(value, NOT_IN_A_LINE, max) || undefined);

/** A text of several lines that may be left out. */
export const lines = optional((value) => readText(value, NOT_IN_LINES, MAX_TEXT_LENGTH) || undefined);

export const emailAddress = optionalText((text) => {
  const address = text.trim();
  if (!EMAIL.test(address)) return new Wrong('NOT_AN_EMAIL_ADDRESS');
  return address.length > MAX_EMAIL_LENGTH ? new Wrong('TOO_LONG') : address;
});

/** A name the caller made up for one intention. Blank would look like protection and give none. */
export const idempotencyKey = optional(
  (value) => readText(value, NOT_IN_A_LINE, MAX_KEY_LENGTH) || new Wrong('REQUIRED'),
);

/** A day that exists. */
export const day = field(ofText((text) => (isDay(text) ? text : new Wrong('NOT_A_DAY'))));

/** A Turkish phone number, to the ten digits Paynet's sample shows: without country code and leading zero. */
export const phone = optionalText((text) => {
  const digits = text.replace(/[ ().-]/g, '').replace(/^(?:\+90|0090|0)(?=\d{10}$)/, '');
  return /^[1-9]\d{9}$/.test(digits) ? digits : new Wrong('NOT_A_PHONE_NUMBER');
});

export const publicHttpsUrl = optionalText((text) =>
  isPublicHttpsUrl(text) ? text : new Wrong('NOT_A_PUBLIC_HTTPS_URL'),
);

/** Lira above zero with at most two decimals, in the digits it came with: 120 stays 120, and 120.10 stays 120.10. */
export const amount = field(
  ofText((text): Decimal | Wrong => {
    if (!isDecimal(text) || !/^-?\d{1,12}(?:\.\d{1,2})?$/.test(text)) return new Wrong('NOT_AN_AMOUNT');
    return text.startsWith('-') || !/[1-9]/.test(text) ? new Wrong('NOT_POSITIVE') : text;
  }),
);

/** A whole number in a range that may be left out. */
export const wholeNumber = (min: number, max: number) =>
  optional((value) => {
    if (!isWhole(value)) return new Wrong('NOT_OF_ITS_TYPE');
    return value < min || value > max ? new Wrong('OUT_OF_RANGE') : value;
  });

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Yes or no, which may be left out. */
export const flag = optional((value) => (typeof value === 'boolean' ? value : new Wrong('NOT_OF_ITS_TYPE')));

/** One of some values, which may be left out. */
export const oneOf = <const T>(values: readonly T[]) =>
  optional((value) => values.find((each) => each === value) ?? new Wrong('NOT_OF_ITS_TYPE'));

/**
 * What nearly always is right, read by compiled code, which takes no rule over several fields that has to be asked in any
 * case. Only where it finds something wrong, all that is wrong is looked for.
 */
export function quickly<Out>(rightInput: z.ZodType<Out>, thorough: z.ZodType<Out>): z.ZodType<Out> {
  const compiled = z.compile(rightInput);
  return z.withParser(thorough, (value) => {
    const { success, data } = compiled.safeParse(value);
    return success ? data : z.INVALID;
  });
}

/** What a rule over several fields found, e.g. in a `superRefine`. */
export function addProblem(context: z.RefinementCtx, field: string, code: ProblemCode): void {
  context.addIssue({ code: 'custom', path: [field], message: code });
}

/**
 * The input as the schema understands it. Fails with everything that is wrong, each by its field, without a value. `at`
 * is where the input stands inside a larger one.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, at: readonly string[] = []): T {
  const withCardNumber = holdsCard(input) ? cardNumberFields(input, at) : [];
  const parsed = schema.safeParse(input);
  if (parsed.success && withCardNumber.length === 0) return parsed.data;

  const problems: InputProblem[] = withCardNumber.map((field) => ({ field, code: 'PAN_NOT_ALLOWED' }));
  for (const issue of parsed.error?.issues ?? []) {
    const field = [...at, ...issue.path].join('.');
    if (!problems.some((known) => known.field === field)) problems.push({ field, code: problemCode(issue.message) });
  }
  throw new InvalidInput(problems);
}

function problemCode(message: string): ProblemCode {
  if (isProblemCode(message)) return message;
  throw new Error('A check of the input has no problem code of its own');
}

function isProblemCode(text: string): text is ProblemCode {
  return text in PROBLEM_MESSAGES;
}

/** A password is neither kept nor shown, and the id of a phone has a card number's digits by its very standard. */
const NEVER_A_CARD: ReadonlySet<string> = new Set(['password', 'deviceId']);
/** No field takes more, so a longer text is refused as too long without a look at its digits. */
const MAX_LOOKED_AT = 4_096;

/** Whether any text holds a card number. Nearly none does, and only then anybody wants to know where. */
function holdsCard(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_LOOKED_AT && holdsCardNumber(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsCard);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any object may be asked for a member
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) if (holdsCard(members[key]) && !NEVER_A_CARD.has(key)) return true;
  return false;
}

/** The paths of all texts that do. */
function cardNumberFields(value: unknown, path: readonly string[]): string[] {
  if (typeof value === 'string') return holdsCard(value) ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    NEVER_A_CARD.has(key) ? [] : cardNumberFields(member, [...path, key]),
  );
}
