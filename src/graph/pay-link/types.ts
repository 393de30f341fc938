import * as z from 'zod';
import { expiryOf, type PayLinkStatus } from '../../pay-links/status.ts';
import { AgentType } from '../agent/types.ts';
import { builder } from '../builder.ts';
import { parseInput } from '../shared/input.ts';
import { MoneyType } from '../shared/money.ts';
import { ofDetail, type PayLink, qrCodeOf, statusIn } from './model.ts';

export const PayLinkStatusType = builder.enumType('PayLinkStatus', {
  description: 'Where a payment link stands.',
  values: {
    AWAITING_PAYMENT: { description: 'It can be paid. Paynet: 0, "Ödeme bekleniyor".' },
    PAID: { description: 'It was paid: Paynet named a transaction. No status number of Paynet’s alone means this.' },
    EXPIRED: { description: 'Its hours have passed without a payment.' },
    PASSIVE: {
      description:
        'It was switched off. Paynet: 3, "Pasif". The same number means "done" for Paynet’s subscriptions; here it never means paid.',
    },
    UNKNOWN: {
      description: 'Paynet gave a status that its documentation does not explain, or none; see `statusCode`.',
    },
  } satisfies Record<PayLinkStatus, { description: string }>,
});

const qrCodeArguments = z.object({ size: z.int().min(64, 'OUT_OF_RANGE').max(2_048, 'OUT_OF_RANGE') });

export const PayLinkType = builder.objectRef<PayLink>('PayLink').implement({
  description:
    'A page of Paynet’s on which somebody pays a fixed amount by card. Paynet’s pages about reading links are known only in part, so most fields may be null. Reading one of a list asks Paynet once more for `payerName`, `email`, `userName`, `createdAt`, `expiresAt` and `errorUrl`, which lists lack. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/paylink-detay',
  directives: ['id', 'referenceNo'].map((fields) => ({ name: 'key', args: { fields } })),
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description:
        'Paynet’s own id of the link, not the one inside `url`. Where Paynet names none, `reference:` and the reference, which selects the link as well. Paynet: `id`.',
    }),
    url: t.expose('url', {
      type: 'URL',
      description:
        'The page to hand to the payer. Opaque: do not take it apart. Null where Paynet did not tell it; it is documented only for a link that was just made. Paynet: `url`.',
    }),
    qrCode: t.string({
      description: 'The address as a QR code: an SVG data URI, ready for the `src` of an image. Null where `url` is.',
      args: {
        size: t.arg.int({
          required: true,
          defaultValue: 256,
          description: 'Width and height in pixels, 64 to 2048, the white border included.',
        }),
      },
      resolve: ({ url }, args) => {
        const { size } = parseInput(qrCodeArguments, args);
        return url === null ? null : qrCodeOf(url, size);
      },
    }),
    referenceNo: t.exposeString('referenceNo', {
      description:
        'The reference the link is found by: the caller’s own, or the one made for it. Paynet: `reference_no`.',
    }),
    amount: t.field({
      type: MoneyType,
      description:
        'What is to be paid, without a fee on top. Null where Paynet does not say. Paynet: `amount`, `currency`.',
      resolve: ({ amount, currency }) => (amount === null ? null : { amount, currency: currency ?? 'TRY' }),
    }),
    status: t.field({
      type: PayLinkStatusType,
      nullable: false,
      description:
        'Where the link stands, derived from what Paynet says and the time; never guessed. For a link of a list Paynet is asked once more where the days of the list leave open whether its hours are over.',
      resolve: (link, _, context) => statusIn(link, context),
    }),
    statusCode: t.exposeInt('status', {
      description:
        'Paynet’s own number, as it came. Only 0 and 3 are documented. Null where Paynet sends none. Paynet: `status`.',
    }),
    transactionId: t.exposeString('transactionId', {
      description:
        'The transaction that paid it, for a link paid with a single card. Null until then. Paynet: `xact_id`.',
    }),
    payerName: t.string({
      description: 'Name and surname of the payer. Paynet: `name_surname`.',
      resolve: (link, _, context) => ofDetail(link, context, ({ payerName }) => payerName),
    }),
    email: t.string({
      description: 'The payer’s mail address, where one was given. Paynet: `email`.',
      resolve: (link, _, context) => ofDetail(link, context, ({ email }) => email),
    }),
    phone: t.exposeString('phone', {
      description: 'The payer’s phone, ten digits, where one was given. Paynet: `phone`.',
    }),
    note: t.exposeString('note', { description: 'What the payer reads on the page. Paynet: `note`.' }),
    agentNote: t.exposeString('agentNote', { description: 'What reports show for the payment. Paynet: `agent_note`.' }),
    agent: t.expose('agent', {
      type: AgentType,
      description: 'The agent whose account the payment goes to. Null where Paynet does not say. Paynet: `agent_id`.',
    }),
    companyCode: t.exposeString('companyCode', { description: 'Code of the main company. Paynet: `company_code`.' }),
    userName: t.string({
      description: 'The login name of the user who made it, where one was named. Paynet: `user_name`.',
      resolve: (link, _, context) => ofDetail(link, context, ({ userName }) => userName),
    }),
    instalmentCount: t.exposeInt('instalmentCount', {
      description: 'Number of instalments; 0 is a single payment. Paynet: `installment`.',
    }),
    bankId: t.exposeString('bankId', {
      description: 'The card programme the payer is limited to, four letters, e.g. `AXSS`. Paynet: `bank_id`.',
    }),
    bankName: t.exposeString('bankName', {
      description:
        'Name of the bank. On the page of the list only, so null for a link read by itself. Paynet: `bank_name`.',
    }),
    createdAt: t.field({
      type: 'DateTime',
      description:
        'When it was made. Paynet writes it without an offset; it is read as Turkish time. Paynet: `create_date`.',
      resolve: (link, _, context) => ofDetail(link, context, ({ createdAt }) => createdAt),
    }),
    expiresInHours: t.exposeFloat('expiresInHours', {
      description: 'Hours from being made until it stops working. Paynet: `expire_date`, hours whatever its name says.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When it stops working: `createdAt` and its hours. Null where Paynet does not tell both.',
      resolve: (link, _, context) =>
        ofDetail(link, context, (detailed) => {
          const expiry = expiryOf(detailed);
          return expiry === null ? null : new Date(expiry).toISOString();
        }),
    }),
    succeedUrl: t.exposeString('succeedUrl', {
      description: 'Where the payer’s browser goes after success, as Paynet has it. Paynet: `succeed_url`.',
    }),
    errorUrl: t.string({
      description: 'Where the payer’s browser goes after failure, as Paynet has it. Paynet: `error_url`.',
      resolve: (link, _, context) => ofDetail(link, context, ({ errorUrl }) => errorUrl),
    }),
    isTexted: t.exposeBoolean('sendSms', {
      description: 'Whether Paynet texts it. On the page of the list only. Paynet: `send_sms`.',
    }),
  }),
});

