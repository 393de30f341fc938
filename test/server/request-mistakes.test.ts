import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';

/** Stands for a password wherever a client might have put one. It must never come back, nor reach the log. */
const PLANTED = 'hunter2-planted';
const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { __typename } }';
const CREATE = 'mutation ($input: CreatePayLinkInput!) { createPayLink(input: $input) { __typename } }';

let layer: Layer;
beforeAll(async () => {
  layer = await startLayer();
});
afterAll(() => layer.stop());

const strict = { accept: 'application/graphql-response+json' };

/** Asserts what holds for every mistake: the status, a coded error with the request's id, and no value anywhere. */
async function mistake(body: string, code: string, status = 400, headers: Record<string, string> = strict) {
  const answer = await layer.post(body, headers);
  const { errors = [], data } = answer.body;
  expect(answer.status).toBe(status);
  expect(data ?? null).toBeNull();
  expect(errors.length).toBeGreaterThan(0);
  for (const { extensions } of errors) {
    expect(extensions).toEqual({ code, requestId: answer.headers.get('x-request-id') });
  }
  expect(answer.text).not.toContain(PLANTED);
  expect(layer.log()).not.toContain(PLANTED);
  expect(layer.left).toHaveLength(0);
  return errors.map(({ message }) => message);
}

const operation = (query: string, variables: object = {}) => JSON.stringify({ query, variables });

