import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWatchedLayer, type WatchedLayer } from '../support/watched-layer.ts';

/** No document may keep everybody else waiting for longer. */
const MAX_BLOCKED_MS = 20;
/** The best of a few counts: the machine has other things to do, and the first of a kind is compiled. */
const TRIES = 7;

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');

const TOO_MANY_TOKENS = 'The document has more than 1000 tokens.';
const TOO_DEEP = 'An operation can be at most 10 fields deep.';
const TOO_MANY_ALIASES = 'A document can hold at most 30 aliases.';
const TOO_MANY_REPEATS = 'A document can ask for a field again at most 100 times.';
const TOO_COSTLY = 'This asks for too many payment links at once; ask for fewer, or for smaller pages.';

const WINDOW = 'filter: {from: "2026-01-01", to: "2026-01-31"}';

/** Documents that cost a careless server seconds, or its stack, and why each is refused. */
const HOSTILE: readonly (readonly [rows: string, what: string, document: string, why: string])[] = [
  ['F56', '20,000 fields deep', `${'{ a '.repeat(20_000)}${'}'.repeat(20_000)}`, TOO_MANY_TOKENS],
  ['F56', '11 fields deep', `{ a { b { c { d { e { f { g { h { i { j { k } } } } } } } } } } }`, TOO_DEEP],
  [
    'F56',
    '11 fields deep by its fragments',
    `{ ...f0 } ${times(11, (i) => `fragment f${i} on Query { a { ...f${i + 1} } }`)} fragment f11 on Query { a }`,
    TOO_DEEP,
  ],
  ['F57', 'with 101 aliases of __typename', `{ ${times(101, (i) => `a${i}: __typename`)} }`, TOO_MANY_ALIASES],
  [
    'F57',
    'with 100 aliases inside fragments that are spread twice',
    `{ agentSession { ...f user { ...g } agent { ...g } } } fragment f on AgentSession { ${times(11, (i) => `a${i}: expiresOn`)} } fragment g on AgentUser { ${times(10, (i) => `b${i}: id`)} }`,
    TOO_MANY_ALIASES,
  ],
  [
    'F57',
    'with 100 logins',
    `mutation { ${times(100, (i) => `a${i}: login(input: {agentId: "1", userName: "a", password: "${i}"}) { __typename }`)} }`,
    TOO_MANY_TOKENS,
  ],
  [
    'F57',
    'with two logins',
    `mutation { ${times(2, (i) => `a${i}: login(input: {agentId: "1", userName: "a", password: "${i}"}) { __typename }`)} }`,
    'A document can hold "login" only once.',
  ],
  [
    'F59',
    'with 10 unknown directives on one field',
    `{ __typename ${'@x '.repeat(10)} }`,
    'At most 5 directives can stand at one place.',
  ],
  [
    'F59',
    'with 31 directives',
    `{ ${times(31, () => '__typename @skip(if: true)')} }`,
    'A document can hold at most 30 directives.',
  ],
  ['F59', 'with 1,000 bad variables', `query (${times(1_000, (i) => `$v${i}: X`)}) { __typename }`, TOO_MANY_TOKENS],
  ['F59', 'with 240 bad variables', `query (${times(240, (i) => `$v${i}: X`)}) { __typename }`, 'Unknown type "X".'],
  [
    'F60',
    'with fragments in a circle',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    'Cannot spread fragment "a" within itself via "b".',
  ],
  [
    'F60',
    'with thirty fragments, each in a circle with eleven others',
    `{ ...f0 } ${times(30, (i) => `fragment f${i} on Query { ${times(11, (j) => `...f${(i + j + 1) % 30}`)} __typename }`)}`,
    `Cannot spread fragment "f0" within itself via ${times(29, (i) => `"f${i + 1}"`).replaceAll(' ', ', ')}.`,
  ],
  [
    'F60',
    'with a chain of 7,000 fragments',
    `{ ...f0 } ${times(7_000, (i) => `fragment f${i} on Query { ...f${i + 1} }`)}`,
    TOO_MANY_TOKENS,
  ],
  [
    'F60',
    'with 100 KB of nested inline fragments',
    `{ ${'... on Query { __typename '.repeat(4_000)}${'}'.repeat(4_000)} }`,
    TOO_MANY_TOKENS,
  ],
  ['F60', 'with the same object 240 times', `{ ${'agentSession { expiresOn } '.repeat(240)} }`, TOO_MANY_REPEATS],
  [
    'F60',
    'with the same object 140 times in inline fragments',
    `{ ${'... { agentSession { expiresOn } } '.repeat(140)} }`,
    TOO_MANY_REPEATS,
  ],
  ['F60', 'with the same field 990 times', `{ agentSession { ${'expiresOn '.repeat(990)} } }`, TOO_MANY_REPEATS],
  [
    'F74',
    'with 50 connections',
    `{ ${times(50, (i) => `a${i}: payLinks(${WINDOW}) { totalCount }`)} }`,
    TOO_MANY_ALIASES,
  ],
  [
    'F74',
    'with 40 short connections',
    `query ($f: PayLinkFilter!) { ${times(40, (i) => `a${i}: payLinks(filter: $f) { totalCount }`)} }`,
    TOO_MANY_ALIASES,
  ],
  [
    'F74',
    'with 24 connections',
    `query ($f: PayLinkFilter!) { ${times(24, (i) => `a${i}: payLinks(filter: $f) { totalCount }`)} }`,
    TOO_COSTLY,
  ],
  [
    'F74',
    'with five pages of a size that only variables tell',
    `query ($f: PayLinkFilter!, $n: Int) { ${times(5, (i) => `a${i}: payLinks(filter: $f, first: $n) { totalCount }`)} }`,
    TOO_COSTLY,
  ],
  ['F74', 'with a page of a million', `{ payLinks(${WINDOW}, first: 1000000) { totalCount } }`, TOO_COSTLY],
];

