import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { OrderRecord } from './orders.ts';

/** What a router registers. */
export const ORDERS_SDL = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');

const MAX_PAGE = 100;

/** Everything a resolver hands on is a record or a key; the other subgraph's part is filled in by the gateway. */
const orderOf = (order: OrderRecord) => ({
  id: order.id,
  total: order.total,
  agent: { id: order.agentId },
  payLink: order.payLinkReference === null ? null : { referenceNo: order.payLinkReference },
});

/** The subgraph of orders, as a request listener. It keeps nothing from anybody: what it shows is joining, not access. */
export function createOrders(orders: readonly OrderRecord[]): RequestListener {
  const one = (isIt: (order: OrderRecord) => boolean) => {
    const found = orders.find(isIt);
    return found === undefined ? null : orderOf(found);
  };

  const schema = buildSubgraphSchema({
    typeDefs: parse(ORDERS_SDL),
    resolvers: {
      Query: {
        order: (_root: unknown, { id }: { id: string }) => one((order) => order.id === id),
        orders: (_root: unknown, args: { first: number; after?: string | null }) => page(orders, args),
      },
      Order: { __resolveReference: ({ id }: { id: string }) => one((order) => order.id === id) },
      Agent: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        orders: ({ id }: { id: string }) => orders.filter(({ agentId }) => agentId === id).map(orderOf),
      },
      PayLink: {
        __resolveReference: ({ referenceNo }: { referenceNo: string | null }) => ({ referenceNo }),
        order: ({ referenceNo }: { referenceNo: string | null }) =>
          referenceNo === null ? null : one((order) => order.payLinkReference === referenceNo),
      },
    },
  });
  const yoga = createYoga({ schema, graphiql: false, landingPage: false, logging: false });
  return (request, response) => void yoga(request, response);
}

/** A cursor is the id of an order. After an unknown one there is nothing. */
function page(orders: readonly OrderRecord[], { first, after = null }: { first: number; after?: string | null }) {
  const begin = after === null ? 0 : orders.findIndex(({ id }) => id === after) + 1 || orders.length;
  const end = begin + Math.min(Math.max(first, 0), MAX_PAGE);
  const nodes = orders.slice(begin, end).map(orderOf);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: node.id })),
    pageInfo: {
      hasNextPage: end < orders.length,
      hasPreviousPage: begin > 0 && begin < orders.length,
      startCursor: nodes[0]?.id ?? null,
      endCursor: nodes.at(-1)?.id ?? null,
    },
  };
}
