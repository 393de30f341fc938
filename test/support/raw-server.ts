import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface RawRequest {
  readonly socket: Socket;
  readonly path: string;
  /** Head and body, as they came. */
  readonly bytes: Buffer;
}

export interface RawServerOptions {
  readonly tls?: TlsOptions | undefined;
  /** A connection, before anything came, TLS included. */
  readonly onConnection?: (socket: Socket) => void;
  /** What came, after TLS where there is one. */
  readonly onBytes?: (bytes: Buffer) => void;
  /** A request that came whole. */
  readonly onRequest: (request: RawRequest) => void;
}

export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** Takes no connection any more and resets those there are: as where nobody listens. */
  close(): Promise<void>;
  /** Listens again, on the same port. */
  open(): Promise<void>;
}

const LENGTH = /^content-length: (\d+)\r?$/im;

/** A server that knows just so much HTTP as to tell when a request is whole. What then happens, its owner does. */
export async function startRawServer({
  tls,
  onConnection = () => undefined,
  onBytes = () => undefined,
  onRequest,
}: RawServerOptions): Promise<RawServer> {
  const sockets = new Set<Socket>();

  function listenTo(socket: Socket): void {
    let pending: Buffer = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      onBytes(bytes);
      pending = Buffer.concat([pending, bytes]);
      for (;;) {
        const headEnd = pending.indexOf('\r\n\r\n');
        const head = pending.toString('latin1', 0, Math.max(headEnd, 0));
        const end = headEnd + 4 + Number(LENGTH.exec(head)?.[1] ?? 0);
        if (headEnd < 0 || pending.length < end) return;
        const whole = pending.subarray(0, end);
        pending = pending.subarray(end);
        onRequest({ socket, path: head.split(' ', 2)[1] ?? '', bytes: whole });
      }
    });
  }

  const server: Server = tls === undefined ? createServer(listenTo) : createTlsServer(tls, listenTo);
  // Also before TLS is spoken, and for connections on which it never is.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.setNoDelay();
    // Who breaks connections sees broken ones itself.
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket: Socket) => socket.on('error', () => undefined));
  const listen = (on: number) => new Promise<void>((resolve) => server.listen(on, '127.0.0.1', resolve));
  await listen(0);

  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => listen(port),
  };
}

export function head(headers: Readonly<Record<string, string | number>>, status = '200 OK'): string {
  const lines = Object.entries({ 'content-type': 'application/json; charset=UTF-8', ...headers });
  return `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

export function chunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** A certificate of the tests, with its key; see test/fixtures/tls/make.sh. */
export function certificate(name: string): { cert: Buffer; key: Buffer } {
  return { cert: fixture(`${name}.pem`), key: fixture('server.key.pem') };
}

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url));
}
