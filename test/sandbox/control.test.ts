import { beforeEach, describe, expect, test } from 'vitest';
import type { ServiceCall } from '../../src/sandbox/app.ts';
import { GOOD_REQUESTS, useSandbox } from './running-sandbox.ts';

const START = new Date('2026-05-01T09:00:00Z');
const LAG_MS = 3000;
let now = START;
let outcomeFor: (call: ServiceCall) => string | undefined;
const calls: ServiceCall[] = [];

const paynet = useSandbox({ clock: () => now, outcomeFor: ask });
const lagging = useSandbox({ clock: () => now, lookupLagMs: LAG_MS });

function ask(call: ServiceCall): string | undefined {
  calls.push(call);
  return outcomeFor(call);
}

beforeEach(() => {
  now = START;
  calls.length = 0;
  outcomeFor = () => undefined;
});

const ORDER = { ...GOOD_REQUESTS.create, reference_no: 'ORD-1' };

describe('an outcome for a call', () => {
  test('is asked for with the service, the body and the number of the call', async () => {
    await paynet.post('create', '{"name_surname":"Ayşe","amount":120.10}');
    await paynet.post('login', GOOD_REQUESTS.login);
    await paynet.post('create', ORDER);
    expect(calls.map(({ service, count }) => [service, count])).toEqual([
      ['create', 1],
      ['login', 1],
      ['create', 2],
    ]);
    expect(calls[0]?.body).toMatchObject({ name_surname: 'Ayşe', amount: { digits: '120.10' } });
    paynet.sandbox.reset();
    await paynet.post('create', ORDER);
    expect(calls.at(-1)?.count).toBe(1);
  });

  test('is what happens, also with the name of the service in front', async () => {
    outcomeFor = ({ service, count }) =>
      service === 'create' ? ['done-status=500', 'create:code=8'][count - 1] : undefined;
    expect((await paynet.post('create', ORDER)).status).toBe(500);
    expect((await paynet.post('create', ORDER)).json).toMatchObject({ code: 8 });
    expect((await paynet.post('create', ORDER)).json).toMatchObject({ code: 0 });
    expect(paynet.sandbox.links).toHaveLength(2);
  });

  test('is the ordinary answer when it was meant for another service', async () => {
    outcomeFor = () => 'login:code=8';
    expect((await paynet.post('create', ORDER)).json).toMatchObject({ code: 0 });
  });

  test('is not asked for when the body holds one, nor without key or JSON, but every call with both counts', async () => {
    outcomeFor = () => 'code=8';
    expect((await paynet.post('create', { ...ORDER, note: 'sandbox:code=5' })).json).toMatchObject({ code: 5 });
    await paynet.post('create', ORDER, { Authorization: 'Basic x' });
    await paynet.post('create', '[]');
    expect(calls).toEqual([]);
    expect((await paynet.post('create', ORDER)).json).toMatchObject({ code: 8 });
    expect(calls).toMatchObject([{ count: 2 }]);
  });

  test('that there is not is refused with the list of those there are', async () => {
    outcomeFor = () => 'nonsense';
    const { status, json } = await paynet.post('create', ORDER);
    expect(status).toBe(400);
    expect(json['message']).toContain('done-reset');
  });
});

describe('a lag', () => {
  test('hides a new link from detail, list and status, while its page works at once', async () => {
    const { json } = await lagging.post('create', ORDER);
    const selector = { reference_no: 'ORD-1' };
    const found = async () => [
      (await lagging.post('detail', selector)).json['code'],
      (await lagging.post('list', GOOD_REQUESTS.list)).json['total'],
      (await lagging.post('status', { ...selector, status: 0 })).json['code'],
    ];
    expect((await lagging.open(json['url'])).status).toBe(200);
    expect(lagging.sandbox.links).toHaveLength(1);
    now = new Date(START.getTime() + LAG_MS - 1);
    expect(await found()).toEqual([12, 0, 12]);
    now = new Date(START.getTime() + LAG_MS);
    expect(await found()).toEqual([0, 1, 0]);
  });
});

