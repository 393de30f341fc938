import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Caller } from '../../access/caller.ts';
import { mayDo } from '../../access/permissions.ts';
import { PaynetError, PaynetOutcomeUnknown, PaynetRefused } from '../../paynet/errors.ts';
import type { KnownAgent } from '../agent/types.ts';
import { builder } from '../builder.ts';
import {
  type Failure,
  Forbidden,
  InvalidInput,
  permitted,
  RefusedByPaynet,
  toFailure,
  Unauthenticated,
  Unavailable,
} from '../shared/failures.ts';
import {
  addProblem,
  amount,
  emailAddress,
  given,
  line,
  lines,
  parseInput,
  phone,
  publicHttpsUrl,
  requiredLine,
  wholeNumber,
} from '../shared/input.ts';
import { PayLinkOutcomeUnknown } from './errors.ts';
import { CreatePayLinkSuccessType, type PayLink } from './types.ts';

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

const CreatePayLinkInput = builder.inputType('CreatePayLinkInput', {
  description:
    'A payment link to be made. Blank text counts as not given, and what is not given is not sent. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/post-metodu',
  fields: (t) => ({
    payerName: t.string({ required: true, description: 'Name and surname of the payer. Paynet: `name_surname`.' }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'Turkish lira, above zero, at most two decimals: `"120.10"`. Paynet: `amount`.',
    }),
    agentId: t.id({
      description:
        'The agent whose account the payment goes to. Without it, the caller’s own; only main-company and master users may name another. Paynet: `agent_id`.',
    }),
    userName: t.string({
      description:
        'The login name of the user who makes the link, for Paynet’s reports. Only main-company and master users may name another. Paynet: `user_name`.',
    }),
    posType: t.field({ type: PosType, description: 'Whose virtual POS takes the payment. Paynet: `pos_type`.' }),
    addCommissionToAmount: t.boolean({
      required: true,
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
      description: `The caller's own reference, e.g. an order number, at most ${MAX_REFERENCE_LENGTH} characters. Make it unique: links are found by it. Without it a random one is made. Paynet: \`reference_no\`.`,
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
        'Where Paynet posts the result after success. Public https. The post is not signed, so it is a hint, not a proof. Paynet: `confirmation_url`.',
    }),
    sendConfirmationMail: t.boolean({
      description:
        'Whether Paynet mails the main company when it was paid; true at Paynet when not given. Paynet: `send_confirmation_mail`.',
    }),
  }),
});

const createPayLinkInput = z
  .object({
    payerName: requiredLine,
    amount,
    agentId: line(),
    userName: line(),
    posType: given(z.union([z.literal(1), z.literal(5)])),
    addCommissionToAmount: z.boolean(),
    email: emailAddress,
    sendEmail: given(z.boolean()),
    phone,
    sendSms: given(z.boolean()),
    expiresInHours: wholeNumber(1, MAX_HOURS),
    note: lines,
    agentNote: lines,
    referenceNo: line(MAX_REFERENCE_LENGTH),
    instalmentKey: line(),
    succeedUrl: publicHttpsUrl,
    errorUrl: publicHttpsUrl,
    confirmationUrl: publicHttpsUrl,
    sendConfirmationMail: given(z.boolean()),
  })
  // Also when another field is wrong: everything is reported at once.
  .superRefine(needsAnAddressee, { when: () => true });

/** Paynet needs to know where to send what it is asked to send. */
function needsAnAddressee(
  input: {
    sendEmail?: boolean | undefined;
    email?: string | undefined;
    sendSms?: boolean | undefined;
    phone?: string | undefined;
  },
  context: z.RefinementCtx,
): void {
  if (input.sendEmail === true && input.email === undefined) addProblem(context, 'email', 'REQUIRED_TO_SEND_EMAIL');
  if (input.sendSms === true && input.phone === undefined) addProblem(context, 'phone', 'REQUIRED_TO_SEND_SMS');
}

/** A link pays into the caller's own agent unless it says otherwise; left to Paynet, it would be the key's owner. */
function payee(agentId: string | undefined, caller: Caller): KnownAgent | null {
  const own = caller.kind === 'agent-user' ? caller.session.login.agent : null;
  if (agentId === undefined || agentId === own?.id) return own;
  return { id: agentId };
}

builder.mutationField('createPayLink', (t) =>
  t.field({
    type: CreatePayLinkSuccessType,
    nullable: false,
    description:
      'Makes a payment link, and has Paynet mail or text it where asked. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:write`. Calling it twice makes two links.',
    errors: {
      types: [InvalidInput, Unauthenticated, Forbidden, RefusedByPaynet, Unavailable, PayLinkOutcomeUnknown],
      union: { description: 'What `createPayLink` came to.' },
    },
    args: { input: t.arg({ type: CreatePayLinkInput, required: true, description: 'The link to be made.' }) },
    async resolve(_root, args, { caller, paynet }) {
      permitted(mayDo('createPayLink', caller));
      const input = parseInput(createPayLinkInput, args.input);
      permitted(mayDo('createPayLink', caller, input));

      const agent = payee(input.agentId, caller);
      // Paynet has no other handle on a link whose answer was lost, so there is always a reference.
      const referenceNo = input.referenceNo ?? randomUUID();
      const { id, url } = await paynet.mailOrder
        .create({ ...input, agentId: agent?.id, referenceNo })
        .catch((error: unknown) => {
          throw error instanceof PaynetError ? failureToCreate(error, referenceNo, input.agentId) : error;
        });
      const payLink: PayLink = {
        id,
        url,
        referenceNo,
        amount: { amount: input.amount, currency: 'TRY' },
        status: 'AWAITING_PAYMENT',
        payerName: input.payerName,
        email: input.email ?? null,
        phone: input.phone ?? null,
        note: input.note ?? null,
        agentNote: input.agentNote ?? null,
        agent,
      };
      return { payLink };
    },
  }),
);

const AGENT_NOT_FOUND = 4;
const WRONG_POS_TYPE = 20;
const WRONG_RATIO = 21;

/** Where a return code is about one field of the input, the failure says which. */
function failureToCreate(error: PaynetError, referenceNo: string, namedAgentId: string | undefined): Failure {
  if (error instanceof PaynetOutcomeUnknown) return new PayLinkOutcomeUnknown(referenceNo, error);
  if (!(error instanceof PaynetRefused)) return toFailure(error);
  if (error.returnCode === AGENT_NOT_FOUND && namedAgentId !== undefined) {
    return new InvalidInput([{ field: 'agentId', code: 'UNKNOWN_AGENT' }]);
  }
  if (error.returnCode === WRONG_POS_TYPE)
    return new InvalidInput([{ field: 'posType', code: 'NOT_ACCEPTED_BY_PAYNET' }]);
  if (error.returnCode === WRONG_RATIO) {
    return new InvalidInput([{ field: 'instalmentKey', code: 'NOT_ACCEPTED_BY_PAYNET' }]);
  }
  return new RefusedByPaynet(error);
}
