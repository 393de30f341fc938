import type { Server } from 'node:http';
import { getBuiltinModule } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import type { App } from './app.ts';
import { addressOf } from './source.ts';

// Imported, the module would be asked for all it has, and load Node's own fetch and WebSocket: a twentieth of every start.
const { createServer } = getBuiltinModule('node:http');

/** How late a connection that has taken too long may be found; Node's own is half a minute. */
const CHECK_EVERY_MS = 1_000;
const SWEEP_EVERY_MS = 50;

export interface RunningServer {
  /** Where it can be reached, without a path. */
  readonly url: string;
  /**
   * Says "not ready", goes on for the delay so that others notice, takes no new connection, lets running requests
   * finish, and gives up on them after the grace.
   */
  stop(limits: { delayMs: number; graceMs: number }): Promise<void>;
}

/** Opens the port. Rejects when it cannot, e.g. because it is taken. */
export async function listen(
  app: App,
  { host, port, connections, paynet }: Pick<Config, 'host' | 'port' | 'connections' | 'paynet'>,
): Promise<RunningServer> {
  const { headersMs, requestMs, idleMs, maxPerAddress } = connections;
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    app.listener,
  );
  // Nothing moves on a connection while its answer is being worked on, for as long as a request may take.
  server.setTimeout(Math.max(idleMs, paynet.limits.totalMs + CHECK_EVERY_MS));
  if (maxPerAddress > 0) limitConnections(server, maxPerAddress);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  app.open();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;

  return {
    url: `http://${name === '0.0.0.0' || name === '[::]' ? 'localhost' : name}:${address.port}`,
    async stop({ delayMs, graceMs }) {
      app.health.isReady = false;
      await sleep(delayMs);
      app.close();
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(() => server.closeAllConnections(), graceMs);
        // A connection that was busy when the port closed is kept open once its answer is sent, for nothing.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
        server.close(() => {
          clearTimeout(giveUp);
          clearInterval(sweep);
          resolve();
        });
      });
    },
  };
}

/** A connection more than its address may have is closed before anything is read from it. */
function limitConnections(server: Server, maxPerAddress: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = addressOf(socket.remoteAddress ?? '') ?? 'unknown';
    const count = (open.get(address) ?? 0) + 1;
    if (count > maxPerAddress) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 0) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
