import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { print } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  ReadPayLinkDocument,
  SignInDocument,
  WatchPayLinkDocument,
  WhoAmIDocument,
} from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';

const { dealer, turkish } = PEOPLE;
const CARD = '4355084355084358';
const STRICT = { accept: 'application/graphql-response+json' };
const plain: CreatePayLinkInput = { payerName: 'Ayşe Yılmaz', amount: '1' };

let layer: Layer;
let token: string;
beforeAll(async () => {
  layer = await startLayer();
  token = await layer.signIn(dealer);
});
afterAll(() => layer.stop());
beforeEach(() => layer.reset());

async function create(input: CreatePayLinkInput, by = token) {
  const { body } = await layer.execute(CreatePayLinkDocument, { input }, { token: by });
  return body.data?.createPayLink;
}

describe('a body', () => {
  it('F55 of more than 256 KB is refused with 413, before it is read where it says so, and while it grows where not', async () => {
    const said = await layer.post(`{"query":"{ __typename }","operationName":"${'x'.repeat(262_144)}"}`);
    expect(said.status).toBe(413);
    expect(said.body.errors?.[0]?.extensions['code']).toBe('PAYLOAD_TOO_LARGE');
    const grown = await new Promise<{ status: number | undefined; body: Promise<string> }>((resolve, reject) => {
      const outgoing = request(`${layer.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      outgoing.on('response', (response) => {
        resolve({ status: response.statusCode, body: text(response).finally(() => outgoing.destroy()) });
      });
      outgoing.on('error', reject);
      outgoing.write(' '.repeat(300_000));
    });
    expect(grown.status).toBe(413);
    expect(await grown.body).toContain('PAYLOAD_TOO_LARGE');
  });

  it('F58 that is a list of operations is refused, of queries and of mutations', async () => {
    const login = { query: print(SignInDocument), variables: { input: { ...dealer } } };
    for (const batch of [[{ query: '{ __typename }' }], [login, login], []]) {
      const { status, body } = await layer.post(JSON.stringify(batch), STRICT);
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
    }
    expect(layer.left).toHaveLength(0);
  });

  it('F65 is JSON, or changes nothing: no form, no part, no plain text, no address', async () => {
    const mutation = 'mutation { createPayLink(input: { payerName: "a", amount: "1" }) { __typename } }';
    const query = encodeURIComponent(mutation);
    const authorization = `Bearer ${token}`;
    const boundary = '--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n';
    const ways: readonly (readonly [status: number, path: string, init: RequestInit])[] = [
      [405, `/graphql?query=${query}`, {}],
      [405, '/graphql', { method: 'PUT', body: mutation }],
      [415, '/graphql', { method: 'POST', body: new URLSearchParams({ query: mutation }) }],
      [415, '/graphql', { method: 'POST', body: mutation, headers: { 'content-type': 'text/plain' } }],
      [415, '/graphql', { method: 'POST', body: mutation, headers: { 'content-type': 'application/graphql' } }],
      [
        415,
        '/graphql',
        {
          method: 'POST',
          body: `${boundary}${JSON.stringify({ query: mutation })}\r\n--b--`,
          headers: { 'content-type': 'multipart/form-data; boundary=b' },
        },
      ],
    ];
    for (const [status, path, init] of ways) {
      const response = await fetch(layer.url + path, {
        ...init,
        headers: { authorization, accept: STRICT.accept, ...(init.headers as object) },
      });
      expect(response.status).toBe(status);
    }
    expect(layer.left).toHaveLength(0);
  });
});

describe('the closed profile', () => {
  it('F61 tells nobody the schema: no introspection, no hint, no answer to who probes for types', async () => {
    const closed = await startLayer({
      env: { NODE_ENV: 'production', PAYNET_ENVIRONMENT: 'sandbox', HOST: '127.0.0.1' },
    });
    try {
      for (const document of [
        '{ __schema { types { name } } }',
        '{ __type(name: "Agent") { name } }',
        '{ agentSession { ... on AgentSession { __typename } } ...F } fragment F on Query { __schema { queryType { name } } }',
        '{ agentSesion { expiresOn } }',
        '{ _service { sdl } }',
      ]) {
        for (const { status, text, body } of [await closed.query(document, {}, { headers: STRICT })]) {
          expect(status).toBe(400);
          expect(body.data).toBeUndefined();
          expect(text).not.toMatch(/Did you mean|"types"|"sdl"/);
        }
      }
      const misspelt = { input: { userNam: 'x', password: 'x', agentId: 'x' } };
      const { text } = await closed.query(print(SignInDocument), misspelt, { headers: STRICT });
      expect(text).not.toContain('Did you mean');
      const page = await fetch(`${closed.url}/graphql`, { headers: { accept: 'text/html' } });
      expect(await page.text()).not.toContain('<');
    } finally {
      await closed.stop();
    }
  });
});

describe('what a client sends', () => {
  it('F66 reaches no header and no path of a call to Paynet, whatever signs it holds', async () => {
    const odd = ['a\r\nx-evil: 1', 'a\nb', 'a\u0000b', 'a\u2028b', 'a\u001b[31mb'];
    for (const value of odd) {
      expect(await create({ ...plain, payerName: value })).toMatchObject({ __typename: 'PaynetInvalidInput' });
      expect(await create({ ...plain, referenceNo: value })).toMatchObject({ __typename: 'PaynetInvalidInput' });
      const { body } = await layer.execute(ReadPayLinkDocument, { by: { id: value } }, { token });
      expect(body.errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
    }
    expect(layer.left).toHaveLength(0);
    // What may hold lines travels inside the body.
    await create({ ...plain, note: 'two\r\nlines: x' });
    expect(bodyOf(layer.left[0])['note']).toBe('two\r\nlines: x');
    expect(layer.left.map(({ path }) => path)).toEqual(['/v1/mailorder/create']);
    expect(JSON.stringify(layer.left[0]?.headers)).not.toContain('lines');
  });

  it('F67 is one line of the log for each event, whatever it is made to look like', async () => {
    const fake = '\n{"level":30,"msg":"paid"}\u001b[2J\r\n';
    await fetch(`${layer.url}/${encodeURIComponent(fake)}`);
    await fetch(`${layer.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'a b', 'user-agent': 'x"}{"a":"b' },
      body: JSON.stringify({ query: `query ${'A'.repeat(100)} { __typename }`, operationName: fake }),
    });
    await create({ ...plain, referenceNo: '"}{"a' });
    await expect.poll(() => layer.log()).toContain('createPayLink');
    for (const line of layer.log().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
    expect(layer.log()).not.toContain('"msg":"paid"');
    expect(layer.log()).not.toContain('\u001b');
  });

  it('F70 as a key is one intention of one caller: odd ones are refused, another’s is another’s, fifty at once are one', async () => {
    for (const idempotencyKey of ['', '   ', 'a\nb', 'x'.repeat(256), 'x'.repeat(200_000), CARD]) {
      expect(await create({ ...plain, idempotencyKey })).toMatchObject({ __typename: 'PaynetInvalidInput' });
    }
    expect(layer.left).toHaveLength(0);
    expect(await create({ ...plain, idempotencyKey: '🧾 118' })).toMatchObject({ __typename: 'CreatePayLinkSuccess' });

    const other = await layer.signIn(turkish);
    const own = await create({ ...plain, idempotencyKey: 'shared' });
    const theirs = await create({ ...plain, amount: '2', idempotencyKey: 'shared' }, other);
    expect([own, theirs]).toMatchObject([{ replayed: false }, { replayed: false }]);
    expect(await create({ ...plain, amount: '3', idempotencyKey: 'shared' })).toMatchObject({
      __typename: 'PayLinkKeyReused',
    });

    const before = layer.paynet.sandbox.links.length;
    const many = await Promise.all(Array.from({ length: 50 }, () => create({ ...plain, idempotencyKey: 'at once' })));
    const ids = many.map((answer) => (answer?.__typename === 'CreatePayLinkSuccess' ? answer.payLink.id : answer));
    expect(new Set(ids).size).toBe(1);
    expect(layer.paynet.sandbox.links).toHaveLength(before + 1);
  });

  it('F73 as a card number is refused in every text, kept nowhere, and not repeated by any header', async () => {
    for (const field of [
      'payerName',
      'note',
      'agentNote',
      'referenceNo',
      'idempotencyKey',
      'userName',
      'instalmentKey',
    ]) {
      for (const value of [CARD, `4355 0843 5508 4358`, `x${CARD}`, '４３５５０８４３５５０８４３５８']) {
        expect(await create({ ...plain, [field]: value })).toMatchObject({
          __typename: 'PaynetInvalidInput',
          fields: [{ field, code: 'PAN_NOT_ALLOWED' }],
        });
      }
    }
    const { headers } = await layer.execute(WhoAmIDocument, {}, { token, headers: { 'x-request-id': CARD } });
    expect(headers.get('x-request-id')).not.toContain(CARD);
    await fetch(`${layer.url}/${CARD}`);
    await expect.poll(() => layer.log()).toContain('"path":"another"');
    expect(layer.log()).not.toContain(CARD);
    expect(layer.left).toHaveLength(0);
  });
});

describe('a router', () => {
  it('F69 that asks for odd, repeated, too many or other people’s things gets null for each by itself', async () => {
    const document = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on PayLink { id } } }';
    await create({ ...plain, referenceNo: 'OWN' });
    await create({ ...plain, referenceNo: 'THEIRS' }, await layer.signIn(turkish));
    const [own, theirs] = layer.paynet.sandbox.links.map(({ id }) => ({ __typename: 'PayLink', id }));
    const before = layer.left.length;
    const of = [own, theirs, own, { __typename: 'Order', id: '1' }, { __typename: 'PayLink' }, 'PayLink', own];
    const { body } = await layer.query(document, { of }, { token });
    expect(body).toEqual({ data: { _entities: [own, null, own, null, null, null, own] } });
    expect(layer.left.slice(before)).toHaveLength(2);
    const many = await layer.query(document, { of: Array.from({ length: 501 }, () => own) }, { token });
    expect(many.body.errors?.[0]?.extensions['code']).toBe('TOO_MANY_REPRESENTATIONS');
    const tenThousand = await layer.query(document, { of: Array.from({ length: 10_000 }, () => 1) }, { token });
    expect(tenThousand.body.errors?.[0]?.extensions['code']).toBe('TOO_MANY_REPRESENTATIONS');
    expect(layer.left.slice(before)).toHaveLength(2);
  });
});

describe('a subscriber', () => {
  it('F71 is told by a typed event that the session has ended, and whoever comes back begins with the link as it is', async () => {
    const own = await layer.signIn(dealer);
    await create(plain);
    const [{ id } = { id: '' }] = layer.paynet.sandbox.links;
    const watch = (by: string) =>
      fetch(`${layer.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${by}` },
        body: JSON.stringify({ query: print(WatchPayLinkDocument), variables: { id } }),
      });
    const stream = await watch(own);
    await layer.query('mutation { logout { __typename } }', {}, { token: own });
    expect(await stream.text()).toContain('SESSION_EXPIRED');
    layer.paynet.sandbox.pay(id);
    const again = await (await watch(token)).text();
    expect(again).toContain('"status":"PAID"');
    expect(again).toContain('event: complete');
  });
});
