import { LINK_STATUS, type LinkRecord } from '../paynet/services/mail-order.ts';

export type PayLinkStatus = 'AWAITING_PAYMENT' | 'PAID' | 'EXPIRED' | 'PASSIVE' | 'UNKNOWN';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

/** The last moment a date can hold. */
const END_OF_TIME = 8.64e15;

/** When a link stops working, in milliseconds since 1970; null where Paynet does not tell enough, or no date can say. */
export function expiryOf({
  createdAt,
  expiresInHours,
}: Pick<LinkRecord, 'createdAt' | 'expiresInHours'>): number | null {
  return createdAt === null ? null : expiryIfMade(Date.parse(createdAt), expiresInHours);
}

function expiryIfMade(madeAt: number, hours: number | null): number | null {
  if (hours === null) return null;
  const expiry = madeAt + hours * HOUR_MS;
  return expiry <= END_OF_TIME ? expiry : null;
}

/**
 * Where a link stands, without guessing. Switched off is switched off, whatever else is known; a transaction is the only
 * proof of payment; time is the only proof of expiry; and a number nobody documented proves nothing.
 */
export function statusOf(
  link: Pick<LinkRecord, 'status' | 'transactionId' | 'createdAt' | 'expiresInHours'>,
  now = Date.now(),
): PayLinkStatus {
  return statusWith(link, expiryOf(link), now);
}

function statusWith(
  { status, transactionId }: Pick<LinkRecord, 'status' | 'transactionId'>,
  expiry: number | null,
  now: number,
): PayLinkStatus {
  if (status === LINK_STATUS.passive) return 'PASSIVE';
  if (transactionId !== null) return 'PAID';
  if (expiry !== null && expiry <= now) return 'EXPIRED';
  return status === LINK_STATUS.awaiting ? 'AWAITING_PAYMENT' : 'UNKNOWN';
}

/** When the links of a list were made, in milliseconds since 1970. */
export interface ListSpan {
  readonly begin: number;
  readonly end: number;
}

/** Of the days of a list, `yyyy-MM-dd`, the last one included. */
export function spanOf({ from, to }: { readonly from: string; readonly to: string }): ListSpan {
  return { begin: Date.parse(`${from}T00:00:00+03:00`), end: Date.parse(`${to}T00:00:00+03:00`) + DAY_MS };
}

/**
 * Where a row of a list stands, which does not say when the link was made: within the span of the list at least. Null
 * where that leaves it open whether its hours are over.
 */
export function statusOfRow(row: LinkRecord, { begin, end }: ListSpan, now = Date.now()): PayLinkStatus | null {
  if (row.createdAt !== null) return statusOf(row, now);
  const beforeItsEnd = statusWith(row, null, now);
  if (beforeItsEnd === 'PASSIVE' || beforeItsEnd === 'PAID') return beforeItsEnd;
  if (row.expiresInHours === null) return null;
  const ifMadeAt = (moment: number) => statusWith(row, expiryIfMade(Math.min(moment, now), row.expiresInHours), now);
  const earliest = ifMadeAt(begin);
  return earliest === ifMadeAt(end) ? earliest : null;
}

/** Whether such a row stands there, or may where its span leaves it open. */
export function mayStand(row: LinkRecord, status: PayLinkStatus, span: ListSpan, now = Date.now()): boolean {
  const known = statusOfRow(row, span, now);
  return known === null ? status === 'EXPIRED' || status === statusWith(row, null, now) : status === known;
}

/** Whether nothing can happen to a link any more. One that is switched off can be switched on again. */
export function isFinal(status: PayLinkStatus): boolean {
  return status === 'PAID' || status === 'EXPIRED';
}
