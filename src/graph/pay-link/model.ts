import { encodeQR } from 'qr';
import { mayDo } from '../../access/permissions.ts';
import type { RequestContext } from '../../context.ts';
import {
  type CreatedLink,
  type CreateLinkInput,
  LINK_STATUS,
  type LinkRecord,
  type LinkSelector,
} from '../../paynet/services/mail-order.ts';
import type { KnownAgent } from '../agent/types.ts';

export type PayLinkStatus = 'AWAITING_PAYMENT' | 'PAID' | 'EXPIRED' | 'PASSIVE' | 'UNKNOWN';

/** A link as the graph shows it: what Paynet knows, and the id it was asked for by. */
export interface PayLink extends Omit<LinkRecord, 'id'> {
  readonly id: string;
  readonly agent: KnownAgent | null;
}

const BY_REFERENCE = 'reference:';

/** Which link an id of the graph means. */
export function selectorOf(id: string): LinkSelector {
  return id.startsWith(BY_REFERENCE) ? { referenceNo: id.slice(BY_REFERENCE.length) } : { id };
}

/** The record as a link of the graph. Where Paynet names no id, the one it was asked for by stands for it. */
function payLinkFrom(record: LinkRecord, asked: LinkSelector, { caller }: RequestContext): PayLink {
  const askedId = 'id' in asked ? asked.id : `${BY_REFERENCE}${asked.referenceNo}`;
  const own = caller.kind === 'agent-user' ? caller.session.login.agent : null;
  const agent = record.agentId === null ? null : record.agentId === own?.id ? own : { id: record.agentId };
  return {
    ...record,
    id: record.id ?? askedId,
    referenceNo: record.referenceNo ?? ('id' in asked ? null : asked.referenceNo),
    agent,
  };
}

/** The link, if there is one and the caller may see it. */
export async function visiblePayLink(asked: LinkSelector, context: RequestContext): Promise<PayLink | null> {
  if (!mayDo('readPayLink', context.caller).allowed) return null;
  const record = await context.payLinks.load(asked);
  // A link of nobody we know of is nobody's but the company's.
  const isVisible = record !== null && mayDo('readPayLink', context.caller, { agentId: record.agentId ?? '' }).allowed;
  return isVisible ? payLinkFrom(record, asked, context) : null;
}

const HOUR_MS = 60 * 60 * 1_000;

/** When a link stops working, in milliseconds since 1970; null where Paynet does not tell enough. */
export function expiryOf({ createdAt, expiresInHours }: Pick<PayLink, 'createdAt' | 'expiresInHours'>): number | null {
  return createdAt === null || expiresInHours === null ? null : Date.parse(createdAt) + expiresInHours * HOUR_MS;
}

/**
 * Where a link stands, without guessing. Switched off is switched off, whatever else is known; a transaction is the only
 * proof of payment; time is the only proof of expiry; and a number nobody documented proves nothing.
 */
export function statusOf(
  link: Pick<PayLink, 'status' | 'transactionId' | 'createdAt' | 'expiresInHours'>,
  now = Date.now(),
): PayLinkStatus {
  if (link.status === LINK_STATUS.passive) return 'PASSIVE';
  if (link.transactionId !== null) return 'PAID';
  const expiry = expiryOf(link);
  if (expiry !== null && expiry <= now) return 'EXPIRED';
  return link.status === LINK_STATUS.awaiting ? 'AWAITING_PAYMENT' : 'UNKNOWN';
}

/** A link that was just made: Paynet answers only its id and address, so the rest is what was asked for. */
export function newPayLink(made: CreatedLink, asked: AskedFor, agent: KnownAgent | null): PayLink {
  return {
    ...made,
    status: LINK_STATUS.awaiting,
    agent,
    agentId: agent?.id ?? null,
    referenceNo: asked.referenceNo,
    amount: asked.amount,
    currency: 'TRY',
    payerName: asked.payerName,
    userName: asked.userName ?? null,
    email: asked.email ?? null,
    phone: asked.phone ?? null,
    sendSms: asked.sendSms ?? null,
    note: asked.note ?? null,
    agentNote: asked.agentNote ?? null,
    expiresInHours: asked.expiresInHours ?? null,
    succeedUrl: asked.succeedUrl ?? null,
    errorUrl: asked.errorUrl ?? null,
    companyCode: null,
    transactionId: null,
    instalmentCount: null,
    bankId: null,
    bankName: null,
    createdAt: null,
  };
}

type AskedFor = CreateLinkInput & { readonly referenceNo: string };

/** Light modules around the code that readers rely on, by the standard. */
const QUIET_ZONE = 4;

/** A text as a QR code: an SVG data URI, one rectangle for each run of dark modules in a row. */
export function qrCodeOf(text: string, sizePx: number): string {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const width = rows.length;
  const runs = rows.flatMap((row, y) =>
    [
      ...row
        .map((isDark) => (isDark ? '#' : ' '))
        .join('')
        .matchAll(/#+/g),
    ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${sizePx}" height="${sizePx}" viewBox="0 0 ${width} ${width}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${width}v${width}H0z"/><path d="${runs.join('')}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
