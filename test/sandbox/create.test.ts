import { describe, expect, test } from 'vitest';
import { GOOD_REQUESTS, useSandbox } from './running-sandbox.ts';

const HOUR_MS = 60 * 60_000;
const START = new Date('2026-05-01T09:00:00Z');
let now = START;
const paynet = useSandbox({ clock: () => now });

const link = GOOD_REQUESTS.create;

async function pageOf(body: unknown): Promise<string> {
  const { json } = await paynet.post('create', body);
  expect(json).toMatchObject({ code: 0 });
  return (await paynet.open(json['url'])).text;
}

describe('an amount', () => {
  test.each([
    ['120', '₺120<small>,00</small>'],
    ['120.10', '₺120<small>,10</small>'],
    ['"120.10"', '₺120<small>,10</small>'],
    ['0.1', '₺0<small>,10</small>'],
    ['1234567.5', '₺1.234.567<small>,50</small>'],
    ['12345678901234567890.123', '₺12.345.678.901.234.567.890<small>,123</small>'],
  ])('of %s keeps its digits', async (written, shown) => {
    expect(await pageOf(`{"name_surname":"Ayşe","amount":${written}}`)).toContain(shown);
  });

  test.each(['0', '0.00', '-1', '1e3', '"0"', '"20,50"', '"1.000,00"', '" 5"', '"beş"', '".5"'])(
    'of %s is refused',
    async (written) => {
      const { status } = await paynet.post('create', `{"name_surname":"Ayşe","amount":${written}}`);
      expect(status).toBe(400);
    },
  );
});

describe('a link', () => {
  test('has an id that differs from the one in its address, and both differ from link to link', async () => {
    const replies = [await paynet.post('create', link), await paynet.post('create', link)];
    const ids = replies.flatMap(({ json }) => [json['id'], new URL(String(json['url'])).searchParams.get('id')]);
    expect(new Set(ids).size).toBe(4);
  });

  test.each([
    { given: undefined, hours: 24 },
    { given: 12, hours: 12 },
    { given: '72', hours: 72 },
    { given: 0.5, hours: 0.5 },
  ])('with expire_date $given lives $hours hours', async ({ given, hours }) => {
    now = START;
    const { json } = await paynet.post('create', { ...link, expire_date: given });
    now = new Date(START.getTime() + hours * HOUR_MS - 1);
    expect((await paynet.open(json['url'])).status).toBe(200);
    now = new Date(START.getTime() + hours * HOUR_MS);
    expect((await paynet.open(json['url'])).status).toBe(410);
  });

  test.each([0, -1, 'tomorrow', '2026-01-01', true, 1e15])('with expire_date %s is refused', async (expire_date) => {
    expect((await paynet.post('create', { ...link, expire_date })).status).toBe(400);
  });

  describe.each([
    { flag: 'send_mail', member: 'email' },
    { flag: 'send_sms', member: 'phone' },
  ])('with $flag', ({ flag, member }) => {
    test.each([undefined, null, ''])(`is refused when ${member} is %s`, async (where) => {
      expect((await paynet.post('create', { ...link, [flag]: true, [member]: where })).status).toBe(400);
    });

    test(`is made when there is any ${member} at all, or the flag is off`, async () => {
      const sent = await paynet.post('create', { ...link, [flag]: true, [member]: '53****0000' });
      expect(sent.json).toMatchObject({ code: 0 });
      expect((await paynet.post('create', { ...link, [flag]: false })).json).toMatchObject({ code: 0 });
    });
  });

  test.each([5, 1, undefined, null])('with pos_type %s is made', async (pos_type) => {
    expect((await paynet.post('create', { ...link, pos_type })).json).toMatchObject({ code: 0 });
  });

  test.each([0, 2, 51])('with pos_type %s is refused', async (pos_type) => {
    const { status, json } = await paynet.post('create', { ...link, pos_type });
    expect(status).toBe(200);
    expect(json).toStrictEqual({ url: null, id: null, object_name: 'mailorder', code: 20, message: 'wrongpostype' });
  });

  test('belongs to its dealer, or to the main company when none is named', async () => {
    expect(await pageOf({ ...link, agent_id: '2001' })).toContain('Kuzey Elektronik Ltd. Şti.');
    expect(await pageOf(link)).toContain('PAYNET ÖDEME HİZMETLERİ A.Ş.');
  });

  test('of a dealer that does not exist is refused', async () => {
    expect((await paynet.post('create', { ...link, agent_id: '9999' })).json).toMatchObject({ url: null, code: 4 });
  });
});
