import { encodeQR } from 'qr';
import { type Action, mayDo } from '../../access/permissions.ts';
import type { RequestContext } from '../../context.ts';
import type { MadeLink } from '../../pay-links/creation.ts';
import { idOf, selectorOf } from '../../pay-links/find-link.ts';
import { keyOf } from '../../pay-links/pages.ts';
import { type ListSpan, type PayLinkStatus, statusOf, statusOfRow } from '../../pay-links/status.ts';
import {
  type CreateLinkInput,
  LINK_STATUS,
  type LinkRecord,
  type LinkSelector,
} from '../../paynet/services/mail-order.ts';
import { compareDecimals } from '../../paynet/wire.ts';
import type { KnownAgent } from '../agent/types.ts';

/** A link as the graph shows it: what Paynet knows, and the id it was asked for by. */
export interface PayLink extends Omit<LinkRecord, 'id'> {
  readonly id: string;
  readonly agent: KnownAgent | null;
  /** For a row of a list, which tells less than the link read by itself: when the links of that list were made. */
  readonly listedIn: ListSpan | undefined;
}

/** The record as a link of the graph. Where Paynet names no id, the one it was asked for by stands for it. */
export function payLinkFrom(record: LinkRecord, asked: LinkSelector, context: RequestContext): PayLink {
  return {
    ...record,
    id: record.id ?? idOf(asked),
    referenceNo: record.referenceNo ?? ('id' in asked ? null : asked.referenceNo),
    agent: agentOf(record, context),
    listedIn: undefined,
  };
}

/** A row without id and reference can be shown, and told from others, but nothing selects it. */
const UNNAMED = 'unnamed:';

export function payLinkFromRow(record: LinkRecord, listedIn: ListSpan, context: RequestContext): PayLink {
  const { referenceNo } = record;
  const id = record.id ?? (referenceNo === null ? `${UNNAMED}${keyOf(record)}` : idOf({ referenceNo }));
  return { ...record, id, agent: agentOf(record, context), listedIn };
}

function agentOf({ agentId }: LinkRecord, { caller }: RequestContext): KnownAgent | null {
  if (agentId === null) return null;
  const own = caller.kind === 'agent-user' ? caller.session.login.agent : null;
  return agentId === own?.id ? own : { id: agentId };
}

/** What only a link that was read by itself tells. Asks Paynet for a row of a list; else it is known, and said at once. */
export function ofDetail<T>(link: PayLink, context: RequestContext, tell: (detailed: PayLink) => T): T | Promise<T> {
  const isAllThereIs = link.listedIn === undefined || link.id.startsWith(UNNAMED);
  return isAllThereIs ? tell(link) : readByItself(link, context).then(tell);
}

async function readByItself(row: PayLink, context: RequestContext): Promise<PayLink> {
  const asked = selectorOf(row.id);
  const record = await context.payLinks.load(asked);
  if (record === null || ('referenceNo' in asked && !isOfRow(record, row, context))) return row;
  const { bankId, bankName, sendSms } = row;
  return { ...payLinkFrom(record, asked, context), bankName, sendSms, bankId: record.bankId ?? bankId };
}

/**
 * Whether what a reference led to is the link of the row, as far as both tell. A reference may name several links, of
 * several agents: what is of another one must not be shown, and another one's payment must not make this one paid.
 */
function isOfRow(record: LinkRecord, row: PayLink, context: RequestContext): boolean {
  return (
    isVisible(record, context) &&
    record.agentId === row.agentId &&
    record.transactionId === row.transactionId &&
    (record.amount === null || row.amount === null || compareDecimals(record.amount, row.amount) === 0)
  );
}

/** Where a link stands. For a row the days of its list often decide whether its hours are over; else Paynet is asked. */
export function statusIn(link: PayLink, context: RequestContext): PayLinkStatus | Promise<PayLinkStatus> {
  const known = link.listedIn === undefined ? statusOf(link) : statusOfRow(link, link.listedIn);
  return known ?? ofDetail(link, context, (detailed) => statusOf(detailed));
}

/** Whether a link may be seen for an action. One of nobody we know of is nobody's but the company's. */
export function isVisible(
  { agentId }: LinkRecord,
  { caller }: RequestContext,
  action: Action = 'readPayLink',
): boolean {
  return mayDo(action, caller, { agentId: agentId ?? '' }).allowed;
}

/** The link, if there is one and the caller may see it for the action. */
export async function visiblePayLink(
  asked: LinkSelector,
  context: RequestContext,
  action: Action = 'readPayLink',
): Promise<PayLink | null> {
  if (!mayDo(action, context.caller).allowed) return null;
  const record = await context.payLinks.load(asked);
  return record !== null && isVisible(record, context, action) ? payLinkFrom(record, asked, context) : null;
}

/**
 * A link that was made, by what was asked for: Paynet answers only its id and address. How it stands is known only of one
 * that was made just now.
 */
export function madePayLink(
  made: MadeLink,
  asked: CreateLinkInput,
  { agent, isFresh }: { agent: KnownAgent | null; isFresh: boolean },
): PayLink {
  return {
    id: made.id,
    url: made.url,
    referenceNo: made.referenceNo,
    status: isFresh ? LINK_STATUS.awaiting : null,
    agent,
    agentId: agent?.id ?? null,
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
    listedIn: undefined,
  };
}

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