/** Documents that are taken, as bad as the limits let them be. */
const TAKEN: readonly (readonly [what: string, document: string])[] = [
  ['the same object 70 times', `{ ${'agentSession { ... { user { ... { id } } } } '.repeat(65)} }`],
  [
    '70 fragments beside each other',
    `{ ${times(70, (i) => `...f${i}`)} } ${times(70, (i) => `fragment f${i} on Query { agentSession { expiresOn } }`)}`,
  ],
  [
    '45 fragments in a chain, each with the same object',
    `{ ${times(45, (i) => `agentSession { ...g${i} }`)} } ${times(45, (i) => `fragment g${i} on AgentSession { ...g${i + 1} user { id } }`)} fragment g45 on AgentSession { expiresOn }`,
  ],
  ['30 aliases', `{ ${times(30, (i) => `a${i}: __typename`)} }`],
];

let layer: WatchedLayer;
beforeAll(async () => {
  layer = await startWatchedLayer();
  for (const [, document] of TAKEN) await ask(document);
});
afterAll(async () => {
  console.info(
    ['blocked for', ...figures.map(([what, blockedMs]) => `${blockedMs.toFixed(1).padStart(7)} ms  ${what}`)].join(
      '\n',
    ),
  );
  await layer.stop();
});

const figures: [what: string, blockedMs: number][] = [];

const ask = (query: string, variables: object = {}) => post(JSON.stringify({ query, variables }));

