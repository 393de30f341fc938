import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { Running } from '../listen.ts';
import { headersFor } from './headers.ts';
import type { GatewayOptions } from './options.ts';

/** The supergraph behind Apollo's gateway for Node. It has no subscriptions, and passes no cookie on to the client. */
export async function startApolloGateway({ supergraph, port, routerSecret }: GatewayOptions): Promise<Running> {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ name, url }) =>
      new RemoteGraphQLDataSource({
        ...(url === undefined ? {} : { url }),
        willSendRequest(sending) {
          if (!('incomingRequestContext' in sending)) return;
          const incoming = sending.incomingRequestContext.request.http?.headers ?? new Headers();
          for (const [header, value] of headersFor(name, incoming, routerSecret)) {
            sending.request.http?.headers.set(header, value);
          }
        },
      }),
  });
  const server = new ApolloServer({ gateway });
  const { url } = await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' } });
  return { url: new URL(url).origin, stop: () => server.stop() };
}
