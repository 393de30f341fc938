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

const CONNECT_AGAIN_AFTER_MS = 1_000;

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}

/** A request that was refused, and why, e.g. `UNAUTHENTICATED`. */
export class PaynetRequestError extends Error {
  readonly code: unknown;
  constructor(message: string, code: unknown) {
    super(message);
    this.code = code;
  }
}

/** `token` is asked before every request. */
export function createPaynetClient(url: string, token: () => string | undefined) {
  function send<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    accept: string,
  ): Promise<Response> {
    const signedIn = token();
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept,
        ...(signedIn === undefined ? {} : { authorization: `Bearer ${signedIn}` }),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
  }

  async function ask<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const response = await send(document, variables, 'application/json');
    return dataOf<Data>((await response.json()) as Answer<Data>);
  }

  async function* stream<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): AsyncGenerator<Data, void> {
    const response = await send(document, variables, 'text/event-stream');
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    for await (const { event, data } of eventsIn(response)) {
      if (event === 'next') yield dataOf<Data>(JSON.parse(data) as Answer<Data>);
      if (event === 'complete') return;
    }
    throw new TypeError('The connection broke.');
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

    /** Connects again as long as somebody listens; the stream then begins with the link as it is. */
    async *watchPayLink(id: string) {
      for (;;) {
        try {
          return yield* stream(WatchPayLinkDocument, { id });
        } catch (error) {
          if (!mayConnectAgain(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, CONNECT_AGAIN_AFTER_MS));
        }
      }
    },
  };
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  const [error] = errors ?? [];
  if (error !== undefined) throw new PaynetRequestError(error.message, error.extensions?.code);
  if (!data) throw new Error('The answer was empty.');
  return data;
}

/** `fetch` rejects with a TypeError where the network fails. */
function mayConnectAgain(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof PaynetRequestError && error.code === 'SERVICE_STOPPING');
}

async function* eventsIn({ body }: Response): AsyncGenerator<{ event: string | undefined; data: string }, void> {
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        yield { event: /^event: ?(.*)$/m.exec(block)?.[1], data: /^data: ?(.*)$/m.exec(block)?.[1] ?? '' };
      }
    }
  } finally {
    await reader.cancel();
  }
}
