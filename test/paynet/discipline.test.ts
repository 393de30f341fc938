import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PaynetClient, PaynetServices } from '../../src/paynet/client.ts';
import {
  PaynetBusy,
  PaynetCredentialsRefused,
  PaynetFault,
  PaynetHeldBack,
  PaynetOutcomeUnknown,
  PaynetTooLate,
  PaynetUnreachable,
} from '../../src/paynet/errors.ts';
import type { AttemptReport, TransportOptions } from '../../src/paynet/request.ts';
import { type Peer, startPeer } from '../support/peer.ts';
import { seeded } from '../support/seeded.ts';
import { CALLS, clientOf, decimal, failureOf, GRACE_MS } from './calls.ts';
import { answerWell, head, type RawRequest, startRawPeer } from './raw-peer.ts';

let peer: Peer;
beforeEach(async () => {
  peer = await startPeer();
});
afterEach(() => peer.stop());

function openClient(options: Partial<TransportOptions> = {}, url = peer.url): PaynetClient {
  const client = clientOf(url, options);
  onTestFinished(() => client.close());
  return client;
}

const read = (paynet: PaynetServices) => paynet.mailOrder.detail({ id: 'link-1' });
const list = (paynet: PaynetServices) =>
  paynet.mailOrder.list({ from: '2026-11-01', to: '2026-11-30', limit: 10, offset: 0 });
const create = (paynet: PaynetServices) =>
  paynet.mailOrder.create({ payerName: 'Ayşe Yılmaz', amount: decimal('120.10'), addCommissionToAmount: false });
const login = (paynet: PaynetServices) =>
  paynet.agent.login({ agentId: '1001', userName: 'paynet', password: 'guess' });

function answer(response: ServerResponse, status: number, body: object, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
const GOOD = { code: 0, id: 'link-1', url: 'https://pts.paynet.com.tr/x', reference_no: 'ORD-1', status: 0 };
const good = (response: ServerResponse) => answer(response, 200, GOOD);
const failing = (response: ServerResponse) => answer(response, 503, { code: 503, result_code: 8 });
/** How many requests for the service came. */
const cameFor = (service: string) => peer.came.filter(({ path }) => path.endsWith(service)).length;

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const begun = performance.now();
  const result = await work;
  return { result, ms: performance.now() - begun };
}

