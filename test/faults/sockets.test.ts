import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Layer, startLayer } from '../support/harness.ts';

let layer: Layer;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await layer.stop();
});

interface Connection {
  readonly socket: Socket;
  /** All that came so far. */
  readonly heard: () => string;
  /** When the layer hung up, in milliseconds from when it was opened. */
  readonly closed: Promise<number>;
}

async function open({ reads = true } = {}): Promise<Connection> {
  const { hostname, port } = new URL(layer.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  let heard = '';
  if (reads) socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
  socket.on('error', () => undefined);
  const begun = performance.now();
  const closed = once(socket, 'close').then(() => performance.now() - begun);
  await once(socket, 'connect');
  return { socket, heard: () => heard, closed };
}

const isOpen = async ({ closed }: Connection) => (await Promise.race([closed, sleep(100)])) === undefined;
const HEAD = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n';

describe('a connection', () => {
  it('F64 with a head of 20 KB is answered 431 and closed', async () => {
    layer = await startLayer();
    const connection = await open();
    connection.socket.write(`GET /graphql HTTP/1.1\r\nhost: x\r\nx-filler: ${'x'.repeat(20_000)}\r\n\r\n`);
    await connection.closed;
    expect(connection.heard()).toMatch(/^HTTP\/1\.1 431 /);
    expect(layer.left).toHaveLength(0);
  });

  it('F64 whose head drips in is closed once its time is over, and 300 such hold nobody up', async () => {
    layer = await startLayer({ env: { CLIENT_HEADERS_TIMEOUT_MS: '300' } });
    const slow = await Promise.all(Array.from({ length: 300 }, () => open()));
    const dripping = setInterval(() => {
      for (const { socket } of slow) if (socket.writable) socket.write('x');
    }, 50);
    for (const { socket } of slow) socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow: ');
    expect((await layer.query('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
    const times = await Promise.all(slow.map(({ closed }) => closed));
    clearInterval(dripping);
    expect(Math.max(...times)).toBeLessThan(4_000);
    expect(slow[0]?.heard()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('F64 whose body drips in is closed once its time is over', async () => {
    layer = await startLayer({ env: { CLIENT_HEADERS_TIMEOUT_MS: '200', CLIENT_REQUEST_TIMEOUT_MS: '400' } });
    const connection = await open();
    connection.socket.write(`${HEAD}\r\n{"query"`);
    const dripping = setInterval(() => connection.socket.writable && connection.socket.write(' '), 50);
    expect(await connection.closed).toBeLessThan(4_000);
    clearInterval(dripping);
    expect(layer.left).toHaveLength(0);
  });

  it('F64 that says nothing, or reads nothing of its answer, is closed once its time is over', async () => {
    const env = { CLIENT_IDLE_TIMEOUT_MS: '300', REQUEST_TIMEOUT_MS: '300', CLIENT_HEADERS_TIMEOUT_MS: '300' };
    layer = await startLayer({ env });
    const page = await (await fetch(`${layer.url}/graphql`, { headers: { accept: 'text/html' } })).text();
    // Some nine megabytes: more than the buffers between us hold.
    const asset = /\/graphql\/assets\/graphiql-\w+\.js/.exec(page)?.[0] ?? '';
    const bytes = (await (await fetch(layer.url + asset)).arrayBuffer()).byteLength;
    const silent = await open();
    const greedy = await open({ reads: false });
    greedy.socket.write(`GET ${asset} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await silent.closed;
    await expect.poll(() => layer.log(), { timeout: 10_000 }).toContain('"aborted":true');
    expect(greedy.socket.bytesRead).toBeLessThan(bytes);
  });

  it('F64 is refused where its address has as many as it may, and taken again once one of them is closed', async () => {
    layer = await startLayer({ env: { MAX_CONNECTIONS_PER_ADDRESS: '20' } });
    const many = await Promise.all(Array.from({ length: 20 }, () => open()));
    const tooMany = await Promise.all(Array.from({ length: 30 }, () => open()));
    await Promise.all(tooMany.map(({ closed }) => closed));
    expect(await Promise.all(many.map(isOpen))).toEqual(many.map(() => true));
    many[0]?.socket.destroy();
    await expect
      .poll(async () => {
        const next = await open();
        next.socket.write('GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
        await next.closed;
        return next.heard();
      })
      .toMatch(/^HTTP\/1\.1 200 /);
  });

  it('F64 of a trusted proxy is one of any number', async () => {
    layer = await startLayer({ env: { MAX_CONNECTIONS_PER_ADDRESS: '5', TRUSTED_PROXY_HOPS: '1' } });
    const many = await Promise.all(Array.from({ length: 20 }, () => open()));
    expect(await Promise.all(many.map(isOpen))).toEqual(many.map(() => true));
  });
});
