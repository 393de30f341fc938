import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe } from 'vitest';

const NOWHERE = 'no redis-server found; on Debian: apt-get install redis-server';

/** A Redis of a test's own, on a port of its own, which keeps nothing on disk. */
export interface RunningRedis {
  readonly url: string;
  /** For what a test does to it. */
  readonly client: Redis;
  /** Ends the process, as a crash would; what it knew is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Tests with a real Redis. Without one they are skipped, in plain sight; with `REQUIRE_ALL=1` they fail. */
export function describeWithRedis(name: string, tests: () => void): void {
  const isSkipped = findRedis() === undefined && process.env['REQUIRE_ALL'] !== '1';
  if (isSkipped) console.warn(`skipped: ${name} with Redis: ${NOWHERE}`);
  describe.skipIf(isSkipped)(`${name} with Redis`, () => {
    tests();
  });
}

function findRedis(): string | undefined {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'redis-server')).find((path) => existsSync(path));
}

export async function startRedis(): Promise<RunningRedis> {
  const program = findRedis();
  if (program === undefined) throw new Error(NOWHERE);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'paynet-redis-'));
  const launch = () =>
    spawn(
      program,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
      { stdio: 'ignore' },
    );
  let server = launch();
  const client = new Redis({ port, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await client.ping();

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    client,
    kill,
    async restart() {
      server = launch();
      await client.ping();
    },
    async stop() {
      client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await sleep(0);
  return port;
}
