import { constants, createSecureServer, type Http2SecureServer } from 'node:http2';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { PaynetClient } from '../../src/paynet/client.ts';
import { PaynetOutcomeUnknown, PaynetUnreachable, PaynetUnreadable } from '../../src/paynet/errors.ts';
import type { AttemptReport, TransportOptions } from '../../src/paynet/request.ts';
import { CALLS, clientOf, failureOf, GRACE_MS, SECRETS, SHORT_LIMITS } from './calls.ts';
import { answerWell, certificate, fixture, goodBody, type RawPeer, startRawPeer } from './raw-peer.ts';

// This process, and no other, trusts the authority of the tests.
beforeAll(() => setDefaultCACertificates([...getCACertificates('default'), fixture('trusted-ca.pem').toString()]));

function openClient(url: string, options: Partial<TransportOptions> = {}): PaynetClient {
  const client = clientOf(url, options);
  onTestFinished(() => client.close());
  return client;
}

async function expectToWork(client: PaynetClient, peer: RawPeer): Promise<void> {
  const before = peer.requests.length;
  for (const call of CALLS) expect(await call.send(client)).toBeTypeOf('object');
  expect(peer.requests.slice(before)).toEqual(CALLS.map(({ path }) => path));
}

describe('a peer that proves who it is', () => {
  it.each<[string, TlsOptions]>([
    ['TLS 1.2 only', { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }],
    ['TLS 1.3 only', { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' }],
    ['either', {}],
  ])('is spoken to over %s', async (_what, options) => {
    const peer = await startRawPeer({ ...certificate('good'), ...options });
    const client = openClient(peer.url);
    await expectToWork(client, peer);
    expect(peer.received).toContain(`authorization: Basic ${SECRETS.secretKey}\r\n`);
  });

  it('is spoken to by its name as well', async () => {
    const peer = await startRawPeer(certificate('good'));
    await expectToWork(openClient(`https://localhost:${peer.port}`), peer);
  });

  it('may send people only to https, not to this machine over http', async () => {
    const peer = await startRawPeer(certificate('good'));
    const client = openClient(peer.url);
    peer.answerWith(({ socket }) => {
      const body = '{"url":"http://127.0.0.1:4010/gate","code":0}';
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
    const failure = await failureOf(client.agent.autologin({ agentId: '1001', userName: 'paynet' }));
    expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
    expect((failure.cause as Error).message).toContain('url: expected a safe https address');
    expect(peer.requests).toHaveLength(1);
  });
});

describe('a peer that does not prove who it is', () => {
  const impostors: readonly (readonly [what: string, options: TlsOptions])[] = [
    ['a certificate it signed itself', certificate('self-signed')],
    ['a certificate of an authority nobody knows', certificate('unknown')],
    ['a certificate for another host', certificate('other-host')],
    ['a certificate that has expired', certificate('expired')],
    ['a certificate that is not valid yet', certificate('not-yet-valid')],
    ['TLS 1.1', { ...certificate('good'), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }],
  ];

  it.each(impostors)('and shows %s gets nothing of any request, and is asked once', async (_what, options) => {
    const peer = await startRawPeer(options);
    const reports: AttemptReport[] = [];
    const client = openClient(peer.url, { onAttempt: (it) => reports.push(it) });
    for (const call of CALLS) {
      const failure = await failureOf(call.send(client));
      expect(failure).toBeInstanceOf(PaynetUnreachable);
      expect(failure).toMatchObject({ insecure: true, operation: call.name });
    }
    expect(peer.received).toBe('');
    expect(peer.connections).toBe(3);
    expect(reports.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  it('because it speaks plain HTTP gets nothing of any request, and is asked once', async () => {
    const peer = await startRawPeer();
    peer.connectWith((socket) => socket.write('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'));
    const client = openClient(`https://127.0.0.1:${peer.port}`);
    for (const call of CALLS) {
      const failure = await failureOf(call.send(client));
      expect(failure).toBeInstanceOf(PaynetUnreachable);
      expect(failure).toMatchObject({ insecure: true });
    }
    expect(peer.received).not.toContain('POST');
    expect(peer.connections).toBe(3);
  });
});

describe('a peer that says nothing to our greeting', () => {
  it('is given up at the connect limit, asked once more, and nothing left', async () => {
    const peer = await startRawPeer();
    const reports: AttemptReport[] = [];
    const limits = { ...SHORT_LIMITS, connectMs: 60, headersMs: 1_000, callMs: 1_000, totalMs: 1_000 };
    const client = openClient(`https://127.0.0.1:${peer.port}`, { limits, onAttempt: (it) => reports.push(it) });
    const begun = performance.now();
    for (const failure of await Promise.all(CALLS.map((call) => failureOf(call.send(client))))) {
      expect(failure).toBeInstanceOf(PaynetUnreachable);
      expect(failure).toMatchObject({ insecure: false });
    }
    // Two attempts with a pause of at most 100 ms between them.
    expect(performance.now() - begun).toBeLessThan(2 * 60 + 100 + GRACE_MS);
    expect(reports).toHaveLength(6);
    expect(peer.received).not.toContain('POST');
  });

  it('is given up at the deadline where that is nearer, and then nothing leaves any more', async () => {
    const peer = await startRawPeer();
    const limits = { ...SHORT_LIMITS, connectMs: 700, headersMs: 2_000, callMs: 2_000, totalMs: 2_000 };
    const client = openClient(`https://127.0.0.1:${peer.port}`, { limits });
    const begun = performance.now();
    const bound = client.bind({ deadline: begun + 80 });
    for (const failure of await Promise.all(CALLS.map((call) => failureOf(call.send(bound))))) {
      expect(failure).not.toBeInstanceOf(PaynetOutcomeUnknown);
      expect(failure).toMatchObject({ name: 'PaynetTooLate', sent: false });
    }
    expect(performance.now() - begun).toBeLessThan(80 + GRACE_MS);
    expect(peer.received).not.toContain('POST');
  });
});

describe('a connection that breaks', () => {
  it('before it is secure is opened once more, and the request leaves once', async () => {
    for (const call of CALLS) {
      const peer = await startRawPeer(certificate('good'));
      const reports: AttemptReport[] = [];
      peer.connectWith((socket) => {
        if (peer.connections === 1) socket.resetAndDestroy();
      });
      const client = openClient(peer.url, { onAttempt: (it) => reports.push(it) });
      expect(await call.send(client)).toBeTypeOf('object');
      expect(reports.map(({ error }) => error?.name)).toEqual(['PaynetUnreachable', undefined]);
      expect(peer.requests).toEqual([call.path]);
      expect(peer.connections).toBe(2);
    }
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'behind the request, even in its encryption, leaves the outcome open (%s)',
    async (version) => {
      const peer = await startRawPeer({ ...certificate('good'), minVersion: version, maxVersion: version });
      const between = await startProxy(peer.port);
      peer.answerWith(() => between.spoil());
      const reports: AttemptReport[] = [];
      const client = openClient(`https://127.0.0.1:${between.port}`, { onAttempt: (it) => reports.push(it) });
      for (const call of CALLS) {
        const failure = await failureOf(call.send(client));
        expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
        expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
      }
      expect(peer.requests).toEqual(CALLS.map(({ path }) => path));
      expect(reports.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
      peer.answerWith(answerWell);
      await expectToWork(client, peer);
    },
  );
});

it('a server that would rather speak HTTP/2, and turns requests away there, sees each request once at most', async () => {
  const { server, port, streams } = await startHttp2Peer();
  const http1: string[] = [];
  server.on('request', (request, response) => {
    if (request.httpVersion !== '1.1') return;
    http1.push(request.url);
    request.resume();
    response.end(goodBody(request.url));
  });
  const client = openClient(`https://127.0.0.1:${port}`);
  for (const call of CALLS) await call.send(client);
  expect(streams).toEqual([]);
  expect(http1).toEqual(CALLS.map(({ path }) => path));
});

/** A server that refuses every HTTP/2 stream, which allows a client to send the request again. */
async function startHttp2Peer(): Promise<{ server: Http2SecureServer; port: number; streams: string[] }> {
  const streams: string[] = [];
  const server = createSecureServer({ ...certificate('good'), allowHTTP1: true });
  const sockets = new Set<Socket>();
  server.on('stream', (stream, headers) => {
    streams.push(headers[':path'] ?? '');
    stream.close(constants.NGHTTP2_REFUSED_STREAM);
  });
  server.on('secureConnection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { server, port: (server.address() as AddressInfo).port, streams };
}

/** Passes bytes on to a port of this machine, until told to put in some that nobody encrypted. */
async function startProxy(to: number): Promise<{ port: number; spoil: () => void }> {
  let current: Socket | undefined;
  const server = createServer((socket) => {
    current = socket;
    const onward = connect(to, '127.0.0.1');
    socket.on('error', () => undefined).on('close', () => onward.destroy());
    onward.on('error', () => undefined).on('close', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    current?.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    port: (server.address() as AddressInfo).port,
    // A record of application data that no key fits.
    spoil: () => current?.write(Buffer.from([0x17, 0x03, 0x03, 0x00, 0x20, ...Array<number>(32).fill(0x5a)])),
  };
}
