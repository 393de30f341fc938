import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { head, startRawServer } from '../support/raw-server.ts';
import { CALLS } from './calls.ts';

export { certificate, chunk, fixture, head } from '../support/raw-server.ts';

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

export async function startRawPeer(tls?: TlsOptions): Promise<RawPeer> {
  const requests: string[] = [];
  let connections = 0;
  let received = '';
  let onConnection: (socket: Socket) => void = () => undefined;
  let onRequest: (request: RawRequest) => void = answerWell;

  const { url, port, close } = await startRawServer({
    tls,
    onConnection(socket) {
      connections += 1;
      onConnection(socket);
    },
    onBytes(bytes) {
      received += bytes.toString('latin1');
    },
    onRequest: ({ socket, path }) => onRequest({ socket, path, number: requests.push(path) }),
  });
  onTestFinished(close);

  return {
    url,
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

/** The service's good answer. */
export function answerWell({ socket, path }: RawRequest): void {
  const body = goodBody(path);
  socket.write(head({ 'content-length': body.length }));
  socket.write(body);
}
