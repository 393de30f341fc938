import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WhoAmIDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';

const SECRET = 'what the router shows'.replaceAll(' ', '-').padEnd(40, '!');
const OLD_SECRET = 'what it showed before'.replaceAll(' ', '-').padEnd(40, '!');
const PRODUCTION = { NODE_ENV: 'production', PAYNET_ENVIRONMENT: 'sandbox', HOST: '127.0.0.1' };

const SERVICE = '{ _service { sdl } }';
const ENTITIES = '{ _entities(representations: [{ __typename: "Agent", id: "2001" }]) { ... on Agent { id } } }';
const refused = {
  errors: [{ message: 'This is for the router of the company graph.', extensions: { code: 'ROUTER_ONLY' } }],
};

const withSecret = (secret: string) => ({ headers: { 'x-router-secret': secret } });
const sdlOf = ({ body }: { body: { data?: unknown } }) =>
  (body.data as { _service: { sdl: string } } | undefined)?._service.sdl;

describe('with a secret of the router', () => {
  let layer: Layer;
  let dealer: string;
  beforeAll(async () => {
    layer = await startLayer({ env: { ROUTER_SECRET: SECRET, ROUTER_SECRET_PREVIOUS: OLD_SECRET } });
    dealer = await layer.signIn(PEOPLE.dealer);
    layer.reset();
  });
  afterAll(() => layer.stop());

  it.each([
    ['the secret', SECRET],
    ['the one before it, while it is being changed', OLD_SECRET],
  ])('entities and schema are for whoever shows %s', async (_what, secret) => {
    expect(sdlOf(await layer.query(SERVICE, {}, withSecret(secret)))).toContain('type PayLink');
    const { body } = await layer.query(ENTITIES, {}, { token: dealer, ...withSecret(secret) });
    expect(body).toEqual({ data: { _entities: [{ id: '2001' }] } });
  });

  it.each([
    ['nothing', {}],
    ['something else', withSecret('x'.repeat(40))],
    ['nothing in it', withSecret('')],
    ['its beginning', withSecret(SECRET.slice(0, -1))],
    ['more than it', withSecret(`${SECRET}!`)],
    ['both at once', withSecret(`${SECRET}, ${OLD_SECRET}`)],
    ['it in another header', { headers: { authorization: `Bearer ${SECRET}`, cookie: `x-router-secret=${SECRET}` } }],
  ])('and for nobody who shows %s', async (_what, asking) => {
    for (const document of [SERVICE, ENTITIES]) {
      const { body } = await layer.query(document, {}, asking);
      expect(body).toMatchObject(refused);
      expect(body).not.toHaveProperty('data');
    }
    const signedIn = await layer.query(ENTITIES, {}, { token: dealer, ...asking });
    expect(signedIn.body).not.toHaveProperty('data');
  });

  it('they are found in fragments, under other names, and beside other fields, which then are not answered either', async () => {
    for (const document of [
      'query { ...F } fragment F on Query { ... on Query { x: _service { sdl } } }',
      `query ($no: Boolean = false) { agentSession { user { id } } _service @include(if: $no) { sdl } }`,
      '{ payLink(by: { id: "1" }) { id } _entities(representations: []) { __typename } }',
    ]) {
      const { body } = await layer.query(document, {}, { token: dealer });
      expect(body, document).toMatchObject(refused);
      expect(body).not.toHaveProperty('data');
    }
    expect(layer.left).toHaveLength(0);
  });

  it('everybody else’s fields need none, and it makes nobody of its bearer', async () => {
    expect((await layer.execute(WhoAmIDocument, {}, { token: dealer })).body.data?.agentSession).toMatchObject({
      user: { id: 'kuzey' },
    });
    expect((await layer.execute(WhoAmIDocument, {}, withSecret(SECRET))).body.data?.agentSession).toBeNull();
    const { body } = await layer.query(ENTITIES, {}, withSecret(SECRET));
    expect(body).toEqual({ data: { _entities: [null] } });
  });

  it('stays out of the log', async () => {
    await layer.query(SERVICE, {}, withSecret(SECRET));
    await expect.poll(() => layer.log()).toContain('"operation":"query _service"');
    expect(layer.log()).not.toContain(SECRET);
  });
});

describe('without a secret', () => {
  it('entities and schema are open to everybody, for whoever tries a router on this machine', async () => {
    const layer = await startLayer();
    try {
      expect(sdlOf(await layer.query(SERVICE))).toContain('type PayLink');
      expect((await layer.query(ENTITIES, {}, withSecret('anything'))).body).toEqual({ data: { _entities: [null] } });
    } finally {
      await layer.stop();
    }
  });

  it('they are closed to everybody in production, where nobody is the router', async () => {
    const layer = await startLayer({ env: PRODUCTION });
    try {
      for (const asking of [{}, withSecret(''), withSecret('undefined')]) {
        for (const document of [SERVICE, ENTITIES]) {
          expect((await layer.query(document, {}, asking)).body).toMatchObject(refused);
        }
      }
    } finally {
      await layer.stop();
    }
  });
});

describe('in production, with a secret', () => {
  it('the router reads the whole schema, and nobody else a word of it', async () => {
    const layer = await startLayer({ env: { ...PRODUCTION, ROUTER_SECRET: SECRET } });
    try {
      const sdl = sdlOf(await layer.query(SERVICE, {}, withSecret(SECRET))) ?? '';
      expect(`${sdl}\n`).toBe(readFileSync('schema/paynet.graphql', 'utf8'));
      const answers = [
        await layer.query(SERVICE),
        await layer.query('{ __schema { types { name } } }'),
        await layer.query('{ __type(name: "_Service") { fields { name } } }'),
        await layer.query('{ _servic { sdl } }'),
      ];
      for (const { body, text } of answers) {
        expect(body.errors?.length).toBeGreaterThan(0);
        expect(body).not.toHaveProperty('data');
        expect(text).not.toMatch(/PayLink|createPayLink|_entities/);
      }
    } finally {
      await layer.stop();
    }
  });
});
