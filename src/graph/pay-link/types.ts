import { AgentType, type KnownAgent } from '../agent/types.ts';
import { builder } from '../builder.ts';
import { type Money, MoneyType } from '../shared/money.ts';

export type PayLinkStatus = 'AWAITING_PAYMENT' | 'PAID' | 'EXPIRED' | 'PASSIVE' | 'UNKNOWN';

const PayLinkStatusType = builder.enumType('PayLinkStatus', {
  description: 'Where a payment link stands.',
  values: {
    AWAITING_PAYMENT: { description: 'It can be paid. Paynet: 0, "Ödeme bekleniyor".' },
    PAID: { description: 'It was paid: Paynet named a transaction. No status number of Paynet’s alone means this.' },
    EXPIRED: { description: 'Its hours have passed without a payment.' },
    PASSIVE: {
      description:
        'It was switched off. Paynet: 3, "Pasif". The same number means "done" for Paynet’s subscriptions; here it never means paid.',
    },
    UNKNOWN: { description: 'Paynet gave a status that its documentation does not explain.' },
  } satisfies Record<PayLinkStatus, { description: string }>,
});

export interface PayLink {
  readonly id: string;
  readonly url: string | null;
  readonly referenceNo: string | null;
  readonly amount: Money | null;
  readonly status: PayLinkStatus;
  readonly payerName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly agentNote: string | null;
  readonly agent: KnownAgent | null;
}

const PayLinkType = builder.objectRef<PayLink>('PayLink').implement({
  description:
    'A page of Paynet’s on which somebody pays a fixed amount by card. Source: https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/post-metodu',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description: 'Paynet’s own id of the link. Not the id inside `url`. Paynet: `id`.',
    }),
    url: t.expose('url', {
      type: 'URL',
      description:
        'The page to hand to the payer. Opaque: do not take it apart. Null where Paynet did not tell it; it does so only when the link is made. Paynet: `url`.',
    }),
    referenceNo: t.exposeString('referenceNo', {
      description:
        'The reference the link is found by: the caller’s own, or the one made for it. Paynet: `reference_no`.',
    }),
    amount: t.expose('amount', { type: MoneyType, description: 'What is to be paid. Paynet: `amount`.' }),
    status: t.expose('status', { type: PayLinkStatusType, nullable: false, description: 'Where the link stands.' }),
    payerName: t.exposeString('payerName', { description: 'Name and surname of the payer. Paynet: `name_surname`.' }),
    email: t.exposeString('email', { description: 'The payer’s mail address, where one was given. Paynet: `email`.' }),
    phone: t.exposeString('phone', {
      description: 'The payer’s phone, ten digits, where one was given. Paynet: `phone`.',
    }),
    note: t.exposeString('note', { description: 'What the payer reads on the page. Paynet: `note`.' }),
    agentNote: t.exposeString('agentNote', { description: 'What reports show for the payment. Paynet: `agent_note`.' }),
    agent: t.expose('agent', {
      type: AgentType,
      description: 'The agent whose account the payment goes to. Null where Paynet decides. Paynet: `agent_id`.',
    }),
  }),
});

export interface CreatePayLinkSuccess {
  readonly payLink: PayLink;
}

export const CreatePayLinkSuccessType = builder.objectRef<CreatePayLinkSuccess>('CreatePayLinkSuccess').implement({
  description: 'The link was made, and mailed or texted where that was asked for.',
  fields: (t) => ({
    payLink: t.expose('payLink', { type: PayLinkType, nullable: false, description: 'The new link.' }),
  }),
});
