import * as z from 'zod';
import { selectorOf } from '../../pay-links/find-link.ts';
import type { LinkSelector } from '../../paynet/services/mail-order.ts';
import { builder } from '../builder.ts';
import { InvalidInput } from '../shared/failures.ts';
import {
  addProblem,
  amount,
  day,
  emailAddress,
  flag,
  idempotencyKey,
  line,
  lines,
  oneOf,
  parseInput,
  phone,
  publicHttpsUrl,
  quickly,
  requiredLine,
  wholeNumber,
} from '../shared/input.ts';
import { PayLinkStatusType } from './types.ts';

const MAX_REFERENCE_LENGTH = 50;
/** Our own limit: Paynet documents none. A year. */
const MAX_HOURS = 365 * 24;

const PosType = builder.enumType('PosType', {
  description: 'Whose virtual POS takes the payment.',
  values: {
    PAYNET: { value: 5, description: 'Paynet’s; also when none is given. Paynet: 5.' },
    COMPANY: { value: 1, description: 'The company’s own ("Firma POS"). Paynet: 1.' },
  } as const,
});

export const CreatePayLinkInput = builder.inputType('CreatePayLinkInput', {
  description:
    'A payment link to be made. Blank text counts as not given, and what is not given is not sent. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/post-metodu',
  fields: (t) => ({
    idempotencyKey: t.string({
      description:
        'A name of the caller’s for this one link, e.g. the order’s, at most 255 characters. However often it is asked for with the same key and input, for 24 hours at least, it is one link. Each caller has keys of its own. Not sent to Paynet.',
    }),
    payerName: t.string({ required: true, description: 'Name and surname of the payer. Paynet: `name_surname`.' }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'Turkish lira, above zero, at most two decimals: `"120.10"`. Paynet: `amount`.',
    }),
    agentId: t.id({
      description:
        'The agent whose account the payment goes to. Without it, the caller’s own; only main-company and master users may name another, and services must name one. Paynet: `agent_id`.',
    }),
    userName: t.string({
      description:
        'The login name of the user who makes the link, for Paynet’s reports. Only main-company and master users may name another. Paynet: `user_name`.',
    }),
    posType: t.field({ type: PosType, description: 'Whose virtual POS takes the payment. Paynet: `pos_type`.' }),
    addCommissionToAmount: t.boolean({
      defaultValue: false,
      description:
        'Whether the payer pays the service fee on top. Always sent, because Paynet’s pages disagree about its default. Paynet: `addcomission_to_amount`.',
    }),
    email: t.field({
      type: 'EmailAddress',
      description: 'The payer’s mail address. Needed when `sendEmail` is true. Paynet: `email`.',
    }),
    sendEmail: t.boolean({
      description: 'Whether Paynet mails the link; false at Paynet when not given. Paynet: `send_mail`.',
    }),
    phone: t.string({
      description:
        'The payer’s Turkish phone number, ten digits; +90, a leading 0 and spaces are taken off. Needed when `sendSms` is true. Paynet: `phone`.',
    }),
    sendSms: t.boolean({
      description: 'Whether Paynet texts the link; false at Paynet when not given. Paynet: `send_sms`.',
    }),
    expiresInHours: t.int({
      description: `Hours from now until the link stops working, 1 to ${MAX_HOURS}. Without it Paynet's own default holds, which is not documented. Paynet: \`expire_date\`, hours whatever its name says.`,
    }),
    note: t.string({ description: 'What the payer reads on the page, at most 1000 characters. Paynet: `note`.' }),
    agentNote: t.string({
      description: 'What reports show for the payment, at most 1000 characters. Paynet: `agent_note`.',
    }),
    referenceNo: t.string({
      description: `The caller's own reference, e.g. an order number, at most ${MAX_REFERENCE_LENGTH} characters. Make it unique: links are found by it. Without it one is made, from the \`idempotencyKey\` where there is one. Paynet: \`reference_no\`.`,
    }),
    instalmentKey: t.string({
      description:
        'One option of Paynet’s table of rates, which fixes bank and number of instalments. Paynet: `instalment_key`.',
    }),
    succeedUrl: t.field({
      type: 'URL',
      description:
        'Where the payer’s browser goes after success, with `xact_id` appended. Public https. It proves nothing. Paynet: `succeed_url`.',
    }),
    errorUrl: t.field({
      type: 'URL',
      description:
        'Where the payer’s browser goes after failure, with `xact_id` appended. Public https. Paynet: `error_url`.',
    }),
    confirmationUrl: t.field({
      type: 'URL',
      description:
        'Where Paynet posts the result after success. Public https. The post is not signed, so it is a hint, not a proof. Without it Paynet is asked to post to this service, where it can be reached, so that `payLinkChanged` tells at once. Paynet: `confirmation_url`.',
    }),
    sendConfirmationMail: t.boolean({
      description:
        'Whether Paynet mails the main company when it was paid; true at Paynet when not given. Paynet: `send_confirmation_mail`.',
    }),
  }),
});

const createPayLinkFields = z.object({
  idempotencyKey,
  payerName: requiredLine,
  amount,
  agentId: line(),
  userName: line(),
  posType: oneOf([1, 5]),
  addCommissionToAmount: flag.transform((value) => value ?? false),
  email: emailAddress,
  sendEmail: flag,
  phone,
  sendSms: flag,
  expiresInHours: wholeNumber(1, MAX_HOURS),
  note: lines,
  agentNote: lines,
  referenceNo: line(MAX_REFERENCE_LENGTH),
  instalmentKey: line(),
  succeedUrl: publicHttpsUrl,
  errorUrl: publicHttpsUrl,
  confirmationUrl: publicHttpsUrl,
  sendConfirmationMail: flag,
});

