import { print } from 'graphql';
import { ClientError, GraphQLClient } from 'graphql-request';
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
  type WatchPayLinkSubscription,
} from 'paynet-graphql';

/** `token` is asked before every request. */
export function createPaynetClient(url: string, token: () => string | undefined) {
  const headers = (): Record<string, string> => {
    const signedIn = token();
    return signedIn === undefined ? {} : { authorization: `Bearer ${signedIn}` };
  };
  const client = new GraphQLClient(url, { headers });
  // graphql-request has no subscriptions.
  const sse = createClient({ url, headers });

  return {
    async signIn(input: LoginInput) {
      const { login } = await client.request(SignInDocument, { input });
      return login;
    },

    async createPayLink(input: CreatePayLinkInput) {
      const { createPayLink } = await client.request(CreatePayLinkDocument, { input });
      return createPayLink;
    },

    async readPayLink(id: string) {
      const { payLink } = await client.request(ReadPayLinkDocument, { by: { id } });
      return payLink;
    },

    async listPayLinks(variables: ListPayLinksQueryVariables) {
      const { payLinks } = await client.request(ListPayLinksDocument, variables);
      return payLinks;
    },

    /** Connects again by itself when the connection breaks; the stream then begins with the link as it is. */
    watchPayLink(id: string) {
      return sse.iterate<WatchPayLinkSubscription>({ query: print(WatchPayLinkDocument), variables: { id } });
    },
  };
}

/** Why a query was refused, e.g. `UNAUTHENTICATED`. */
export function codeOf(error: unknown): unknown {
  return error instanceof ClientError ? error.response.errors?.[0]?.extensions['code'] : undefined;
}
