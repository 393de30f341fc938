import { beforeEach, describe, expect, test } from 'vitest';
import { GOOD_REQUESTS, useSandbox } from './running-sandbox.ts';

const START = new Date('2024-05-01T09:00:00Z');
let now = START;
const paynet = useSandbox({ clock: () => now });
beforeEach(() => {
  now = START;
});

async function references(request: Record<string, unknown>): Promise<unknown[]> {
  const { status, json } = await paynet.post('list', { ...GOOD_REQUESTS.list, ...request });
  expect(status).toBe(200);
  expect(json).toMatchObject({ object_name: 'mailorder_list', code: 0, message: 'Başarılı İşlem' });
  return (json['Data'] as Record<string, unknown>[]).map((row) => row['reference_no']);
}

const create = (reference_no: string, members: Record<string, unknown> = {}) =>
  paynet.post('create', { ...GOOD_REQUESTS.create, ...members, reference_no });

/** Rows from one index up to another, by the references of a hundred links, newest first. */
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index));

describe('a hundred links', () => {
  beforeEach(async () => {
    for (const reference of rows(0, 100).toReversed()) await create(reference);
  });

  test('are paged by row index, with the numbers of the documentation', async () => {
    expect(await references({ starting_after: 15, limit: 15 })).toEqual(rows(15, 30));
    expect(await references({ ending_before: 90, limit: 15 })).toEqual(rows(75, 90));
  });

  test('come ten at a time unless told otherwise, newest first', async () => {
    expect(await references({})).toEqual(rows(0, 10));
    expect(await references({ starting_after: 0, ending_before: 0 })).toEqual(rows(0, 10));
    expect(await references({ starting_after: null, ending_before: null, limit: null })).toEqual(rows(0, 10));
  });

  test('are complete when one page is read after the other', async () => {
    const seen: unknown[] = [];
    for (let from = 0; ; from += 30) {
      const { json } = await paynet.post('list', { ...GOOD_REQUESTS.list, starting_after: from, limit: 30 });
      seen.push(...(json['Data'] as Record<string, unknown>[]).map((row) => row['reference_no']));
      if (json['has_more'] === false) break;
    }
    expect(seen).toEqual(rows(0, 100));
  });

  test.each([
    { asked: { starting_after: 95, limit: 15 }, shown: rows(95, 100), has_more: false },
    { asked: { starting_after: 85, limit: 15 }, shown: rows(85, 100), has_more: false },
    { asked: { starting_after: 84, limit: 15 }, shown: rows(84, 99), has_more: true },
    { asked: { starting_after: 100 }, shown: [], has_more: false },
    { asked: { ending_before: 5, limit: 15 }, shown: rows(0, 5), has_more: true },
    { asked: { ending_before: 100, limit: 5 }, shown: rows(95, 100), has_more: false },
    { asked: { starting_after: 15, ending_before: 90, limit: 1 }, shown: rows(15, 16), has_more: true },
    { asked: { limit: 1000 }, shown: rows(0, 100), has_more: false },
  ])('answer $asked with an envelope that says so', async ({ asked, shown, has_more }) => {
    expect(await references(asked)).toEqual(shown);
    const { json } = await paynet.post('list', { ...GOOD_REQUESTS.list, ...asked });
    const echo = { limit: 10, starting_after: 0, ending_before: 0, ...asked };
    expect(json).toMatchObject({ ...echo, total: 100, total_count: shown.length, has_more });
  });
});

describe('the days', () => {
  // The first is already the second of May in Istanbul.
  const MOMENTS = ['2024-05-01T21:00:00Z', '2024-05-02T20:59:59Z', '2024-05-02T21:00:00Z'];

  test.each([
    { datab: '2024-05-02', datbi: '2024-05-02', found: ['1', '0'] },
    { datab: '2024-05-01', datbi: '2024-05-03', found: ['2', '1', '0'] },
    { datab: '2024-05-03', datbi: '2024-05-03', found: ['2'] },
    { datab: '2024-05-01', datbi: '2024-05-01', found: [] },
    { datab: '2024-05-03', datbi: '2024-05-01', found: [] },
  ])('from $datab to $datbi are Turkish ones, both included', async ({ datab, datbi, found }) => {
    for (const [index, moment] of MOMENTS.entries()) {
      now = new Date(moment);
      await create(String(index));
    }
    expect(await references({ datab, datbi })).toEqual(found);
  });

  test.each(['01.05.2024', '2024-5-1', '2024-05-32', '2024-02-30', '2024-05-01T00:00:00', 20240501])(
    'are refused when written as %j',
    async (day) => {
      expect((await paynet.post('list', { datab: day, datbi: '2024-05-02' })).status).toBe(400);
      expect((await paynet.post('list', { datab: '2024-05-01', datbi: day })).status).toBe(400);
    },
  );
});

test.each([
  { limit: 0 },
  { limit: -1 },
  { limit: 1.5 },
  { limit: '10' },
  { starting_after: -1 },
  { ending_before: 'x' },
])('refuses %o with 400', async (paging) => {
  expect((await paynet.post('list', { ...GOOD_REQUESTS.list, ...paging })).status).toBe(400);
});

test('shows one dealer’s links when asked for them', async () => {
  await create('main');
  await create('kuzey', { agent_id: '2001' });
  expect(await references({ agent_id: '2001' })).toEqual(['kuzey']);
  expect(await references({ agent_id: '9999' })).toEqual([]);
  expect(await references({ agent_id: '' })).toEqual(['kuzey', 'main']);
});
