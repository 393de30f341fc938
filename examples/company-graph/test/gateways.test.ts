import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed.ts';
import { startPeer } from '../../../test/support/peer.ts';
import { withoutAccessDirectives } from '../src/gateways/without-access-directives.ts';
import { PAYNET_SDL } from '../src/subgraph.ts';
import {
  type CompanyGraph,
  GATEWAYS,
  type GatewayName,
  ROUTER_SECRET,
  startCompanyGraph,
} from './support/company-graph.ts';

const order = (id: string, payLinkReference: string | null, agentId: string = PEOPLE.paynet.agentId) => ({
  id,
  total: '120.10',
  agentId,
  payLinkReference,
});

describe.each(Object.keys(GATEWAYS) as GatewayName[])('through %s', (gatewayName) => {
  let graph: CompanyGraph;
  let token: string;
  beforeAll(async () => {
    graph = await startCompanyGraph(gatewayName);
    token = await graph.signIn(PEOPLE.paynet);
  });
  afterAll(() => graph?.stop());
  beforeEach(() => graph.reset());

  /** How often each service of Paynet's was called. */
  const calls = (service: string) => graph.layer.left.filter(({ path }) => path === `/v1/mailorder/${service}`).length;

  it('signs a person in: the token is good at the layer itself, too', async () => {
    const { body } = await graph.layer.query('{ agentSession { user { id } } }', {}, { token });
    expect(body).toEqual({ data: { agentSession: { user: { id: PEOPLE.paynet.userName } } } });
  });

  it('makes a link and answers it with the order it is for', async () => {
    graph.orders.push(order('7', 'ORD-7'));
    const { body } = await graph.ask(
      'mutation ($input: CreatePayLinkInput!) { createPayLink(input: $input) { ... on CreatePayLinkSuccess { payLink { status url order { id total } agent { name orders { id } } } } } }',
      { token, variables: { input: { payerName: 'Ayşe Yılmaz', amount: '120.10', referenceNo: 'ORD-7' } } },
    );
    expect(body).toEqual({
      data: {
        createPayLink: {
          payLink: {
            status: 'AWAITING_PAYMENT',
            url: graph.layer.paynet.sandbox.links[0]?.url,
            order: { id: '7', total: '120.10' },
            agent: { name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.', orders: [{ id: '7' }] },
          },
        },
      },
    });
    expect(calls('create')).toBe(1);
  });

  it('reads a link through the order that stores its reference, and shows it paid once it is', async () => {
    graph.orders.push(order('7', 'ORD-7'));
    const id = await graph.makeLink(token, 'ORD-7');
    const read = async () => {
      const { body } = await graph.ask('{ order(id: "7") { total payLink { id status amount { amount } } } }', {
        token,
      });
      expect(body.errors).toBeUndefined();
      return body.data?.['order'];
    };
    const payLink = { id, status: 'AWAITING_PAYMENT', amount: { amount: '120.10' } };
    expect(await read()).toEqual({ total: '120.10', payLink });
    graph.layer.paynet.sandbox.pay(id);
    expect(await read()).toEqual({ total: '120.10', payLink: { ...payLink, status: 'PAID' } });
  });

  it('reads a link through a subgraph that stores its id, and goes on from there to the order', async () => {
    graph.orders.push(order('7', 'ORD-7'));
    const id = await graph.makeLink(token, 'ORD-7');
    graph.tickets.push({ id: 't1', about: { id } });
    const { body } = await graph.ask('{ tickets { about { id referenceNo order { id } } } }', { token });
    expect(body).toEqual({ data: { tickets: [{ about: { id, referenceNo: 'ORD-7', order: { id: '7' } } }] } });
  });

  it('goes from a link to its order, and from the signed-in agent to the orders and their links', async () => {
    graph.orders.push(order('7', 'ORD-7'), order('8', null));
    const id = await graph.makeLink(token, 'ORD-7');
    const { body } = await graph.ask(
      'query ($id: ID!) { payLink(by: { id: $id }) { order { id } } agentSession { agent { name orders { id payLink { status } } } } }',
      { token, variables: { id } },
    );
    const name = 'PAYNET ÖDEME HİZMETLERİ A.Ş.';
    const orders = [
      { id: '7', payLink: { status: 'AWAITING_PAYMENT' } },
      { id: '8', payLink: null },
    ];
    expect(body).toEqual({ data: { payLink: { order: { id: '7' } }, agentSession: { agent: { name, orders } } } });
  });

  it('knows of an agent what the layer tells the caller: its own whole, any other by its id', async () => {
    graph.orders.push(order('7', null), order('8', null, PEOPLE.dealer.agentId));
    const { body } = await graph.ask('{ orders { nodes { agent { id name isCompany } } } }', { token });
    const agents = [
      { id: '1001', name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.', isCompany: true },
      { id: '2001', name: null, isCompany: null },
    ];
    expect(body).toEqual({ data: { orders: { nodes: agents.map((agent) => ({ agent })) } } });
  });

  describe('who asks', () => {
    const QUERY =
      '{ orders { nodes { id payLink { id } } } tickets { about { id status } } agentSession { expiresOn } }';
    const NOTHING_OF_THE_LAYER = {
      orders: { nodes: [{ id: '7', payLink: null }] },
      tickets: [{ about: null }],
      agentSession: null,
    };
    beforeEach(async () => {
      const id = await graph.makeLink(token, 'ORD-7');
      graph.orders.push(order('7', 'ORD-7'));
      graph.tickets.push({ id: 't1', about: { id } });
    });

    it('sees nothing of the layer’s without a token, and the rest all the same', async () => {
      const { body, text } = await graph.ask(QUERY);
      expect(body.data).toEqual(NOTHING_OF_THE_LAYER);
      // What must not be null in a link that is: one gateway makes errors of it, the other mentions it.
      const { extensions } = JSON.parse(text) as { extensions?: { valueCompletion?: object[] } };
      const [said, unsaid] =
        gatewayName === '@apollo/gateway'
          ? [extensions?.valueCompletion, body.errors]
          : [body.errors, extensions?.valueCompletion];
      expect(said).toHaveLength(2);
      expect(unsaid).toBeUndefined();
      expect(calls('detail')).toBe(0);
    });

    it('sees nothing of another agent’s with a token of their own', async () => {
      const { body } = await graph.ask(QUERY, { token: await graph.signIn(PEOPLE.dealer) });
      expect(body.data).toMatchObject({ ...NOTHING_OF_THE_LAYER, agentSession: { expiresOn: expect.any(String) } });
    });

    it('is told to the layer, and to nobody else', async () => {
      const { body } = await graph.ask(QUERY, { token, headers: { cookie: 'paynet-session=planted' } });
      expect(body.errors).toBeUndefined();
      expect(body.data).toMatchObject({ orders: { nodes: [{ payLink: { id: expect.any(String) } }] } });
      expect(graph.cameElsewhere.length).toBeGreaterThanOrEqual(2);
      for (const headers of graph.cameElsewhere) {
        expect(headers).not.toHaveProperty('authorization');
        expect(headers).not.toHaveProperty('cookie');
      }
    });
  });

  it('is let in by its secret where others are not, and tells it to the layer only', async () => {
    graph.orders.push(order('7', 'ORD-7'));
    await graph.makeLink(token, 'ORD-7');
    const variables = { of: [{ __typename: 'PayLink', referenceNo: 'ORD-7' }] };
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on PayLink { id } } }';
    const direct = await graph.layer.query(query, variables, { token });
    expect(direct.body.errors).toMatchObject([{ extensions: { code: 'ROUTER_ONLY' } }]);
    // A client's own secret is not handed on, and the gateway's graph has no such field.
    const { body } = await graph.ask('{ orders { nodes { payLink { status } } } }', {
      token,
      headers: { 'x-router-secret': 'planted' },
    });
    expect(body).toEqual({ data: { orders: { nodes: [{ payLink: { status: 'AWAITING_PAYMENT' } }] } } });
    expect((await graph.ask(query, { variables, token })).text).toContain('Cannot query field \\"_entities\\"');
    expect(JSON.stringify(graph.cameElsewhere)).not.toMatch(/x-router-secret/);
  });

  it('lets an error of the layer arrive as it is: code, message in the caller’s language, and request id', async () => {
    const { body } = await graph.ask('{ payLink(by: { id: "any" }) { id } orders { nodes { id } } }', {
      headers: { 'accept-language': 'tr', 'x-request-id': 'the-callers-own' },
    });
    expect(body.data).toEqual({ payLink: null, orders: { nodes: [] } });
    expect(body.errors).toMatchObject([
      {
        message: expect.stringContaining('Bu işlem için giriş yapılmış olmalı.'),
        path: ['payLink'],
        extensions: { code: 'UNAUTHENTICATED', retry: 'AFTER_LOGIN', requestId: 'the-callers-own' },
      },
    ]);
  });

  it('keeps the rest of the answer when Paynet fails for one link, and says which', async () => {
    graph.orders.push(order('7', 'ORD-7'), order('8', 'ORD-8/sandbox:detail:status=503'));
    await graph.makeLink(token, 'ORD-7');
    const { body } = await graph.ask('{ orders { nodes { id payLink { status } } } }', { token });
    expect(body.data).toEqual({
      orders: {
        nodes: [
          { id: '7', payLink: { status: 'AWAITING_PAYMENT' } },
          { id: '8', payLink: null },
        ],
      },
    });
    expect(body.errors).toHaveLength(1);
    const [error] = body.errors ?? [];
    expect(error?.path?.slice(0, 4)).toEqual(['orders', 'nodes', 1, 'payLink']);
    expect(error).toMatchObject({
      message: 'Paynet reports a fault of its own. Try again later.',
      extensions: { code: 'UPSTREAM_ERROR', retry: 'SAME_INPUT_LATER', requestId: expect.any(String) },
    });
  });

  it('lets a named failure arrive as a member of the result', async () => {
    const { body } = await graph.ask(
      'mutation ($input: CreatePayLinkInput!) { createPayLink(input: $input) { __typename ... on PaynetError { code retry } ... on PaynetInvalidInput { fields { field code } } } }',
      { token, variables: { input: { payerName: '', amount: 'much' } } },
    );
    expect(body).toEqual({
      data: {
        createPayLink: {
          __typename: 'PaynetInvalidInput',
          code: 'INVALID_INPUT',
          retry: 'WITH_CORRECTED_INPUT',
          fields: [
            { field: 'payerName', code: 'REQUIRED' },
            { field: 'amount', code: 'NOT_AN_AMOUNT' },
          ],
        },
      },
    });
  });

  it('sends a mutation once where the answer gets lost, and writes no password down', async () => {
    const printed = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    const peer = await startPeer();
    peer.answerWith((request) => request.socket.destroy());
    const { paynet, compose, start } = GATEWAYS[gatewayName];
    const { supergraph } = compose([{ name: 'paynet', sdl: paynet, url: peer.url }]);
    const gateway = await start({ supergraph: supergraph ?? '', port: 0, routerSecret: ROUTER_SECRET });
    const query =
      'mutation { login(input: { agentId: "1001", userName: "paynet", password: "planted" }) { __typename } }';
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.any(String) }] });
    expect(peer.came.map(({ body }) => body.includes('planted'))).toEqual([true]);
    expect(JSON.stringify(printed.map(({ mock }) => mock.calls))).not.toContain('planted');
    vi.restoreAllMocks();
    await gateway.stop();
    await peer.stop();
  });

  it('asks the layer once for a hundred orders, and Paynet once for each of their twenty links', async () => {
    for (let n = 0; n < 20; n += 1) await graph.makeLink(token, `ORD-${n}`);
    for (let n = 0; n < 100; n += 1) graph.orders.push(order(String(n), `ORD-${n % 20}`));
    const before = graph.cameToLayer().length;
    const { body } = await graph.ask('{ orders(first: 100) { nodes { payLink { referenceNo status } } } }', { token });
    expect(body).toEqual({
      data: {
        orders: {
          nodes: graph.orders.map(({ payLinkReference: referenceNo }) => ({
            payLink: { referenceNo, status: 'AWAITING_PAYMENT' },
          })),
        },
      },
    });
    expect(graph.cameToLayer().slice(before)).toEqual(['query _entities']);
    expect(calls('detail')).toBe(20);
  });
});

describe('@apollo/gateway', () => {
  it('does not start with a subgraph that tells routers of access, so ours is registered without', async () => {
    const { compose, start } = GATEWAYS['@apollo/gateway'];
    const supergraphOf = (sdl: string) =>
      compose([{ name: 'paynet', sdl, url: 'http://127.0.0.1:9' }]).supergraph ?? '';
    const options = { port: 0, routerSecret: ROUTER_SECRET };
    await expect(start({ ...options, supergraph: supergraphOf(PAYNET_SDL) })).rejects.toThrow(/unsupported/);
    const without = withoutAccessDirectives(PAYNET_SDL);
    expect(PAYNET_SDL).toContain('@requiresScopes(');
    expect(without).not.toMatch(/@(authenticated|requiresScopes)\b[^`]/);
    await (await start({ ...options, supergraph: supergraphOf(without) })).stop();
  });
});
