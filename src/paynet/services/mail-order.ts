import { type Decoded, list, optional, orNull, type Reader, record } from '../codec.ts';
import type { Operation } from '../operation.ts';
import {
  type Decimal,
  decimalToWire,
  lira,
  looseFlag,
  optionalId,
  quantity,
  requiredText,
  smallInteger,
  text,
  timestamp,
} from '../wire.ts';

/**
 * A payment link to be made. Only what is given is sent, except that `addCommissionToAmount` always is: it decides who
 * pays the fee, and Paynet's pages disagree about its default.
 *
 * https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/post-metodu
 */
export interface CreateLinkInput {
  readonly payerName: string;
  /** Turkish lira, with a dot. */
  readonly amount: Decimal;
  readonly addCommissionToAmount: boolean;
  /** 5: Paynet's POS, also when absent. 1: the company's own. */
  readonly posType?: 1 | 5 | undefined;
  readonly agentId?: string | undefined;
  readonly userName?: string | undefined;
  readonly email?: string | undefined;
  readonly sendEmail?: boolean | undefined;
  readonly phone?: string | undefined;
  readonly sendSms?: boolean | undefined;
  readonly expiresInHours?: number | undefined;
  readonly note?: string | undefined;
  readonly agentNote?: string | undefined;
  readonly referenceNo?: string | undefined;
  readonly instalmentKey?: string | undefined;
  readonly succeedUrl?: string | undefined;
  readonly errorUrl?: string | undefined;
  readonly confirmationUrl?: string | undefined;
  readonly sendConfirmationMail?: boolean | undefined;
}

export interface CreatedLink {
  /** The id that selects the link later. Not the one inside `url`. */
  readonly id: string;
  readonly url: string;
}

/** One of the two; which one Paynet prefers when both are sent is not documented. */
export type LinkSelector = { readonly id: string } | { readonly referenceNo: string };

/** https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/emir-listesi */
export interface ListLinksInput {
  /** First and last day, `yyyy-MM-dd`. Whether the last one is included is not documented. */
  readonly from: string;
  readonly to: string;
  readonly agentId?: string | undefined;
  readonly limit: number;
  /** How many rows to pass over: Paynet's `starting_after` is an index, whatever its name says. */
  readonly offset: number;
}

/** The two values Paynet documents for a link's `status`. */
export const LINK_STATUS = { awaiting: 0, passive: 3 } as const;

/**
 * A link as `detail` and `list` know it. Both pages are known only in part, so every member may be missing, and `id`,
 * `url` and `status` are read where they come although no page we have shows them.
 */
const LINK = {
  id: 'value',
  url: 'value',
  company_code: 'value',
  agent_id: 'value',
  xact_id: 'value',
  reference_no: 'value',
  email: 'value',
  user_name: 'value',
  name_surname: 'value',
  amount: 'value',
  currency: 'value',
  installment: 'value',
  phone: 'value',
  send_sms: 'value',
  bank_id: 'value',
  bank_name: 'value',
  expire_date: 'value',
  create_date: 'value',
  note: 'value',
  agent_note: 'value',
  succeed_url: 'value',
  error_url: 'value',
  status: 'value',
} as const;

function linkRecord(readAddress: Reader<string>) {
  const readAddressOrNull = orNull(readAddress);
  return record(LINK, (wire, strict) => ({
    id: text(wire.id),
    url: readAddressOrNull(wire.url),
    companyCode: text(wire.company_code),
    agentId: text(wire.agent_id),
    transactionId: optionalId(wire.xact_id),
    referenceNo: text(wire.reference_no),
    email: text(wire.email),
    userName: text(wire.user_name),
    payerName: text(wire.name_surname),
    amount: strict.read('amount', lira),
    currency: text(wire.currency),
    instalmentCount: smallInteger(wire.installment),
    phone: text(wire.phone),
    sendSms: looseFlag(wire.send_sms),
    bankId: text(wire.bank_id),
    bankName: text(wire.bank_name),
    expiresInHours: quantity(wire.expire_date),
    createdAt: timestamp(wire.create_date),
    note: text(wire.note),
    agentNote: text(wire.agent_note),
    succeedUrl: text(wire.succeed_url),
    errorUrl: text(wire.error_url),
    status: smallInteger(wire.status),
  }));
}

