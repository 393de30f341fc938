import { createGatewayRuntime, Logger } from '@graphql-hive/gateway';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { listen, type Running } from '../listen.ts';
import { headersFor } from './headers.ts';
import type { GatewayOptions } from './options.ts';

/** The supergraph behind Hive's gateway, at `/graphql`, subscriptions included. */
export async function startHiveGateway({ supergraph, port, routerSecret }: GatewayOptions): Promise<Running> {
  const gateway = createGatewayRuntime({
    supergraph,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request, subgraphName }) =>
        Object.fromEntries(headersFor(subgraphName, request.headers, routerSecret)),
      // What `login` sets, so that a browser is signed in right after it.
      fromSubgraphsToClient: ({ response, subgraphName }) =>
        subgraphName === 'paynet' ? { 'set-cookie': response.headers.getSetCookie() } : {},
    },
    // The page it has by default is fetched from elsewhere.
    renderGraphiQL,
    landingPage: false,
    // Of a request that fails on its way it would log all it was sent: the password of a login, the name of a payer.
    logging: new Logger({ level: 'error', redact: ['extensions.request.body', 'extensions.response.body'] }),
  });
  const server = await listen((request, response) => void gateway(request, response), port);
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await gateway[Symbol.asyncDispose]();
    },
  };
}
