import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { head, type RawRequest, startRawServer } from './raw-server.ts';

/** What the sandbox answered, whole. */
export interface SandboxAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A call of the layer's that came whole. */
export interface Call {
  /** The last part of its path: `create`, `detail`, `login`. */
  readonly service: string;
  /** Counts the calls of this service since the plan was made, from 1. */
  readonly nth: number;
  readonly path: string;
  /** Head and body, as they came. */
  readonly bytes: Buffer;
}

/** A call and what a fault can do with it. */
export interface Exchange {
  readonly call: Call;
  readonly socket: Socket;
  /** Asks the sandbox, which then has done whatever was asked for. Rejects where the sandbox breaks the connection. */
  forward(): Promise<SandboxAnswer>;
}

/** What happens to a call instead of being passed on. */
export type Fault = (exchange: Exchange) => unknown;

/** Decides about each call; undefined passes it on. */
export type Plan = (call: Call) => Fault | undefined;

/** A way to the sandbox on which every call can meet a fault. */
export interface FaultProxy {
  readonly url: string;
  readonly port: number;
  /** The services of all calls that came whole, oldest first. */
  readonly calls: readonly string[];
  /** How many connections were opened. */
  readonly connections: number;
  /** How many bytes of requests came. */
  readonly bytes: number;
  /** From now on; counts anew and forgets what came. */
  plan(plan: Plan): void;
  /** Refuses every connection until it is opened again. */
  close(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

const ALL_WELL: Plan = () => undefined;

export async function startFaultProxy(sandboxUrl: string, tls?: TlsOptions): Promise<FaultProxy> {
  // A connection for each call: one that was kept could break under a request, and that would be a fault nobody planned.
  const agent = new Agent({ keepAlive: false });
  const calls: string[] = [];
  const counts = new Map<string, number>();
  let connections = 0;
  let bytesCame = 0;
  let plan = ALL_WELL;
  let isOpen = true;

  const server = await startRawServer({
    tls,
    onConnection: () => void (connections += 1),
    onBytes: ({ length }) => void (bytesCame += length),
    onRequest({ socket, path, bytes }) {
      const service = path.split('/').at(-1) ?? '';
      const nth = (counts.get(service) ?? 0) + 1;
      counts.set(service, nth);
      calls.push(service);
      const call: Call = { service, nth, path, bytes };
      const exchange: Exchange = { call, socket, forward: () => forward({ socket, path, bytes }, sandboxUrl, agent) };
      void play(plan(call) ?? passOn, exchange);
    },
  });

  return {
    url: server.url,
    port: server.port,
    calls,
    get connections() {
      return connections;
    },
    get bytes() {
      return bytesCame;
    },
    plan(next) {
      plan = next;
      calls.length = 0;
      counts.clear();
      connections = 0;
      bytesCame = 0;
    },
    async close() {
      if (isOpen) await server.close();
      isOpen = false;
    },
    async open() {
      if (!isOpen) await server.open();
      isOpen = true;
    },
    async stop() {
      if (isOpen) await server.close();
      agent.destroy();
    },
  };
}

/** A fault that fails, as where the sandbox broke its connection, breaks this one too. */
async function play(fault: Fault, exchange: Exchange): Promise<void> {
  try {
    await fault(exchange);
  } catch {
    exchange.socket.resetAndDestroy();
  }
}

async function passOn({ socket, forward }: Exchange): Promise<void> {
  writeAnswer(socket, await forward());
}

export function writeAnswer(socket: Socket, { status, headers, body }: SandboxAnswer): void {
  const { 'content-type': type = 'text/plain', location, 'retry-after': retryAfter } = headers;
  const kept = {
    'content-type': type,
    ...(location === undefined ? {} : { location }),
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
    'content-length': body.length,
  };
  socket.write(Buffer.concat([Buffer.from(head(kept, `${status} Answered`)), body]));
}

/** The request as it came, sent to the sandbox. */
function forward({ path, bytes }: RawRequest, sandboxUrl: string, agent: Agent): Promise<SandboxAnswer> {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const [requestLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return new Promise((resolve, reject) => {
    const onward = httpRequest(
      new URL(path, sandboxUrl),
      {
        method: requestLine.split(' ', 1)[0],
        headers: { ...headers, host: new URL(sandboxUrl).host, connection: 'close' },
        agent,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (part: Buffer) => chunks.push(part));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
        });
      },
    );
    onward.on('error', reject);
    onward.end(bytes.subarray(headEnd + 4));
  });
}