export type LinkRecord = Decoded<ReturnType<typeof linkRecord>>;

export interface LinkPage {
  readonly rows: readonly LinkRecord[];
  /** How many rows the window has; null where Paynet does not say. */
  readonly total: number | null;
  /** Null where Paynet does not say. */
  readonly hasMore: boolean | null;
}

const selectorToWire = (selector: LinkSelector) =>
  'id' in selector ? { id: selector.id } : { reference_no: selector.referenceNo };

export function mailOrderOperations(readAddress: Reader<string>) {
  const link = linkRecord(readAddress);
  const rows = optional(list(link.read));

  return {
    /** Makes a payment link, and mails or texts it where asked. Repeating it makes another one. */
    create: {
      name: 'mailorder/create',
      path: '/v1/mailorder/create',
      effect: 'write',
      toWire: (input) => ({
        pos_type: input.posType,
        addcomission_to_amount: input.addCommissionToAmount,
        agent_id: input.agentId,
        name_surname: input.payerName,
        user_name: input.userName,
        amount: decimalToWire(input.amount),
        email: input.email,
        // The prose of the page says send_email; table and sample say send_mail.
        send_mail: input.sendEmail,
        phone: input.phone,
        send_sms: input.sendSms,
        // A number of hours, whatever the name says.
        expire_date: input.expiresInHours,
        note: input.note,
        agent_note: input.agentNote,
        reference_no: input.referenceNo,
        instalment_key: input.instalmentKey,
        succeed_url: input.succeedUrl,
        error_url: input.errorUrl,
        confirmation_url: input.confirmationUrl,
        send_confirmation_mail: input.sendConfirmationMail,
      }),
      answer: record({ id: 'value', url: 'value' }, (_wire, strict) => ({
        id: strict.read('id', requiredText),
        url: strict.read('url', readAddress),
      })),
    } satisfies Operation<CreateLinkInput, CreatedLink>,

    /** Reads one link. https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/paylink-detay */
    detail: {
      name: 'mailorder/detail',
      path: '/v1/mailorder/detail',
      effect: 'read',
      toWire: selectorToWire,
      answer: link,
      exactNumbers: true,
    } satisfies Operation<LinkSelector, LinkRecord>,

    /** Lists the links made in a window of days, by row index. */
    list: {
      name: 'mailorder/list',
      path: '/v1/mailorder/list',
      effect: 'read',
      toWire: (input) => ({
        datab: input.from,
        datbi: input.to,
        agent_id: input.agentId,
        limit: input.limit,
        starting_after: input.offset,
      }),
      // The rows' member is read in both spellings: the other list services write `Data`, the ratio services `data`.
      answer: record({ Data: LINK, data: LINK, total: 'value', has_more: 'value' }, (wire, strict) => {
        const [upper, lower] = [strict.read('Data', rows), strict.read('data', rows)];
        return { rows: upper ?? lower ?? [], total: smallInteger(wire.total), hasMore: looseFlag(wire.has_more) };
      }),
      exactNumbers: true,
    } satisfies Operation<ListLinksInput, LinkPage>,

    /**
     * Switches a link off or on. Sets a state, so repeating it changes nothing more; still a write, because a lost
     * answer leaves the state unknown. https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/paylink-durum-guncelleme
     */
    setStatus: {
      name: 'mailorder/status_update',
      path: '/v1/mailorder/status_update',
      effect: 'write',
      toWire: ({ link, status }) => ({ ...selectorToWire(link), status: LINK_STATUS[status] }),
      answer: record({}, () => ({})),
    } satisfies Operation<{ link: LinkSelector; status: keyof typeof LINK_STATUS }, object>,
  };
}
