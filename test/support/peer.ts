import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Peer {
  readonly url: string;
  /** What came, oldest first. */
  readonly came: readonly {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }[];
  /** How many connections were opened so far. */
  readonly connections: number;
  /** What is done with every request from now on. */
  answerWith(handler: (request: IncomingMessage, response: ServerResponse, body: string) => void): void;
  /** The simplest: this JSON, or text, under HTTP 200. */
  answerJson(body: unknown): void;
  stop(): Promise<void>;
}

/** Somebody in Paynet's place who answers whatever a test says, over real HTTP: for answers the sandbox never gives. */
export async function startPeer(): Promise<Peer> {
  const came: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  let handle: (request: IncomingMessage, response: ServerResponse, body: string) => void = (_request, response) =>
    void response.writeHead(500).end();

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      came.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      handle(request, response, body);
    });
  });
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const peer: Peer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    get connections() {
      return connections;
    },
    answerWith(handler) {
      came.length = 0;
      handle = handler;
    },
    answerJson(body) {
      peer.answerWith((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return peer;
}
