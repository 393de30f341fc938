import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createPayLinkInput } from '../../src/graph/pay-link/inputs.ts';
import { InvalidInput } from '../../src/graph/shared/failures.ts';
import { parseInput, password } from '../../src/graph/shared/input.ts';
import { isPublicHttpsUrl } from '../../src/graph/shared/public-url.ts';
import { isDecimal } from '../../src/paynet/wire.ts';

const ONE_LINE = /^(?:[\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}])*$/u;
const LINES = /^(?:[\u200c\u200d]|[\n\r\t]|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}])*$/u;

const text = (allowed: RegExp, max: number) =>
  z.string().trim().max(max, 'TOO_LONG').regex(allowed, 'CONTROL_CHARACTER');

function optional<Out>(schema: z.ZodType<Out>, isGiven = (value: unknown) => (value ?? null) !== null) {
  return z.transform((value: unknown, context): Out | undefined => {
    if (!isGiven(value)) return undefined;
    const { success, data, error } = schema.safeParse(value);
    if (success) return data;
    for (const { message } of error.issues) context.issues.push({ code: 'custom', message, input: undefined });
    return z.NEVER;
  });
}
const optionalText = <Out>(schema: z.ZodType<Out>) =>
  optional(schema, (value) => typeof value === 'string' && value.trim() !== '');

const line = (max = 1_000) => optionalText(text(ONE_LINE, max));
const url = optionalText(z.string().refine(isPublicHttpsUrl, 'NOT_A_PUBLIC_HTTPS_URL'));
const flag = optional(z.boolean());

/** What the readers of `shared/input.ts` do in one step each, in zod's own words. */
const inWordsOfZod = z
  .object({
    idempotencyKey: optional(text(ONE_LINE, 255).min(1, 'REQUIRED')),
    payerName: text(ONE_LINE, 1_000).min(1, 'REQUIRED'),
    amount: z
      .string()
      .refine((value) => isDecimal(value) && /^-?\d{1,12}(?:\.\d{1,2})?$/.test(value), {
        message: 'NOT_AN_AMOUNT',
        abort: true,
      })
      .refine((value) => !value.startsWith('-') && /[1-9]/.test(value), 'NOT_POSITIVE'),
    agentId: line(),
    userName: line(),
    posType: optional(z.union([z.literal(1), z.literal(5)])),
    addCommissionToAmount: flag.transform((value) => value ?? false),
    email: optionalText(z.string().trim().pipe(z.email('NOT_AN_EMAIL_ADDRESS').max(254, 'TOO_LONG'))),
    sendEmail: flag,
    phone: optionalText(
      z
        .string()
        .transform((value) => value.replace(/[ ().-]/g, '').replace(/^(?:\+90|0090|0)(?=\d{10}$)/, ''))
        .pipe(z.string().regex(/^[1-9]\d{9}$/, 'NOT_A_PHONE_NUMBER')),
    ),
    sendSms: flag,
    expiresInHours: optional(z.int().min(1, 'OUT_OF_RANGE').max(8_760, 'OUT_OF_RANGE')),
    note: optionalText(text(LINES, 1_000)),
    agentNote: optionalText(text(LINES, 1_000)),
    referenceNo: line(50),
    instalmentKey: line(),
    succeedUrl: url,
    errorUrl: url,
    confirmationUrl: url,
    sendConfirmationMail: flag,
  })
  .superRefine(
    ({ sendEmail, email, sendSms, phone }, context) => {
      const lacks = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
      if (sendEmail === true && email === undefined) lacks('email', 'REQUIRED_TO_SEND_EMAIL');
      if (sendSms === true && phone === undefined) lacks('phone', 'REQUIRED_TO_SEND_SMS');
    },
    { when: () => true },
  );

