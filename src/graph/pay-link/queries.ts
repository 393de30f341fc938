import { hash } from 'node:crypto';
import * as z from 'zod';
import { mayDo } from '../../access/permissions.ts';
import type { RequestContext } from '../../context.ts';
import { createListReader, type Place, PlaceGone, type Row } from '../../pay-links/pages.ts';
import { type ListSpan, mayStand, type PayLinkStatus, spanOf, statusOfRow } from '../../pay-links/status.ts';
import { PaynetError } from '../../paynet/errors.ts';
import { builder } from '../builder.ts';
import { InvalidInput, permitted, toFailure } from '../shared/failures.ts';
import { parseInput } from '../shared/input.ts';
import { decodeCursor, encodeCursor, pageArguments } from '../shared/paging.ts';
import { PayLinkBy, PayLinkFilter, payLinkBy, payLinkFilter, payLinkKey } from './inputs.ts';
import { isVisible, type PayLink, payLinkFromRow, statusIn, visiblePayLink } from './model.ts';
import { PayLinkType } from './types.ts';

builder.queryField('payLink', (t) =>
  t.field({
    type: PayLinkType,
    description:
      'One payment link. Null when there is none, or it is not the caller’s to see. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:read`.',
    args: { by: t.arg({ type: PayLinkBy, required: true, description: 'Which link.' }) },
    resolve(_root, { by }, context) {
      permitted(mayDo('readPayLink', context.caller));
      return visiblePayLink(parseInput(payLinkBy, by), context);
    },
  }),
);

/** Other subgraphs may store either; both are looked up through the request's loader. */
export function referredPayLink(reference: unknown, context: RequestContext): Promise<PayLink | null> | null {
  const asked = payLinkKey(reference);
  return asked === null ? null : visiblePayLink(asked, context);
}

builder.queryField('payLinks', (t) =>
  t.connection(
    {
      type: PayLinkType,
      nullable: false,
      description:
        'Payment links made in a window of days, in Paynet’s order. Links that are made while somebody pages are neither skipped over nor shown twice. Needs `UserAuthorization.canSendPayLinks`, or the scope `paylink:read`.',
      args: {
        filter: t.arg({ type: PayLinkFilter, required: true, description: 'Which links.' }),
      },
      resolve: (_root, { filter, ...paging }, context) => listPayLinks(filter, paging, context),
    },
    {
      name: 'PayLinkConnection',
      description: 'A page of payment links. As in the Relay cursor specification.',
      fields: (t) => ({
        totalCount: t.int({
          description:
            'How many links the list has. Null where Paynet does not say, or where the list is filtered by status. Paynet: `total`.',
          resolve: ({ totalCount }) => totalCount,
        }),
      }),
    },
    { name: 'PayLinkEdge', description: 'A payment link in its list.' },
  ),
);

/** Rows searched for one page of a list that is filtered by status. */
const MAX_ROWS_SEARCHED = 1_000;
const ROWS_A_CALL = 100;
/** Links read by themselves for such a page, as their rows leave their status open: as many as there is time for. */
const MAX_LINKS_ASKED = 100;
/** And before looking whether the page is full. */
const LINKS_ASKED_AT_ONCE = 16;

const placeSchema = z.object({ index: z.int().min(0), key: z.string(), total: z.int().nullable() });

