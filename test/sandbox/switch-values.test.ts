import { request as httpRequest } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/app.ts';
import { RETURN_CODES } from '../../src/sandbox/return-codes.ts';
import { SERVICE_NAMES, type ServiceName } from '../../src/sandbox/services/service.ts';
import { GOOD_REQUESTS, PATHS, useSandbox } from './running-sandbox.ts';

const paynet = useSandbox();

/** A good request that carries a switch value; services without a member of that name find it all the same. */
function carrying(service: ServiceName, value: string): Record<string, unknown> {
  return { ...GOOD_REQUESTS[service], [service === 'create' ? 'note' : 'user_name']: value };
}

const REFUSAL_SHAPES = {
  login: { object_name: 'login' },
  autologin: { url: null, object_name: 'auto_login' },
  create: { url: null, id: null, object_name: 'mailorder' },
  detail: { object_name: 'mailorder_detail' },
  list: { object_name: 'mailorder_list' },
  status: { object_name: 'mailorder_update_status' },
};

interface RawEnd {
  readonly status?: number | undefined;
  readonly promised?: number;
  readonly received: number;
  readonly error?: string | undefined;
}

/** How a request ends on its socket, where fetch would only say that it failed. */
function endOf(service: ServiceName, body: unknown): Promise<RawEnd> {
  return new Promise((resolve) => {
    const request = httpRequest(paynet.url + PATHS[service], {
      method: 'POST',
      agent: false,
      headers: { Authorization: `Basic ${paynet.sandbox.secretKey}`, 'Content-Type': 'application/json' },
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve({ received: 0, error: error.code }));
    request.on('response', (response) => {
      let received = 0;
      const base = { status: response.statusCode, promised: Number(response.headers['content-length']) };
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      response.on('end', () => resolve({ ...base, received }));
      response.on('error', (error: NodeJS.ErrnoException) => resolve({ ...base, received, error: error.code }));
    });
    request.end(JSON.stringify(body));
  });
}

describe.each(SERVICE_NAMES)('%s', (service) => {
  beforeEach(() => paynet.prepare());
  const ask = (outcome: string) => paynet.post(service, carrying(service, `sandbox:${outcome}`));

  test.each([...RETURN_CODES].filter(([code]) => code !== 0))('code=%i refuses as %s', async (code, message) => {
    const { status, json } = await ask(`code=${code}`);
    expect(status).toBe(200);
    expect(json).toStrictEqual({ ...REFUSAL_SHAPES[service], code, message });
  });

  test('code=0 is the ordinary answer', async () => {
    expect((await ask('code=0')).json).toMatchObject({ code: 0, message: 'Başarılı İşlem' });
  });

  test('a code on no list refuses without an identifier', async () => {
    expect((await ask('code=999')).json).toStrictEqual({ ...REFUSAL_SHAPES[service], code: 999, message: null });
  });

  test.each([400, 401, 403, 404, 405, 429, 500, 502, 503, 599])(
    'status=%i answers with that status',
    async (status) => {
      const reply = await ask(`status=${status}`);
      expect(reply.status).toBe(status);
      expect(reply.json).toMatchObject({ code: status, result_code: expect.any(Number) });
    },
  );

  test('envelope=N answers HTTP 400 in the form iyzico documents', async () => {
    const { status, json } = await ask('envelope=8');
    expect(status).toBe(400);
    const { object_name } = REFUSAL_SHAPES[service];
    expect(json).toStrictEqual({ object_name, code: 8, message: 'servererror' });
  });

  test('slow=MS gives the ordinary answer, not before its time', async () => {
    const started = performance.now();
    const { json } = await ask('slow=60');
    // Timers count whole milliseconds and may fire within the last of them.
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    expect(json).toMatchObject({ code: 0 });
  });

  test.each([
    ['html', 200],
    ['html=200', 200],
    ['html=503', 503],
  ])('%s answers a page where JSON belongs', async (outcome, status) => {
    const reply = await ask(outcome);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.text).toMatch(/^<!DOCTYPE html>/);
  });

  test('empty answers HTTP 200 with no body', async () => {
    const reply = await ask('empty');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-length')).toBe('0');
    expect(reply.text).toBe('');
  });

  test('cut promises all of the answer and ends the connection in the middle', async () => {
    const whole = await paynet.post(service, carrying(service, 'sandbox:code=0'));
    const end = await endOf(service, carrying(service, 'sandbox:cut'));
    expect(end).toMatchObject({ status: 200, error: 'ECONNRESET' });
    expect(end.received).toBeGreaterThan(0);
    expect(end.received).toBe(Math.floor((end.promised ?? 0) / 2));
    expect(end.promised).toBeGreaterThan(Buffer.byteLength(whole.text) * 0.8);
  });

  test('reset reads the request and resets the connection', async () => {
    const end = await endOf(service, carrying(service, 'sandbox:reset'));
    expect(end).toEqual({ received: 0, error: 'ECONNRESET' });
    expect(paynet.sandbox.requests.at(-1)?.body).toContain('sandbox:reset');
  });

  test('done-status=N, done-empty, done-cut and done-reset end like their namesakes', async () => {
    expect((await ask('done-status=503')).json).toMatchObject({ type: 'api_error', code: 503, result_code: 8 });
    expect(await ask('done-empty')).toMatchObject({ status: 200, text: '' });
    const cut = await endOf(service, carrying(service, 'sandbox:done-cut'));
    expect(cut).toMatchObject({ status: 200, error: 'ECONNRESET' });
    expect(cut.received).toBe(Math.floor((cut.promised ?? 0) / 2));
    const reset = await endOf(service, carrying(service, 'sandbox:done-reset'));
    expect(reset).toEqual({ received: 0, error: 'ECONNRESET' });
  });

  test('not-json leaves object_name unquoted, as a documented sample does', async () => {
    const { status, headers, text } = await ask('not-json');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/json');
    expect(text).toContain(`"object_name": ${REFUSAL_SHAPES[service].object_name},`);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test('redirect points to a host that does not exist', async () => {
    const { status, headers } = await ask('redirect');
    expect(status).toBe(302);
    expect(headers.get('location')).toBe('http://elsewhere.invalid/');
  });

  test.each([
    'nonsense',
    '',
    'code',
    'code=',
    'code=x',
    'status=200',
    'done-status=200',
    'done-html',
    'lost',
    'html=302',
    'slow=9999999',
    'refund:html',
    'CUT',
  ])('an outcome there is not (%j) is refused with the list of those there are', async (outcome) => {
    const { status, json } = await ask(outcome);
    expect(status).toBe(400);
    expect(json).toMatchObject({ type: 'invalid_request_error', code: 400, result_code: 11 });
    expect(json['message']).toContain('code=N, status=N, envelope=N, slow=MS, slow, html, html=N, empty, cut, reset');
  });
});

describe('login alone', () => {
  test('no-session-key succeeds without a session key', async () => {
    const { json } = await paynet.post('login', carrying('login', 'sandbox:no-session-key'));
    expect(json).toMatchObject({ code: 0, agent_id: '1001' });
    expect(json).not.toHaveProperty('session_key');
  });

  test.each([
    ['blocked-flag', { is_agent_blocked: true, is_agent_deleted: false }],
    ['deleted-flag', { is_agent_blocked: false, is_agent_deleted: true }],
  ])('%s succeeds with that flag', async (outcome, flags) => {
    const { json } = await paynet.post('login', carrying('login', `sandbox:${outcome}`));
    expect(json).toMatchObject({ code: 0, ...flags });
  });

  test('has no address to spoil', async () => {
    expect((await paynet.post('login', carrying('login', 'sandbox:no-url'))).status).toBe(400);
    expect((await paynet.post('create', carrying('create', 'sandbox:blocked-flag'))).status).toBe(400);
  });

  test('still refuses a wrong password', async () => {
    const { json } = await paynet.post('login', { ...carrying('login', 'sandbox:no-session-key'), password: 'wrong' });
    expect(json).toMatchObject({ code: 7 });
  });
});

describe.each(['autologin', 'create'] as const)('%s', (service) => {
  test.each([
    ['no-url', null],
    ['bad-url', 'javascript:alert(1)'],
  ])('%s succeeds with that address', async (outcome, url) => {
    const { json } = await paynet.post(service, carrying(service, `sandbox:${outcome}`));
    expect(json).toMatchObject({ code: 0, url });
  });
});

/** The address in an answer that need not be JSON. */
function addressIn(text: string): string | undefined {
  return /http:[^"]+/.exec(text)?.[0];
}

describe.each(['autologin', 'create'] as const)('%s', (service) => {
  test('stores nothing when it spoils the answer', async () => {
    const { text } = await paynet.post(service, carrying(service, 'sandbox:not-json'));
    expect((await paynet.open(addressIn(text))).status).toBe(404);
  });

  test('stores what an answer that is only late reports', async () => {
    const { text } = await paynet.post(service, carrying(service, 'sandbox:slow=1'));
    expect((await paynet.open(addressIn(text))).status).toBe(200);
  });
});

const LOST_ANSWERS = ['reset', 'cut', 'status=500', 'empty'];

describe('a change whose answer is lost', () => {
  test.each(LOST_ANSWERS)('was made after done-%s, and was not after %s', async (outcome) => {
    const body = { ...GOOD_REQUESTS.create, reference_no: 'ORD-1' };
    await endOf('create', { ...body, note: `sandbox:${outcome}` });
    expect(paynet.sandbox.links).toEqual([]);
    await endOf('create', { ...body, note: `sandbox:done-${outcome}` });
    expect(paynet.sandbox.links).toMatchObject([{ referenceNo: 'ORD-1', state: 'awaiting' }]);
    expect((await paynet.post('detail', { reference_no: 'ORD-1' })).json).toMatchObject({ code: 0 });

    await endOf('status', { reference_no: 'ORD-1', status: 3, note: `sandbox:${outcome}` });
    expect(paynet.sandbox.links).toMatchObject([{ state: 'awaiting' }]);
    await endOf('status', { reference_no: 'ORD-1', status: 3, note: `sandbox:done-${outcome}` });
    expect(paynet.sandbox.links).toMatchObject([{ state: 'passive' }]);
  });

  test('was refused if it would have been without the switch value', async () => {
    await endOf('create', { ...GOOD_REQUESTS.create, agent_id: '9999', note: 'sandbox:done-reset' });
    expect(paynet.sandbox.links).toEqual([]);
  });
});

describe('a switch value', () => {
  test('for one service leaves the others alone', async () => {
    const note = 'sandbox:create:code=5';
    expect((await paynet.post('create', { ...GOOD_REQUESTS.create, note })).json).toMatchObject({ code: 5 });
    expect((await paynet.post('autologin', { ...GOOD_REQUESTS.autologin, note })).json).toMatchObject({ code: 0 });
  });

  test.each(['name_surname', 'reference_no', 'agent_id', 'a_member_of_no_service'])(
    'works in %s, and among other text',
    async (member) => {
      const body = { ...GOOD_REQUESTS.create, [member]: 'ORD-17/sandbox:code=5, please' };
      expect((await paynet.post('create', body)).json).toMatchObject({ code: 5 });
    },
  );

  test('in a reference waits for the service it names', async () => {
    const reference_no = 'ORD-1/sandbox:detail:code=8';
    expect((await paynet.post('create', { ...GOOD_REQUESTS.create, reference_no })).json).toMatchObject({ code: 0 });
    expect((await paynet.post('detail', { reference_no })).json).toMatchObject({ code: 8 });
    expect((await paynet.post('status', { reference_no, status: 3 })).json).toMatchObject({ code: 0 });
  });

  test('is not looked for inside other members than texts', async () => {
    const body = { ...GOOD_REQUESTS.create, extra: { note: 'sandbox:code=5' }, list: ['sandbox:code=5'] };
    expect((await paynet.post('create', body)).json).toMatchObject({ code: 0 });
  });

  test('that comes first is the one that counts', async () => {
    const body = { ...GOOD_REQUESTS.create, note: 'sandbox:login:cut sandbox:code=5', agent_note: 'sandbox:code=6' };
    expect((await paynet.post('create', body)).json).toMatchObject({ code: 5 });
  });

  test('does not help a caller without the key', async () => {
    const { status } = await paynet.post('login', carrying('login', 'sandbox:code=5'), { Authorization: 'Basic x' });
    expect(status).toBe(401);
  });
});

describe('slow', () => {
  test('lasts thirty seconds unless told otherwise, which closing the sandbox cuts short', async () => {
    const { url, sandbox, close } = await startSandbox({ port: 0 });
    const answer = fetch(url + PATHS.login, {
      method: 'POST',
      headers: { Authorization: `Basic ${sandbox.secretKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(carrying('login', 'sandbox:slow')),
    }).then(
      () => 'answered',
      () => 'cut off',
    );
    await expect.poll(() => sandbox.requests.length).toBe(1);
    await close();
    expect(await answer).toBe('cut off');
  });
});