/** What is read, or all that is wrong with it. */
function outcome(schema: z.ZodType, input: unknown): unknown {
  try {
    return { read: parseInput(schema, input) };
  } catch (error) {
    if (error instanceof InvalidInput) return { wrong: error.fields };
    throw error;
  }
}

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'aZşİ09 .-+@_'.split('')) },
  fc.constantFrom(
    ...'\n\r\t\v\u0000\u001f\u007f\u0085\u00a0\u00a1\u00ad\u00bf\u00d7\u024f\u0250\u0600\u061c\u180e'.split(''),
  ),
  fc.constantFrom(...'\u200b\u200c\u200d\u200e\u2028\u2029\u202e\u2066\u3000\ufeff\ufff9\uffff\ud800\udc00'.split('')),
  fc.constantFrom('😀', '👩‍👩‍👧', '\u{110bd}', '\u{1d173}', '\u{e0001}', '\u{10ffff}'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const short = fc.string({ unit: character, maxLength: 12 });
/** About as long as is allowed somewhere, in characters or in units. */
const long = fc
  .tuple(fc.constantFrom(25, 50, 127, 254, 255, 500, 1_000, 2_000), fc.integer({ min: -1, max: 1 }), character)
  .map(([length, more, each]) => each.repeat(length + more));
const anyText = fc.oneof({ weight: 4, arbitrary: short }, { weight: 1, arbitrary: long });

const maybe = <T>(...values: fc.Arbitrary<T>[]) =>
  fc.oneof(fc.constant(undefined), fc.constant(null), fc.oneof(...values));
const maybeText = maybe(anyText);
const maybeFlag = maybe(fc.boolean());
const maybeUrl = maybe(anyText, fc.webUrl({ validSchemes: ['https', 'http'] }));
const amount = fc.oneof(
  fc.stringMatching(/^-?\d{1,13}(?:\.\d{1,3})?$/),
  fc.constantFrom('0', '-0', '0.00', '00', '1e3'),
  short,
);
const phone = fc.oneof(fc.stringMatching(/^(?:\+90|0090|0)?[ (]?[0-9]{3}[ ).-]?[0-9]{7}$/), anyText);
const email = fc.oneof(
  fc.emailAddress(),
  fc.stringMatching(/^ ?[a-z.+]{1,4}@([a-z]{1,60}\.){1,4}[a-z]{1,3} ?$/),
  anyText,
);

const input = fc.record(
  {
    idempotencyKey: maybeText,
    payerName: anyText,
    amount,
    agentId: maybeText,
    userName: maybeText,
    posType: maybe(fc.constantFrom(1, 5)),
    addCommissionToAmount: maybeFlag,
    email: maybe(email),
    sendEmail: maybeFlag,
    phone: maybe(phone),
    sendSms: maybeFlag,
    expiresInHours: maybe(fc.integer({ min: -1, max: 8_762 })),
    note: maybeText,
    agentNote: maybeText,
    referenceNo: maybeText,
    instalmentKey: maybeText,
    succeedUrl: maybeUrl,
    errorUrl: maybeUrl,
    confirmationUrl: maybeUrl,
    sendConfirmationMail: maybeFlag,
  },
  { requiredKeys: ['payerName', 'amount'] },
);
/** Nothing wrong but perhaps in one field, so that right ones are read too. */
const plain = { payerName: 'Ayşe Yılmaz', amount: '120.10' };
const nearlyRight = fc.tuple(input, fc.nat()).map(([all, which]) => {
  const members = Object.entries(all);
  return { ...plain, ...Object.fromEntries(members.slice(which % members.length).slice(0, 1)) };
});

describe('the input of a link', () => {
  it.each([
    ['as a whole', input],
    ['field by field', nearlyRight],
  ])('is read and refused as zod has it: %s', (_how, inputs: fc.Arbitrary<object>) => {
    fc.assert(
      fc.property(inputs, (each) => {
        expect(outcome(createPayLinkInput, each)).toEqual(outcome(inWordsOfZod, each));
      }),
      { seed: 20_261_126, numRuns: 3_000 },
    );
  });

  it('is told what it takes to be sent, whatever else is wrong', () => {
    expect(outcome(createPayLinkInput, { payerName: ' ', amount: '0', sendEmail: true, sendSms: true })).toEqual({
      wrong: [
        { field: 'payerName', code: 'REQUIRED' },
        { field: 'amount', code: 'NOT_POSITIVE' },
        { field: 'email', code: 'REQUIRED_TO_SEND_EMAIL' },
        { field: 'phone', code: 'REQUIRED_TO_SEND_SMS' },
      ],
    });
  });

  it('is refused for a value of another type as a mistake of ours, which the schema of the graph should have stopped', () => {
    for (const wrong of [
      { payerName: 7 },
      { amount: undefined },
      { expiresInHours: 1.5 },
      { posType: 2 },
      { sendSms: 'true' },
    ])
      expect(() => parseInput(createPayLinkInput, { ...plain, ...wrong })).toThrow('no problem code of its own');
  });
});

it('a password is read and refused as zod has it', () => {
  const inWords = z.object({ password: z.string().min(1, 'REQUIRED').max(1_000, 'TOO_LONG') });
  fc.assert(
    fc.property(anyText, (each) => {
      expect(outcome(z.object({ password }), { password: each })).toEqual(outcome(inWords, { password: each }));
    }),
    { seed: 20_261_126, numRuns: 1_000 },
  );
});