describe('a mistake in the request', () => {
  it('never quotes a body that is not JSON', async () => {
    const cut = operation(LOGIN, { input: { password: PLANTED } }).slice(0, -2);
    expect(await mistake(cut, 'BAD_REQUEST')).toEqual(['The body is not valid JSON in UTF-8.']);
  });

  it('never prints an input object for one misspelt field', async () => {
    const input = { userNam: 'paynet', password: PLANTED, agentId: '1001' };
    expect(await mistake(operation(LOGIN, { input }), 'BAD_USER_INPUT')).toEqual([
      'Variable "$input": Field "userName" of required type "String!" was not provided.',
      'Variable "$input": Field "userNam" is not defined by type "LoginInput". Did you mean "userName"?',
    ]);
  });

  it.each([
    ['text for an object', { input: PLANTED }, 'Variable "$input": Expected type "LoginInput" to be an object.'],
    [
      'null for an object',
      { input: null },
      'Variable "$input": Expected non-nullable type "LoginInput!" not to be null.',
    ],
    ['nothing at all', {}, 'Variable "$input": Expected a value of type "LoginInput!".'],
    [
      'a list for text',
      { input: { userName: [PLANTED], password: PLANTED, agentId: '1' } },
      'Variable "$input.userName": Expected a value of type "String!".',
    ],
  ])('names what was expected of a variable that is %s', async (_what, variables, message) => {
    expect(await mistake(operation(LOGIN, variables), 'BAD_USER_INPUT')).toEqual([message]);
  });

  it('says for each field of an input what kind of value belongs there', async () => {
    const input = {
      payerName: PLANTED,
      amount: 12.5,
      posType: PLANTED,
      sendSms: PLANTED,
      expiresInHours: PLANTED,
      errorUrl: 7,
    };
    expect(await mistake(operation(CREATE, { input }), 'BAD_USER_INPUT')).toEqual([
      'Variable "$input.amount": Expected a decimal number as text, like "120.10".',
      'Variable "$input.errorUrl": Expected an address as text.',
      'Variable "$input.expiresInHours": Expected a value of type "Int".',
      'Variable "$input.posType": Expected one of: COMPANY, PAYNET.',
      'Variable "$input.sendSms": Expected a value of type "Boolean".',
    ]);
  });

  it('never prints a literal of the document', async () => {
    const document = `mutation { login(input: { userName: 12, password: ["${PLANTED}"], agentId: ${PLANTED.replace('-', '_')}, x: "${PLANTED}" }) { __typename } }`;
    expect(await mistake(operation(document), 'GRAPHQL_VALIDATION_FAILED')).toEqual([
      'Expected a value of type "String!".',
      'Expected a value of type "String".',
      'Expected a value of type "ID!".',
      'Field "x" is not defined by type "LoginInput".',
    ]);
  });

  it('never prints a literal where an object belongs', async () => {
    const document = `mutation { login(input: "${PLANTED}") { __typename } }`;
    expect(await mistake(operation(document), 'GRAPHQL_VALIDATION_FAILED')).toEqual([
      'Expected a value of type "LoginInput!".',
    ]);
  });

  it('never prints the token a syntax error met', async () => {
    expect(await mistake(operation(`{ "${PLANTED}" }`), 'GRAPHQL_PARSE_FAILED')).toEqual([
      'Syntax error at line 1, column 3: Expected Name.',
    ]);
    expect(await mistake(operation(`{ a(b: "${PLANTED}`), 'GRAPHQL_PARSE_FAILED')).toEqual([
      expect.stringMatching(/^Syntax error at line 1, column \d+\.$/),
    ]);
  });

  it('says which field has an argument without a value, in words of ours', async () => {
    const token = await layer.signIn(PEOPLE.dealer);
    const document = `mutation ($size: Int) { createPayLink(input: { payerName: "${PLANTED}", amount: "1" }) { ... on CreatePayLinkSuccess { payLink { qrCode(size: $size) } } } }`;
    const answer = await layer.query(document, { size: null }, { headers: strict, token });
    layer.reset();
    expect(answer.body.errors).toMatchObject([
      {
        message: 'An argument of this field has no valid value.',
        path: ['createPayLink', 'payLink', 'qrCode'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(answer.text + layer.log()).not.toContain(PLANTED);
  });

  it('never repeats a key that is no name', async () => {
    for (const key of [`my secret ${PLANTED}`, `a"${PLANTED}`, 'x'.repeat(1_000), '4355084355084358', '5309876501']) {
      const input = { userName: 'a', password: 'b', agentId: 'c', [key]: 1 };
      expect(await mistake(operation(LOGIN, { input }), 'BAD_USER_INPUT')).toEqual([
        'Variable "$input": A field is not defined by type "LoginInput".',
      ]);
    }
  });

  it('stops after five of a variable’s mistakes, and looks into no object of more than a hundred fields', async () => {
    const unknown = (count: number) => ({
      input: Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])),
    });
    expect(await mistake(operation(LOGIN, unknown(100)), 'BAD_USER_INPUT')).toHaveLength(5);
    for (const count of [101, 10_000]) {
      expect(await mistake(operation(LOGIN, unknown(count)), 'BAD_USER_INPUT')).toEqual([
        'Variable "$input": An object can hold at most 100 fields.',
      ]);
    }
  });

  it.each([
    ['deep', `${'{ agentSession '.repeat(5_000)}{ expiresOn }${'}'.repeat(5_000)}`],
    ['a deep list', `{ payLink(by: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`],
    ['wide', `{ ${'agentSession { expiresOn } '.repeat(5_000)} }`],
    ['full of aliases', `{ ${Array.from({ length: 500 }, (_, index) => `a${index}: __typename`).join(' ')} }`],
    [
      'a chain of fragments',
      `{ ...f0 } ${Array.from({ length: 5_000 }, (_, index) => `fragment f${index} on Query { ...f${index + 1} }`).join(' ')}`,
    ],
  ])('refuses a document that is %s by its number of tokens, as soon as that is reached', async (_what, document) => {
    expect(await mistake(operation(document), 'GRAPHQL_PARSE_FAILED')).toEqual([
      'The document has more than 1000 tokens.',
    ]);
  });

  it.each([
    [
      'login',
      'mutation { a: login(input: { userName: "a", password: "a", agentId: "a" }) { __typename } b: login(input: { userName: "a", password: "b", agentId: "a" }) { __typename } }',
    ],
    [
      'createPayLink',
      'mutation { createPayLink(input: { payerName: "a", amount: "1" }) { __typename } ...more } fragment more on Mutation { more: createPayLink(input: { payerName: "a", amount: "1" }) { __typename } }',
    ],
  ])('refuses a second %s in one document, however it is hidden', async (name, document) => {
    expect(await mistake(operation(document), 'GRAPHQL_VALIDATION_FAILED')).toEqual([
      `A document can hold "${name}" only once.`,
    ]);
  });

  it.each([
    [
      'a field that does not exist',
      '{ agentSesion { expiresOn } }',
      'Cannot query field "agentSesion" on type "Query". Did you mean "agentSession"?',
    ],
    [
      'an object without a selection',
      '{ agentSession }',
      'Field "agentSession" of type "AgentSession" must have a selection of subfields. Did you mean "agentSession { ... }"?',
    ],
    ['a fragment that does not exist', '{ ...Nobody }', 'Unknown fragment "Nobody".'],
  ])('names %s', async (_what, document, message) => {
    expect(await mistake(operation(document), 'GRAPHQL_VALIDATION_FAILED')).toEqual([message]);
  });

  it('reports at most five of a document’s mistakes', async () => {
    const document = `{ ${Array.from({ length: 20 }, (_, index) => `nothing${index}`).join(' ')} }`;
    const messages = await mistake(operation(document), 'GRAPHQL_VALIDATION_FAILED');
    expect(messages).toHaveLength(6);
    expect(messages.at(-1)).toBe('Too many validation errors, error limit reached. Validation aborted.');
  });

  it.each([
    ['no query', '{}', 'Must provide query string.'],
    ['a query that is no text', '{"query":12}', 'Expected "query" param to be a string, but given number.'],
    [
      'variables that are no object',
      `{"query":"{__typename}","variables":"${PLANTED}"}`,
      'Expected "variables" param to be empty or an object, but given string.',
    ],
    [
      'a name no operation has',
      `{"query":"query A{__typename}","operationName":"${PLANTED}"}`,
      'Could not determine what operation to execute.',
    ],
    [
      'a member of its own',
      `{"query":"{__typename}","${PLANTED}":1}`,
      'A request holds query or documentId, variables, operationName and extensions, and nothing else.',
    ],
    ['several operations at once', '[{"query":"{__typename}"}]', 'Batching is not supported.'],
    ['null', 'null', 'The body is not a JSON object.'],
    ['a number', '12', 'The body is not a JSON object.'],
  ])('refuses a body with %s', async (_what, body, message) => {
    expect(await mistake(body, 'BAD_REQUEST')).toEqual([message]);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/graphql',
    'application/json; charset=latin1',
  ])('refuses %s, which a foreign page could send with the visitor’s cookie, or which is not UTF-8', async (type) => {
    const messages = await mistake('query=%7B__typename%7D', 'UNSUPPORTED_MEDIA_TYPE', 415, {
      ...strict,
      'content-type': type,
    });
    expect(messages).toEqual(['Send the operation as application/json in UTF-8.']);
  });

  it('refuses a body that says it is too large before reading it', async () => {
    const messages = await mistake(operation(`{ __typename } #${'x'.repeat(300_000)}`), 'PAYLOAD_TOO_LARGE', 413);
    expect(messages).toEqual(['The body is larger than 262144 bytes.']);
  });

  it('refuses a body that grows too large without having said so', async () => {
    const { status, body } = await new Promise<{ status: number | undefined; body: Promise<string> }>(
      (resolve, reject) => {
        const outgoing = request(`${layer.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
        });
        outgoing.on('response', (response) => {
          resolve({ status: response.statusCode, body: text(response).finally(() => outgoing.destroy()) });
        });
        // The server hangs up on what it will not read; the answer has arrived by then.
        outgoing.on('error', reject);
        outgoing.write(' '.repeat(300_000));
      },
    );
    expect(status).toBe(413);
    expect(JSON.parse(await body)).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
  });

  it('refuses a mutation by GET, and any other verb', async () => {
    const get = await fetch(`${layer.url}/graphql?query=${encodeURIComponent('mutation { logout { __typename } }')}`);
    expect(get.status).toBe(405);
    const put = await fetch(`${layer.url}/graphql`, { method: 'PUT', body: '{}' });
    expect(put.status).toBe(405);
    expect(await put.json()).toMatchObject({ errors: [{ message: 'GraphQL only supports GET and POST requests.' }] });
  });
});

describe('in the closed profile', () => {
  let closed: Layer;
  beforeAll(async () => {
    closed = await startLayer({ env: { NODE_ENV: 'production', PAYNET_ENVIRONMENT: 'sandbox', HOST: '127.0.0.1' } });
  });
  afterAll(() => closed.stop());

  it.each([
    ['a field', operation('{ agentSesion { expiresOn } }')],
    ['a variable’s field', operation(LOGIN, { input: { userNam: 'x', password: 'x', agentId: 'x' } })],
    [
      'an enum value',
      operation('mutation { createPayLink(input: { payerName: "x", amount: "1", posType: PAYNE }) { __typename } }'),
    ],
  ])('gives no hint at %s that was nearly right', async (_what, body) => {
    const { text, status } = await closed.post(body, strict);
    expect(status).toBe(400);
    expect(text).not.toContain('Did you mean');
  });

  it('tells nobody the schema', async () => {
    const { body, status } = await closed.query('{ __schema { types { name } } }', {}, { headers: strict });
    expect(status).toBe(400);
    expect(body.errors?.[0]?.message).toContain('introspection has been disabled');
  });
});
