import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { SignInDocument, WhoAmIDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';
import { startProgram } from '../support/program.ts';

interface Operation {
  readonly id: string;
  readonly name: string;
  readonly body: string;
}

const { operations } = JSON.parse(readFileSync('schema/persisted-operations.json', 'utf8')) as {
  operations: Operation[];
};
const idOf = (name: string) => operations.find((operation) => operation.name === name)?.id ?? '';
const SECRET = 'what-the-router-shows-to-prove-itself';
const strict = { accept: 'application/graphql-response+json' };
const { agentId, userName, password } = PEOPLE.paynet;
const variables = { input: { agentId, userName, password } };

/** The ways clients name a document, as members of a request. */
const WAYS: readonly (readonly [string, (id: string) => object])[] = [
  ['documentId, as the GraphQL-over-HTTP draft has it', (id) => ({ documentId: `sha256:${id}` })],
  ['documentId without the name of the hash', (id) => ({ documentId: id })],
  ['persistedQuery, as Apollo has it', (id) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } })],
];

const folder = mkdtempSync(join(tmpdir(), 'paynet-graphql-manifests-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A manifest file with this content; text is written as it is. */
function manifest(content: unknown): string {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function byGet(
  layer: Layer,
  request: object,
  headers: Record<string, string> = {},
  signal: AbortSignal | null = null,
): Promise<Response> {
  const members = Object.entries(request).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return fetch(`${layer.url}/graphql?${new URLSearchParams(members).toString()}`, { headers, signal });
}

describe('a layer that takes anything', () => {
  let layer: Layer;
  beforeAll(async () => {
    layer = await startLayer();
  });
  afterAll(() => layer.stop());
  beforeEach(() => layer.reset());

  describe.each(WAYS)('knows the ready-made operations by %s', (_way, named) => {
    it('in a POST', async () => {
      const { body } = await layer.post(JSON.stringify({ ...named(idOf('SignIn')), variables }));
      expect(body).toMatchObject({ data: { login: { __typename: 'LoginSuccess' } } });
      expect(layer.left.map(({ path }) => path)).toEqual(['/v1/agent/login']);
    });

    it('in a GET, for queries', async () => {
      const token = await layer.signIn(PEOPLE.paynet);
      const answer = await byGet(layer, named(idOf('WhoAmI')), { ...strict, authorization: `Bearer ${token}` });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ data: { agentSession: { user: { id: 'paynet' } } } });
    });

    it('but makes no change by GET', async () => {
      const answer = await byGet(layer, { ...named(idOf('SignIn')), variables }, strict);
      expect(answer.status).toBe(405);
      expect(layer.left).toHaveLength(0);
    });

    it('and says that it does not know another, in the words on which clients send the text', async () => {
      const answer = await layer.post(JSON.stringify(named('f'.repeat(64))), strict);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([
        { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
      ]);
      expect(answer.text).not.toContain('ffff');
    });
  });

  it('knows every ready-made operation by the id that its typed document carries', async () => {
    const { possibleTypes: _, ...documents } = await import('../../src/operations/index.ts');
    const known = operations.map(({ id, body }) => [id, body]);
    const carried = Object.values(documents).map((each) => [
      (each as unknown as { __meta__: { hash: string } }).__meta__.hash,
      print(each),
    ]);
    expect(Object.fromEntries(carried)).toEqual(Object.fromEntries(known));
  });

  it('takes texts beside them, and the text where both are given', async () => {
    const { body } = await layer.post(JSON.stringify({ documentId: idOf('SignIn'), query: print(WhoAmIDocument) }));
    expect(body).toEqual({ data: { agentSession: null } });
  });

  it.each([
    ['a number', 12],
    ['an object', { id: 'x' }],
    ['nothing', ''],
  ])('finds no document in an id that is %s', async (_what, documentId) => {
    const { body, status } = await layer.post(JSON.stringify({ documentId }), strict);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions['code']).toMatch(/^(?:BAD_REQUEST|PERSISTED_QUERY_NOT_FOUND)$/);
  });

  it('takes no member of its own beside an id either', async () => {
    const { body } = await layer.post(JSON.stringify({ documentId: idOf('WhoAmI'), token: 'x' }));
    expect(body.errors).toMatchObject([
      { message: 'A request holds query or documentId, variables, operationName and extensions, and nothing else.' },
    ]);
  });

  it('judges their variables as it does any other’s', async () => {
    const { body } = await layer.post(
      JSON.stringify({ documentId: idOf('SignIn'), variables: { input: { agentId } } }),
    );
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(layer.left).toHaveLength(0);
  });
});

describe('a layer that takes trusted documents only', () => {
  const ours = 'query OurSession { agentSession { user { id } } }';
  let layer: Layer;
  beforeAll(async () => {
    layer = await startLayer({
      env: {
        TRUSTED_DOCUMENTS_ONLY: 'true',
        TRUSTED_DOCUMENTS_FILE: manifest({ ours }),
        ROUTER_SECRET: SECRET,
      },
    });
  });
  afterAll(() => layer.stop());
  beforeEach(() => layer.reset());

  it.each(WAYS)('takes a ready-made operation by %s', async (_way, named) => {
    const { body } = await layer.post(JSON.stringify({ ...named(idOf('SignIn')), variables }));
    expect(body).toMatchObject({ data: { login: { __typename: 'LoginSuccess' } } });
  });

  it('streams what a trusted subscription watches, by GET as EventSource does', async () => {
    const signedIn = await layer.post(JSON.stringify({ documentId: idOf('SignIn'), variables }));
    const { token } = (signedIn.body.data as { login: { token: string } }).login;
    const authorization = `Bearer ${token}`;
    const input = { payerName: 'Ayşe Yılmaz', amount: '1', referenceNo: 'ORD-7' };
    await layer.post(JSON.stringify({ documentId: idOf('CreatePayLink'), variables: { input } }), { authorization });

    const giveUp = new AbortController();
    const request = { documentId: idOf('WatchPayLink'), variables: { id: 'reference:ORD-7' } };
    const stream = await byGet(layer, request, { accept: 'text/event-stream', authorization }, giveUp.signal);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    let received = '';
    for await (const chunk of (stream.body ?? []) as AsyncIterable<Uint8Array>) {
      received += new TextDecoder().decode(chunk);
      if (received.includes('"status":"AWAITING_PAYMENT"')) break;
    }
    giveUp.abort();
    expect(received).toContain('"referenceNo":"ORD-7"');
  });

  it('takes every ready-made one, those of earlier releases too, which apps in the field still send', async () => {
    const { operations: released } = JSON.parse(readFileSync('schema/released-operations.json', 'utf8')) as {
      operations: Operation[];
    };
    expect(released.length).toBeGreaterThan(0);
    // No start checks whether they fit the schema, so this has to.
    for (const { id } of [...operations, ...released]) {
      const { body } = await layer.post(JSON.stringify({ documentId: id }));
      // Without variables it goes no further than that, which is far enough.
      expect([undefined, 'BAD_USER_INPUT']).toContain(body.errors?.[0]?.extensions['code']);
    }
  });

  it('takes the company’s own', async () => {
    const { body } = await layer.post(JSON.stringify({ documentId: 'ours' }));
    expect(body).toEqual({ data: { agentSession: null } });
  });

  it.each([
    ['a text', { query: '{ agentSession { expiresOn } }' }],
    ['the text of a trusted one', { query: print(SignInDocument), variables }],
    ['a text beside an id', { query: print(SignInDocument), documentId: idOf('SignIn'), variables }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['a question for the subgraph without the router’s secret', { query: '{ _service { sdl } }' }],
    [
      'a question for entities without it',
      { query: '{ _entities(representations: [{ __typename: "Agent", id: "1001" }]) { __typename } }' },
    ],
    ['nothing at all', {}],
  ])('refuses %s, with a code of its own, and asks Paynet nothing', async (_what, request) => {
    const answer = await layer.post(JSON.stringify(request), strict);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errors: [
        {
          message: 'Only trusted documents are taken here: send the id of one.',
          extensions: { code: 'TRUSTED_DOCUMENTS_ONLY', requestId: expect.any(String) as string },
        },
      ],
    });
    expect(layer.left).toHaveLength(0);
  });

  it('takes any text of the router, which writes its documents itself', async () => {
    const router = { ...strict, 'x-router-secret': SECRET };
    const schema = await layer.query('{ _service { sdl } }', {}, { headers: router });
    expect(schema.text).toContain('type PayLink');
    const query = await layer.query('{ agentSession { expiresOn } }', {}, { headers: router });
    expect(query.body).toEqual({ data: { agentSession: null } });
  });

  it('takes none of whoever shows another secret', async () => {
    const stranger = { ...strict, 'x-router-secret': SECRET.replace('r', 'R') };
    const { body } = await layer.query('{ agentSession { expiresOn } }', {}, { headers: stranger });
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'TRUSTED_DOCUMENTS_ONLY' } }] });
  });

  it('refuses a text by GET as well', async () => {
    const answer = await byGet(layer, { query: '{ __typename }' }, strict);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'TRUSTED_DOCUMENTS_ONLY' } }] });
  });

  it('shows no GraphiQL, where nothing that is written would be taken', async () => {
    const page = await fetch(`${layer.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type') ?? '').not.toContain('html');
    expect((await fetch(layer.url)).status).toBe(404);
  });
});

describe('a manifest of the company’s own', () => {
  const text = 'query OurSession { agentSession { user { id } } }';
  const apollo = (found: object[]) => ({ format: 'apollo-persisted-query-manifest', version: 1, operations: found });

  it.each([
    ['Apollo’s format', apollo([{ id: 'a1', name: 'OurSession', type: 'query', body: text }]), 'a1'],
    ['ids and texts', { b2: text }, 'b2'],
    ['ids that name their hash, for clients that do not', { 'sha256:c3': text }, 'c3'],
  ])('is read in %s', async (_what, content, id) => {
    const layer = await startLayer({ env: { TRUSTED_DOCUMENTS_FILE: manifest(content) } });
    try {
      expect((await layer.post(JSON.stringify({ documentId: id }))).body).toEqual({ data: { agentSession: null } });
    } finally {
      await layer.stop();
    }
  });

  it('may hold a document of an old app that fits no more: a line in the log says so, and only that one is refused', async () => {
    const content = { old: 'query OldSession { agentSession { gone } }', good: text };
    const layer = await startLayer({ env: { TRUSTED_DOCUMENTS_FILE: manifest(content) } });
    try {
      const old = await layer.post(JSON.stringify({ documentId: 'old' }), strict);
      expect(old.body.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
      expect((await layer.post(JSON.stringify({ documentId: 'good' }))).body).toEqual({ data: { agentSession: null } });
      const warnings = layer
        .log()
        .split('\n')
        .filter((line) => line.includes('does not fit the schema'));
      expect(warnings.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({ level: 40, id: 'old', operation: 'OldSession' }),
      ]);
    } finally {
      await layer.stop();
    }
  });

  it.each([
    ['no file at all', () => join(folder, 'nowhere.json'), 'names a file that cannot be read'],
    ['no JSON', () => manifest('{'), 'names a file that is not JSON'],
    ['a list', () => manifest([text]), 'is neither a manifest of Apollo’s nor a JSON object of ids and documents'],
    ['a document that is no text', () => manifest({ a: { text } }), 'is neither a manifest of Apollo’s nor'],
    ['another format', () => manifest({ format: 'relay', operations: [] }), 'is not a manifest of Apollo’s, version 1'],
    ['another version of it', () => manifest({ ...apollo([]), version: 2 }), '(look at version)'],
    ['an operation without an id', () => manifest(apollo([{ body: text }])), '(look at operations.0.id)'],
    [
      'a document that is no GraphQL',
      () => manifest({ a: text, b: 'query {' }),
      'holds no valid GraphQL in document 2',
    ],
    [
      'a document that would never be taken',
      () => manifest(apollo([{ id: 'a', body: `{ ${'__typename '.repeat(1_000)} }` }])),
      'holds no valid GraphQL in operation 1, or more than 1000 tokens',
    ],
    [
      'one id for two documents',
      () =>
        manifest(
          apollo([
            { id: 'a', body: text },
            { id: 'sha256:a', body: '{ __typename }' },
          ]),
        ),
      'gives the id of operation 2 to two documents',
    ],
  ])('with %s is a mistake in the settings', (_what, path, problem) => {
    let problems: readonly string[] = [];
    try {
      readConfig({ TRUSTED_DOCUMENTS_FILE: path() });
    } catch (error) {
      problems = error instanceof ConfigError ? error.problems : [];
    }
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toMatch(/^TRUSTED_DOCUMENTS_FILE /);
    expect(problems[0]).not.toContain(folder);
  });

  it('that is broken keeps the service from starting, with exit code 78', async () => {
    const { exit, printed } = startProgram(process.execPath, ['src/main.ts'], {
      PORT: '0',
      SANDBOX_PORT: '0',
      TRUSTED_DOCUMENTS_ONLY: 'yes',
      TRUSTED_DOCUMENTS_FILE: manifest('not json'),
    });
    expect(await exit).toBe(78);
    expect(printed().trim().split('\n')).toEqual([
      'The settings are not right, so nothing was started:',
      '  - TRUSTED_DOCUMENTS_ONLY must be one of: true, false',
      '  - TRUSTED_DOCUMENTS_FILE names a file that is not JSON',
    ]);
  });
});
