import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { CreatePayLinkDocument, ReadPayLinkDocument } from '../../src/operations/index.ts';
import { SANDBOX_SECRET_KEY, startSandbox } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { type Layer, startLayer } from '../support/harness.ts';

const OLD_KEY = 'sck_old-key';
const NEW_KEY = 'sck_new-key';

/** Paynet as it takes the keys that are valid at the moment: the sandbox, which knows one, with a door before it. */
async function startPaynet(valid: Set<string>): Promise<{ url: string; refused: () => number }> {
  const sandbox = await startSandbox({ port: 0 });
  let refusals = 0;
  const door = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const shown = request.headers.authorization?.replace('Basic ', '') ?? '';
      if (!valid.has(shown)) {
        refusals += 1;
        return response.writeHead(401).end();
      }
      const answer = await fetch(sandbox.url + (request.url ?? ''), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Basic ${SANDBOX_SECRET_KEY}` },
        body: Buffer.concat(chunks),
      });
      const body = (await answer.text()).replaceAll(sandbox.url, 'https://pay.example.com');
      return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
    })();
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
    await sandbox.close();
  });
  return { url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`, refused: () => refusals };
}

it('F83 Paynet’s key is changed by starting instances with the new one while both are valid: no request fails', async () => {
  const valid = new Set([OLD_KEY]);
  const paynet = await startPaynet(valid);
  const store = createMemoryStore({ knowsEverything: true });
  const start = (key: string) =>
    startLayer({
      paynetUrl: paynet.url,
      store,
      env: {
        PAYNET_ENVIRONMENT: 'test',
        PAYNET_BASE_URL: paynet.url,
        PAYNET_SECRET_KEY: key,
        SESSION_SECRET: 'one secret for all the instances here',
        // Time for a load balancer to see that it wants no more.
        SHUTDOWN_DELAY_MS: '500',
      },
    });

  let instances: Layer[] = [await start(OLD_KEY)];
  const token = await instances[0]?.signIn(PEOPLE.dealer);
  if (token === undefined) throw new Error('nobody could sign in');

  const failures: unknown[] = [];
  let asked = 0;
  const over = new AbortController();
  const ask = async (caller: number) => {
    while (!over.signal.aborted) {
      // As a load balancer does it: to those that are ready, in turn.
      const layer = instances[(asked += 1) % instances.length];
      const input = { payerName: 'Ayşe Yılmaz', amount: '1', idempotencyKey: `order-${caller}-${asked}` };
      const created = await layer?.execute(CreatePayLinkDocument, { input }, { token });
      const end = created?.body.data?.createPayLink;
      if (end?.__typename !== 'CreatePayLinkSuccess') failures.push(end ?? created?.body);
      const read = await layer?.execute(ReadPayLinkDocument, { by: { id: 'any' } }, { token });
      if (read?.body.errors !== undefined) failures.push(read.body);
    }
  };
  const callers = Promise.all(Array.from({ length: 6 }, (_, caller) => ask(caller)));

  await sleep(300);
  valid.add(NEW_KEY);
  const old = instances;
  const fresh = await start(NEW_KEY);
  instances = [...old, fresh];
  await sleep(300);
  instances = [fresh];
  for (const layer of old) await layer.stop();
  valid.delete(OLD_KEY);
  await sleep(300);
  over.abort();
  await callers;
  expect(failures).toEqual([]);
  expect(asked).toBeGreaterThan(20);
  expect(paynet.refused()).toBe(0);
  await fresh.stop();
});