async function listPayLinks(filter: unknown, paging: unknown, context: RequestContext) {
  permitted(mayDo('readPayLink', context.caller));
  const { status, agentId: named, ...days } = parseInput(payLinkFilter, filter, ['filter']);
  const agentId = listedAgent(named, context);
  const { size, isForwards, cursor } = parseInput(pageArguments, paging);

  const list = hash('sha256', JSON.stringify([days, agentId, status]), 'base64url').slice(0, 8);
  const cursorField = isForwards ? 'after' : 'before';
  const start = cursor === undefined ? null : decodeCursor(cursor, list, placeSchema, cursorField);

  const reader = createListReader(context.paynet, { ...days, agentId });
  const span = spanOf(days);
  const found: Edge[] = [];
  let place = start;
  let goesOn = true;
  let total: number | null = null;
  let searched = 0;
  let asked = 0;
  try {
    while (goesOn && found.length < size && searched < MAX_ROWS_SEARCHED && asked < MAX_LINKS_ASKED) {
      const count = status === undefined ? size - found.length : ROWS_A_CALL;
      const stretch = await (isForwards ? reader.behind(place, count) : reader.before(place, count));
      let rest = isForwards ? stretch.rows : stretch.rows.toReversed();
      total ??= stretch.total;
      searched += rest.length;
      if (rest.length === 0) {
        goesOn = stretch.goesOn;
        break;
      }
      while (rest.length > 0 && found.length < size && asked < MAX_LINKS_ASKED) {
        const most = Math.min(LINKS_ASKED_AT_ONCE, MAX_LINKS_ASKED - asked);
        const { rows, open } = untilOpen(most, rest, status, span);
        asked += open;
        rest = rest.slice(rows.length);
        // A loop: what a function of one request is compiled to is lost with it, and this is done for every row.
        const visible: Edge[] = [];
        for (const row of rows) {
          const { record } = row;
          if (!isVisible(record, context) || (status !== undefined && !mayStand(record, status, span))) continue;
          visible.push(new Edge(payLinkFromRow(record, span, context), list, row));
        }
        const matching = status === undefined ? visible : await standing(visible, status, context);
        const wanted = matching.slice(0, size - found.length);
        found.push(...wanted);
        const isCut = wanted.length < matching.length;
        // The page ends at the last one shown; what was searched without a match need not be searched again.
        place = (isCut ? wanted.at(-1)?.place : rows.at(-1)) ?? place;
        goesOn = stretch.goesOn || isCut || rest.length > 0;
      }
    }
  } catch (error) {
    if (error instanceof PlaceGone) throw new InvalidInput([{ field: cursorField, code: 'NOT_A_CURSOR_OF_THIS_LIST' }]);
    throw error instanceof PaynetError ? toFailure(error) : error;
  }

  const edges = isForwards ? found : found.toReversed();
  return {
    edges,
    totalCount: status === undefined ? total : null,
    pageInfo: new PageInfo({
      list,
      hasNextPage: isForwards ? goesOn : start !== null,
      hasPreviousPage: isForwards ? start !== null : goesOn,
      first: isForwards ? edges[0]?.place : place,
      last: isForwards ? place : edges.at(-1)?.place,
    }),
  };
}

/** Cursors are made where they are asked for: a page of a hundred has a hundred, and most lists want one. */
class Edge {
  readonly node: PayLink;
  readonly place: Place;
  readonly #list: string;

  constructor(node: PayLink, list: string, place: Place) {
    this.node = node;
    this.#list = list;
    this.place = place;
  }

  get cursor(): string {
    return cursorOf(this.#list, this.place);
  }
}

class PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #list: string;
  readonly #first: Place | null;
  readonly #last: Place | null;

  constructor(page: {
    list: string;
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    first: Place | null | undefined;
    last: Place | null | undefined;
  }) {
    this.hasNextPage = page.hasNextPage;
    this.hasPreviousPage = page.hasPreviousPage;
    this.#list = page.list;
    this.#first = page.first ?? null;
    this.#last = page.last ?? null;
  }

  get startCursor(): string | null {
    return this.#first === null ? null : cursorOf(this.#list, this.#first);
  }

  get endCursor(): string | null {
    return this.#last === null ? null : cursorOf(this.#list, this.#last);
  }
}

function cursorOf(list: string, { index, key, total }: Place): string {
  return encodeCursor(list, { index, key, total });
}

/** Whose links are listed: a dealer's users see their own agent's, whatever they ask for. */
function listedAgent(named: string | undefined, context: RequestContext): string | undefined {
  const { caller } = context;
  if (named !== undefined) {
    permitted(mayDo('readPayLink', caller, { agentId: named }));
    return named;
  }
  // Only who may see an agent nobody has may see them all.
  const seesAll = mayDo('readPayLink', caller, { agentId: '' }).allowed;
  return seesAll || caller.kind !== 'agent-user' ? undefined : caller.session.login.agent.id;
}

/** Rows from the beginning, as many as need so many links to be asked for, and how many those are. */
function untilOpen(
  most: number,
  rows: readonly Row[],
  status: PayLinkStatus | undefined,
  span: ListSpan,
): { rows: readonly Row[]; open: number } {
  if (status === undefined) return { rows, open: 0 };
  const isOpen = ({ record }: Row) => statusOfRow(record, span) === null && mayStand(record, status, span);
  let open = 0;
  const end = rows.findIndex((row) => isOpen(row) && (open += 1) > most);
  return end === -1 ? { rows, open } : { rows: rows.slice(0, end), open: most };
}

/** Those that stand there, of which some may have to be asked for. */
async function standing(edges: readonly Edge[], status: PayLinkStatus, context: RequestContext): Promise<Edge[]> {
  const statuses = await Promise.all(edges.map(async ({ node }) => statusIn(node, context)));
  return edges.filter((_, index) => statuses[index] === status);
}
