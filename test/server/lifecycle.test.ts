import { connect } from 'node:net';
import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';

describe('health', () => {
  let layer: Layer;
  beforeAll(async () => {
    layer = await startLayer();
  });
  afterAll(() => layer.stop());

  it.each([
    ['/health', { status: 'ok' }],
    ['/ready', { status: 'ready' }],
  ])('%s says so, and asks Paynet nothing', async (path, body) => {
    const response = await fetch(layer.url + path);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(body);
    expect(layer.left).toHaveLength(0);
  });

  it('is not filled into the log by whoever asks every second', async () => {
    await fetch(`${layer.url}/health`);
    await fetch(`${layer.url}/a-token-somebody-put-here`);
    await expect.poll(() => layer.log()).toContain('"path":"another"');
    expect(layer.log()).not.toMatch(/health|a-token/);
  });

  it('tells a lost caller where GraphQL is', async () => {
    const response = await fetch(`${layer.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'There is nothing here. GraphQL is at /graphql.' });
  });
});

describe('other origins', () => {
  const originOf = async (layer: Layer, origin: string) => {
    const { headers } = await layer.query('{ __typename }', {}, { headers: { origin } });
    return headers.get('access-control-allow-origin');
  };

  it('may read answers with the sandbox when they are on this machine, and otherwise not', async () => {
    const layer = await startLayer();
    try {
      expect(await originOf(layer, 'http://localhost:5173')).toBe('http://localhost:5173');
      expect(await originOf(layer, 'https://evil.example')).toBeNull();
      expect(await originOf(layer, 'http://localhost.evil.example')).toBeNull();
      expect(await originOf(layer, 'null')).toBeNull();
    } finally {
      await layer.stop();
    }
  });

  it('may read answers when they are in the settings, with cookies, after asking first', async () => {
    const layer = await startLayer({
      env: {
        PAYNET_ENVIRONMENT: 'test',
        PAYNET_SECRET_KEY: 'sck_test',
        SESSION_SECRET: 'x'.repeat(32),
        ALLOWED_ORIGINS: 'https://app.example.com, https://admin.example.com',
      },
    });
    try {
      expect(await originOf(layer, 'https://app.example.com')).toBe('https://app.example.com');
      expect(await originOf(layer, 'https://other.example.com')).toBeNull();
      expect(await originOf(layer, 'http://localhost:5173')).toBeNull();
      const preflight = await fetch(`${layer.url}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://admin.example.com',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-credentials')).toBe('true');
    } finally {
      await layer.stop();
    }
  });
});

describe('stopping', () => {
  it('lets a running request finish, takes no new connection, and then is gone', async () => {
    const layer = await startLayer();
    const token = await layer.signIn(PEOPLE.dealer);
    layer.reset();
    const input = { payerName: 'Ayşe Yılmaz', amount: '1', note: 'sandbox:slow=400' };
    const running = layer.execute(CreatePayLinkDocument, { input }, { token });
    await expect.poll(() => layer.left.length).toBe(1);

    const stopped = layer.stop();
    await expect.poll(() => fetch(`${layer.url}/ready`).then(({ status }) => status, String)).toContain('fetch failed');
    expect((await running).body.data?.createPayLink.__typename).toBe('CreatePayLinkSuccess');
    await stopped;
  });

  it('goes on taking requests for the delay, so that a load balancer can see the "not ready"', async () => {
    const layer = await startLayer({ env: { SHUTDOWN_DELAY_MS: '1000' } });
    const stopped = layer.stop();
    const ready = await fetch(`${layer.url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'stopping' });
    expect((await layer.query('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
    await stopped;
    await expect(fetch(`${layer.url}/ready`)).rejects.toThrow('fetch failed');
  });

  it('says "not ready" on a connection that was open already', async () => {
    const layer = await startLayer();
    const token = await layer.signIn(PEOPLE.dealer);
    layer.reset();
    const input = { payerName: 'Ayşe Yılmaz', amount: '1', note: 'sandbox:slow=300' };
    const body = JSON.stringify({ query: print(CreatePayLinkDocument), variables: { input } });
    const { hostname, port } = new URL(layer.url);
    let answers = '';
    const socket = connect(Number(port), hostname)
      .setEncoding('utf8')
      .on('data', (text: string) => {
        answers += text;
      });
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await expect.poll(() => layer.left.length).toBe(1);
    const stopped = layer.stop();
    socket.write('GET /ready HTTP/1.1\r\nhost: x\r\n\r\n');
    await stopped;
    expect(answers).toContain('CreatePayLinkSuccess');
    expect(answers).toContain('HTTP/1.1 503');
    expect(answers).toContain('{"status":"stopping"}');
  });
});
