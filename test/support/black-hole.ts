import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

/** Listens with the shortest queue there is, and then never looks at it again. */
const LISTENER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;
const LONG_ENOUGH_MS = 200;

/**
 * A port of this machine on which connections neither open nor fail, as behind a firewall that drops packets. Null
 * where the system lets connections wait without a limit. Closed when the test ends.
 */
export async function openBlackHole(): Promise<number | null> {
  const worker = new Worker(LISTENER, { eval: true });
  const waiting: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of waiting) socket.destroy();
    await worker.terminate();
  });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  // Fills the queue: the first connection that has to wait says that it is full.
  for (let tries = 0; tries < 10; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => undefined);
      waiting.push(socket);
      setTimeout(() => resolve(false), LONG_ENOUGH_MS);
    });
    if (!isOpen) return port;
  }
  return null;
}
