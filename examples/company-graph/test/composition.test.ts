import { type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeByApollo } from '../src/composers/apollo.ts';
import type { Composition } from '../src/composers/composition.ts';
import { composeByGuild } from '../src/composers/guild.ts';
import { composeByWunderGraph } from '../src/composers/wundergraph.ts';
import { ORDERS_SDL } from '../src/orders/subgraph.ts';
import { PAYNET_SDL, type Subgraph } from '../src/subgraph.ts';
import { TICKETS_SDL } from './support/tickets.ts';

const COMPOSERS: Readonly<Record<string, (subgraphs: readonly Subgraph[]) => Composition>> = {
  '@apollo/composition': composeByApollo,
  '@theguild/federation-composition': composeByGuild,
  '@wundergraph/composition': composeByWunderGraph,
};

const subgraph = (name: string, sdl: string): Subgraph => ({ name, sdl, url: `http://${name}.example/graphql` });
const paynet = subgraph('paynet', PAYNET_SDL);
const orders = subgraph('orders', ORDERS_SDL);
const tickets = subgraph('tickets', TICKETS_SDL);

describe.each(Object.entries(COMPOSERS))('%s', (_name, compose) => {
  it('composes the layer with subgraphs that join it, without an error or a hint', () => {
    const { errors, hints } = compose([paynet, orders, tickets]);
    expect(errors).toEqual([]);
    expect(hints).toEqual([]);
  });

  it('composes whatever the order of the subgraphs', () => {
    expect(compose([tickets, orders, paynet]).errors).toEqual([]);
  });

  it('lets clients cross from orders to links and agents, and back', () => {
    const { api } = compose([paynet, orders, tickets]);
    const query = /* GraphQL */ `
      {
        order(id: "1") { agent { name orders { id } } payLink { status order { id } } }
        agentSession { agent { orders { payLink { url } } } }
        tickets { about { referenceNo order { total } } }
        orders { pageInfo { endCursor } }
      }
    `;
    expect(validate(api as GraphQLSchema, parse(query))).toEqual([]);
  });

  it('lets every subgraph with lists bring its own PageInfo, because ours is shared as well', () => {
    expect(PAYNET_SDL).toContain('type PageInfo');
    expect(compose([paynet, orders]).errors).toEqual([]);
    const unshared = subgraph('orders', ORDERS_SDL.replace('type PageInfo @shareable', 'type PageInfo'));
    expect(compose([paynet, unshared]).errors.join('\n')).toContain('PageInfo');
  });

  it('refuses a subgraph that takes a name of ours for something else, so the names have to be ours alone', () => {
    const thief = subgraph(
      'thief',
      /* GraphQL */ `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])
      type Query { price: PaynetMoney }
      type PaynetMoney { amount: Float }
    `,
    );
    const { errors, api } = compose([paynet, thief]);
    expect(errors.join('\n')).toContain('PaynetMoney');
    expect(api).toBeNull();
  });
});
