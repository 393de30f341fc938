import { Client, CombinedError, fetchExchange, subscriptionExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { createClient } from 'graphql-sse';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  ListPayLinksDocument,
  type ListPayLinksQueryVariables,
  type LoginInput,
  ReadPayLinkDocument,
  SignInDocument,
  WatchPayLinkDocument,
} from 'paynet-graphql';
import introspection from '../generated/introspection.json' with { type: 'json' };

/** `token` is asked before every request. */
export function createPaynetClient(url: string, token: () => string | undefined): Client {
  const headers = (): Record<string, string> => {
    const signedIn = token();
    return signedIn === undefined ? {} : { authorization: `Bearer ${signedIn}` };
  };
  // Connects again by itself when the connection breaks; the stream then begins with the link as it is.
  const sse = createClient({ url, headers });
  return new Client({
    url,
    fetchOptions: () => ({ headers: headers() }),
    // In an address, ids would end up in everybody's logs.
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        // So that it knows what a PaynetError can be.
        schema: introspection,
        // An amount of money is a part of its link and has no id of its own.
        keys: { PaynetMoney: () => null },
        // Pages of one filter are one list, in the cache as on the screen.
        resolvers: { Query: { payLinks: relayPagination() } },
      }),
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables = {} }) => ({
          subscribe: (sink) => ({ unsubscribe: sse.subscribe({ query, variables }, sink) }),
        }),
      }),
      fetchExchange,
    ],
  });
}

export async function signIn(client: Client, input: LoginInput) {
  const { data, error } = await client.mutation(SignInDocument, { input });
  if (error !== undefined) throw error;
  return data?.login;
}

export async function createPayLink(client: Client, input: CreatePayLinkInput) {
  const { data, error } = await client.mutation(CreatePayLinkDocument, { input });
  if (error !== undefined) throw error;
  return data?.createPayLink;
}

/**
 * From the cache where it is there. Its `url` is null then, also where the cache knew it: keep what `createPayLink` gave.
 * In React: `useQuery`.
 */
export async function readPayLink(client: Client, id: string) {
  const { data, error } = await client.query(ReadPayLinkDocument, { by: { id } });
  if (error !== undefined) throw error;
  return data?.payLink;
}

/** Without `after` the first page, with it the next one and all before it. */
export async function listPayLinks(client: Client, variables: ListPayLinksQueryVariables) {
  const { data, error } = await client.query(ListPayLinksDocument, variables);
  if (error !== undefined) throw error;
  return data?.payLinks;
}

/** Whatever shows the link follows, because the cache does. At the end urql says the last one once more. */
export function watchPayLink(client: Client, id: string) {
  return client.subscription(WatchPayLinkDocument, { id });
}

/** Why a query was refused, e.g. `UNAUTHENTICATED`. */
export function codeOf(error: unknown): unknown {
  return error instanceof CombinedError ? error.graphQLErrors[0]?.extensions['code'] : undefined;
}
