import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PaynetClient, PaynetServices } from '../../src/paynet/client.ts';
import {
  type PaynetError,
  PaynetOutcomeUnknown,
  PaynetTooLate,
  PaynetUnreachable,
  PaynetUnreadable,
} from '../../src/paynet/errors.ts';
import type { AttemptReport, TransportOptions } from '../../src/paynet/request.ts';
import { openBlackHole } from '../support/black-hole.ts';
import {
  CALLS,
  clientOf,
  expectNoSecretIn,
  failureOf,
  GRACE_MS,
  manyCalls,
  SECRETS,
  SHORT_LIMITS,
  TELL_TALE,
} from './calls.ts';
import { answerWell, chunk, goodBody, head, type RawPeer, type RawRequest, startRawPeer } from './raw-peer.ts';

/** A client with the ordinary limits that closes when the test ends. */
function openClient(url: string, options: Partial<TransportOptions> = {}): PaynetClient {
  const client = clientOf(url, options);
  onTestFinished(() => client.close());
  return client;
}

/** The errors with which one call of each service ends, all at once. */
async function failuresOf(paynet: PaynetServices): Promise<PaynetError[]> {
  return Promise.all(CALLS.map((call) => failureOf(call.send(paynet))));
}

/** Three quarters of 64 connections: the rest is for reads. */
const WRITES_AT_ONCE = 48;

const PATHS = CALLS.map(({ path }) => path);

/** The calls work, and each leaves once: a fault before it left nothing broken behind. */
async function expectToWorkAgain(paynet: PaynetServices, peer: RawPeer): Promise<void> {
  const before = peer.requests.length;
  peer.connectWith(() => undefined);
  peer.answerWith(answerWell);
  for (const call of CALLS) expect(await call.send(paynet)).toBeTypeOf('object');
  expect(peer.requests.slice(before)).toEqual(PATHS);
}

/** undici lets a connection rest for one turn of the event loop after an answer, in case the other side closes it. */
const rest = () => new Promise((resolve) => setImmediate(resolve));

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const begun = performance.now();
  const result = await work;
  return { result, ms: performance.now() - begun };
}