/** Paynet needs to know where to send what it is asked to send. */
interface Addressed {
  readonly sendEmail?: boolean | undefined;
  readonly email?: string | undefined;
  readonly sendSms?: boolean | undefined;
  readonly phone?: string | undefined;
}

function checkAddressed({ sendEmail, email, sendSms, phone }: Addressed, context: z.RefinementCtx): void {
  if (sendEmail === true && email === undefined) addProblem(context, 'email', 'REQUIRED_TO_SEND_EMAIL');
  if (sendSms === true && phone === undefined) addProblem(context, 'phone', 'REQUIRED_TO_SEND_SMS');
}

export const createPayLinkInput: z.ZodType<z.output<typeof createPayLinkFields>> = quickly(
  createPayLinkFields.superRefine(checkAddressed),
  // Also when another field is wrong, so that everything is reported at once: but for an amount that cannot be read.
  createPayLinkFields.superRefine(checkAddressed, {
    when: ({ issues }) => issues.every(({ message }) => message !== 'NOT_AN_AMOUNT'),
  }),
);

/** Our own limit: Paynet documents none, and a request has a deadline. */
export const MAX_LINKS_AT_ONCE = 100;

export const CreatePayLinksInput = builder.inputType('CreatePayLinksInput', {
  description: 'Payment links to be made, each by itself.',
  fields: (t) => ({
    links: t.field({
      type: [CreatePayLinkInput],
      required: true,
      description: `1 to ${MAX_LINKS_AT_ONCE} links. Give each an \`idempotencyKey\`, so that the whole list can be sent again.`,
    }),
  }),
});

const MAX_DAYS = 366;
const DAY_MS = 24 * 60 * 60 * 1_000;

export const PayLinkFilter = builder.inputType('PayLinkFilter', {
  description:
    'Which payment links are listed. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/emir-listesi',
  fields: (t) => ({
    from: t.field({
      type: 'Date',
      required: true,
      description: 'The first day on which they were made, in Turkey. Paynet: `datab`.',
    }),
    to: t.field({
      type: 'Date',
      required: true,
      description: `The last day, at most ${MAX_DAYS} days on. Whether Paynet counts this day in is not documented. Paynet: \`datbi\`.`,
    }),
    agentId: t.id({
      description:
        'Only links of this agent. Without it, the caller’s own; for main-company and master users, and for services, those of all agents of the company. Paynet: `agent_id`.',
    }),
    status: t.field({
      type: PayLinkStatusType,
      description:
        'Only links that stand there by now. Paynet cannot select by it, so a page is searched for among the rows and may come back shorter than asked for, with more to come.',
    }),
  }),
});

const STATUSES = ['AWAITING_PAYMENT', 'PAID', 'EXPIRED', 'PASSIVE', 'UNKNOWN'] as const;

export const payLinkFilter = z.compile(
  z.object({ from: day, to: day, agentId: line(), status: oneOf(STATUSES) }).superRefine(({ from, to }, context) => {
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    if (days < 0) addProblem(context, 'to', 'BEFORE_ITS_BEGINNING');
    if (days >= MAX_DAYS) addProblem(context, 'to', 'TOO_MANY_DAYS');
  }),
);

/** How a caller names one link. */
export const PayLinkBy = builder.inputType('PayLinkBy', {
  isOneOf: true,
  description: 'Names one payment link, by exactly one of the two.',
  fields: (t) => ({
    id: t.id({ description: 'The link’s `id`. Paynet: `id`.' }),
    referenceNo: t.string({ description: 'Its reference, as it was given or made. Paynet: `reference_no`.' }),
  }),
});

/** Which link such an input means. That it names exactly one is GraphQL's to check; that it is not blank is ours. */
export const payLinkBy = z.compile(
  z
    .object({ id: line(), referenceNo: line(MAX_REFERENCE_LENGTH) })
    .transform(({ id, referenceNo }, context): LinkSelector => {
      if (id !== undefined) return selectorIn(id, context);
      if (referenceNo !== undefined) return { referenceNo };
      addProblem(context, 'id', 'REQUIRED');
      return z.NEVER;
    }),
);

/** An argument that is a link's id, as the link it means. */
export const linkId = z.object({ id: requiredLine }).transform(({ id }, context) => selectorIn(id, context));

/** Which link an id means; one of a blank reference means none, and Paynet is not asked what it would make of it. */
function selectorIn(id: string, context: z.RefinementCtx): LinkSelector {
  const selector = selectorOf(id);
  if ('referenceNo' in selector && selector.referenceNo.trim() === '') addProblem(context, 'id', 'REQUIRED');
  return selector;
}

/** A router's own words: no schema of the graph has checked that they are text. */
const representation = z.compile(z.object({ id: z.string().optional(), referenceNo: z.string().optional() }));

/** Which link a router means; null where it is no key a link could have. */
export function payLinkKey(reference: unknown): LinkSelector | null {
  const { data } = representation.safeParse(reference);
  if (data === undefined) return null;
  try {
    return parseInput(payLinkBy, data);
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

function switchInput(name: string, what: string) {
  return builder.inputType(name, {
    description: what,
    fields: (t) => ({
      payLink: t.field({ type: PayLinkBy, required: true, description: 'Which link, by its id or its reference.' }),
    }),
  });
}

export const DeactivatePayLinkInput = switchInput(
  'DeactivatePayLinkInput',
  'The link to be switched off. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/paylink-durum-guncelleme',
);
export const ReactivatePayLinkInput = switchInput(
  'ReactivatePayLinkInput',
  'The link to be switched on again. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/paylink-durum-guncelleme',
);
