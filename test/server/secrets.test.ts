import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  OpenPortalDocument,
  SignInDocument,
  WhoAmIDocument,
} from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';

/** What must never be written: the person's password, Paynet's key and session keys, our tokens, portal addresses. */
const secrets = new Set<string>();
const COMPANY_KEY = 'sck_pcs_SANDBOX/only+on*loopback';
const PASSWORD = PEOPLE.turkish.password;

const outcomes = [
  'slow=5000',
  'status=500',
  'status=401',
  'html',
  'empty',
  'cut',
  'reset',
  'not-json',
  'redirect',
  'code=7',
  'code=8',
  'code=999',
  'bad-url',
  'no-url',
];

let layer: Layer;
beforeAll(async () => {
  layer = await startLayer({
    env: { PAYNET_CALL_TIMEOUT_MS: '200', PAYNET_HEADERS_TIMEOUT_MS: '200', REQUEST_TIMEOUT_MS: '400' },
  });
  secrets.add(COMPANY_KEY).add(PASSWORD);

  const signIn = (userName: string, password: string, companyCode?: string) =>
    layer.execute(SignInDocument, {
      input: { agentId: PEOPLE.turkish.agentId, userName, password, companyCode: companyCode ?? null },
    });

  const { body } = await signIn(PEOPLE.turkish.userName, PASSWORD);
  if (body.data?.login.__typename !== 'LoginSuccess') throw new Error('not signed in');
  const { token } = body.data.login;
  const who = await layer.execute(WhoAmIDocument, {}, { token });
  secrets.add(token).add(who.body.data?.agentSession?.sessionKey ?? '');

  const portal = await layer.execute(
    OpenPortalDocument,
    { input: { agentId: PEOPLE.turkish.agentId, userName: PEOPLE.turkish.userName } },
    { token },
  );
  if (portal.body.data?.autologin.__typename !== 'AutologinSuccess') throw new Error('no portal');
  secrets.add(portal.body.data.autologin.url).add(new URL(portal.body.data.autologin.url).search);

  // Every way a call can go wrong, with the secrets in hand, and requests that are wrong themselves.
  for (const outcome of outcomes) {
    await signIn(PEOPLE.turkish.userName, PASSWORD, `sandbox:login:${outcome}`);
    const input = { payerName: 'Şükrü', amount: '1', note: `sandbox:create:${outcome}` };
    await layer.execute(CreatePayLinkDocument, { input }, { token });
  }
  await signIn(PEOPLE.turkish.userName, `${PASSWORD}-wrong`);
  await layer.post(`{"query":"mutation { login", "password":"${PASSWORD}"`, { cookie: `paynet-session=${token}` });
  await layer.query('mutation ($input: LoginInput!) { login(input: $input) { __typename } }', {
    input: { password: PASSWORD, nope: token },
  });
  await fetch(
    `${layer.url}/graphql?query=%7B__typename%7D&variables=${encodeURIComponent(JSON.stringify({ password: PASSWORD }))}`,
  );
});
afterAll(() => layer.stop());

describe('the log', () => {
  it('has a line for every request and every call to Paynet', () => {
    const lines = layer
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ msg }) => msg === 'request').length).toBeGreaterThan(2 * outcomes.length);
    expect(lines.filter(({ attempt }) => attempt === 1).length).toBeGreaterThan(2 * outcomes.length);
  });

  it('says what an operation did in the schema’s words, not in the client’s', async () => {
    await layer.query('query MyOwnName { mine: agentSession { expiresOn } __typename }');
    await expect.poll(() => layer.log()).toContain('"operation":"query agentSession __typename"');
    expect(layer.log()).not.toMatch(/MyOwnName|mine/);
  });

  it('holds none of the secrets, whatever went wrong', () => {
    expect(secrets.size).toBe(6);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(layer.log().includes(secret), 'a secret was logged').toBe(false);
      expect(layer.log().includes(encodeURIComponent(secret)), 'a secret was logged, encoded').toBe(false);
    }
  });

  it('writes one event as one line, whatever a client puts into it', async () => {
    const before = layer.log().split('\n').length;
    await layer.post('{}', { 'x-request-id': 'a"b{}\u001b[31m', 'user-agent': 'x' }).catch(() => undefined);
    await layer.query('{ __typename }', {}, { headers: { 'x-request-id': '{"level":60}' } });
    const added = layer
      .log()
      .split('\n')
      .slice(before - 1)
      .filter((line) => line !== '');
    for (const line of added) expect(JSON.parse(line)).toMatchObject({ msg: 'request' });
  });
});

describe('somebody else’s answer', () => {
  it('holds none of a person’s secrets', async () => {
    const token = await layer.signIn(PEOPLE.dealer);
    const answers = [
      await layer.execute(WhoAmIDocument, {}, { token }),
      await layer.execute(
        OpenPortalDocument,
        { input: { agentId: PEOPLE.turkish.agentId, userName: PEOPLE.turkish.userName } },
        { token },
      ),
      await layer.execute(WhoAmIDocument, {}),
    ];
    for (const { text } of answers) for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  });

  it('is never kept by a cache in between', async () => {
    const { headers } = await layer.query('{ __typename }');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('a request’s id', () => {
  it('is the caller’s own where it is harmless, and stands in header, errors and log', async () => {
    const { headers, body } = await layer.query('{ nope }', {}, { headers: { 'x-request-id': 'order-42.a' } });
    expect(headers.get('x-request-id')).toBe('order-42.a');
    expect(body.errors?.[0]?.extensions['requestId']).toBe('order-42.a');
    await expect.poll(() => layer.log()).toContain('"requestId":"order-42.a"');
  });

  it('is a new one where the caller’s could be mistaken for something else', async () => {
    for (const id of ['a b', '{"x":1}', 'x'.repeat(65), '4355084355084358', '']) {
      const { headers } = await layer.query('{ __typename }', {}, { headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
