import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { type AddressCodec, type Decimal, decimalToWire, requiredText } from '../wire.ts';

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

export const mailOrderOperations = (address: AddressCodec) => ({
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
    answer: z.object({ id: requiredText, url: address }),
  } satisfies Operation<CreateLinkInput, CreatedLink>,
});
