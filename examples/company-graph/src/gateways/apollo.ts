import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { Running } from '../listen.ts';
import { forwardedHeaders } from './forwarded-headers.ts';

/** The supergraph behind Apollo's gateway for Node. It has no subscriptions, and passes no cookie on to the client. */
export async function startApolloGateway(supergraph: string, port: number): Promise<Running> {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ name, url }) =>
      new RemoteGraphQLDataSource({
        ...(url === undefined ? {} : { url }),
        willSendRequest(sending) {
          if (!('incomingRequestContext' in sending)) return;
          const incoming = sending.incomingRequestContext.request.http?.headers ?? new Headers();
          for (const [header, value] of forwardedHeaders(name, incoming)) {
            sending.request.http?.headers.set(header, value);
          }
        },
      }),
  });
  const server = new ApolloServer({ gateway });
  const { url } = await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' } });
  return { url: new URL(url).origin, stop: () => server.stop() };
}
