import { once } from 'node:events';
import { print } from 'graphql';
import { expect, it } from 'vitest';
import { CreatePayLinkDocument, ReadPayLinkDocument } from '../../src/operations/index.ts';
import type { Exchange } from '../support/fault-proxy.ts';
import { always, late } from '../support/faults.ts';
import { useStage } from './stage.ts';

const stage = useStage({
  // Long enough that nothing but the client's leaving can end a call.
  env: { PAYNET_HEADERS_TIMEOUT_MS: '60000', PAYNET_CALL_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '60000' },
});

/** Who pays a list does not tell, so each row is asked about by itself; its id stands in the list. */
const linksWith = (field: 'payerName' | 'id') =>
  `query ($filter: PayLinkFilter!) { payLinks(filter: $filter, first: 20) { edges { node { ${field} } } } }`;

/** Asks, and leaves as soon as the call it leads to has come to Paynet. */
async function askAndLeave(query: string, variables: object, hasCome: Promise<unknown>, accept = 'application/json') {
  const leaving = new AbortController();
  const answer = fetch(`${stage.layer.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${stage.token}` },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  });
  await hasCome;
  leaving.abort();
  await expect(answer).rejects.toThrow('aborted');
}

/** Calls of a service are never answered; the first of them, once it has come. */
function unanswered(service: string): Promise<Exchange> {
  const { promise: first, resolve } = Promise.withResolvers<Exchange>();
  stage.proxy.plan(
    always({
      [service]: (exchange: Exchange) => resolve(exchange),
    }),
  );
  return first;
}

it.each(['application/json', 'text/event-stream'])(
  'F54 a read whose client has gone is given up at Paynet, too: %s',
  async (accept) => {
    const first = unanswered('detail');
    const given = first.then(({ socket }) => once(socket, 'close'));
    await askAndLeave(print(ReadPayLinkDocument), { by: { referenceNo: 'ORD-1' } }, first, accept);
    await given;
    expect(stage.proxy.calls).toEqual(['detail']);
  },
);

it('F54 what waits for its turn is not asked at all once the client has gone', async () => {
  for (let made = 0; made < 20; made += 1) await stage.create();
  const first = unanswered('detail');
  const given = first.then(({ socket }) => once(socket, 'close'));
  // Paynet's days begin three hours before those of UTC.
  const today = new Date(Date.now() + 3 * 60 * 60_000).toISOString().slice(0, 10);
  const variables = { filter: { from: today, to: today } };
  await askAndLeave(linksWith('payerName'), variables, first);
  await given;
  // Another's question goes its way afterwards, so whatever was left of the page would have come before it.
  const { body } = await stage.layer.query(linksWith('id'), variables, { token: stage.token });
  expect(body.errors).toBeUndefined();
  // Eight links of a page are read at once; the rest had to wait.
  expect(stage.proxy.calls.filter((service) => service === 'detail').length).toBeLessThanOrEqual(8);
});

it('F54 a create whose client has gone completes, and its key leads to the link', async () => {
  const { promise: hasCome, resolve } = Promise.withResolvers<void>();
  stage.proxy.plan(
    always({
      create: (exchange: Exchange) => {
        resolve();
        return late(300)(exchange);
      },
    }),
  );
  const input = stage.input();
  await askAndLeave(print(CreatePayLinkDocument), { input }, hasCome);
  const answer = await stage.create(input);
  expect(answer).toMatchObject({ __typename: 'CreatePayLinkSuccess', replayed: true });
  stage.expectOnePayable(answer, 1);
  expect(stage.proxy.calls.filter((service) => service === 'create')).toHaveLength(1);
});
