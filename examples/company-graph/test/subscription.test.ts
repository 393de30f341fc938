import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed.ts';
import { type CompanyGraph, startCompanyGraph } from './support/company-graph.ts';

const WATCH = 'subscription ($id: ID!) { payLinkChanged(id: $id) { status agent { name } order { id total } } }';

/** Apollo's gateway for Node has no subscriptions. */
describe('payLinkChanged through @graphql-hive/gateway', () => {
  let graph: CompanyGraph;
  let token: string;
  beforeAll(async () => {
    graph = await startCompanyGraph('@graphql-hive/gateway');
    token = await graph.signIn(PEOPLE.dealer);
  });
  afterAll(() => graph?.stop());
  beforeEach(() => graph.reset());

  function watch(id: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) {
    return createClient({ url: `${graph.url}/graphql`, headers, retryAttempts: 0 }).iterate({
      query: WATCH,
      variables: { id },
    });
  }

  async function linkOfAnOrder(): Promise<string> {
    graph.orders.push({ id: '7', total: '120.10', agentId: PEOPLE.dealer.agentId, payLinkReference: 'ORD-7' });
    return graph.makeLink(token, 'ORD-7');
  }

  it('tells of both subgraphs how things stand, then that the link was paid, and ends', async () => {
    const id = await linkOfAnOrder();
    const event = (status: string) => ({
      data: {
        payLinkChanged: {
          status,
          agent: { name: 'Kuzey Elektronik Ltd. Şti.' },
          order: { id: '7', total: '120.10' },
        },
      },
    });
    const events = watch(id);
    expect((await events.next()).value).toEqual(event('AWAITING_PAYMENT'));
    graph.layer.paynet.sandbox.pay(id);
    expect((await events.next()).value).toEqual(event('PAID'));
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('tells who may not watch why, as the layer says it, and ends', async () => {
    const id = await linkOfAnOrder();
    for (const [headers, code] of [
      [{}, 'UNAUTHENTICATED'],
      [{ authorization: `Bearer ${await graph.signIn(PEOPLE.turkish)}` }, 'PAY_LINK_NOT_FOUND'],
    ] as const) {
      const events = watch(id, headers);
      expect((await events.next()).value).toMatchObject({ errors: [{ extensions: { code } }] });
      expect(await events.next()).toEqual({ done: true, value: undefined });
    }
  });

  it('stops at the layer when the client goes away', async () => {
    const events = watch(await linkOfAnOrder());
    await events.next();
    expect(graph.cameToLayer()).not.toContain('subscription payLinkChanged');
    await events.return?.();
    // The layer logs a request when it is over.
    await expect.poll(graph.cameToLayer, { timeout: 5_000 }).toContain('subscription payLinkChanged');
  });
});
