import * as z from 'zod';
import { parseJsonObject } from './json.ts';
import { type Decimal, lira, looseFlag, text } from './wire.ts';

/** What a confirmation says. Nobody signed it, so all of it is a hint. Null where a member is missing or unreadable. */
export interface Confirmation {
  readonly referenceNo: string | null;
  /** What was charged: with the fee where the payer bears it. */
  readonly amount: Decimal | null;
  readonly currency: string | null;
  readonly isSucceed: boolean | null;
}

/**
 * The members that can contradict what was asked for; all others stay unread, the card's number first of all, which may
 * come whole. The page spells `referance_no`, public receivers read `reference_no`.
 */
const body = z
  .object({
    referance_no: text,
    reference_no: text,
    amount: lira.catch(null),
    currency: text,
    is_succeed: looseFlag,
  })
  .transform((wire) => ({
    referenceNo: wire.referance_no ?? wire.reference_no,
    amount: wire.amount,
    currency: wire.currency,
    isSucceed: wire.is_succeed,
  }));

const NOTHING: Confirmation = { referenceNo: null, amount: null, currency: null, isSucceed: null };

/**
 * Reads what Paynet posts to a `confirmation_url`. Never fails: a body that is no JSON says nothing.
 * https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/confirmation-url-adresine-post-edilen-parametreler
 */
export function readConfirmation(bytes: Uint8Array): Confirmation {
  const posted = parseJsonObject(bytes, { exactNumbers: true });
  return posted === null ? NOTHING : body.parse(posted);
}