/** A port of this machine on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('where nothing left', () => {
  function expectNothingSent(failures: readonly PaynetError[], reports: readonly AttemptReport[]): void {
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(PaynetUnreachable);
      expect(failure).toMatchObject({ insecure: false });
    }
    expect(reports.map(({ operation, attempt }) => `${operation} ${attempt}`).toSorted()).toEqual(
      CALLS.flatMap(({ name }) => [`${name} 1`, `${name} 2`]).toSorted(),
    );
    for (const { error } of reports) expect(error).toBeInstanceOf(PaynetUnreachable);
  }

  // Again where it took longer, because then the machine may have been busy with something else.
  it('a refused connection is tried once more, and given up in less than 300 ms', { retry: 2 }, async () => {
    const reports: AttemptReport[] = [];
    const client = openClient(`http://127.0.0.1:${await deadPort()}`, { onAttempt: (it) => reports.push(it) });
    const { result, ms } = await timed(failuresOf(client));
    expectNothingSent(result, reports);
    expect(ms).toBeLessThan(300);
  });

  it('the same holds for a name with several addresses that all refuse', async () => {
    const reports: AttemptReport[] = [];
    const client = openClient(`http://localhost:${await deadPort()}`, { onAttempt: (it) => reports.push(it) });
    expectNothingSent(await failuresOf(client), reports);
  });

  it('a name that does not resolve is tried once more, and given up', async () => {
    const reports: AttemptReport[] = [];
    const client = openClient('http://paynet.invalid', {
      onAttempt: (it) => reports.push(it),
      limits: { ...SHORT_LIMITS, totalMs: 1_000 },
    });
    expectNothingSent(await failuresOf(client), reports);
  });

  it('a host that swallows every packet is given up at the connect limit, tried once more, and given up', async ({
    skip,
  }) => {
    const port = await openBlackHole();
    if (port === null) return skip('This system lets connections wait without a limit, so none can be made to hang.');
    const reports: AttemptReport[] = [];
    const limits = { ...SHORT_LIMITS, connectMs: 100, headersMs: 1_000, callMs: 1_000, totalMs: 1_000 };
    const client = openClient(`http://127.0.0.1:${port}`, { limits, onAttempt: (it) => reports.push(it) });
    const { result, ms } = await timed(failuresOf(client));
    expectNothingSent(result, reports);
    // Two attempts, and a pause of at most 100 ms between them.
    expect(ms).toBeLessThan(2 * 100 + 100 + GRACE_MS);
  });

  it('a host that swallows every packet is given up at the deadline where that is nearer', async ({ skip }) => {
    const port = await openBlackHole();
    if (port === null) return skip('This system lets connections wait without a limit, so none can be made to hang.');
    const client = openClient(`http://127.0.0.1:${port}`, { limits: { connectMs: 700 } });
    const { result, ms } = await timed(failuresOf(client.bind({ deadline: performance.now() + 80 })));
    for (const failure of result) expect(failure).toMatchObject({ name: 'PaynetTooLate', sent: false });
    expect(ms).toBeLessThan(80 + GRACE_MS);
  });

  // Again for the same reason: a stalled machine could use up the deadline by itself.
  it('a second try that could not begin before the deadline is not waited for', { retry: 2 }, async () => {
    // The longest pause there is, 100 ms.
    vi.spyOn(Math, 'random').mockReturnValue(1);
    onTestFinished(() => void vi.restoreAllMocks());
    const reports: AttemptReport[] = [];
    const client = openClient(`http://127.0.0.1:${await deadPort()}`, { onAttempt: (it) => reports.push(it) });
    for (const failure of await failuresOf(client.bind({ deadline: performance.now() + 95 }))) {
      expect(failure).toBeInstanceOf(PaynetUnreachable);
    }
    expect(reports.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  it('a deadline that is already over lets nothing leave, and says so without any doubt about the outcome', async () => {
    const peer = await startRawPeer();
    const reports: AttemptReport[] = [];
    const client = openClient(peer.url, { onAttempt: (it) => reports.push(it) });
    for (const failure of await failuresOf(client.bind({ deadline: performance.now() - 1 }))) {
      expect(failure).toBeInstanceOf(PaynetTooLate);
      expect(failure).toMatchObject({ sent: false });
    }
    expect(peer.connections).toBe(0);
    expect(reports).toEqual([]);
  });
});

describe('a call that waits for a free connection', () => {
  /** All connections that writes can have are busy with calls that are not answered. */
  async function busyClient(): Promise<{
    peer: RawPeer;
    client: PaynetClient;
    busy: Promise<unknown>;
    waiting: RawRequest[];
  }> {
    const peer = await startRawPeer();
    const waiting: RawRequest[] = [];
    const allBusy = new Promise<void>((resolve) => {
      peer.answerWith((request) => {
        waiting.push(request);
        if (waiting.length === WRITES_AT_ONCE) resolve();
      });
    });
    const client = openClient(peer.url);
    const busy = Promise.all(manyCalls(WRITES_AT_ONCE).map((call) => call.send(client)));
    await allBusy;
    return { peer, client, busy, waiting };
  }

  it('is given up at its deadline, is known not to have left, and does not leave later', async () => {
    const { peer, client, busy, waiting } = await busyClient();
    const { result, ms } = await timed(failuresOf(client.bind({ deadline: performance.now() + 100 })));
    expect(ms).toBeLessThan(100 + GRACE_MS);
    for (const failure of result) {
      expect(failure).toBeInstanceOf(PaynetTooLate);
      expect(failure).toMatchObject({ sent: false });
    }
    for (const request of waiting) answerWell(request);
    await busy;
    expect(peer.requests).toHaveLength(WRITES_AT_ONCE);
    expect(peer.connections).toBe(WRITES_AT_ONCE);
    await expectToWorkAgain(client, peer);
  });

  it('leaves as soon as one is free: two hundred calls at once are all answered over 64 connections', async () => {
    const peer = await startRawPeer();
    const client = openClient(peer.url);
    await Promise.all(manyCalls(200).map((call) => call.send(client)));
    expect(peer.requests).toHaveLength(200);
    expect(peer.connections).toBeLessThanOrEqual(64);
  });
});

