import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { print } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument, SignInDocument, WhoAmIDocument } from '../../src/operations/index.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { documentedAnswer } from '../paynet/documentation.ts';
import { startLayer } from '../support/harness.ts';
import { startPeer } from '../support/peer.ts';
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
  it.each([
    ['lives through more large requests at once than it could hold', print(WhoAmIDocument), {}],
    [
      'keeps nothing of large requests that wait for Paynet but what it asks there',
      print(CreatePayLinkDocument),
      { input: { payerName: 'Ayşe', amount: '1', note: 'sandbox:slow=2000' } },
    ],
  ])(
    'F80 with hardly any memory %s, and answers after',
    async (_what, query, variables) => {
      const small = 'export NODE_OPTIONS=--max-old-space-size=64;';
      const { url, program } = await start({ MAX_CONNECTIONS_PER_ADDRESS: '0' }, small);
      const token = await signIn(url);
      const body = JSON.stringify({ query, variables: { ...variables, unknown: ['x'.repeat(240_000)] } });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      for (const _round of [1, 2, 3]) {
        const statuses = await Promise.all(
          Array.from({ length: 300 }, () =>
            fetch(`${url}/graphql`, { method: 'POST', headers, body }).then(async (response) => {
              await response.text();
              return response.status;
            }),
          ),
        );
        for (const status of statuses) expect([200, 503]).toContain(status);
      }
      expect(await ask(url, print(WhoAmIDocument), {})).toEqual({ data: { agentSession: null } });
      expect(await program.stop()).toBe(0);
    },
    60_000,
  );

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

describe('Paynet’s key', () => {
  it('F83 is changed by a new instance beside the old one, and no request fails while both are valid', async () => {
    const peer = await startPeer();
    const session = { ...documentedAnswer('/v1/agent/login'), expired_date: '2099-01-01' };
    peer.answerWith(({ url: path, headers: { authorization } }, response) => {
      const isValid = authorization === 'Basic sck_old' || authorization === 'Basic sck_new';
      response.writeHead(isValid ? 200 : 401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          path === '/v1/agent/login'
            ? session
            : { code: 0, id: randomUUID(), url: 'https://pts.paynet.com.tr/S/M?id=1', message: '' },
        ),
      );
    });
    const startWith = (key: string) =>
      startLayer({
        paynetUrl: peer.url,
        env: { PAYNET_ENVIRONMENT: 'test', PAYNET_SECRET_KEY: key, SESSION_SECRET: 'x'.repeat(40) },
      });
    const old = await startWith('sck_old');
    let target = old;
    const token = await old.signIn({ agentId: '1001', userName: 'paynet', password: 'paynet' });
    const over = new AbortController();
    const ends: string[] = [];
    const clients = Array.from({ length: 10 }, async () => {
      while (!over.signal.aborted) {
        const { body } = await target.execute(
          CreatePayLinkDocument,
          { input: { payerName: 'A', amount: '1' } },
          { token },
        );
        ends.push(body.data?.createPayLink.__typename ?? 'nothing');
      }
    });
    await expect.poll(() => ends.length).toBeGreaterThan(50);
    target = await startWith('sck_new');
    await old.stop();
    const before = ends.length;
    await expect.poll(() => ends.length).toBeGreaterThan(before + 50);
    over.abort();
    await Promise.all(clients);
    expect(new Set(ends)).toEqual(new Set(['CreatePayLinkSuccess']));
    expect(peer.came.at(-1)?.headers.authorization).toBe('Basic sck_new');
    await target.stop();
    await peer.stop();
  }, 60_000);
});

describe('settings', () => {
  it('F85 that are missing or contradict each other stop it before it starts, by their names and without their values', async () => {
    const program = startProgram(process.execPath, ['src/main.ts'], {
      PAYNET_ENVIRONMENT: 'live',
      PAYNET_KEY_FORMAT: 'planted-format',
      SESSION_SECRET: 'planted-secret',
      ROUTER_SECRET_PREVIOUS: `planted-${'x'.repeat(40)}`,
      REDIS_URL: 'http://user:planted-password@host',
      MAX_REQUESTS_AT_ONCE: 'planted-number',
    });
    running.push(program);
    expect(await program.exit).toBe(78);
    for (const name of [
      'PAYNET_SECRET_KEY',
      'PAYNET_KEY_FORMAT',
      'SESSION_SECRET',
      'ROUTER_SECRET',
      'REDIS_URL',
      'MAX_REQUESTS_AT_ONCE',
    ]) {
      expect(program.printed()).toContain(`- ${name} `);
    }
    expect(program.printed()).not.toContain('planted');
  });
});
