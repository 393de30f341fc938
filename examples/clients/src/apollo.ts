import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, Observable } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode, print } from 'graphql';
import { createClient } from 'graphql-sse';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  ListPayLinksDocument,
  type ListPayLinksQueryVariables,
  type LoginInput,
  possibleTypes,
  ReadPayLinkDocument,
  SignInDocument,
  WatchPayLinkDocument,
} from 'paynet-graphql';

/** `token` is asked before every request. */
export function createPaynetClient(url: string, token: () => string | undefined): ApolloClient {
  const headers = (): Record<string, string> => {
    const signedIn = token();
    return signedIn === undefined ? {} : { authorization: `Bearer ${signedIn}` };
  };
  const http = new SetContextLink(() => ({ headers: headers() })).concat(new HttpLink({ uri: url }));
  // Connects again by itself when the connection breaks; the stream then begins with the link as it is.
  const sse = createClient({ url, headers });
  const events = new ApolloLink(
    ({ query, variables }) => new Observable((observer) => sse.subscribe({ query: print(query), variables }, observer)),
  );
  return new ApolloClient({
    link: ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, events, http),
    cache: new InMemoryCache({
      // Without it Apollo cannot tell that a failure is a PaynetError, and drops its code and message.
      possibleTypes,
      typePolicies: {
        // Pages of one filter are one list, in the cache as on the screen.
        Query: { fields: { payLinks: relayStylePagination(['filter']) } },
        // Paynet tells the address once. Reading the link later must not wipe it.
        PayLink: { fields: { url: { merge: (known: string | null, told: string | null) => told ?? known } } },
      },
    }),
  });
}

export async function signIn(client: ApolloClient, input: LoginInput) {
  const { data } = await client.mutate({ mutation: SignInDocument, variables: { input } });
  return data?.login;
}

export async function createPayLink(client: ApolloClient, input: CreatePayLinkInput) {
  const { data } = await client.mutate({ mutation: CreatePayLinkDocument, variables: { input } });
  return data?.createPayLink;
}

/** From the cache where it is there. In React: `useQuery(ReadPayLinkDocument, { variables: { by: { id } } })`. */
export async function readPayLink(client: ApolloClient, id: string) {
  const { data } = await client.query({ query: ReadPayLinkDocument, variables: { by: { id } } });
  return data?.payLink;
}

/**
 * Without `after` the first page, with it the next one and all before it. In React: `useQuery`, and its
 * `fetchMore({ variables: { after } })`, which asks as well where the cache has a page already.
 */
export async function listPayLinks(client: ApolloClient, variables: ListPayLinksQueryVariables) {
  const { data } = await client.query({ query: ListPayLinksDocument, variables, fetchPolicy: 'network-only' });
  return data?.payLinks;
}

/** Whatever shows the link follows, because the cache does. In React: `useSubscription`. */
export function watchPayLink(client: ApolloClient, id: string) {
  return client.subscribe({ query: WatchPayLinkDocument, variables: { id } });
}

/** Why a query was refused, e.g. `UNAUTHENTICATED`. */
export function codeOf(error: unknown): unknown {
  return CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.['code'] : undefined;
}
