import { connect } from 'node:net';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSandbox, SANDBOX_SECRET_KEY, startSandbox } from '../../src/sandbox/app.ts';
import { SERVICE_NAMES } from '../../src/sandbox/services/service.ts';
import { GOOD_REQUESTS, PATHS, useSandbox } from './running-sandbox.ts';

const BAD_REQUEST = { type: 'invalid_request_error', message: 'İstek Hatası', code: 400, result_code: 11 };
const UNAUTHORIZED = { type: 'authorization_error', message: 'API anahtarınız yanlış', code: 401, result_code: 7 };
const NOT_FOUND = { type: 'no_data_error', message: 'Bulunamadı', code: 404, result_code: 12 };
const NOT_ALLOWED = { type: 'invalid_request_error', message: 'izin verilmeyen yöntem', code: 405, result_code: 11 };

const paynet = useSandbox();

describe.each(SERVICE_NAMES)('%s', (service) => {
  beforeEach(() => paynet.prepare());

  test('answers JSON in UTF-8', async () => {
    const { headers, text } = await paynet.post(service, GOOD_REQUESTS[service]);
    expect(headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(text).toContain('Başarılı İşlem');
  });

  test.each([
    { how: 'no key', authorization: {} },
    { how: 'another key', authorization: { Authorization: 'Basic sck_pcs_other' } },
    { how: 'the key without the word Basic', authorization: { Authorization: SANDBOX_SECRET_KEY } },
    {
      how: 'the key in base64, as HTTP libraries send it',
      authorization: { Authorization: `Basic ${btoa(`${SANDBOX_SECRET_KEY}:`)}` },
    },
    { how: 'the key URL-encoded', authorization: { Authorization: `Basic ${encodeURIComponent(SANDBOX_SECRET_KEY)}` } },
  ])('refuses $how with 401', async ({ authorization }) => {
    const { status, json } = await paynet.send(PATHS[service], {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...authorization },
      body: JSON.stringify(GOOD_REQUESTS[service]),
    });
    expect(status).toBe(401);
    expect(json).toStrictEqual(UNAUTHORIZED);
  });

  test.each(['GET', 'PUT', 'DELETE'])('refuses the method %s with 405', async (method) => {
    const { status, headers, json } = await paynet.send(PATHS[service], { method });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('POST');
    expect(json).toStrictEqual(NOT_ALLOWED);
  });

  test.each([
    ['text that is no JSON', '{"agent_id":'],
    ['an empty body', ''],
    ['an array', '[]'],
    ['a bare string', '"1001"'],
    ['null', 'null'],
    ['an object without its members', '{}'],
  ])('refuses %s with 400', async (_what, body) => {
    const { status, json } = await paynet.post(service, body);
    expect(status).toBe(400);
    expect(json).toStrictEqual(BAD_REQUEST);
  });

  const spoilt = Object.keys(GOOD_REQUESTS[service]).flatMap((member) =>
    [undefined, null, '', true, [], {}].map((value) => ({ member, value })),
  );
  test.each(spoilt)('refuses a request whose $member is $value', async ({ member, value }) => {
    const { status, json } = await paynet.post(service, { ...GOOD_REQUESTS[service], [member]: value });
    expect(status).toBe(400);
    expect(json).toStrictEqual(BAD_REQUEST);
  });
});

