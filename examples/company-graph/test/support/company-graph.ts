import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { onTestFailed } from 'vitest';
import { type Answer, type Layer, startLayer } from '../../../../test/support/harness.ts';
import { composeByApollo } from '../../src/composers/apollo.ts';
import { composeByGuild } from '../../src/composers/guild.ts';
import { startApolloGateway } from '../../src/gateways/apollo.ts';
import { startHiveGateway } from '../../src/gateways/hive.ts';
import { withoutAccessDirectives } from '../../src/gateways/without-access-directives.ts';
import { listen, type Running } from '../../src/listen.ts';
import type { OrderRecord } from '../../src/orders/orders.ts';
import { createOrders, ORDERS_SDL } from '../../src/orders/subgraph.ts';
import { PAYNET_SDL } from '../../src/subgraph.ts';
import { createTickets, TICKETS_SDL, type Ticket } from './tickets.ts';

/** Each with the composer of its own house, and Paynet's subgraph as it can be registered for it. */
export const GATEWAYS = {
  '@apollo/gateway': {
    paynet: withoutAccessDirectives(PAYNET_SDL),
    compose: composeByApollo,
    start: startApolloGateway,
  },
  '@graphql-hive/gateway': { paynet: PAYNET_SDL, compose: composeByGuild, start: startHiveGateway },
};

export const ROUTER_SECRET = 'what the gateway and the layer alone know'.replaceAll(' ', '-');

export type GatewayName = keyof typeof GATEWAYS;

/** A gateway before the layer and two other subgraphs, all of them over real HTTP. */
export interface CompanyGraph {
  readonly url: string;
  readonly layer: Layer;
  /** What the other subgraphs answer from; a test puts in what it needs. */
  readonly orders: OrderRecord[];
  readonly tickets: Ticket[];
  /** The headers of everything that came to the other subgraphs. */
  readonly cameElsewhere: IncomingHttpHeaders[];
  /** What the operations were, in the layer's own log, that came to the layer. */
  readonly cameToLayer: () => readonly string[];
  /** Asks the gateway. */
  ask(query: string, asking?: Asking): Promise<Answer>;
  /** Signs a person of the seed in through the gateway. */
  signIn(person: { agentId: string; userName: string; password: string }): Promise<string>;
  /** Makes a link through the gateway and answers its id. */
  makeLink(token: string, referenceNo: string): Promise<string>;
  /** Forgets what came, and every order, ticket and link. */
  reset(): void;
  stop(): Promise<void>;
}

interface Asking {
  readonly token?: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly operationName?: string;
}

export async function startCompanyGraph(gatewayName: GatewayName): Promise<CompanyGraph> {
  const orders: OrderRecord[] = [];
  const tickets: Ticket[] = [];
  const cameElsewhere: IncomingHttpHeaders[] = [];
  const watched = (listener: RequestListener): Promise<Running> =>
    listen((request, response) => {
      cameElsewhere.push(request.headers);
      listener(request, response);
    }, 0);

  const layer = await startLayer({ env: { ROUTER_SECRET } });
  const orderService = await watched(createOrders(orders));
  const ticketService = await watched(createTickets(tickets));
  const { paynet, compose, start } = GATEWAYS[gatewayName];
  const { supergraph } = compose([
    { name: 'paynet', sdl: paynet, url: `${layer.url}/graphql` },
    { name: 'orders', sdl: ORDERS_SDL, url: `${orderService.url}/graphql` },
    { name: 'tickets', sdl: TICKETS_SDL, url: `${ticketService.url}/graphql` },
  ]);
  const gateway = await start({ supergraph: supergraph ?? '', port: 0, routerSecret: ROUTER_SECRET });
  let loggedBefore = 0;

  const graph: CompanyGraph = {
    url: gateway.url,
    layer,
    orders,
    tickets,
    cameElsewhere,
    cameToLayer: () =>
      layer
        .log()
        .slice(loggedBefore)
        .split('\n')
        .filter((line) => line.includes('"msg":"request"'))
        .map((line) => (JSON.parse(line) as { operation: string }).operation),
    async ask(query, { token, variables, headers, operationName } = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables, operationName }),
      });
      const text = await response.text();
      try {
        onTestFailed(() => console.error(`${query}\n-> ${response.status}\n${text}`));
      } catch {
        // Outside a test there is no failure to hang this on.
      }
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Answer['body'] };
    },
    async signIn({ agentId, userName, password }) {
      const { body } = await graph.ask(
        'mutation ($input: LoginInput!) { login(input: $input) { ... on LoginSuccess { token } } }',
        { variables: { input: { agentId, userName, password } } },
      );
      return (body.data as { login: { token: string } }).login.token;
    },
    async makeLink(token, referenceNo) {
      const { body } = await graph.ask(
        'mutation ($input: CreatePayLinkInput!) { createPayLink(input: $input) { ... on CreatePayLinkSuccess { payLink { id } } } }',
        { token, variables: { input: { payerName: 'Ayşe Yılmaz', amount: '120.10', referenceNo } } },
      );
      return (body.data as { createPayLink: { payLink: { id: string } } }).createPayLink.payLink.id;
    },
    reset() {
      layer.reset();
      loggedBefore = layer.log().length;
      for (const list of [orders, tickets, cameElsewhere]) list.length = 0;
    },
    async stop() {
      for (const each of [gateway, orderService, ticketService, layer]) await each.stop();
    },
  };
  return graph;
}