describe('a read that fails', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['HTTP 503', failing],
    ['HTTP 500 in HTML', (response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<p>')],
    ['a page for a person', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
    ['nothing', (response) => response.writeHead(200).end()],
    ['return code 8, server error', (response) => answer(response, 200, { code: 8 })],
    ['return code 10, timeout', (response) => answer(response, 200, { code: 10 })],
    ['a closed connection', (response) => response.socket?.end()],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    ['HTTP 429 that says when', (response) => answer(response, 429, {}, { 'retry-after': '0' })],
  ])('with %s is tried twice more, and no more', async (_what, fail) => {
    peer.answerWith((_request, response) => fail(response));
    const client = openClient();
    await failureOf(read(client));
    expect(cameFor('detail')).toBe(3);
    let count = 0;
    peer.answerWith((_request, response) => ((count += 1) < 2 ? fail(response) : good(response)));
    expect(await read(openClient())).toMatchObject({ id: 'link-1' });
    expect(cameFor('detail')).toBe(2);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['a refusal', (response) => answer(response, 200, { code: 12 })],
    ['a refusal under HTTP 400', (response) => answer(response, 400, { code: 400, result_code: 11 })],
    ['HTTP 401', (response) => answer(response, 401, {})],
    ['HTTP 403', (response) => answer(response, 403, {})],
    ['HTTP 404 that is not Paynet’s', (response) => response.writeHead(404).end()],
    ['a redirect', (response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end()],
    ['HTTP 501', (response) => answer(response, 501, {})],
    ['a code nobody documented', (response) => answer(response, 200, { code: 999 })],
    ['an amount that cannot be read', (response) => answer(response, 200, { ...GOOD, amount: 'NaN' })],
    ['HTTP 429 that does not say when', (response) => answer(response, 429, {})],
    ['too much', (response) => response.writeHead(200).end('x'.repeat(1024 * 1024 + 1))],
  ])('with %s is not tried again: it would only be the same', async (_what, fail) => {
    peer.answerWith((_request, response) => fail(response));
    await failureOf(read(openClient()));
    expect(cameFor('detail')).toBe(1);
  });

  it('is tried again only while the caller still waits, and ends when that one does', async () => {
    peer.answerWith(() => undefined);
    const client = openClient({ limits: { headersMs: 100 } });
    const { result, ms } = await timed(failureOf(read(client.bind({ deadline: performance.now() + 150 }))));
    expect(result).toBeInstanceOf(PaynetTooLate);
    expect(ms).toBeLessThan(150 + GRACE_MS);
    expect(cameFor('detail')).toBeLessThanOrEqual(2);
  });
});

describe('Retry-After', () => {
  const busyFor = async (status: number, value: string | undefined) => {
    const headers = value === undefined ? {} : { 'retry-after': value };
    let count = 0;
    peer.answerWith((_request, response) =>
      (count += 1) === 1 ? answer(response, status, {}, headers) : good(response),
    );
    const client = openClient({ limits: { totalMs: 4_000 } });
    return timed(read(client).catch((error: unknown) => error));
  };
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();

  it.each([
    [429, '1', 950],
    [503, '1', 950],
    // A date has whole seconds, so from one second to two.
    [429, () => inSeconds(2), 900],
    [503, () => inSeconds(2), 900],
    [429, '0', 0],
    [503, '0', 0],
  ])('of HTTP %i is waited for where it is short: %s', async (status, value, atLeastMs) => {
    const { result, ms } = await busyFor(status, typeof value === 'string' ? value : value());
    expect(result).toMatchObject({ id: 'link-1' });
    expect(ms).toBeGreaterThanOrEqual(atLeastMs);
    expect(ms).toBeLessThan(2_100 + GRACE_MS);
    expect(cameFor('detail')).toBe(2);
  });

  const TEN_YEARS_S = 10 * 365 * 86_400;
  it.each([
    ['3', 3_000],
    [`${TEN_YEARS_S}`, 24 * 60 * 60_000],
    [inSeconds(TEN_YEARS_S), 24 * 60 * 60_000],
    ['-1', undefined],
    ['soon', undefined],
    [inSeconds(-60), undefined],
    [undefined, undefined],
  ])('of HTTP 429 is told at once where it is %s', async (value, retryAfterMs) => {
    const { result, ms } = await busyFor(429, value);
    expect(result).toBeInstanceOf(PaynetBusy);
    expect(result).toMatchObject({ retryAfterMs });
    expect(ms).toBeLessThan(GRACE_MS);
    expect(cameFor('detail')).toBe(1);
  });

  it('of a create makes nobody send it again', async () => {
    peer.answerWith((_request, response) => answer(response, 429, {}, { 'retry-after': '0' }));
    const failure = await failureOf(create(openClient()));
    expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
    expect(failure.cause).toBeInstanceOf(PaynetBusy);
    expect(cameFor('create')).toBe(1);
  });
});

describe('half of all calls fail at random', () => {
  it('and for a hundred calls at most ten more leave', async () => {
    const random = seeded(43);
    peer.answerWith((_request, response) => (random() < 0.5 ? failing(response) : good(response)));
    // A breaker would let still fewer leave.
    const client = openClient({ discipline: { breakerMinCalls: Number.POSITIVE_INFINITY } });
    const calls = 400;
    let answered = 0;
    for (let done = 0; done < calls; done += 8) {
      const few = Array.from({ length: 8 }, () => read(client));
      for (const { status } of await Promise.allSettled(few)) answered += Number(status === 'fulfilled');
    }
    expect(cameFor('detail')).toBeGreaterThan(calls);
    expect(cameFor('detail')).toBeLessThanOrEqual(1.1 * calls);
    expect(answered).toBeGreaterThan(calls / 3);
  });

  it('and they are left alone after twenty, tried now and then, and called again soon after the recovery', async () => {
    const random = seeded(44);
    let isWell = false;
    peer.answerWith((_request, response) => (isWell || random() < 0.5 ? good(response) : failing(response)));
    const changes: { of: string; isOpen: boolean; at: number }[] = [];
    const client = openClient({
      discipline: { breakerProbeMs: 200, retryPercent: 0 },
      onBreaker: (change) => changes.push({ ...change, at: performance.now() }),
    });
    const ends: unknown[] = [];
    while (changes.length === 0) ends.push(await read(client).catch((error: unknown) => error));
    expect(ends.length).toBeGreaterThanOrEqual(20);
    expect(ends.length).toBeLessThan(100);
    expect(cameFor('detail')).toBe(ends.length);

    const { result, ms } = await timed(failureOf(read(client)));
    expect(result).toBeInstanceOf(PaynetHeldBack);
    expect(result).toMatchObject({ because: 'outage' });
    expect((result as PaynetHeldBack).retryAfterMs).toBeGreaterThan(0);
    expect((result as PaynetHeldBack).retryAfterMs).toBeLessThanOrEqual(200);
    expect(ms).toBeLessThan(50);
    expect(cameFor('detail')).toBe(ends.length);

    isWell = true;
    const recovered = performance.now();
    while (changes.length === 1) {
      await read(client).catch(() => undefined);
      await sleep(5);
    }
    expect(performance.now() - recovered).toBeLessThan(200 + GRACE_MS);
    expect(changes.map(({ of, isOpen }) => `${of} ${isOpen}`)).toEqual([
      'mailorder/detail true',
      'mailorder/detail false',
    ]);
    expect(await read(client)).toMatchObject({ id: 'link-1' });
  });
});

describe('a service that only fails', () => {
  /** The breaker of `detail` is open, after calls that all failed. */
  async function openBreaker(options: Partial<TransportOptions> = {}): Promise<PaynetClient> {
    peer.answerWith((_request, response) => failing(response));
    const client = openClient({
      ...options,
      discipline: { breakerProbeMs: 300, retryPercent: 0, ...options.discipline },
    });
    await Promise.all(Array.from({ length: 20 }, () => failureOf(read(client))));
    expect(cameFor('detail')).toBe(20);
    return client;
  }

  it('is tried with one call at a time', async () => {
    const client = await openBreaker();
    await sleep(320);
    const ends = await Promise.all(Array.from({ length: 30 }, () => failureOf(read(client))));
    expect(cameFor('detail')).toBe(21);
    expect(ends.filter((end) => end instanceof PaynetFault)).toHaveLength(1);
    expect(ends.filter((end) => end instanceof PaynetHeldBack)).toHaveLength(29);
  });

  it('does not wait for a trying call that hangs: another tries', async () => {
    const client = await openBreaker();
    let tries = 0;
    peer.answerWith((_request, response) => ((tries += 1) === 1 ? undefined : good(response)));
    await sleep(320);
    const hanging = read(client).catch(() => undefined);
    await sleep(320);
    expect(await read(client)).toMatchObject({ id: 'link-1' });
    expect(await read(client)).toMatchObject({ id: 'link-1' });
    await peer.stop();
    await hanging;
  });

  it('takes no other service with it: what became of a link can be asked while none can be made', async () => {
    peer.answerWith(({ url }, response) => (url?.endsWith('create') ? failing(response) : good(response)));
    const client = openClient({ discipline: { retryPercent: 0 } });
    await Promise.all(Array.from({ length: 20 }, () => failureOf(create(client))));
    const failure = await failureOf(create(client));
    expect(failure).toBeInstanceOf(PaynetHeldBack);
    expect(cameFor('create')).toBe(20);
    expect(await read(client)).toMatchObject({ id: 'link-1' });
  });

  it('is reported as held back, and is no attempt', async () => {
    const attempts: AttemptReport[] = [];
    const heldBack: string[] = [];
    const client = await openBreaker({
      onAttempt: (it) => attempts.push(it),
      onHeldBack: ({ operation, because }) => heldBack.push(`${operation} ${because}`),
    });
    expect(attempts).toHaveLength(20);
    await failureOf(read(client));
    expect(attempts).toHaveLength(20);
    expect(heldBack).toEqual(['mailorder/detail outage']);
  });

  it('is not left alone for what a caller can bring about: refusals, odd codes, odd members, too little time', async () => {
    const provoked: ((response: ServerResponse) => unknown)[] = [
      (response) => answer(response, 200, { code: 12 }),
      (response) => answer(response, 200, { code: 999 }),
      (response) => answer(response, 400, { code: 400, result_code: 11 }),
      (response) => answer(response, 200, { ...GOOD, amount: {} }),
      () => undefined,
    ];
    for (const provoke of provoked) {
      peer.answerWith((_request, response) => void provoke(response));
      const client = openClient();
      const impatient = () => client.bind({ deadline: performance.now() + 50 });
      await Promise.all(Array.from({ length: 30 }, () => failureOf(read(impatient()))));
      peer.answerWith((_request, response) => good(response));
      expect(await read(client)).toMatchObject({ id: 'link-1' });
    }
  });

  it('is not left alone for pages that are too large, as whoever writes long notes can make them', async () => {
    const notes = 'ı'.repeat(1_200_000);
    peer.answerWith((_request, response) => answer(response, 200, { code: 0, Data: [{ id: 'link-1', note: notes }] }));
    const client = openClient();
    for (let count = 0; count < 25; count += 1) await failureOf(list(client));
    peer.answerWith((_request, response) => answer(response, 200, { code: 0, Data: [] }));
    expect(await list(client)).toMatchObject({ rows: [] });
  });

  it('is left alone also where it cannot be reached at all, and for writes too', async () => {
    const port = await deadPort();
    const client = openClient({ discipline: { retryPercent: 0 } }, `http://127.0.0.1:${port}`);
    const ends = [];
    for (let count = 0; count < 25; count += 1) ends.push(await failureOf(create(client)));
    expect(ends.filter((end) => end instanceof PaynetUnreachable)).toHaveLength(20);
    expect(ends.filter((end) => end instanceof PaynetHeldBack)).toHaveLength(5);
  });
});

describe('our own credentials', () => {
  it('that are refused everywhere are shown no more, but now and then', async () => {
    peer.answerWith((_request, response) => answer(response, 401, {}));
    const client = openClient({ discipline: { breakerProbeMs: 200 } });
    for (let count = 0; count < 10; count += 1) {
      expect(await failureOf(read(client))).toBeInstanceOf(PaynetCredentialsRefused);
      expect(await failureOf(create(client))).toBeInstanceOf(PaynetCredentialsRefused);
    }
    for (const call of [read, create, list, login]) {
      const failure = await failureOf(call(client));
      expect(failure).toBeInstanceOf(PaynetHeldBack);
      expect(failure).toMatchObject({ because: 'credentials' });
    }
    expect(peer.came).toHaveLength(20);
    peer.answerWith((_request, response) => good(response));
    await sleep(220);
    expect(await read(client)).toMatchObject({ id: 'link-1' });
    expect(await create(client)).toMatchObject({ id: 'link-1' });
  });

  it('are not doubted for wrong passwords, whatever status Paynet has for them: nobody can lock others out', async () => {
    peer.answerWith((_request, response) => answer(response, 401, { code: 401, result_code: 7 }));
    const client = openClient();
    await Promise.all(Array.from({ length: 60 }, () => failureOf(login(client))));
    expect(cameFor('login')).toBe(60);
    peer.answerWith((_request, response) => good(response));
    expect(await read(client)).toMatchObject({ id: 'link-1' });
  });

  it('are not doubted while anything is accepted', async () => {
    peer.answerWith(({ url }, response) => (url?.endsWith('list') ? answer(response, 403, {}) : good(response)));
    const client = openClient();
    for (let count = 0; count < 40; count += 1) {
      expect(await failureOf(list(client))).toBeInstanceOf(PaynetCredentialsRefused);
      if (count % 10 === 0) await read(client);
    }
    expect(cameFor('list')).toBe(40);
  });
});

describe('more calls than there are places', () => {
  /** Answers nothing until it is let go. */
  function holdAll(): { release: () => void } {
    const waiting: ServerResponse[] = [];
    let isOpen = false;
    peer.answerWith((_request, response) => (isOpen ? good(response) : void waiting.push(response)));
    return {
      release() {
        isOpen = true;
        for (const response of waiting) good(response);
      },
    };
  }
  const came = async (count: number) => {
    await expect.poll(() => peer.came.length, { timeout: 5_000 }).toBe(count);
    // Whoever still wanted to leave has had the time.
    await sleep(30);
    expect(peer.came).toHaveLength(count);
  };
  const DISCIPLINE = { maxConnections: 8, maxWaiting: 4 };

  it.each<[string, typeof read, string, typeof read]>([
    ['reads', read, 'writes', create as never],
    ['writes', create as never, 'reads', read],
  ])('%s that hang leave places for %s, and no more than their share is under way', async (_one, hang, _other, go) => {
    const held = holdAll();
    const client = openClient({ discipline: DISCIPLINE });
    const hanging = Array.from({ length: 10 }, () => hang(client));
    await came(6);
    const others = [go(client), go(client)];
    await came(8);
    held.release();
    await Promise.all([...hanging, ...others]);
    expect(peer.came).toHaveLength(12);
    expect(peer.connections).toBeLessThanOrEqual(8);
  });

  it('are refused at once where too many wait already, as not sent and with a time to come back', async () => {
    const held = holdAll();
    const client = openClient({ discipline: DISCIPLINE });
    const waiting = Array.from({ length: 10 }, () => read(client));
    await came(6);
    const { result, ms } = await timed(failureOf(read(client)));
    expect(result).toMatchObject({ name: 'PaynetHeldBack', because: 'overload', retryAfterMs: 1_000 });
    expect(ms).toBeLessThan(50);
    held.release();
    await Promise.all(waiting);
    expect(peer.came).toHaveLength(10);
    expect(await read(client)).toMatchObject({ id: 'link-1' });
  });

  it('do not leave once their caller stopped waiting', async () => {
    const held = holdAll();
    const client = openClient({ discipline: DISCIPLINE });
    const busy = Array.from({ length: 6 }, () => create(client));
    await came(6);
    const failure = await failureOf(create(client.bind({ deadline: performance.now() + 60 })));
    expect(failure).toBeInstanceOf(PaynetTooLate);
    expect(failure).toMatchObject({ sent: false });
    held.release();
    await Promise.all(busy);
    await sleep(30);
    expect(peer.came).toHaveLength(6);
  });

  it('do not leave where those before them only failed', async () => {
    const held: ServerResponse[] = [];
    let isDown = false;
    peer.answerWith((_request, response) => (isDown ? failing(response) : void held.push(response)));
    const client = openClient({ discipline: { ...DISCIPLINE, maxWaiting: 100, breakerMinCalls: 6, retryPercent: 0 } });
    const calls = Array.from({ length: 40 }, () => failureOf(create(client)));
    await came(6);
    isDown = true;
    for (const response of held) failing(response);
    const ends = await Promise.all(calls);
    expect(ends.filter((end) => end instanceof PaynetOutcomeUnknown)).toHaveLength(peer.came.length);
    expect(ends.filter((end) => end instanceof PaynetHeldBack)).toHaveLength(40 - peer.came.length);
    expect(peer.came.length).toBeLessThan(12);
  });

  it('are answered in the order they came', async () => {
    const held = holdAll();
    const client = openClient({ discipline: { maxConnections: 2, maxWaiting: 50 } });
    const order: number[] = [];
    const calls = Array.from({ length: 20 }, async (_, index) => {
      await read(client);
      order.push(index);
    });
    await came(2);
    held.release();
    await Promise.all(calls);
    expect(order.slice(4)).toEqual(order.slice(4).toSorted((one, other) => one - other));
  });
});

describe('a write', () => {
  it('is never sent twice, whatever happens after its first byte', async () => {
    const faults: Record<string, (request: RawRequest) => unknown> = {
      close: ({ socket }) => socket.end(),
      reset: ({ socket }) => socket.resetAndDestroy(),
      'cut in the head': ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ncontent-ty'),
      'cut in the body': ({ socket }) => socket.end(`${head({ 'content-length': 100 })}{"code":0`),
      unavailable: ({ socket }) => socket.write(head({ 'content-length': 0 }, '503 Service Unavailable')),
      'unavailable, at once again': ({ socket }) =>
        socket.write(head({ 'content-length': 0, 'retry-after': '0' }, '503 Service Unavailable')),
      'too many': ({ socket }) =>
        socket.write(head({ 'content-length': 0, 'retry-after': '0' }, '429 Too Many Requests')),
      'its own fault': ({ socket }) => socket.write(`${head({ 'content-length': 10 })}{"code":8}`),
      timeout: ({ socket }) => socket.write(`${head({ 'content-length': 11 })}{"code":10}`),
      silence: () => undefined,
      html: ({ socket }) => socket.write(`${head({ 'content-length': 6 })}<html>`),
      well: answerWell,
    };
    const sequences = fc.array(fc.tuple(fc.constantFrom(...Object.keys(faults)), fc.constantFrom(0, 1, 2)), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(sequences, fc.boolean(), async (sequence, hasBreaker) => {
        // Of its own, so that nothing of the run before comes late.
        const raw = await startRawPeer();
        const client = clientOf(raw.url, {
          limits: { headersMs: 40, callMs: 60, totalMs: 500 },
          discipline: { retryPercent: 100, breakerProbeMs: 1, breakerMinCalls: hasBreaker ? 2 : 1_000 },
        });
        let left = 0;
        let next = 0;
        raw.answerWith((request) => void faults[sequence[next++ % sequence.length]?.[0] ?? 'well']?.(request));
        await Promise.all(
          sequence.map(async ([, which]) => {
            const end = await CALLS[which]?.send(client).catch((error: unknown) => error);
            if (!(end instanceof PaynetHeldBack || end instanceof PaynetUnreachable)) left += 1;
          }),
        );
        expect(raw.requests.length).toBeLessThanOrEqual(left);
        await client.close();
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('that surely never left is sent once more, within the budget', async () => {
    const port = await deadPort();
    const attempts: AttemptReport[] = [];
    const client = openClient(
      { onAttempt: (it) => attempts.push(it), discipline: { breakerMinCalls: Number.POSITIVE_INFINITY } },
      `http://127.0.0.1:${port}`,
    );
    for (let count = 0; count < 100; count += 1) await failureOf(create(client));
    expect(attempts.filter(({ attempt }) => attempt === 2)).toHaveLength(10);
    expect(attempts).toHaveLength(110);
  });

  it('is answered where only its first connection failed', async () => {
    // The longest pause there is, so that there is time to listen before the second.
    vi.spyOn(Math, 'random').mockReturnValue(1);
    onTestFinished(() => void vi.restoreAllMocks());
    const port = await deadPort();
    const wellSaid = JSON.stringify(GOOD);
    const server = createServer((socket: Socket) => {
      socket.on('data', () => socket.write(head({ 'content-length': wellSaid.length }) + wellSaid));
    });
    onTestFinished(async () => void (await closeServer(server)));
    const attempts: AttemptReport[] = [];
    const onAttempt = (report: AttemptReport) => {
      if (attempts.push(report) === 1) server.listen(port, '127.0.0.1');
    };
    const client = clientOf(`http://127.0.0.1:${port}`, { onAttempt });
    expect(await create(client)).toMatchObject({ id: 'link-1' });
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(attempts[0]?.error).toBeInstanceOf(PaynetUnreachable);
    await client.close();
  });
});

/** A port of this machine on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await closeServer(server);
  return port;
}

function closeServer(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}
