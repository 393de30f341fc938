import { expect, it } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed.ts';
import { startLayer } from '../../../test/support/harness.ts';
import { createPaynetClient, PaynetRequestError } from '../src/fetch.ts';
import { layerForTests, pressPay } from './support/paynet.ts';
import { scenario } from './support/scenario.ts';

const layerOf = layerForTests();

scenario('fetch', layerOf, {
  hasNormalisedCache: false,
  connect(url, token) {
    const client = createPaynetClient(url, token);
    return {
      ...client,
      async watchPayLink(id, told) {
        for await (const { payLinkChanged } of client.watchPayLink(id)) told(payLinkChanged.status);
      },
      codeOf: (error) => (error instanceof PaynetRequestError ? error.code : undefined),
    };
  },
});

it('with fetch a frontend goes on watching where an instance stops and another takes its place', async () => {
  const env = { SESSION_SECRET: 'one secret for both of the instances', PAYNET_POLL_MS: '600000' };
  const stopping = await startLayer({ env, besides: layerOf().paynet });
  const token = await stopping.signIn(PEOPLE.dealer);
  const client = createPaynetClient(`${stopping.url}/graphql`, () => token);
  const made = await client.createPayLink({ payerName: 'Ayşe Yılmaz', amount: '120.10' });
  if (made.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
  const { id, url } = made.payLink;
  const told: string[] = [];
  const ended = (async () => {
    for await (const { payLinkChanged } of client.watchPayLink(id)) told.push(payLinkChanged.status);
  })();
  await expect.poll(() => told).toEqual(['AWAITING_PAYMENT']);
  await stopping.stop();
  const next = await startLayer({ env: { ...env, PORT: new URL(stopping.url).port }, besides: layerOf().paynet });
  try {
    await pressPay(url ?? '');
    await ended;
    expect(told.at(-1)).toBe('PAID');
  } finally {
    await next.stop();
  }
});
