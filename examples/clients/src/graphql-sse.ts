import { type Client, createClient } from 'graphql-sse';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  ListPayLinksDocument,
  type ListPayLinksQueryVariables,
  type LoginInput,
  ReadPayLinkDocument,
  SignInDocument,
  type TypedDocumentString,
  WatchPayLinkDocument,
} from '../generated/texts/graphql.ts';

/** A request that was refused, and why, e.g. `UNAUTHENTICATED`. */
export class PaynetRequestError extends Error {
  readonly code: unknown;
  constructor(message: string, code: unknown) {
    super(message);
    this.code = code;
  }
}

/** Everything over server-sent events: a query is a stream of one event. `token` is asked before every request. */
export function createPaynetClient(url: string, token: () => string | undefined) {
  const headers = (): Record<string, string> => {
    const signedIn = token();
    return signedIn === undefined ? {} : { authorization: `Bearer ${signedIn}` };
  };
  // Connects again by itself when the connection breaks; what is watched then begins with the link as it is.
  const watching = createClient({ url, headers });
  // A mutation must not be sent again by itself: without a key it would make another link.
  const asking = createClient({ url, headers, retryAttempts: 0 });

  async function ask<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    for await (const data of stream(asking, document, variables)) return data;
    throw new Error('The answer was empty.');
  }

  return {
    async signIn(input: LoginInput) {
      const { login } = await ask(SignInDocument, { input });
      return login;
    },

    async createPayLink(input: CreatePayLinkInput) {
      const { createPayLink } = await ask(CreatePayLinkDocument, { input });
      return createPayLink;
    },

    async readPayLink(id: string) {
      const { payLink } = await ask(ReadPayLinkDocument, { by: { id } });
      return payLink;
    },

    async listPayLinks(variables: ListPayLinksQueryVariables) {
      const { payLinks } = await ask(ListPayLinksDocument, variables);
      return payLinks;
    },

    watchPayLink(id: string) {
      return stream(watching, WatchPayLinkDocument, { id });
    },
  };
}

async function* stream<Data, Variables extends Record<string, unknown>>(
  client: Client,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): AsyncGenerator<Data, void> {
  const request = { query: document.toString(), variables };
  for await (const { data, errors } of client.iterate<Data>(request)) {
    const [error] = errors ?? [];
    if (error !== undefined) throw new PaynetRequestError(error.message, error.extensions?.['code']);
    if (data) yield data;
  }
}
