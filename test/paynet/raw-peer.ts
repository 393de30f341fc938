import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { CALLS } from './calls.ts';

export interface RawRequest {
  readonly socket: Socket;
  readonly path: string;
  /** Counts the requests of the whole peer, from 1. */
  readonly number: number;
}

/** Somebody in Paynet's place who knows no HTTP: sockets do exactly what a test says. Stops when the test ends. */
export interface RawPeer {
  readonly url: string;
  readonly port: number;
  /** How many connections were opened, those included on which nothing was said. */
  readonly connections: number;
  /** The paths of all requests that came whole, oldest first. */
  readonly requests: readonly string[];
  /** Every byte that came, after TLS where there is one. */
  readonly received: string;
  /** What is done from now on with a connection, before anything came. */
  connectWith(handler: (socket: Socket) => void): void;
  /** What is done from now on with a request that came whole. */
  answerWith(handler: (request: RawRequest) => void): void;
}

const LENGTH = /^content-length: (\d+)\r?$/im;

export async function startRawPeer(tls?: TlsOptions): Promise<RawPeer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let received = '';
  let onConnection: (socket: Socket) => void = () => undefined;
  let onRequest: (request: RawRequest) => void = answerWell;

  function listenTo(socket: Socket): void {
    let pending = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
      pending += text;
      for (;;) {
        const headEnd = pending.indexOf('\r\n\r\n');
        const end = headEnd + 4 + Number(LENGTH.exec(pending.slice(0, headEnd))?.[1] ?? 0);
        if (headEnd < 0 || pending.length < end) return;
        const path = pending.split(' ', 2)[1] ?? '';
        pending = pending.slice(end);
        onRequest({ socket, path, number: requests.push(path) });
      }
    });
  }

  const server: Server = tls === undefined ? createServer(listenTo) : createTlsServer(tls, listenTo);
  // Also before TLS is spoken, and for connections on which it never is.
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.setNoDelay();
    // A peer that breaks connections sees broken ones itself.
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket: Socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    get connections() {
      return connections;
    },
    get received() {
      return received;
    },
    connectWith(handler) {
      onConnection = handler;
    },
    answerWith(handler) {
      onRequest = handler;
    },
  };
}

/** The body of the service's good answer. */
export function goodBody(path: string): Buffer {
  return Buffer.from(JSON.stringify(CALLS.find((call) => call.path === path)?.answer));
}

export function head(headers: Readonly<Record<string, string | number>>, status = '200 OK'): string {
  const lines = Object.entries({ 'content-type': 'application/json; charset=UTF-8', ...headers });
  return `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** The service's good answer. */
export function answerWell({ socket, path }: RawRequest): void {
  const body = goodBody(path);
  socket.write(head({ 'content-length': body.length }));
  socket.write(body);
}

/** A certificate of the tests, with its key; see test/fixtures/tls/make.sh. */
export function certificate(name: string): { cert: Buffer; key: Buffer } {
  return { cert: fixture(`${name}.pem`), key: fixture('server.key.pem') };
}

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url));
}
