import { randomInt } from 'node:crypto';
import type { ConfirmOutcome } from './confirm-outcomes.ts';
import type { Link, Payment } from './links.ts';
import { chargeFor } from './service-fee.ts';
import { turkishDay, turkishTimestamp } from './turkish-time.ts';
import { WireNumber } from './wire-number.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * The documented members, spelt as the page spells them, and no others: no transaction id, no id of the link.
 * https://doc.paynet.com.tr/oedeme-metotlari/ortak-odeme-sayfasi/odeme-emri-olusturma/confirmation-url-adresine-post-edilen-parametreler
 */
export function confirmationBody(link: Link, { paidAt, card }: Payment, outcome: ConfirmOutcome | undefined): string {
  const { gross, net, fee, feeTax } = chargeFor(link);
  const reference = outcome?.kind === 'other-spelling' ? 'reference_no' : 'referance_no';
  return JSON.stringify({
    [reference]: link.referenceNo,
    xact_date: turkishTimestamp(paidAt),
    agent_id: link.agent.id,
    bank_id: card.bankId,
    instalment: 0,
    card_holder: link.payerName.toLocaleUpperCase('tr'),
    card_number: outcome?.kind === 'full-pan' ? card.number : masked(card.number),
    amount: new WireNumber(gross),
    netAmount: new WireNumber(net),
    comission: new WireNumber(fee),
    comission_tax: new WireNumber(feeTax),
    currency: 'TRY',
    authorization_code: String(randomInt(1_000_000)).padStart(6, '0'),
    order_id: bankOrderId(paidAt),
    is_succeed: outcome?.kind === 'says-false' ? 'false' : true,
  });
}

function masked(number: string): string {
  return `${number.slice(0, 6)}${'*'.repeat(number.length - 10)}${number.slice(-4)}`;
}

/** Shaped like the assembled example `24122XYZ`, whose date is the 122nd day of 2024. */
function bankOrderId(date: Date): string {
  const day = turkishDay(date);
  const dayOfYear = (Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / DAY_MS + 1;
  const letters = Array.from({ length: 3 }, () => String.fromCharCode(65 + randomInt(26)));
  return `${day.slice(2, 4)}${String(dayOfYear).padStart(3, '0')}${letters.join('')}`;
}
