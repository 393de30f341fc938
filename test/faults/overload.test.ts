import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { print } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument, WatchPayLinkDocument, WhoAmIDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';
import { startWatchedLayer } from '../support/watched-layer.ts';

let layer: Layer;
let token: string;
async function start(env: Record<string, string>): Promise<void> {
  layer = await startLayer({ env });
  token = await layer.signIn(PEOPLE.dealer);
  layer.reset();
}
const slowCreate = (index: number) =>
  layer.execute(
    CreatePayLinkDocument,
    { input: { payerName: 'Ayşe', amount: '1', note: 'sandbox:slow=500', referenceNo: `SLOW-${index}` } },
    { token },
  );

describe('with as much to do as may be done at once', () => {
  afterEach(() => layer.stop());

  it('F79 a request more is refused with a code and Retry-After, costs no call, and is taken again once there is room', async () => {
    await start({ MAX_REQUESTS_AT_ONCE: '2' });
    const busy = [slowCreate(1), slowCreate(2)];
    await expect.poll(() => layer.left.length).toBe(2);
    const { status, headers, body } = await layer.execute(WhoAmIDocument, {}, { token });
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).toEqual({
      errors: [
        {
          message: 'This service has more to do than it can. Nothing was done; try again in a moment.',
          extensions: { code: 'OVERLOADED', retryAfterSeconds: 1, requestId: headers.get('x-request-id') },
        },
      ],
    });
    // Whoever looks after the process is answered all the same.
    expect((await fetch(`${layer.url}/health`)).status).toBe(200);
    expect((await fetch(`${layer.url}/ready`)).status).toBe(200);
    for (const { body } of await Promise.all(busy))
      expect(body.data?.createPayLink.__typename).toBe('CreatePayLinkSuccess');
    expect((await layer.execute(WhoAmIDocument, {}, { token })).status).toBe(200);
    expect(layer.left).toHaveLength(2);
    await expect
      .poll(async () => (await fetch(`${layer.url}/metrics`)).text())
      .toContain('paynet_graphql_http_requests_refused_total 1');
    await expect.poll(() => layer.log()).toContain('"refused":1,"msg":"there is more to do than can be done"');
  });

  it('F79 who comes back sooner than told is not read until then, but behind a proxy, where others wait too', async () => {
    for (const [hops, least, most] of [
      ['0', 900, 5_000],
      ['1', 0, 900],
    ] as const) {
      await start({ MAX_REQUESTS_AT_ONCE: '1', TRUSTED_PROXY_HOPS: hops });
      const busy = slowCreate(1);
      await expect.poll(() => layer.left.length).toBe(1);
      const { hostname, port } = new URL(layer.url);
      const socket = connect(Number(port), hostname);
      let heard = '';
      socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
      const request = 'GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: x\r\n\r\n';
      socket.write(request);
      await expect.poll(() => heard).toContain('OVERLOADED');
      const begun = performance.now();
      socket.write(request);
      await expect.poll(() => heard.split('HTTP/1.1 ').length, { timeout: 5_000 }).toBe(3);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(least);
      expect(performance.now() - begun).toBeLessThan(most);
      socket.destroy();
      await busy;
      if (hops === '0') await layer.stop();
    }
  });

  it('F71 F79 links that are watched take no room', async () => {
    await start({ MAX_REQUESTS_AT_ONCE: '1' });
    await layer.execute(CreatePayLinkDocument, { input: { payerName: 'A', amount: '1' } }, { token });
    const [{ id } = { id: '' }] = layer.paynet.sandbox.links;
    const over = new AbortController();
    const streams = [];
    for (let stream = 0; stream < 3; stream += 1) {
      const response = await fetch(`${layer.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({ query: print(WatchPayLinkDocument), variables: { id } }),
        signal: over.signal,
      });
      expect(response.status).toBe(200);
      streams.push(response);
    }
    expect((await layer.execute(WhoAmIDocument, {}, { token })).status).toBe(200);
    over.abort();
  });
});

/** Something that waits for Paynet, so that many are under way at a time. */
const LOGIN = (() => {
  const query = 'mutation { login(input: {agentId: "1001", userName: "paynet", password: "paynet"}) { __typename } }';
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
})();

describe('an event loop that stood still for half a second', () => {
  it('F79 is not ready for a second, sheds what has piled up, and is as before after that', async () => {
    const watched = await startWatchedLayer();
    const get = (path: string) => fetch(watched.url + path, { headers: { accept: 'application/json' } });
    const ask = async () => (await get('/graphql?query=%7B__typename%7D')).status;
    const isReady = async () => (await get('/ready')).status;
    try {
      for (let warm = 0; warm < 20; warm += 1) await ask();
      await expect.poll(isReady, { timeout: 10_000 }).toBe(200);
      const { hostname, port } = new URL(watched.url);
      const open = async () => {
        const socket = connect(Number(port), hostname).setEncoding('utf8');
        await once(socket, 'connect');
        return { socket, answer: once(socket, 'data').then(([text]) => String(text)) };
      };
      const probe = await open();
      const clients = await Promise.all(Array.from({ length: 300 }, open));
      const blocked = watched.block();
      await sleep(100);
      // While it stands still, so all of it has arrived when the loop turns again.
      probe.socket.write('GET /ready HTTP/1.1\r\nhost: x\r\n\r\n');
      for (const { socket } of clients) socket.write(LOGIN);
      await blocked;
      const statuses = await Promise.all(clients.map(async ({ answer }) => (await answer).slice(9, 12)));
      expect(new Set(statuses)).toEqual(new Set(['200', '503']));
      expect(await probe.answer).toMatch(/^HTTP\/1\.1 503 .*"status":"busy"/s);
      for (const { socket } of [probe, ...clients]) socket.destroy();
      await expect.poll(isReady, { timeout: 10_000 }).toBe(200);
      await expect.poll(ask, { timeout: 5_000 }).toBe(200);
    } finally {
      await watched.stop();
    }
  });
});
