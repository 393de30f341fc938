import { beforeEach, describe, expect, test } from 'vitest';
import { TEST_CARDS } from '../../src/sandbox/test-cards.ts';
import { readQrCode } from './read-qr-code.ts';
import { GOOD_REQUESTS, useSandbox } from './running-sandbox.ts';

const START = new Date('2026-05-01T09:00:00Z');
let now = START;
const paynet = useSandbox({ clock: () => now });
beforeEach(() => {
  now = START;
});

const ENGLISH = { 'Accept-Language': 'en' };
const PAY = { press: 'pay', card: 'axess-visa' };
const DECLINE = { press: 'decline', card: 'axess-visa' };
const XACT_ID = /^xk_(?=.*\+)(?=.*\/)(?=.*\*)[\w+/*]+$/;

async function link(members: Record<string, unknown> = {}): Promise<string> {
  const { json } = await paynet.post('create', { ...GOOD_REQUESTS.create, reference_no: 'ORD-1', ...members });
  return String(json['url']);
}

const only = () => paynet.sandbox.links[0];

describe('the form', () => {
  test('offers every test card by its name, two buttons, and no place for a card number', async () => {
    const { text } = await paynet.open(await link(), ENGLISH);
    for (const { id, name } of TEST_CARDS) expect(text).toContain(`<option value="${id}">${name}</option>`);
    expect(text).toContain('<button class="button" name="press" value="pay">Pay</button>');
    expect(text).toContain('<button class="button quiet" name="press" value="decline">Decline</button>');
    expect(text).toContain('<form method="post">');
    expect(text).not.toContain('<input');
  });

  test('and every page after it knows no card number', async () => {
    const url = await link({ confirmation_url: 'http://127.0.0.1:9/', note: 'sandbox:confirm:full-pan' });
    const pages = [await paynet.open(url), await paynet.press(url, DECLINE), await paynet.press(url, PAY)];
    pages.push(await paynet.open(url), await paynet.open('/'));
    for (const { text } of pages) expect(text).not.toMatch(/\d{12}/);
  });

  test('may lead to whatever address the link names', async () => {
    const { headers } = await paynet.open(await link());
    expect(headers.get('content-security-policy')).toContain('form-action http: https:;');
  });

  test('has the page’s own address as a QR code', async () => {
    const url = await link();
    expect(readQrCode((await paynet.open(url)).text)).toBe(url);
  });
});

describe('paying', () => {
  test('marks the link paid at the sandbox’s time, with a new transaction id that careless hands would spoil', async () => {
    const url = await link();
    now = new Date('2026-05-01T09:05:00Z');
    await paynet.press(url, PAY);
    expect(only()).toMatchObject({ state: 'paid', xactId: expect.stringMatching(XACT_ID) });
    const { text } = await paynet.open(url);
    expect(text).toContain('datetime="2026-05-01T09:05:00.000Z"');
    expect(text).toContain(only()?.xactId);
    expect(text).toContain('Axess (Visa, 3-D)');
    expect(text).not.toContain('<form');
  });

  test.each([
    ['https://merchant.example/ok', 'https://merchant.example/ok?xact_id='],
    ['https://merchant.example/ok?order=7', 'https://merchant.example/ok?order=7&xact_id='],
    ['http://127.0.0.1:9/ok?a=%20b#part', 'http://127.0.0.1:9/ok?a=%20b&xact_id='],
  ])('sends the browser from %s on to the same with the id appended', async (succeed_url, start) => {
    const { status, headers } = await paynet.press(await link({ succeed_url }), PAY);
    const location = headers.get('location') ?? '';
    expect(status).toBe(303);
    expect(location.startsWith(start)).toBe(true);
    expect(new URL(location).searchParams.get('xact_id')).toBe(only()?.xactId);
    expect(location).toContain(`xact_id=${encodeURIComponent(only()?.xactId ?? '')}`);
    expect(new URL(location).hash).toBe(new URL(succeed_url).hash);
  });

  test.each([undefined, '', 'javascript:alert(1)', 'merchant.example'])(
    'shows its own page when succeed_url is %j',
    async (succeed_url) => {
      const url = await link({ succeed_url });
      const { status, headers } = await paynet.press(url, PAY);
      expect(status).toBe(303);
      const page = await paynet.open(new URL(headers.get('location') ?? '', url), ENGLISH);
      expect(page.status).toBe(200);
      expect(page.text).toContain('<h1 class="news">Paid</h1>');
      expect(page.text).not.toContain('javascript');
    },
  );

  test('offers the way to the merchant again to who comes back', async () => {
    const url = await link({ succeed_url: 'https://merchant.example/ok' });
    const { headers } = await paynet.press(url, PAY);
    expect((await paynet.open(url)).text).toContain(`href="${headers.get('location')}"`);
  });

  test('happens once: the second payment is refused with 409 and changes nothing', async () => {
    const url = await link({ succeed_url: 'https://merchant.example/ok' });
    await paynet.press(url, PAY);
    const before = only();
    const second = await paynet.press(url, { press: 'pay', card: 'paraf-visa' }, ENGLISH);
    expect(second.status).toBe(409);
    expect(second.text).toContain('This link cannot be paid a second time.');
    expect(only()).toEqual(before);
    expect((await paynet.press(url, DECLINE)).status).toBe(409);
  });

  test.each([
    { state: 'passive', status: 403, says: 'This payment link is switched off' },
    { state: 'expired', status: 410, says: 'This payment link has expired' },
  ])('is refused with $status when the link is $state', async ({ state, status, says }) => {
    const url = await link({ expire_date: 1 });
    if (state === 'passive') await paynet.post('status', { reference_no: 'ORD-1', status: 3 });
    else now = new Date('2026-05-01T10:00:00Z');
    for (const press of [PAY, DECLINE]) {
      const answer = await paynet.press(url, press, ENGLISH);
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(says);
    }
    expect(only()).toMatchObject({ state, xactId: undefined });
  });

  test('of a link switched on again succeeds', async () => {
    const url = await link();
    await paynet.post('status', { reference_no: 'ORD-1', status: 3 });
    await paynet.post('status', { reference_no: 'ORD-1', status: 0 });
    expect((await paynet.press(url, PAY)).status).toBe(303);
    expect(only()?.state).toBe('paid');
  });

  test.each([
    { press: 'pay' },
    { press: 'pay', card: '4355084355084358' },
    { press: 'refund', card: 'axess-visa' },
    { card: 'axess-visa' },
  ])('does not happen by the form %o', async (fields) => {
    const { status, text } = await paynet.press(await link(), fields, ENGLISH);
    expect(status).toBe(400);
    expect(text).toContain('Try again');
    expect(only()?.state).toBe('awaiting');
  });

  test('does not happen by reading, nor by another content type', async () => {
    const url = await link();
    await paynet.open(`${url}&press=pay&card=axess-visa`);
    const { status } = await paynet.press(url, PAY, { 'Content-Type': 'text/plain' });
    expect(status).toBe(400);
    expect(only()?.state).toBe('awaiting');
  });

  test('of a link that never was is 404', async () => {
    expect((await paynet.press('/S/M?id=nothing', PAY)).status).toBe(404);
  });
});

describe('declining', () => {
  test('leaves the link as it was and says so, with a way to try again that leads to a payment', async () => {
    const url = await link({ confirmation_url: 'http://127.0.0.1:9/' });
    const before = only();
    const { status, text } = await paynet.press(url, DECLINE, ENGLISH);
    expect(status).toBe(200);
    expect(text).toContain('Payment declined');
    expect(only()).toEqual(before);
    expect(paynet.sandbox.confirmations).toEqual([]);

    const again = /<a class="button" href="([^"]+)">Try again/.exec(text)?.[1] ?? '';
    expect((await paynet.open(new URL(again, url))).text).toContain('<form method="post">');
    await paynet.press(new URL(again, url), PAY);
    expect(only()?.state).toBe('paid');
  });

  test('sends the browser to error_url with a transaction id of its own', async () => {
    const url = await link({ error_url: 'https://merchant.example/fail?order=7' });
    const { status, headers } = await paynet.press(url, DECLINE);
    expect(status).toBe(303);
    const location = new URL(headers.get('location') ?? '');
    expect(location.href).toMatch(/^https:\/\/merchant\.example\/fail\?order=7&xact_id=/);
    expect(location.searchParams.get('xact_id')).toMatch(XACT_ID);
    expect(only()?.xactId).toBeUndefined();
  });
});
