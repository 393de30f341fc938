import { beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/app.ts';
import { GOOD_REQUESTS, PATHS, useSandbox } from './running-sandbox.ts';

const HOUR_MS = 60 * 60_000;
const START = new Date('2024-05-01T07:15:00Z');
let now = START;
const paynet = useSandbox({ clock: () => now });
beforeEach(() => {
  now = START;
});

async function create(members: Record<string, unknown> | string = {}): Promise<string> {
  const body = typeof members === 'string' ? members : { ...GOOD_REQUESTS.create, ...members };
  return String((await paynet.post('create', body)).json['id']);
}

const NO_LINK = { object_name: 'mailorder_detail', code: 12, message: 'nodata' };

describe('detail', () => {
  test('finds a link by its id and by its reference', async () => {
    const id = await create({ reference_no: 'ORD-1' });
    await create({ reference_no: 'ORD-2' });
    expect((await paynet.post('detail', { id })).json).toMatchObject({ id, reference_no: 'ORD-1', code: 0 });
    expect((await paynet.post('detail', { reference_no: 'ORD-1' })).json['id']).toBe(id);
    expect((await paynet.post('detail', { id: '', reference_no: 'ORD-1' })).json['id']).toBe(id);
    expect((await paynet.post('detail', { id, reference_no: 'ORD-2' })).json['id']).toBe(id);
  });

  test('finds the newest of two links of one reference', async () => {
    await create({ reference_no: 'ORD-1' });
    const id = await create({ reference_no: 'ORD-1' });
    expect((await paynet.post('detail', { reference_no: 'ORD-1' })).json['id']).toBe(id);
  });

  test.each([{ id: 'f5e0a85b-2cf0-4596-b0c5-c027de671e49' }, { reference_no: 'ORD-9' }])(
    'answers code 12 for %o, which is nobody’s',
    async (selector) => {
      await create();
      const { status, json } = await paynet.post('detail', selector);
      expect(status).toBe(200);
      expect(json).toStrictEqual(NO_LINK);
    },
  );

  test('does not know the id inside the address', async () => {
    await create();
    const pageId = new URL(paynet.sandbox.links[0]?.url ?? '').searchParams.get('id');
    expect((await paynet.post('detail', { id: pageId })).json).toStrictEqual(NO_LINK);
  });

  test.each(['120', '120.10', '149.9', '0.10', '12345678901234567890.123', '"0120.10"'])(
    'writes the amount %s with its digits, as a number',
    async (written) => {
      const id = await create(`{"name_surname":"Ayşe","amount":${written}}`);
      const digits = written.replaceAll('"', '').replace(/^0+(?=\d)/, '');
      expect((await paynet.post('detail', { id })).text).toContain(`"amount":${digits},"currency":"TRY"`);
      expect((await paynet.post('list', GOOD_REQUESTS.list)).text).toContain(`"amount":${digits},"currency":"TRY"`);
    },
  );

  test('tells the hours of expiry as a text, where a row has a number', async () => {
    const id = await create({ expire_date: 0.5 });
    expect((await paynet.post('detail', { id })).json['expire_date']).toBe('0.5');
    expect((await paynet.post('list', GOOD_REQUESTS.list)).json['Data']).toMatchObject([{ expire_date: 0.5 }]);
  });

  test('leaves blank what is not known', async () => {
    const id = await create();
    const { json } = await paynet.post('detail', { id });
    for (const member of ['xact_id', 'reference_no', 'email', 'user_name', 'phone', 'bank_id', 'note', 'error_url']) {
      expect(json[member]).toBe('');
    }
  });

  test('has a transaction id once the link is paid, and the status it had', async () => {
    const id = await create();
    const { xactId } = paynet.sandbox.pay(id, 'paraf-visa');
    expect((await paynet.post('detail', { id })).json).toMatchObject({ status: 0, xact_id: xactId, bank_id: '' });
    const { json } = await paynet.post('list', GOOD_REQUESTS.list);
    expect(json['Data']).toMatchObject([{ status: 0, xact_id: xactId, bank_id: 'PARF', bank_name: 'Paraf' }]);
  });
});

describe('status', () => {
  test('switches a link off and on again, by id and by reference', async () => {
    const id = await create({ reference_no: 'ORD-1' });
    for (const selector of [{ id }, { reference_no: 'ORD-1' }]) {
      await paynet.post('status', { ...selector, status: 3 });
      expect((await paynet.post('detail', { id })).json['status']).toBe(3);
      await paynet.post('status', { ...selector, status: 0 });
      expect((await paynet.post('detail', { id })).json['status']).toBe(0);
    }
  });

  test.each([1, 2, 4, -1, 0.5, '3', '0', null, true])('refuses the status %j with 400', async (status) => {
    const id = await create();
    expect((await paynet.post('status', { id, status })).status).toBe(400);
  });

  test('answers code 12 where there is no such link', async () => {
    const { json } = await paynet.post('status', { reference_no: 'ORD-9', status: 3 });
    expect(json).toStrictEqual({ object_name: 'mailorder_update_status', code: 12, message: 'nodata' });
  });

  test('answers code 6 for a paid and for an expired link, and changes neither', async () => {
    const paid = await create();
    paynet.sandbox.pay(paid);
    const expired = await create({ expire_date: 1 });
    now = new Date(START.getTime() + HOUR_MS);
    for (const id of [paid, expired]) {
      const { status, json } = await paynet.post('status', { id, status: 3 });
      expect(status).toBe(200);
      expect(json).toStrictEqual({ object_name: 'mailorder_update_status', code: 6, message: 'noprocess' });
      expect((await paynet.post('detail', { id })).json['status']).toBe(0);
    }
  });
});

describe('how much is shown', () => {
  test.each([
    { linkMembers: 'documented', detail: [], row: [] },
    { linkMembers: 'usual', detail: ['id', 'status'], row: ['id', 'status'] },
    { linkMembers: 'generous', detail: ['confirmation_url', 'id', 'status', 'url'], row: ['id', 'status', 'url'] },
  ] as const)('is chosen: $linkMembers adds $detail', async ({ linkMembers, detail, row }) => {
    const { url, sandbox, close } = await startSandbox({ port: 0, linkMembers });
    const headers = { Authorization: `Basic ${sandbox.secretKey}`, 'Content-Type': 'application/json' };
    const ask = async (path: string, body: unknown) =>
      (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    await ask(PATHS.create, { ...GOOD_REQUESTS.create, reference_no: 'ORD-1' });
    const extra = (members: object) =>
      Object.keys(members)
        .filter((name) => ['id', 'status', 'url', 'confirmation_url'].includes(name))
        .toSorted();
    expect(extra((await ask(PATHS.detail, { reference_no: 'ORD-1' })) as object)).toEqual(detail);
    const { Data } = (await ask(PATHS.list, GOOD_REQUESTS.list)) as { Data: object[] };
    expect(Data.map(extra)).toEqual([row]);
    await close();
  });
});