export interface PayLinkResult {
  readonly payLink: PayLink;
}

function payLinkSuccess(name: string, description: string, field: string) {
  return builder.objectRef<PayLinkResult>(name).implement({
    description,
    fields: (t) => ({ payLink: t.expose('payLink', { type: PayLinkType, nullable: false, description: field }) }),
  });
}

export interface MadePayLink extends PayLinkResult {
  readonly replayed: boolean;
}

export const CreatePayLinkSuccessType = builder.objectRef<MadePayLink>('CreatePayLinkSuccess').implement({
  description: 'The link exists, and was mailed or texted where that was asked for.',
  fields: (t) => ({
    payLink: t.expose('payLink', {
      type: PayLinkType,
      nullable: false,
      description:
        'The link. Its `url`, which Paynet tells only once, is null for one that was found again: one that was mailed or texted, one that has come to its end, or one that was made before this service lost its memory.',
    }),
    replayed: t.exposeBoolean('replayed', {
      nullable: false,
      description:
        'True where an earlier call with the same `idempotencyKey` had made it, so that nothing was made now.',
    }),
  }),
});
export const DeactivatePayLinkSuccessType = payLinkSuccess(
  'DeactivatePayLinkSuccess',
  'The link is switched off and cannot be paid any more.',
  'The link, now passive.',
);
export const ReactivatePayLinkSuccessType = payLinkSuccess(
  'ReactivatePayLinkSuccess',
  'The link is switched on and can be paid again.',
  'The link, awaiting payment again.',
);
