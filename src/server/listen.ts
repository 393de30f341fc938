import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app.ts';

/** From the first byte to the end of the head, and to the end of the whole request: slow senders hold no socket. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
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
export async function listen(app: App, { host, port }: { host: string; port: number }): Promise<RunningServer> {
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, app.listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
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
