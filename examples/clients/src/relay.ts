import { createClient } from 'graphql-sse';
import {
  commitMutation,
  type Disposable,
  Environment,
  type FetchFunction,
  fetchQuery,
  type GraphQLResponse,
  getFragment,
  getSingularSelector,
  graphql,
  Network,
  Observable,
  RecordSource,
  requestSubscription,
  Store,
  type SubscribeFunction,
} from 'relay-runtime';
import type {
  relayCreatePayLinkMutation,
  relayCreatePayLinkMutation$data,
} from './__generated__/relayCreatePayLinkMutation.graphql.ts';
import nextPayLinks, { type relayNextPayLinksQuery } from './__generated__/relayNextPayLinksQuery.graphql.ts';
import type { relayPayLinkQuery } from './__generated__/relayPayLinkQuery.graphql.ts';
import type { relayPayLinks$data } from './__generated__/relayPayLinks.graphql.ts';
import type { relayPayLinksQuery } from './__generated__/relayPayLinksQuery.graphql.ts';
import type { relaySignInMutation, relaySignInMutation$data } from './__generated__/relaySignInMutation.graphql.ts';
import type { relayWatchPayLinkSubscription } from './__generated__/relayWatchPayLinkSubscription.graphql.ts';

/** A query that was refused, and why, e.g. `UNAUTHENTICATED`. */
export class PaynetRequestError extends Error {
  readonly code: unknown;
  constructor(message: string, code: unknown) {
    super(message);
    this.code = code;
  }
}

/** `token` is asked before every request. */
export function createPaynetEnvironment(url: string, token: () => string | undefined): Environment {
  const headers = (): Record<string, string> => {
    const signedIn = token();
    return signedIn === undefined ? {} : { authorization: `Bearer ${signedIn}` };
  };

  const ask: FetchFunction = async ({ text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers() },
      body: JSON.stringify({ query: text, variables }),
    });
    const answer = (await response.json()) as Answer;
    // Relay itself would show a refused query as a link there is not.
    const [error] = answer.errors ?? [];
    const isEmpty = Object.values(answer.data ?? {}).every((value) => value === null);
    if (error !== undefined && isEmpty) throw new PaynetRequestError(error.message, error.extensions?.code);
    return answer as GraphQLResponse;
  };

  // Connects again by itself when the connection breaks; the stream then begins with the link as it is.
  const sse = createClient({ url, headers });
  const watch: SubscribeFunction = ({ text }, variables) =>
    Observable.create<GraphQLResponse>((sink) =>
      sse.subscribe(
        { query: text ?? '', variables },
        { ...sink, next: (answer) => sink.next(answer as GraphQLResponse) },
      ),
    );

  return new Environment({
    network: Network.create(ask, watch),
    store: new Store(new RecordSource()),
    // Ids are Paynet's own: only together with the type they are unique.
    getDataID: (value: { readonly id?: string | null }, typeName: string) =>
      value.id == null ? undefined : `${typeName}:${value.id}`,
  });
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}

/** In a store of its own, which nobody keeps: Relay names records after arguments, the password among them. */
export function signIn(url: string, input: relaySignInMutation['variables']['input']) {
  const environment = createPaynetEnvironment(url, () => undefined);
  return new Promise<relaySignInMutation$data['login']>((resolve, reject) => {
    commitMutation<relaySignInMutation>(environment, {
      mutation: graphql`
        mutation relaySignInMutation($input: LoginInput!) {
          login(input: $input) {
            __typename
            ... on LoginSuccess @alias(as: "success") {
              token
              session {
                user {
                  displayName
                }
              }
            }
            ... on PaynetError @alias(as: "failure") {
              code
              message
            }
          }
        }
      `,
      variables: { input },
      onCompleted: ({ login }) => resolve(login),
      onError: reject,
    });
  });
}

export function createPayLink(environment: Environment, input: relayCreatePayLinkMutation['variables']['input']) {
  return new Promise<relayCreatePayLinkMutation$data['createPayLink']>((resolve, reject) => {
    commitMutation<relayCreatePayLinkMutation>(environment, {
      mutation: graphql`
        mutation relayCreatePayLinkMutation($input: CreatePayLinkInput!) {
          createPayLink(input: $input) {
            __typename
            ... on CreatePayLinkSuccess @alias(as: "success") {
              replayed
              payLink {
                id
                url
                status
              }
            }
            ... on PaynetError @alias(as: "failure") {
              code
              message
            }
            ... on PaynetInvalidInput @alias(as: "invalid") {
              fields {
                field
                code
                message
              }
            }
          }
        }
      `,
      variables: { input },
      onCompleted: ({ createPayLink }) => resolve(createPayLink),
      onError: reject,
    });
  });
}

/** From the store where it is there. In React: `useLazyLoadQuery`, or `usePreloadedQuery`. */
export async function readPayLink(environment: Environment, id: string) {
  const answer = await fetchQuery<relayPayLinkQuery>(
    environment,
    graphql`
      query relayPayLinkQuery($id: ID!) {
        payLink(by: { id: $id }) {
          id
          status
          transactionId
          amount {
            amount
            currency
          }
        }
      }
    `,
    { id },
    { fetchPolicy: 'store-or-network' },
  ).toPromise();
  return answer?.payLink;
}

const payLinksFragment = graphql`
  fragment relayPayLinks on Query
  @refetchable(queryName: "relayNextPayLinksQuery")
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" }) {
    payLinks(filter: $filter, first: $first, after: $after) @connection(key: "relayPayLinks_payLinks") {
      edges {
        node {
          id
          referenceNo
          status
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

/**
 * Without `after` the first page, with it the next one and all before it. In React one hook does this:
 * `usePaginationFragment(payLinksFragment, query)`.
 */
export async function listPayLinks(
  environment: Environment,
  { after, ...variables }: relayNextPayLinksQuery['variables'],
) {
  const firstPage = graphql`
    query relayPayLinksQuery($filter: PayLinkFilter!, $first: Int!) {
      ...relayPayLinks @arguments(first: $first)
    }
  `;
  const answer = await (after == null
    ? fetchQuery<relayPayLinksQuery>(environment, firstPage, variables)
    : fetchQuery<relayNextPayLinksQuery>(environment, nextPayLinks, { ...variables, after })
  ).toPromise();
  const selector = getSingularSelector(getFragment(payLinksFragment), answer);
  return selector == null ? undefined : (environment.lookup(selector).data as unknown as relayPayLinks$data).payLinks;
}

/** Whatever shows the link follows, because the store does. In React: `useSubscription`. */
export function watchPayLink(
  environment: Environment,
  id: string,
  observer: { onNext: (status: string) => void; onCompleted: () => void; onError: (error: Error) => void },
): Disposable {
  return requestSubscription<relayWatchPayLinkSubscription>(environment, {
    subscription: graphql`
      subscription relayWatchPayLinkSubscription($id: ID!) {
        payLinkChanged(id: $id) {
          id
          status
          transactionId
        }
      }
    `,
    variables: { id },
    ...observer,
    onNext: (data) => observer.onNext(data?.payLinkChanged.status ?? 'UNKNOWN'),
  });
}
