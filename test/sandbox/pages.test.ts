import { beforeEach, describe, expect, test } from 'vitest';
import { SERVICES } from '../../src/sandbox/app.ts';
import { CONFIRM_OUTCOMES } from '../../src/sandbox/confirm-outcomes.ts';
import { OUTCOMES } from '../../src/sandbox/outcomes.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { GOOD_REQUESTS, useSandbox } from './running-sandbox.ts';

const START = new Date('2026-05-01T09:00:00Z');
let now = START;
const paynet = useSandbox({ clock: () => now });
beforeEach(() => {
  now = START;
});

async function link(members: Record<string, unknown> = {}): Promise<unknown> {
  const { json } = await paynet.post('create', { ...GOOD_REQUESTS.create, ...members });
  return json['url'];
}

async function portal(user_name = 'paynet'): Promise<unknown> {
  return (await paynet.post('autologin', { agent_id: '1001', user_name })).json['url'];
}

const ENGLISH = { 'Accept-Language': 'en-GB,en;q=0.9,tr;q=0.5' };

describe('every page', () => {
  const PAGES: [string, () => Promise<unknown>, number][] = [
    ['home', async () => '/', 200],
    ['a link', () => link(), 200],
    ['an unknown link', async () => '/S/M?id=nothing', 404],
    ['a link without an id', async () => '/S/M', 404],
    [
      'an expired link',
      async () => {
        const url = await link({ expire_date: 1 });
        now = new Date('2026-05-01T10:00:00Z');
        return url;
      },
      410,
    ],
    [
      'a paid link',
      async () => {
        const url = await link();
        await paynet.press(url, { press: 'pay', card: 'axess-visa' });
        return url;
      },
      200,
    ],
    [
      'a passive link',
      async () => {
        const url = await link({ reference_no: 'ORD-1' });
        await paynet.post('status', { reference_no: 'ORD-1', status: 3 });
        return url;
      },
      403,
    ],
    ['the portal', () => portal(), 200],
    ['an unknown portal address', async () => '/Account/PaynetAgentGate?al=nothing', 404],
  ];

  test.each(PAGES)('%s lets nothing foreign in and is kept nowhere', async (_name, find, status) => {
    const { status: actual, headers, text } = await paynet.open(await find());
    expect(actual).toBe(status);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    // What is loaded: nothing. What can be followed: the sandbox's own pages and Paynet's documentation.
    expect(text).not.toMatch(/(src|action)=|<(img|iframe|object|embed)/);
    const targets = [...text.matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
    expect(
      targets.filter((target) => !/^(data:,$|S\/M\?id=|https:\/\/doc\.paynet\.com\.tr\/)/.test(target ?? '')),
    ).toEqual([]);
    expect(text).not.toMatch(/ (style|on\w+)=/);
  });

  test.each(PAGES)('%s says that no real money moves', async (_name, find) => {
    expect((await paynet.open(await find(), ENGLISH)).text).toContain('No real money moves.');
  });

  test.each([
    { path: '/', method: 'POST', allow: 'GET, HEAD' },
    { path: '/Account/PaynetAgentGate', method: 'POST', allow: 'GET, HEAD' },
    { path: '/S/M', method: 'DELETE', allow: 'GET, HEAD, POST' },
  ])('$path refuses $method', async ({ path, method, allow }) => {
    const { status, headers } = await paynet.send(path, { method });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe(allow);
    expect((await paynet.send(path, { method: 'HEAD' })).text).toBe('');
  });
});

describe('the page behind a link', () => {
  test('says who asks, how much, of whom, and why', async () => {
    const url = await link({ agent_id: '2001', amount: 1249.9, note: 'Sipariş 2024-118 ödemesi' });
    const { text } = await paynet.open(url);
    for (const part of ['Kuzey Elektronik Ltd. Şti.', '₺1.249<small>,90</small>', 'Ayşe Yılmaz', 'Sipariş 2024-118']) {
      expect(text).toContain(part);
    }
  });

  test('says until when it works, also where no script runs', async () => {
    const { text } = await paynet.open(await link({ expire_date: 36 }));
    expect(text.replaceAll(/<[^>]+>/g, '')).toContain('1gün12sa00dk00sn');
    expect(text).toContain('data-left-ms="129600000"');
    expect(text).toContain('Son geçerlilik: 3 Mayıs 2026 00:00');
  });

  test('says so when the card fee comes on top', async () => {
    const { text } = await paynet.open(await link({ amount: 149.9, addcomission_to_amount: true }));
    expect(text).toContain('Kart hizmet bedeli bu tutara eklenir: karttan ₺152,90 çekilir.');
    expect((await paynet.open(await link())).text).not.toContain('hizmet bedeli');
  });

  test('speaks Turkish unless English is liked better', async () => {
    const url = await link({ amount: 1249.9 });
    const turkish = '<html lang="tr">';
    expect((await paynet.open(url, { 'Accept-Language': 'de' })).text).toContain(turkish);
    expect((await paynet.open(url, { 'Accept-Language': 'en;q=0.3, tr;q=0.8' })).text).toContain(turkish);
    const { text } = await paynet.open(url, ENGLISH);
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('₺1,249<small>.90</small>');
  });

  test('shows markup in what was sent as text', async () => {
    const attack = `<script>alert("x")</script><img src=x onerror='a&b'>`;
    const { text } = await paynet.open(await link({ note: attack, name_surname: attack }));
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img');
    expect(text.match(/&#60;script&#62;alert\(&#34;x&#34;\)&#60;\/script&#62;/g)).toHaveLength(2);
  });

  test('tells an expired link from one that never was', async () => {
    const url = await link({ agent_id: '2001', expire_date: 1 });
    now = new Date('2026-05-01T10:00:00Z');
    const expired = await paynet.open(url, ENGLISH);
    expect(expired.text).toContain('This payment link has expired');
    expect(expired.text).toContain('Kuzey Elektronik');
    expect((await paynet.open('/S/M?id=x', ENGLISH)).text).toContain('There is no such payment link');
  });
});

test('the portal page says whose portal it would be, with markup as text', async () => {
  const { text } = await paynet.open(await portal('<b>sandbox:create:cut</b>'), ENGLISH);
  expect(text).toContain('&#60;b&#62;sandbox:create:cut&#60;/b&#62;');
  expect(text).toContain('PAYNET ÖDEME HİZMETLERİ A.Ş. (1001)');
});

test('the home page names everybody and every switch value', async () => {
  const { text } = await paynet.open('/');
  for (const { agentId, userName, password } of Object.values(PEOPLE)) {
    for (const word of [agentId, userName, password]) expect(text).toContain(`<code>${word}</code>`);
  }
  for (const { form } of OUTCOMES) expect(text).toContain(`<code>sandbox:${form}</code>`);
  for (const { form } of CONFIRM_OUTCOMES) expect(text).toContain(`<code>sandbox:confirm:${form}</code>`);
  for (const { name, path, page } of SERVICES) {
    expect(text).toContain(`<code>${name}</code></dt><dd><code>POST ${path}</code> · <a href="${page}">`);
  }
});

test('the home page lists links with their states, newest first, each with a way to its page', async () => {
  const urls = [await link({ reference_no: 'ORD-1' }), await link({ reference_no: 'ORD-2' })];
  paynet.sandbox.pay('ORD-1');
  const { text } = await paynet.open('/');
  const rows = [...text.matchAll(/href="(S\/M[^"]*)">\s*<span[^>]*>(\w+)<\/span>/g)];
  expect(rows.map(([, href, state]) => [new URL(href ?? '', paynet.url).href, state])).toEqual([
    [urls[1], 'awaiting'],
    [urls[0], 'paid'],
  ]);
});
