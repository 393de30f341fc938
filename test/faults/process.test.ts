import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { print } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument, SignInDocument, WhoAmIDocument } from '../../src/operations/index.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Program, startProgram } from '../support/program.ts';

/** The test's own, so that its book can be read. */
let paynet: RunningSandbox;
beforeAll(async () => {
  paynet = await startSandbox({ port: 0 });
});
afterAll(() => paynet.close());

interface Instance {
  readonly url: string;
  readonly program: Program;
}
const running: Program[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.stop('SIGKILL')));
});

/** A process as a person starts it; `shell` stands before its command, e.g. to limit what it may use. */
async function start(env: Record<string, string> = {}, shell = ''): Promise<Instance> {
  const program = startProgram('bash', ['-c', `${shell} exec "$NODE" src/main.ts`], {
    NODE: process.execPath,
    PORT: '0',
    PAYNET_ENVIRONMENT: 'sandbox',
    PAYNET_BASE_URL: paynet.url,
    SESSION_SECRET: 'the same for both processes, so that a session opens either',
    LOG_LEVEL: 'warn',
    ...env,
  });
  running.push(program);
  const url = await program.waitFor(/GraphiQL {2}(http:\S+)\/graphql\n/);
  return { program, url };
}

async function ask(url: string, query: string, variables: object, token?: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data?: Record<string, { __typename: string; token?: string }> };
}

async function signIn(url: string): Promise<string> {
  const { agentId, userName, password } = PEOPLE.dealer;
  const { data } = await ask(url, print(SignInDocument), { input: { agentId, userName, password } });
  return data?.['login']?.token ?? '';
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe('SIGTERM', () => {
  it('F75 under load fails no request, and the process exits with 0 within fifteen seconds', async () => {
    const stopping = await start({ SHUTDOWN_DELAY_MS: '1000' });
    const other = await start();
    const token = await signIn(stopping.url);
    // As a load balancer does it: whoever says "not ready" gets nothing new.
    let target = stopping.url;
    const over = new AbortController();
    const balancing = (async () => {
      while (!over.signal.aborted) {
        const ready = await fetch(`${stopping.url}/ready`).then(
          ({ status }) => status === 200,
          () => false,
        );
        if (!ready) target = other.url;
        await sleep(50);
      }
    })();
    const ends: string[] = [];
    const client = async () => {
      while (!over.signal.aborted) {
        const input = { payerName: 'Ayşe', amount: '1', note: 'sandbox:slow=100' };
        ends.push(
          await ask(target, print(CreatePayLinkDocument), { input }, token).then(
            ({ data }) => data?.['createPayLink']?.__typename ?? 'no data',
            (error: Error) => `${error.message}: ${String(error.cause)}`,
          ),
        );
      }
    };
    const clients = Array.from({ length: 20 }, client);
    await expect.poll(() => ends.length, { timeout: 20_000 }).toBeGreaterThan(100);
    const begun = performance.now();
    expect(await stopping.program.stop('SIGTERM')).toBe(0);
    expect(performance.now() - begun).toBeLessThan(15_000);
    const before = ends.length;
    await expect.poll(() => ends.length, { timeout: 20_000 }).toBeGreaterThan(before + 50);
    over.abort();
    await Promise.all([...clients, balancing]);
    expect(new Set(ends)).toEqual(new Set(['CreatePayLinkSuccess']));
    expect(paynet.sandbox.links).toHaveLength(ends.length);
  }, 90_000);
});

describe('a process', () => {
  it('F80 without descriptors left lives, and answers again once there are some', async () => {
    const { url, program } = await start({ MAX_CONNECTIONS_PER_ADDRESS: '0' }, 'ulimit -n 64;');
    const { hostname, port } = new URL(url);
    const sockets: Socket[] = Array.from({ length: 200 }, () => connect(Number(port), hostname));
    for (const socket of sockets) socket.on('error', () => undefined);
    await Promise.all(sockets.map((socket) => Promise.race([once(socket, 'connect'), once(socket, 'close')])));
    await sleep(500);
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(() => ask(url, print(WhoAmIDocument), {}).catch(() => 'not yet'), { timeout: 20_000 })
      .toEqual({ data: { agentSession: null } });
    const token = await signIn(url);
    expect(token).not.toBe('');
    expect(await program.stop()).toBe(0);
  }, 60_000);

  it.each([
    ['disk is full', 'exec "$NODE" src/main.ts >/dev/full'],
    ['collector has stopped reading', '"$NODE" src/main.ts | sleep 120'],
  ])(
    'F81 whose log’s %s answers on, and does not keep what it cannot write',
    async (_what, command) => {
      const port = await freePort();
      const program = startProgram('bash', ['-c', command], {
        NODE: process.execPath,
        NODE_ENV: 'production',
        PORT: String(port),
        PAYNET_ENVIRONMENT: 'sandbox',
        PAYNET_BASE_URL: paynet.url,
        LOG_LEVEL: 'debug',
      });
      running.push(program);
      const url = `http://127.0.0.1:${port}`;
      await expect
        .poll(
          () =>
            fetch(`${url}/health`).then(
              ({ status }) => status,
              () => 'not yet',
            ),
          { timeout: 20_000 },
        )
        .toBe(200);
      const token = await signIn(url);
      // Some 300 bytes a line: several times what a pipe holds.
      for (let request = 0; request < 1_000; request += 50) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => ask(url, print(WhoAmIDocument), {}, token)));
        for (const { data } of answers) expect(data).toMatchObject({ agentSession: {} });
      }
      await program.stop('SIGKILL');
    },
    60_000,
  );
});