describe('where the request left', () => {
  const half = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));

  /** What the peer does with a whole request, and that nobody can then tell whether it was carried out. */
  const broken: readonly (readonly [what: string, breaking: (request: RawRequest) => void])[] = [
    ['closes without a byte', ({ socket }) => socket.end()],
    ['resets without a byte', ({ socket }) => socket.resetAndDestroy()],
    ['closes in the middle of the head', ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ncontent-ty')],
    [
      'resets in the middle of the body',
      ({ socket, path }) => {
        socket.write(head({ 'content-length': goodBody(path).length }));
        socket.write(half(goodBody(path)), () => socket.resetAndDestroy());
      },
    ],
    [
      'closes before the length it promised',
      ({ socket, path }) => {
        socket.write(head({ 'content-length': goodBody(path).length + 1 }));
        socket.end(goodBody(path));
      },
    ],
    [
      'closes between two chunks',
      ({ socket, path }) => {
        socket.write(head({ 'transfer-encoding': 'chunked' }));
        socket.end(chunk(half(goodBody(path))));
      },
    ],
    [
      'closes before the last chunk, with the whole JSON told',
      ({ socket, path }) => {
        socket.write(head({ 'transfer-encoding': 'chunked' }));
        socket.end(chunk(goodBody(path)));
      },
    ],
    [
      'resets between two chunks',
      ({ socket, path }) => {
        socket.write(head({ 'transfer-encoding': 'chunked' }));
        socket.write(chunk(half(goodBody(path))), () => socket.resetAndDestroy());
      },
    ],
    [
      'cuts JSON without having said how long it is',
      ({ socket, path }) => {
        socket.write(head({ connection: 'close' }));
        socket.end(half(goodBody(path)));
      },
    ],
    ['speaks no HTTP', ({ socket }) => socket.end(`SSH-2.0-OpenSSH ${TELL_TALE}\r\n`)],
    ['says nonsense in the head', ({ socket }) => socket.end(`HTTP/1.1 200 OK\r\n${TELL_TALE}\r\n\r\n`)],
    [
      'says nonsense where the length of a chunk belongs',
      ({ socket }) => {
        socket.write(head({ 'transfer-encoding': 'chunked' }));
        socket.end(`${TELL_TALE}\r\n{"code":0}\r\n0\r\n\r\n`);
      },
    ],
    [
      'says two lengths',
      ({ socket, path }) => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: ${goodBody(path).length}\r\n\r\n`);
        socket.write(goodBody(path));
      },
    ],
    [
      'answers with a head of a mebibyte',
      ({ socket }) => {
        socket.end(head({ 'content-length': 0, 'x-more': TELL_TALE.repeat(8_000) }));
      },
    ],
    [
      'wants to speak another protocol',
      ({ socket }) => socket.write(head({ upgrade: 'h2c', connection: 'upgrade' }, '101 Switching Protocols')),
    ],
  ];

  it.each(broken)('nobody can tell whether it was carried out when the peer %s', async (_what, breaking) => {
    const peer = await startRawPeer();
    peer.answerWith(breaking);
    const reports: AttemptReport[] = [];
    const client = openClient(peer.url, { onAttempt: (it) => reports.push(it) });
    for (const failure of await failuresOf(client)) {
      expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
      expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
    }
    expect(peer.requests.toSorted()).toEqual(PATHS.toSorted());
    expect(reports.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    await expectToWorkAgain(client, peer);
  });

  it('a connection that is reset as soon as it is open ends as "not sent" or as "unknown", by what was written', async () => {
    const peer = await startRawPeer();
    peer.connectWith((socket) => socket.resetAndDestroy());
    const reports: AttemptReport[] = [];
    const client = openClient(peer.url, { onAttempt: (it) => reports.push(it) });
    for (const failure of await failuresOf(client)) {
      if (failure instanceof PaynetOutcomeUnknown) expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
      else expect(failure).toBeInstanceOf(PaynetUnreachable);
    }
    // Only what was not sent is sent once more.
    for (const { attempt, error } of reports) {
      if (attempt === 1) continue;
      const first = reports.find((it) => it.attempt === 1 && it.operation === error?.operation);
      expect(first?.error).toBeInstanceOf(PaynetUnreachable);
    }
    expect(peer.connections).toBe(reports.length);
    expect(peer.requests).toEqual([]);
    await expectToWorkAgain(client, peer);
  });

  it('an answer that ends with the connection, without a length, is an answer', async () => {
    const peer = await startRawPeer();
    peer.answerWith(({ socket, path }) => {
      socket.write(head({ connection: 'close' }));
      socket.end(goodBody(path));
    });
    const client = openClient(peer.url);
    for (const call of CALLS) expect(await call.send(client)).toBeTypeOf('object');
    expect(peer.requests).toEqual(PATHS);
  });
});

describe('a peer that takes its time', () => {
  /** Says a byte every so many milliseconds until nobody listens any more. */
  async function drip({ socket }: RawRequest, text: string, everyMs: number): Promise<void> {
    for (const letter of text) {
      if (socket.destroyed) return;
      socket.write(letter);
      await sleep(everyMs);
    }
  }

  const { headersMs, bodyMs, callMs } = SHORT_LIMITS;
  const slow: readonly (readonly [what: string, limit: string, limitMs: number, (request: RawRequest) => unknown])[] = [
    ['never answers', 'headers', headersMs, () => undefined],
    ['stops in the middle of the head', 'headers', headersMs, ({ socket }) => socket.write('HTTP/1.1 200 OK\r\nx-')],
    [
      'tells the head letter by letter',
      'headers',
      headersMs,
      (it) => drip(it, head({ 'x-more': 'x'.repeat(900) }), 20),
    ],
    [
      'only ever says that it is working on it',
      'headers',
      headersMs,
      (it) => drip(it, head({}, '102 Processing').repeat(100), 1),
    ],
    [
      'stops behind the head',
      'body',
      headersMs + bodyMs,
      ({ socket, path }) => socket.write(head({ 'content-length': goodBody(path).length })),
    ],
    [
      'stops in the middle of the body',
      'body',
      headersMs + bodyMs,
      ({ socket, path }) =>
        socket.write(head({ 'content-length': goodBody(path).length }) + goodBody(path).toString('latin1', 0, 9)),
    ],
    [
      'stops before the last chunk',
      'body',
      headersMs + bodyMs,
      ({ socket, path }) =>
        socket.write(Buffer.concat([Buffer.from(head({ 'transfer-encoding': 'chunked' })), chunk(goodBody(path))])),
    ],
    [
      'tells the body letter by letter, never silent for long',
      'call',
      callMs,
      (request) => {
        request.socket.write(head({ 'content-length': 2_000 }));
        void drip(request, ' '.repeat(2_000), 10);
      },
    ],
  ];

  it.each(slow)('is cut off when it %s: limit of the %s', async (_what, limit, limitMs, taking) => {
    const peer = await startRawPeer();
    peer.answerWith((request) => void taking(request));
    const client = openClient(peer.url, { limits: SHORT_LIMITS });
    const { result, ms } = await timed(failuresOf(client));
    for (const failure of result) {
      expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
      expect(failure.cause).toBeInstanceOf(PaynetTooLate);
      expect(failure.cause).toMatchObject({ sent: true });
      expect((failure.cause as Error).message).toContain(`was not answered in time (${limit}, `);
    }
    expect(ms).toBeLessThan(limitMs + GRACE_MS);
    expect(peer.requests.toSorted()).toEqual(PATHS.toSorted());
    await expectToWorkAgain(client, peer);
  });

  it('is cut off at the deadline of the whole request where that is nearer than any limit', async () => {
    const peer = await startRawPeer();
    peer.answerWith(() => undefined);
    const client = openClient(peer.url);
    const { result, ms } = await timed(failuresOf(client.bind({ deadline: performance.now() + 100 })));
    for (const failure of result) {
      expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
      expect(failure.cause).toBeInstanceOf(PaynetTooLate);
      // In whole milliseconds: a message is for people.
      expect((failure.cause as Error).message).toMatch(/\(call, \d+ ms\)$/);
    }
    expect(ms).toBeGreaterThan(90);
    expect(ms).toBeLessThan(100 + GRACE_MS);
    expect(peer.requests).toHaveLength(3);
    await expectToWorkAgain(client, peer);
  });

  it('is cut off at the limit of the operation where the call brings no deadline', async () => {
    const peer = await startRawPeer();
    peer.answerWith(() => undefined);
    const client = openClient(peer.url, { limits: { totalMs: 100 } });
    const { ms } = await timed(failuresOf(client));
    expect(ms).toBeLessThan(100 + GRACE_MS);
    await expectToWorkAgain(client, peer);
  });

  it('is waited for within its limits', async () => {
    const peer = await startRawPeer();
    peer.answerWith((request) => void sleep(60).then(() => answerWell(request)));
    const client = openClient(peer.url);
    for (const call of CALLS) expect(await call.send(client)).toBeTypeOf('object');
    expect(peer.requests).toEqual(PATHS);
  });
});

describe('a connection', () => {
  it('is kept: ten calls one after the other use one', async () => {
    const peer = await startRawPeer();
    const client = openClient(peer.url);
    for (const call of manyCalls(10)) {
      await call.send(client);
      await rest();
    }
    expect(peer.requests).toHaveLength(10);
    expect(peer.connections).toBe(1);
  });

  it('is kept after a refusal, an error page and an odd answer too', async () => {
    const peer = await startRawPeer();
    const bodies = ['{"code":4}', '<h1>Bakım</h1>', '[]', '{"code":10}'];
    peer.answerWith(({ socket, number }) => {
      const body = Buffer.from(bodies[number % bodies.length] ?? '');
      socket.write(head({ 'content-length': body.length }, number % 2 === 0 ? '200 OK' : '503 Busy'));
      socket.write(body);
    });
    const client = openClient(peer.url);
    for (const call of manyCalls(10)) {
      await failureOf(call.send(client));
      await rest();
    }
    expect(peer.requests).toHaveLength(10);
    expect(peer.connections).toBe(1);
  });

  it.each<[string, (request: RawRequest) => void]>([
    ['closed', ({ socket }) => socket.end()],
    ['reset', ({ socket }) => socket.resetAndDestroy()],
  ])('that the peer has %s while it was idle is not used again, and nothing is sent twice', async (_what, ending) => {
    const peer = await startRawPeer();
    const client = openClient(peer.url);
    for (const call of manyCalls(6)) {
      let closed: Promise<void> | undefined;
      peer.answerWith((request) => {
        closed = new Promise((resolve) => request.socket.once('close', () => resolve()));
        answerWell(request);
        // After the answer is out, as a server does whose own patience is over.
        request.socket.write('', () => ending(request));
      });
      await call.send(client);
      await closed;
    }
    expect(peer.requests).toHaveLength(6);
    expect(peer.connections).toBe(6);
  });

  it('that the peer closes when it sees the next request leaves the outcome open, and the request is not sent again', async () => {
    const peer = await startRawPeer();
    const client = openClient(peer.url);
    await expectToWorkAgain(client, peer);
    for (const call of CALLS) {
      peer.answerWith(answerWell);
      await call.send(client);
      await rest();
      const { connections } = peer;
      const before = peer.requests.length;
      peer.answerWith(({ socket }) => socket.resetAndDestroy());
      const failure = await failureOf(call.send(client));
      expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
      expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
      expect(peer.requests).toHaveLength(before + 1);
      expect(peer.connections).toBe(connections);
    }
    await expectToWorkAgain(client, peer);
  });

  it('on which more came than was asked for is not used again: nobody reads the answer to another call', async () => {
    const peer = await startRawPeer();
    const client = openClient(peer.url);
    const autologin = CALLS[1];
    const stranger = Buffer.from('{"code":0,"url":"https://stranger.example/"}');
    peer.answerWith((request) => {
      answerWell(request);
      request.socket.write(head({ 'content-length': stranger.length }) + stranger.toString());
    });
    for (let index = 0; index < 5; index += 1) {
      expect(await autologin.send(client).catch((error: unknown) => error)).not.toMatchObject({
        url: 'https://stranger.example/',
      });
    }
    await expectToWorkAgain(client, peer);
  });

  it('is let go of when the client closes, after the calls that are running were answered', async () => {
    const peer = await startRawPeer();
    const client = clientOf(peer.url);
    const asked = Promise.withResolvers<RawRequest>();
    peer.answerWith(asked.resolve);
    const running = CALLS[0].send(client);
    const request = await asked.promise;
    const closing = client.close();
    answerWell(request);
    expect(await running).toBeTypeOf('object');
    await closing;
    for (const failure of await failuresOf(client)) expect(failure).toBeInstanceOf(PaynetUnreachable);
    expect(peer.requests).toHaveLength(1);
  });
});

describe('a report of an attempt', () => {
  it('says which call it was, for which request, how long it took and how it ended, and holds no secret', async () => {
    const peer = await startRawPeer();
    const reports: AttemptReport[] = [];
    const client = openClient(peer.url, { onAttempt: (it) => reports.push(it) });
    const bound = client.bind({ requestId: 'request-1' });
    for (const call of CALLS) await call.send(bound);
    peer.answerWith(({ socket }) => socket.resetAndDestroy());
    for (const call of CALLS) {
      const failure = await failureOf(call.send(bound));
      expect(failure).toMatchObject({ operation: call.name, requestId: 'request-1' });
      expect(failure.cause).toMatchObject({ operation: call.name, requestId: 'request-1' });
      expect(reports.at(-1)?.error).toBe(failure);
    }
    expect(reports.map(({ operation }) => operation)).toEqual([...CALLS, ...CALLS].map(({ name }) => name));
    for (const { requestId, attempt, durationMs } of reports) {
      expect({ requestId, attempt }).toEqual({ requestId: 'request-1', attempt: 1 });
      expect(durationMs).toBeGreaterThan(0);
      expect(durationMs).toBeLessThan(8_000);
    }
    expectNoSecretIn(new Error('reports', { cause: reports }));
    expect(JSON.stringify(reports)).not.toContain(SECRETS.secretKey);
  });
});
