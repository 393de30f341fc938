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

/** No control characters, no other line ends, nothing invisible that could turn a text around; joiners are letters' business. */
const ONE_LINE = /^(?:[\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}])*$/u;
const LINES = /^(?:[\u200c\u200d]|[\n\r\t]|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}])*$/u;

/** Every check of ours fails with the code of its problem; `parseInput` relies on it. */
const fails = (code: ProblemCode): ProblemCode => code;

const text = (allowed: RegExp, max: number) =>
  z.string().trim().max(max, fails('TOO_LONG')).regex(allowed, fails('CONTROL_CHARACTER'));

/** One line that must be there. */
export const requiredLine = text(ONE_LINE, MAX_TEXT_LENGTH).min(1, fails('REQUIRED'));

/** A password, as it is: spaces may belong to it. */
export const password = z.string().min(1, fails('REQUIRED')).max(MAX_TEXT_LENGTH, fails('TOO_LONG'));

/** One line that may be left out. */
export const line = (max = MAX_TEXT_LENGTH) => optional(text(ONE_LINE, max));

/** A text of several lines that may be left out. */
export const lines = optional(text(LINES, MAX_TEXT_LENGTH));

export const emailAddress = optional(
  z
    .string()
    .trim()
    .pipe(z.email(fails('NOT_AN_EMAIL_ADDRESS')).max(MAX_EMAIL_LENGTH, fails('TOO_LONG'))),
);

/** A name the caller made up for one intention. Blank would look like protection and give none. */
export const idempotencyKey = given(text(ONE_LINE, MAX_KEY_LENGTH).min(1, fails('REQUIRED')));

/** A day that exists. */
export const day = z.string().refine(isDay, fails('NOT_A_DAY'));

/** A Turkish phone number, to the ten digits Paynet's sample shows: without country code and leading zero. */
export const phone = optional(
  z
    .string()
    .transform((value) => value.replace(/[ ().-]/g, '').replace(/^(?:\+90|0090|0)(?=\d{10}$)/, ''))
    .pipe(z.string().regex(/^[1-9]\d{9}$/, fails('NOT_A_PHONE_NUMBER'))),
);

export const publicHttpsUrl = optional(z.string().refine(isPublicHttpsUrl, fails('NOT_A_PUBLIC_HTTPS_URL')));

/** Lira above zero with at most two decimals, in the digits it came with: 120 stays 120, and 120.10 stays 120.10. */
export const amount = z
  .string()
  .refine((value): value is Decimal => isDecimal(value) && /^-?\d{1,12}(?:\.\d{1,2})?$/.test(value), {
    message: fails('NOT_AN_AMOUNT'),
    abort: true,
  })
  .refine((value) => !value.startsWith('-') && /[1-9]/.test(value), fails('NOT_POSITIVE'));

/** A whole number in a range that may be left out. */
export const wholeNumber = (min: number, max: number) =>
  given(z.int().min(min, fails('OUT_OF_RANGE')).max(max, fails('OUT_OF_RANGE')));

/** Null means "not given", so that nothing empty is ever sent to Paynet. */
export function given<Out>(schema: z.ZodType<Out>) {
  return where(isThere, schema);
}

/** For text, blank means "not given" too. */
function optional<Out>(schema: z.ZodType<Out, string>) {
  return where((value) => isThere(value) && (typeof value !== 'string' || value.trim() !== ''), schema);
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/**
 * What the schema makes of a value, or undefined where it is not given. One step for each field: most are left out, and
 * as a chain of zod's own each would take five.
 */
function where<Out>(isGiven: (value: unknown) => boolean, schema: z.ZodType<Out>) {
  return z.transform((value: unknown, context): Out | undefined => {
    return isGiven(value) ? parsedBy(schema, value, context) : undefined;
  });
}

/** As the schema has it; what is wrong is told where it is a part of something larger. */
function parsedBy<Out>(schema: z.ZodType<Out>, value: unknown, context: { issues: z.core.$ZodRawIssue[] }): Out {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues)
    context.issues.push({ code: 'custom', message, path: [...path], input: undefined });
  return z.NEVER;
}

/**
 * What nearly always is right, read by compiled code, which takes no rule over several fields that has to be asked in any
 * case. Only where it finds something wrong, or that rule broken, all that is wrong is looked for.
 */
export function quickly<Out>(
  fields: z.ZodType<Out>,
  keepsRule: (input: Out) => boolean,
  thorough: z.ZodType<Out>,
): z.ZodType<Out> {
  const compiled = z.compile(fields);
  return z.transform((value: unknown, context): Out => {
    const { success, data } = compiled.safeParse(value);
    return success && keepsRule(data) ? data : parsedBy(thorough, value, context);
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
  for (const key in members) if (!NEVER_A_CARD.has(key) && holdsCard(members[key])) return true;
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
