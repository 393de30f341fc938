import type { RequestListener } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';

/** A third subgraph, which stores the other key of a link and adds nothing to it. */
export const TICKETS_SDL = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])

  type Query {
    tickets: [Ticket!]!
  }

  type Ticket {
    id: ID!
    about: PayLink
  }

  type PayLink @key(fields: "id", resolvable: false) {
    id: ID!
  }
`;

export interface Ticket {
  readonly id: string;
  readonly about: { readonly id: string };
}

export function createTickets(tickets: readonly Ticket[]): RequestListener {
  const schema = buildSubgraphSchema({
    typeDefs: parse(TICKETS_SDL),
    resolvers: { Query: { tickets: () => tickets } },
  });
  const yoga = createYoga({ schema, graphiql: false, landingPage: false, logging: false });
  return (request, response) => void yoga(request, response);
}