describe('the book', () => {
  test('has every link there is, oldest first, also one nobody was told of', async () => {
    const first = await paynet.post('create', { ...ORDER, amount: '120.10', agent_id: '2001' });
    now = new Date('2026-05-01T09:01:00Z');
    outcomeFor = () => 'done-reset';
    await expect(paynet.post('create', { ...GOOD_REQUESTS.create, name_surname: 'Ali' })).rejects.toThrow(
      'fetch failed',
    );
    expect(paynet.sandbox.links).toEqual([
      {
        id: first.json['id'],
        referenceNo: 'ORD-1',
        url: first.json['url'],
        amount: '120.10',
        payerName: 'Ayşe Yılmaz',
        agentId: '2001',
        state: 'awaiting',
        xactId: undefined,
        createdAt: START,
      },
      expect.objectContaining({ referenceNo: '', payerName: 'Ali', agentId: '1001', createdAt: now }),
    ]);
  });

  test('tells each link’s state by the clock', async () => {
    for (const reference_no of ['paid', 'passive', 'awaiting', 'both']) {
      await paynet.post('create', { ...ORDER, reference_no, expire_date: reference_no === 'both' ? 1 : 2 });
    }
    paynet.sandbox.pay('paid');
    await paynet.post('status', { reference_no: 'passive', status: 3 });
    await paynet.post('status', { reference_no: 'both', status: 3 });
    const states = () => paynet.sandbox.links.map(({ state }) => state);
    expect(states()).toEqual(['paid', 'passive', 'awaiting', 'passive']);
    now = new Date('2026-05-01T10:00:00Z');
    expect(states()).toEqual(['paid', 'passive', 'awaiting', 'expired']);
    now = new Date('2026-05-01T11:00:00Z');
    expect(states()).toEqual(['paid', 'expired', 'expired', 'expired']);
  });

  test('is empty after a reset', async () => {
    await paynet.post('create', ORDER);
    paynet.sandbox.reset();
    expect(paynet.sandbox.links).toEqual([]);
  });
});

describe('the buttons, pressed by a test', () => {
  test('do what they do on the page, by id or by the newest of a reference', async () => {
    const succeed_url = 'https://merchant.example/ok';
    const old = await paynet.post('create', ORDER);
    await paynet.post('create', { ...ORDER, succeed_url, confirmation_url: 'http://10.0.0.1/' });

    const declined = paynet.sandbox.decline('ORD-1');
    expect(declined).toMatchObject({ accepted: true, state: 'awaiting', redirectUrl: undefined });
    expect(declined.xactId).toMatch(/^xk_/);

    const paid = paynet.sandbox.pay('ORD-1', 'paraf-visa');
    expect(paid).toMatchObject({ accepted: true, state: 'paid' });
    expect(paid.redirectUrl).toBe(`${succeed_url}?xact_id=${encodeURIComponent(paid.xactId ?? '')}`);
    await paynet.sandbox.settled();
    expect(paynet.sandbox.confirmations).toMatchObject([{ body: expect.stringContaining('"bank_id":"PARF"') }]);
    expect(paynet.sandbox.links).toMatchObject([{ state: 'awaiting' }, { state: 'paid', xactId: paid.xactId }]);

    const again = { accepted: false, state: 'paid', xactId: undefined, redirectUrl: undefined };
    expect(paynet.sandbox.pay('ORD-1')).toEqual(again);
    expect(paynet.sandbox.decline('ORD-1')).toEqual(again);
    expect(paynet.sandbox.pay(String(old.json['id']))).toMatchObject({ accepted: true, state: 'paid' });
  });

  test('name the link they do not find', () => {
    expect(() => paynet.sandbox.pay('ORD-9')).toThrow('no link with the id or reference "ORD-9"');
    expect(() => paynet.sandbox.decline('')).toThrow('no link');
  });
});