async function post(text: string) {
  const response = await fetch(`${layer.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: text,
  });
  const body = (await response.json()) as { data?: unknown; errors?: { message: string; extensions: object }[] };
  return { status: response.status, ...body };
}

/** What came of a few tries. The loop stood still for less than it may in the best of them. */
async function blockedWhile<T>(what: string, doing: (tried: number) => Promise<T>): Promise<readonly T[]> {
  const tries = [];
  for (let tried = 0; tried < TRIES; tried += 1) tries.push(await layer.watch(() => doing(tried)));
  const blockedMs = Math.min(...tries.map(({ busyMs }) => busyMs));
  figures.push([what, blockedMs]);
  expect(blockedMs).toBeLessThan(MAX_BLOCKED_MS);
  return tries.map(({ result }) => result);
}

/** Another text each time, so that none is known already. */
const blockedBy = (what: string, document: string, variables?: object) =>
  blockedWhile(what, (tried) => ask(`${document} #${tried}`, variables));

describe('a hostile document', () => {
  it.each(HOSTILE)(
    '%s %s is refused with its reason at once, and nothing leaves',
    async (rows, what, document, why) => {
      for (const { status, data, errors } of await blockedBy(`${rows} ${what}`, document)) {
        expect(status).toBe(400);
        expect(data).toBeUndefined();
        expect(errors?.[0]?.message).toBe(why);
        expect(errors?.length).toBeLessThanOrEqual(6);
        expect(errors?.[0]?.extensions).toEqual({
          code: why === TOO_MANY_TOKENS ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED',
          requestId: expect.any(String) as string,
        });
      }
      expect(await layer.left()).toBe(0);
    },
  );

  it.each(TAKEN)('F56 F57 F60 that is as bad as the limits allow, like %s, holds nobody up', async (what, document) => {
    for (const { status, errors } of await blockedBy(`taken: ${what}`, document)) {
      expect(status).toBe(200);
      expect(errors).toBeUndefined();
    }
  });

  it('F74 a page of a million by a variable is refused before anything leaves', async () => {
    const document =
      'query ($first: Int, $filter: PayLinkFilter!) { payLinks(filter: $filter, first: $first) { totalCount } }';
    const variables = { first: 1_000_000, filter: { from: '2026-01-01', to: '2026-01-31' } };
    for (const { errors } of await blockedBy('F74 a page of a million by a variable', document, variables)) {
      // Nobody is signed in here; test/graph/pay-links.test.ts has what a person is told.
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(await layer.left()).toBe(0);
  });

  it('F59 F68 variables of 250 KB hold nobody up, whatever is wrong with them', async () => {
    const login = 'mutation ($input: LoginInput!) { login(input: $input) { __typename } }';
    const links = 'mutation ($input: CreatePayLinksInput!) { createPayLinks(input: $input) { __typename } }';
    const filler = 'x'.repeat(250_000);
    const bad: readonly (readonly [what: string, document: string, variables: object])[] = [
      [
        '10,000 unknown fields',
        login,
        { input: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, 1])) },
      ],
      [
        '6,000 links and 101 unknown fields',
        links,
        {
          input: {
            links: Array.from({ length: 6_000 }, () => ({ payerName: 'a', amount: '1' })),
            ...Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, 1])),
          },
        },
      ],
      ['a name of 250 KB', login, { input: { userName: filler, password: 'x', agentId: '1' } }],
      [
        'a name of 250 KB of spaces',
        login,
        { input: { userName: ' '.repeat(250_000) + 'x', password: '', agentId: '1' } },
      ],
      [
        '1,000 links',
        links,
        { input: { links: Array.from({ length: 1_000 }, () => ({ payerName: 'a', amount: '1' })) } },
      ],
      [
        '6,000 links',
        links,
        { input: { links: Array.from({ length: 6_000 }, () => ({ payerName: 'a', amount: '1' })) } },
      ],
      ['60,000 links that are numbers', links, { input: { links: Array.from({ length: 60_000 }, () => 1) } }],
    ];
    for (const [what, document, variables] of bad) await blockedBy(`variables: ${what}`, document, variables);
    expect(await layer.left()).toBe(0);
  });

  it('F24 F63 JSON that is 50,000 lists deep, or names __proto__, changes nothing and holds nobody up', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    for (const variables of [
      `{"input":${deep}}`,
      `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
    ]) {
      const body = `{"query":"{ __typename }","variables":${variables},"extensions":{"__proto__":{"polluted":${deep}}}}`;
      for (const answer of await blockedWhile('F24 F63 odd JSON', () => post(body))) {
        expect(answer).toMatchObject({ status: 200, data: { __typename: 'Query' } });
      }
    }
    expect(await post('{"query":"{ __typename }","__proto__":{"query":"{ a }"}}')).toMatchObject({ status: 400 });
  });

  it('F60 a chain of 10,000 fragments is too large to be read at all', async () => {
    const document = `{ ...f0 } ${times(10_000, (i) => `fragment f${i} on Query { ...f${i + 1} }`)}`;
    for (const { status, errors } of await blockedBy('F60 with a chain of 10,000 fragments', document)) {
      expect(status).toBe(413);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    }
  });
});
