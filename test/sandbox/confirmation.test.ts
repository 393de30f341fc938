import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GOOD_REQUESTS, useSandbox } from './running-sandbox.ts';

const NOW = new Date('2024-05-01T07:22:41.123Z');
const paynet = useSandbox({ clock: () => NOW });

interface Post {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const posts: Post[] = [];
let answer: (response: ServerResponse) => void;
let receiver: Server;
let address = '';

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      posts.push({ method: request.method, path: request.url, headers: request.headers, text });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/9f2c?x=1`;
});
afterAll(() => receiver.close());
beforeEach(() => {
  posts.length = 0;
  answer = (response) => response.end('ok');
});

async function paid(members: Record<string, unknown> = {}, card: 'axess-visa' | 'maximum-mastercard' = 'axess-visa') {
  const reference_no = 'ORD-2024-118';
  const { json } = await paynet.post('create', {
    ...GOOD_REQUESTS.create,
    amount: '149.90',
    reference_no,
    confirmation_url: address,
    ...members,
  });
  await paynet.press(json['url'], { press: 'pay', card });
  await paynet.sandbox.settled();
  return posts.map(({ text }): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>);
}

const MEMBERS = [
  'referance_no',
  'xact_date',
  'agent_id',
  'bank_id',
  'instalment',
  'card_holder',
  'card_number',
  'amount',
  'netAmount',
  'comission',
  'comission_tax',
  'currency',
  'authorization_code',
  'order_id',
  'is_succeed',
];

describe('a confirmation', () => {
  test('is posted as JSON to the very address the link names, once', async () => {
    await paid();
    expect(posts).toMatchObject([{ method: 'POST', path: '/hooks/9f2c?x=1' }]);
    expect(posts[0]?.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(paynet.sandbox.confirmations).toEqual([
      { url: address, body: posts[0]?.text, status: 200, failure: undefined },
    ]);
  });

  test('has the documented members with the values of the assembled example, and no others', async () => {
    const [body] = await paid({ amount: 149.9 });
    expect(Object.keys(body ?? {})).toEqual(MEMBERS);
    expect(body).toStrictEqual({
      referance_no: 'ORD-2024-118',
      xact_date: '2024-05-01T10:22:41.123+03:00',
      agent_id: '1001',
      bank_id: 'AXSS',
      instalment: 0,
      card_holder: 'AYŞE YILMAZ',
      card_number: '435508******4358',
      amount: 149.9,
      netAmount: 146.9,
      comission: 2.5,
      comission_tax: 0.5,
      currency: 'TRY',
      authorization_code: expect.stringMatching(/^\d{6}$/),
      order_id: expect.stringMatching(/^24122[A-Z]{3}$/),
      is_succeed: true,
    });
  });

  test('names the bank and the ends of the card that was chosen, and the dealer of the link', async () => {
    const [body] = await paid(
      { agent_id: '2001', name_surname: 'İlker Işık', reference_no: null },
      'maximum-mastercard',
    );
    expect(body).toMatchObject({
      bank_id: 'MAXM',
      card_number: '540667******5403',
      agent_id: '2001',
      card_holder: 'İLKER IŞIK',
      referance_no: '',
    });
  });

  test.each([
    { amount: '149.90', gross: '149.90', net: '146.90', fee: '2.50', tax: '0.50' },
    { amount: '120', gross: '120', net: '117.60', fee: '2.00', tax: '0.40' },
    { amount: '0.01', gross: '0.01', net: '0.01', fee: '0.00', tax: '0.00' },
    { amount: '10.005', gross: '10.005', net: '9.805', fee: '0.17', tax: '0.03' },
    {
      amount: '12345678901234567.89',
      gross: '12345678901234567.89',
      net: '12098271496053827.15',
      fee: '206172837650617.28',
      tax: '41234567530123.46',
    },
  ])('writes $amount and what comes off it digit for digit', async ({ amount, gross, net, fee, tax }) => {
    await paid({ amount });
    expect(posts[0]?.text).toContain(
      `"amount":${gross},"netAmount":${net},"comission":${fee},"comission_tax":${tax},"currency"`,
    );
  });

  test('has the fee on top when the link adds it to the amount', async () => {
    await paid({ addcomission_to_amount: true });
    expect(posts[0]?.text).toContain('"amount":152.90,"netAmount":149.90,"comission":2.50,"comission_tax":0.50');
  });

  test.each([undefined, null, ''])('is not due when confirmation_url is %j', async (confirmation_url) => {
    await paid({ confirmation_url });
    expect(paynet.sandbox.confirmations).toEqual([]);
  });
});

describe('a receiver', () => {
  test('that refuses is asked once, and its status kept', async () => {
    answer = (response) => response.writeHead(500).end();
    await paid();
    expect(posts).toHaveLength(1);
    expect(paynet.sandbox.confirmations).toMatchObject([{ status: 500, failure: undefined }]);
  });

  test('that redirects is not followed', async () => {
    answer = (response) => response.writeHead(307, { Location: address }).end();
    await paid();
    expect(posts).toHaveLength(1);
    expect(paynet.sandbox.confirmations).toMatchObject([{ status: 307 }]);
  });

  test('that hangs up, or is not there, is a failure with its reason', async () => {
    answer = (response) => response.socket?.resetAndDestroy();
    await paid();
    await paid({ confirmation_url: 'http://127.0.0.1:1/' });
    expect(paynet.sandbox.confirmations).toMatchObject([{ failure: 'ECONNRESET' }, { failure: 'ECONNREFUSED' }]);
  });

  test('that never answers is given up after five seconds, while the payer has long gone on', async () => {
    answer = () => undefined;
    const started = performance.now();
    await paid();
    expect(performance.now() - started).toBeLessThan(8000);
    expect(paynet.sandbox.confirmations).toMatchObject([{ failure: 'not answered within 5000 ms' }]);
  });

  test('that never answers is forgotten by a reset', async () => {
    answer = () => undefined;
    const { json } = await paynet.post('create', { ...GOOD_REQUESTS.create, confirmation_url: address });
    await paynet.press(json['url'], { press: 'pay', card: 'axess-visa' });
    await expect.poll(() => posts.length).toBe(1);
    paynet.sandbox.reset();
    await paynet.sandbox.settled();
    expect(paynet.sandbox.confirmations).toEqual([]);
  });

  test.each([
    'https://merchant.example/hook',
    'http://10.0.0.1/hook',
    'http://0.0.0.0/hook',
    'http://localhost.merchant.example/hook',
    'http://127.0.0.1.merchant.example/hook',
    'http://[::ffff:10.0.0.1]/hook',
    'http://169.254.169.254/',
  ])('at %s is on another machine, and told nothing', async (confirmation_url) => {
    await paid({ confirmation_url });
    expect(paynet.sandbox.confirmations).toMatchObject([
      { url: confirmation_url, status: undefined, failure: 'not sent: not on this machine' },
    ]);
  });

  test.each(['ftp://127.0.0.1/', 'hook', 'javascript:alert(1)'])(
    'at %s cannot be posted to',
    async (confirmation_url) => {
      await paid({ confirmation_url });
      expect(paynet.sandbox.confirmations).toMatchObject([{ failure: 'not sent: no http or https address' }]);
    },
  );

  test.each(['http://localhost', 'http://127.1'])('at %s is on this machine', async (origin) => {
    await paid({ confirmation_url: address.replace('http://127.0.0.1', origin) });
    expect(posts).toHaveLength(1);
  });
});

describe('a note with a switch value', () => {
  const noted = (outcome: string) => paid({ note: `Kira, sandbox:confirm:${outcome}` });

  test('lost: nothing is posted, and the link is paid all the same', async () => {
    expect(await noted('lost')).toEqual([]);
    expect(paynet.sandbox.links).toMatchObject([{ state: 'paid' }]);
    expect(paynet.sandbox.confirmations).toMatchObject([{ failure: 'not sent: lost on purpose' }]);
  });

  test('twice: the same words are posted twice', async () => {
    await noted('twice');
    expect(posts).toHaveLength(2);
    expect(posts[1]?.text).toBe(posts[0]?.text);
    expect(paynet.sandbox.confirmations).toHaveLength(2);
  });

  test('late=MS: nothing is posted before its time', async () => {
    const started = performance.now();
    await noted('late=80');
    expect(posts).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThanOrEqual(79);
  });

  test('other-spelling: the reference is spelt as public receivers read it', async () => {
    const [body] = await noted('other-spelling');
    expect(body).toMatchObject({ reference_no: 'ORD-2024-118' });
    expect(body).not.toHaveProperty('referance_no');
  });

  test('full-pan: the card number is whole', async () => {
    expect((await noted('full-pan'))[0]?.['card_number']).toBe('4355084355084358');
  });

  test('says-false: is_succeed is the text "false"', async () => {
    expect((await noted('says-false'))[0]?.['is_succeed']).toBe('false');
  });

  test.each(['late', 'late=9999999', 'html', ''])('that there is not (%j) is refused by create', async (outcome) => {
    const note = `sandbox:confirm:${outcome}`;
    const { status, json } = await paynet.post('create', { ...GOOD_REQUESTS.create, note });
    expect(status).toBe(400);
    expect(json['message']).toContain('lost, twice, late=MS, other-spelling, full-pan, says-false');
  });

  test('for create leaves the confirmation alone', async () => {
    expect(await paid({ note: 'sandbox:slow=1' })).toHaveLength(1);
    expect(await paid({ agent_note: 'sandbox:confirm:lost' })).toHaveLength(2);
  });
});
