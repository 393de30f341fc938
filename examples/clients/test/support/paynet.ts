import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Layer, startLayer } from '../../../../test/support/harness.ts';

/** What is told, is told by a confirmation: nothing is asked again by itself within a test. */
const NO_POLLS = { PAYNET_POLL_MS: '600000' };

/** A layer with a sandbox behind it, for the tests of one file. */
export function layerForTests(): () => Layer {
  let layer: Layer | undefined;
  beforeAll(async () => {
    layer = await startLayer({ env: NO_POLLS });
  });
  afterAll(() => layer?.stop());
  beforeEach(() => layer?.reset());
  return () => {
    if (layer === undefined) throw new Error('The layer runs only while tests do.');
    return layer;
  };
}

/** How often a service of Paynet's was called since the last reset. */
export function calls(layer: Layer, service: string): number {
  return layer.left.filter(({ path }) => path.endsWith(`/${service}`)).length;
}

/** What the payer does: opens the page behind the link, takes the first card, and presses "Pay". */
export async function pressPay(url: string): Promise<void> {
  const page = await (await fetch(url)).text();
  const card = /<option value="([^"]+)"/.exec(page)?.[1] ?? '';
  const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams({ card, press: 'pay' }) });
  if (status !== 200) throw new Error(`The page behind the link answered ${status}.`);
}

export interface Cable {
  /** Where the layer is reached through it. */
  readonly url: string;
  /** Breaks what goes through it now; afterwards one can connect again. */
  cut(): void;
  remove(): Promise<void>;
}

/** A connection to the layer that can break. */
export async function layCable(layer: Layer): Promise<Cable> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(new URL(layer.url).port), '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    async remove() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
