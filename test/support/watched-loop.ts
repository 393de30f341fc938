// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { createPaynetClient } from '../../src/paynet/client.ts';
import { SANDBOX_SECRET_KEY, startSandbox } from '../../src/sandbox/app.ts';
import { createApp } from '../../src/server/app.ts';
import { listen } from '../../src/server/listen.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

/**
 * A layer in a thread of its own, whose event loop is watched: run by `watched-layer.ts`. What the test itself does
 * keeps another loop busy. How long this one was busy in all is no less than how long it stood still at a time.
 */
const BLOCKED_MS = 600;

const sandbox = await startSandbox({ port: 0 });
const config = readConfig({
  NODE_ENV: 'production',
  PAYNET_ENVIRONMENT: 'sandbox',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'silent',
});
const paynet = createPaynetClient({ baseUrl: sandbox.url, secretKey: SANDBOX_SECRET_KEY });
const store = createMemoryStore({ knowsEverything: true });
const log = createLog({ level: 'silent' });
const metrics = createMetrics({ ofProcess: false });
const server = await listen(createApp({ config, paynet, store, log, metrics }), config);

let begun = performance.eventLoopUtilization();
parentPort?.on('message', (asked: 'begin' | 'end' | 'block') => {
  if (asked === 'block') for (const end = performance.now() + BLOCKED_MS; performance.now() < end; );
  const { active: busyMs } = performance.eventLoopUtilization(begun);
  if (asked === 'begin') begun = performance.eventLoopUtilization();
  parentPort?.postMessage({ busyMs, left: sandbox.sandbox.requests.length });
});
parentPort?.postMessage({ url: server.url });
