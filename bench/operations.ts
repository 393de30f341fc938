import { readFileSync } from 'node:fs';
import { knownLink, listedLink, loginData, NOTES, newLink, PAYER } from './expected.ts';
import { ALL_LINKS, createAnswer, detailAnswer, listAnswer, loginAnswer, PATHS } from './upstream/answers.ts';

/** One call to Paynet and what it answers: what somebody without a graph would send for the same thing. */
interface UpstreamCall {
  readonly path: string;
  readonly body: object;
  readonly answer: object;
}

interface GraphRequest {
  readonly variables: object;
  /** Adds what only the answer before tells, like where a page ends. */
  readonly follows?: (dataBefore: unknown) => object;
  /** The `data` everybody has to answer with, member for member. */
  readonly data: unknown;
}

export interface Operation {
  readonly name: string;
  /** What is done, for people who read the table. */
  readonly title: string;
  /** The fields of the layer's schema it uses; it is left out, and said so, while one of them is not there. */
  readonly needs: readonly `${'Query' | 'Mutation'}.${string}`[];
  readonly signedIn: boolean;
  /** Whether only the router of a company graph asks for such a thing. */
  readonly byRouter?: boolean;
  readonly query: string;
  /** What is sent with the document: once, or page by page. */
  readonly requests: readonly GraphRequest[];
  readonly calls: readonly UpstreamCall[];
  /** How many links or entities it is about. */
  readonly items: number;
}

/** Members that differ from one answer to the next, or from one server to another; only that they are there is checked. */
export const VARYING = ['token', 'endsAt', 'endCursor'] as const;

const document = (name: string) => readFileSync(new URL(`documents/${name}.graphql`, import.meta.url), 'utf8').trim();

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

export const login: Operation = {
  name: 'login',
  title: 'login, every field',
  needs: ['Mutation.login'],
  signedIn: false,
  query: document('login'),
  requests: [{ variables: { input: { agentId: '1001', userName: 'paynet', password: 'paynet' } }, data: loginData }],
  calls: [
    {
      path: PATHS.login,
      body: { user_name: 'paynet', password: 'paynet', agent_id: '1001', pushtoken_id: 'bench' },
      answer: loginAnswer,
    },
  ],
  items: 1,
};

const linkInput = (referenceNo: string) => ({
  ...PAYER,
  ...NOTES,
  amount: '149.90',
  expiresInHours: 24,
  referenceNo,
});

const createCall = (referenceNo: string): UpstreamCall => ({
  path: PATHS.create,
  body: {
    addcomission_to_amount: false,
    agent_id: '1001',
    name_surname: PAYER.payerName,
    email: PAYER.email,
    phone: PAYER.phone,
    amount: 149.9,
    expire_date: 24,
    note: NOTES.note,
    agent_note: NOTES.agentNote,
    reference_no: referenceNo,
  },
  answer: createAnswer(referenceNo),
});

export const createPayLink: Operation = {
  name: 'createPayLink',
  title: 'createPayLink',
  needs: ['Mutation.createPayLink'],
  signedIn: true,
  query: document('create-pay-link'),
  requests: [
    {
      variables: { input: linkInput('ORD-2026-118') },
      data: { createPayLink: { __typename: 'CreatePayLinkSuccess', payLink: newLink('ORD-2026-118') } },
    },
  ],
  calls: [createCall('ORD-2026-118')],
  items: 1,
};

/** Many links in one mutation. */
export function createPayLinks(count: number): Operation {
  const references = numbers(count).map((number) => `ORD-2026-${number}`);
  const results = references.map((reference) => {
    const { id, url, referenceNo, amount, status } = newLink(reference);
    return { __typename: 'CreatePayLinkSuccess', payLink: { id, url, referenceNo, amount, status } };
  });
  return {
    name: `createPayLinks${count}`,
    title: `createPayLinks, ${count} links`,
    needs: ['Mutation.createPayLinks'],
    signedIn: true,
    query: document('create-pay-links'),
    requests: [
      {
        variables: { input: { links: references.map(linkInput) } },
        data: { createPayLinks: { __typename: 'CreatePayLinksSuccess', results } },
      },
    ],
    calls: references.map(createCall),
    items: count,
  };
}

/** Links by their ids, as a router asks for those it found in other subgraphs. */
export function entities(count: number): Operation {
  const ids = numbers(count).map((number) => `link-${number}`);
  return {
    name: `entities${count}`,
    title: `${count} entities`,
    needs: ['Query._entities'],
    signedIn: true,
    byRouter: true,
    query: document('entities'),
    requests: [
      {
        variables: { representations: ids.map((id) => ({ __typename: 'PayLink', id })) },
        data: { _entities: numbers(count).map(knownLink) },
      },
    ],
    calls: ids.map((id) => ({ path: PATHS.detail, body: { id }, answer: detailAnswer(id) })),
    items: count,
  };
}

/** What the layer gives at once. */
const LARGEST_PAGE = 100;

/** Links of a list: one page, or several where one cannot hold them. */
export function payLinks(count: number): Operation {
  const [from, to] = ['2026-03-01', '2026-03-31'];
  const first = Math.min(count, LARGEST_PAGE);
  const starts = numbers(Math.ceil(count / first)).map((page) => page * first);
  return {
    name: `payLinks${count}`,
    title: `a list of ${count} links`,
    needs: ['Query.payLinks'],
    signedIn: true,
    query: document('pay-links'),
    requests: starts.map((start) => ({
      variables: { filter: { from, to }, first },
      ...(start === 0 ? {} : { follows: afterTheLast }),
      data: {
        payLinks: {
          edges: numbers(first, start).map((number) => ({ node: listedLink(number) })),
          pageInfo: { hasNextPage: start + first < ALL_LINKS, endCursor: '' },
        },
      },
    })),
    calls: starts.map((offset) => ({
      path: PATHS.list,
      body: { datab: from, datbi: to, agent_id: '1001', limit: first, starting_after: offset },
      answer: listAnswer({ limit: first, offset }),
    })),
    items: count,
  };
}

function afterTheLast(dataBefore: unknown): object {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compared with what is expected before it comes here
  const { payLinks } = dataBefore as { payLinks: { pageInfo: { endCursor: string } } };
  return { after: payLinks.pageInfo.endCursor };
}

/** What is measured, in the order of the table. One entry is all that a new operation needs here. */
export const OPERATIONS: readonly Operation[] = [
  login,
  createPayLink,
  createPayLinks(100),
  payLinks(50),
  entities(100),
];
