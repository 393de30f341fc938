import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed.ts';
import * as apollo from '../src/apollo.ts';
import { layerForTests } from './support/paynet.ts';
import { scenario } from './support/scenario.ts';

const layerOf = layerForTests();

scenario('Apollo Client', layerOf, {
  hasNormalisedCache: true,
  connect(url, token) {
    const client = apollo.createPaynetClient(url, token);
    return {
      signIn: (input) => apollo.signIn(client, input),
      createPayLink: (input) => apollo.createPayLink(client, input),
      readPayLink: (id) => apollo.readPayLink(client, id),
      listPayLinks: (variables) => apollo.listPayLinks(client, variables),
      watchPayLink: (id, told) =>
        new Promise((resolve, reject) => {
          apollo.watchPayLink(client, id).subscribe({
            next: ({ data }) => told(data?.payLinkChanged.status),
            error: reject,
            complete: resolve,
          });
        }),
      codeOf: apollo.codeOf,
    };
  },
});

describe('the cache of Apollo Client', () => {
  it('knows a link by its id, and keeps its address, which Paynet tells once, when it is read again', async () => {
    const token = await layerOf().signIn(PEOPLE.dealer);
    const client = apollo.createPaynetClient(`${layerOf().url}/graphql`, () => token);
    const made = await apollo.createPayLink(client, { payerName: 'Ayşe Yılmaz', amount: '120.10' });
    if (made?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const { id, url } = made.payLink;
    const before = layerOf().left.length;
    expect((await apollo.readPayLink(client, id))?.url).toBe(url);
    expect(layerOf().left).toHaveLength(before + 1);
    expect(client.extract()).toMatchObject({ [`PayLink:${id}`]: { url, status: 'AWAITING_PAYMENT' } });
  });

  it('keeps neither the password nor the token', async () => {
    const client = apollo.createPaynetClient(`${layerOf().url}/graphql`, () => undefined);
    const { agentId, userName, password } = PEOPLE.turkish;
    const answer = await apollo.signIn(client, { agentId, userName, password });
    const kept = JSON.stringify(client.extract());
    expect(kept).toContain('AgentUser');
    expect(kept).not.toContain(password);
    expect(kept).not.toContain(answer?.__typename === 'LoginSuccess' ? answer.token : 'no token');
  });
});