describe('the edge', () => {
  test('answers an unknown path with 404', async () => {
    const { status, json } = await paynet.send('/v1/agent/logins', { method: 'POST' });
    expect(status).toBe(404);
    expect(json).toStrictEqual(NOT_FOUND);
  });

  test('refuses other content types than JSON, which Paynet takes and the sandbox does not', async () => {
    const { status } = await paynet.post('login', 'agent_id=1001', {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(status).toBe(400);
  });

  test('refuses a body that is not UTF-8', async () => {
    const { status } = await paynet.send(PATHS.create, {
      method: 'POST',
      headers: { Authorization: `Basic ${SANDBOX_SECRET_KEY}`, 'Content-Type': 'application/json' },
      body: Buffer.from('{"name_surname":"Ömer","amount":1}', 'latin1'),
    });
    expect(status).toBe(400);
  });

  test('refuses a body of more than a mebibyte', async () => {
    const { status } = await paynet.post('create', { ...GOOD_REQUESTS.create, note: 'x'.repeat(1024 * 1024) });
    expect(status).toBe(400);
  });

  test('ignores members it does not know', async () => {
    const { json } = await paynet.post('create', { ...GOOD_REQUESTS.create, multi_payment: true, basket: [1] });
    expect(json).toMatchObject({ code: 0 });
  });

  test('survives a caller who goes away in the middle of a request', async () => {
    const { hostname, port } = new URL(paynet.url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve) => {
      socket.write(`POST ${PATHS.login} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"agent`, resolve);
    });
    socket.resetAndDestroy();
    expect((await paynet.post('login', GOOD_REQUESTS.login)).json).toMatchObject({ code: 0 });
    expect(paynet.sandbox.requests).toHaveLength(1);
  });
});

describe('what was asked', () => {
  test('is kept word for word, newest last', async () => {
    await paynet.post('login', GOOD_REQUESTS.login, { 'X-Trace': 'one' });
    await paynet.post('create', '{"amount": 120.10, "name_surname": "İlk"}');
    await paynet.send('/v1/nowhere?x=1', { method: 'DELETE' });
    expect(paynet.sandbox.requests).toMatchObject([
      { method: 'POST', path: PATHS.login, headers: { 'x-trace': 'one' }, body: JSON.stringify(GOOD_REQUESTS.login) },
      { method: 'POST', path: PATHS.create, body: '{"amount": 120.10, "name_surname": "İlk"}' },
      { method: 'DELETE', path: '/v1/nowhere?x=1', body: '' },
    ]);
    expect(paynet.sandbox.requests[0]?.headers.authorization).toBe(`Basic ${SANDBOX_SECRET_KEY}`);
  });

  test('does not include pages that were read', async () => {
    await paynet.open('/');
    expect(paynet.sandbox.requests).toHaveLength(0);
  });

  test('is kept for the last thousand requests only', async () => {
    await Promise.all(Array.from({ length: 1001 }, () => paynet.send('/v1/nowhere', { method: 'POST' })));
    expect(paynet.sandbox.requests).toHaveLength(1000);
  });

  test('is forgotten with everything else on reset, in the same array', async () => {
    const { requests } = paynet.sandbox;
    const link = await paynet.post('create', GOOD_REQUESTS.create);
    const gate = await paynet.post('autologin', GOOD_REQUESTS.autologin);
    expect((await paynet.open(link.json['url'])).status).toBe(200);
    expect((await paynet.open(gate.json['url'])).status).toBe(200);

    paynet.sandbox.reset();
    expect(requests).toHaveLength(0);
    expect((await paynet.open(link.json['url'])).status).toBe(404);
    expect((await paynet.open(gate.json['url'])).status).toBe(404);

    await paynet.post('login', GOOD_REQUESTS.login);
    expect(requests).toHaveLength(1);
  });
});

describe('a sandbox', () => {
  test('has a key with the characters that careless encoding changes', () => {
    expect(SANDBOX_SECRET_KEY).toMatch(/^sck_pcs_(?=.*\/)(?=.*\+)(?=.*\*)/);
    expect(createSandbox().secretKey).toBe(SANDBOX_SECRET_KEY);
  });

  test('takes another key when told to', async () => {
    const { url, sandbox, close } = await startSandbox({ port: 0, secretKey: 'sck_other' });
    const ask = (key: string) =>
      fetch(url + PATHS.login, {
        method: 'POST',
        headers: { Authorization: `Basic ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(GOOD_REQUESTS.login),
      });
    expect(sandbox.secretKey).toBe('sck_other');
    expect((await ask('sck_other')).status).toBe(200);
    expect((await ask(SANDBOX_SECRET_KEY)).status).toBe(401);
    await close();
  });

  test('makes links to its public address when it has one, else to where it was reached', async () => {
    const behind = await startSandbox({ port: 0, publicUrl: 'https://sandbox.example/' });
    const headers = { Authorization: `Basic ${SANDBOX_SECRET_KEY}`, 'Content-Type': 'application/json' };
    const answer = await fetch(behind.url + PATHS.create, {
      method: 'POST',
      headers,
      body: JSON.stringify(GOOD_REQUESTS.create),
    });
    expect(await answer.text()).toContain('"url":"https://sandbox.example/S/M?id=');
    await behind.close();

    const { json } = await paynet.post('create', GOOD_REQUESTS.create);
    expect(json['url']).toContain(`${paynet.url}/S/M?id=`);
  });

  test('says so when its port is taken', async () => {
    await expect(startSandbox({ port: Number(new URL(paynet.url).port) })).rejects.toThrow('EADDRINUSE');
  });
});
