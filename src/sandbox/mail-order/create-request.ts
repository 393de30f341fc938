import { z } from 'zod';
import type { LinkRequest } from '../links.ts';
import { WireNumber } from '../wire-number.ts';

/** Our choice: Paynet documents no default. Its PHP helper always sends 24. */
const DEFAULT_LIFETIME_HOURS = '24';

/** Digits with a dot at most; no sign, exponent or comma, since no page shows this service any of them. */
const PLAIN_DECIMAL = /^\d+(\.\d+)?$/;

const text = z.string().nullish();
const flag = z.boolean().nullish();
const number = z.instanceof(WireNumber).transform(({ digits }) => digits);
const positiveDecimal = z
  .union([number, z.string()])
  .refine((digits) => PLAIN_DECIMAL.test(digits) && /[1-9]/.test(digits));

export const CreateRequest = z
  .object({
    name_surname: z.string().min(1),
    amount: positiveDecimal,
    pos_type: number.nullish(),
    addcomission_to_amount: flag,
    agent_id: text,
    user_name: text,
    email: text,
    send_mail: flag,
    phone: text,
    send_sms: flag,
    expire_date: positiveDecimal.nullish(),
    note: text,
    agent_note: text,
    reference_no: text,
    instalment_key: text,
    succeed_url: text,
    error_url: text,
    confirmation_url: text,
    send_confirmation_mail: flag,
  })
  .refine(({ send_mail, email }) => !send_mail || Boolean(email))
  .refine(({ send_sms, phone }) => !send_sms || Boolean(phone));

export function linkRequest(request: z.infer<typeof CreateRequest>): LinkRequest {
  return {
    amount: request.amount,
    payerName: request.name_surname,
    note: request.note ?? '',
    agentNote: request.agent_note ?? '',
    referenceNo: request.reference_no ?? '',
    userName: request.user_name ?? '',
    email: request.email ?? '',
    phone: request.phone ?? '',
    sendsSms: request.send_sms ?? false,
    addsCommission: request.addcomission_to_amount ?? false,
    lifetimeHours: request.expire_date ?? DEFAULT_LIFETIME_HOURS,
    succeedUrl: request.succeed_url ?? '',
    errorUrl: request.error_url ?? '',
    confirmationUrl: request.confirmation_url ?? '',
  };
}
