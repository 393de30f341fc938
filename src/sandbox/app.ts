import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { isIPv6 } from 'node:net';
import { errorAnswer, sendAnswer } from './answer.ts';
import { play } from './faults.ts';
import { findPage } from './pages/find-page.ts';
import { parseJsonObject, readBody } from './request-body.ts';
import { findOutcome } from './scenarios.ts';
import { autologin, login } from './services/agent.ts';
import { create } from './services/mail-order.ts';
import type { Service } from './services/service.ts';
import { Store } from './store.ts';

/** What the sandbox takes for the company's key. It has the characters that careless encoding would change. */
export const SANDBOX_SECRET_KEY = 'sck_pcs_SANDBOX/only+on*loopback';

/** A request to a service, wanted or not. It may hold passwords and keys: an aid to tests, never to be printed. */
export interface SeenRequest {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface SandboxOptions {
  /** The system's clock by default. Sessions and links live by it. */
  readonly clock?: () => Date;
  /** SANDBOX_SECRET_KEY by default. */
  readonly secretKey?: string;
  /** Where links point to. By default wherever the caller said to have found the sandbox (its Host header). */
  readonly publicUrl?: string;
}

export interface Sandbox {
  readonly handler: RequestListener;
  /** Forgets every link, every autologin address and every request. */
  readonly reset: () => void;
  /** The last 1000 requests to services, newest last; the same array throughout. Pages are not among them. */
  readonly requests: readonly SeenRequest[];
  readonly secretKey: string;
}

const SERVICES: ReadonlyMap<string, Service> = new Map([login, autologin, create].map((it) => [it.path, it]));
const REQUESTS_KEPT = 1000;

/** A pretend Paynet. Opens no port: give its handler to a server, or use startSandbox. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { clock = () => new Date(), secretKey = SANDBOX_SECRET_KEY } = options;
  const store = new Store(clock);
  const requests: SeenRequest[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const baseUrl = options.publicUrl?.replace(/\/+$/, '') ?? addressFrom(request);
    const address = URL.parse(request.url ?? '/', 'http://sandbox.invalid');
    const page = address === null ? undefined : findPage(address, request, store);
    if (page !== undefined && isReading(request)) {
      response.writeHead(page.status, { ...page.headers, 'Content-Length': Buffer.byteLength(page.text) });
      response.end(page.text);
      return;
    }

    const text = await readBody(request);
    if (text === undefined) return;
    const { method = '', url: path = '', headers } = request;
    requests.push({ method, path, headers, body: text ?? '' });
    if (requests.length > REQUESTS_KEPT) requests.shift();

    const service = SERVICES.get(address?.pathname ?? '');
    if (service === undefined && page === undefined) return sendAnswer(response, errorAnswer(404));
    if (service === undefined || method !== 'POST') {
      response.setHeader('Allow', service === undefined ? 'GET, HEAD' : 'POST');
      return sendAnswer(response, errorAnswer(405));
    }
    if (headers.authorization !== `Basic ${secretKey}`) return sendAnswer(response, errorAnswer(401));

    const body = isJson(headers) && text !== null ? parseJsonObject(text) : undefined;
    if (body === undefined) return sendAnswer(response, errorAnswer(400));
    play(response, findOutcome(body, service.name), service, service.answer(body, { store, baseUrl }));
  }

  return {
    handler: (request, response) => {
      handle(request, response).catch((error: unknown) => {
        // Only a mistake in the sandbox itself ends here. The stack names no request member.
        console.error(error);
        response.destroy();
      });
    },
    reset: () => {
      store.reset();
      requests.length = 0;
    },
    requests,
    secretKey,
  };
}

export interface RunningSandbox {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Ends every connection, also those that wait for a slow answer. */
  readonly close: () => Promise<void>;
}

/** A sandbox on a port of its own; port 0 takes any free one. Rejects when the port is taken. */
export async function startSandbox(
  options: SandboxOptions & { readonly port: number; readonly host?: string },
): Promise<RunningSandbox> {
  const { port, host = '127.0.0.1' } = options;
  const sandbox = createSandbox(options);
  const server = createServer(sandbox.handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${boundPort}`,
    sandbox,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isJson({ 'content-type': contentType }: IncomingHttpHeaders): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}

function addressFrom({ headers, socket }: IncomingMessage): string {
  const named = URL.parse(`http://${headers.host ?? ''}`)?.origin;
  return named ?? `http://127.0.0.1:${socket.localPort ?? ''}`;
}
