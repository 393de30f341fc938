import { orNull } from './codec.ts';
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

const liraOrNull = orNull(lira);

const NOTHING: Confirmation = { referenceNo: null, amount: null, currency: null, isSucceed: null };

/**
 * Reads what Paynet posts to a `confirmation_url`. Never fails: a body that is no JSON says nothing. Only the members are
 * read that can contradict what was asked for; all others stay unread, the card's number first of all, which may come
 * whole. The page spells `referance_no`, public receivers read `reference_no`.
 * https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/confirmation-url-adresine-post-edilen-parametreler
 */
export function readConfirmation(bytes: Uint8Array): Confirmation {
  const posted = parseJsonObject(bytes, { exactNumbers: true });
  if (posted === null) return NOTHING;
  return {
    referenceNo: text(posted['referance_no']) ?? text(posted['reference_no']),
    amount: liraOrNull(posted['amount']),
    currency: text(posted['currency']),
    isSucceed: looseFlag(posted['is_succeed']),
  };
}
