import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePayLinksDocument,
  ListPayLinksDocument,
  type ListPayLinksQueryVariables,
} from '../../src/operations/index.ts';
import { mayStand, spanOf, statusOf, statusOfRow } from '../../src/pay-links/status.ts';
import type { LinkRecord } from '../../src/paynet/services/mail-order.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';
import { type Peer, startPeer } from '../support/peer.ts';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
const turkishDay = (at: number) => new Date(at + 3 * HOUR_MS).toISOString().slice(0, 10);
const WEEK = { from: turkishDay(Date.now() - 7 * DAY_MS), to: turkishDay(Date.now()) };

let now = new Date();
let layer: Layer;
let dealer: string;
beforeAll(async () => {
  layer = await startLayer({ clock: () => now });
  dealer = await layer.signIn(PEOPLE.dealer);
});
afterAll(() => layer.stop());
beforeEach(() => {
  now = new Date();
  layer.reset();
});

/** Makes links directly at the sandbox, as many as told, each with its number as its reference. */
async function make(count: number, { agentId = '2001', from = 0 } = {}, at = layer.paynet) {
  for (let number = from; number < from + count; number += 1) {
    now = new Date(now.getTime() + 1);
    await fetch(`${at.url}/v1/mailorder/create`, {
      method: 'POST',
      headers: { authorization: `Basic ${at.sandbox.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name_surname: 'Ayşe',
        amount: 1,
        agent_id: agentId,
        reference_no: `R-${number}`,
        expire_date: 1000,
      }),
    });
  }
}

async function list(variables: Omit<ListPayLinksQueryVariables, 'filter'> & { filter?: object }, token = dealer) {
  const { body } = await layer.execute(
    ListPayLinksDocument,
    { ...variables, filter: { ...WEEK, ...variables.filter } },
    { token },
  );
  return body;
}

async function page(variables: Omit<ListPayLinksQueryVariables, 'filter'> & { filter?: object }, token = dealer) {
  const { data, errors } = await list(variables, token);
  expect(errors).toBeUndefined();
  if (!data) throw new Error('no page');
  return data.payLinks;
}

type Page = Awaited<ReturnType<typeof page>>;
const references = ({ edges }: Page) => edges.map(({ node }) => node?.referenceNo);
const numbers = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => `R-${from - index}`);
const left = (path: string) => layer.left.filter((request) => request.path === `/v1/mailorder/${path}`);

describe('payLinks', () => {
  it('answers the links of a window in Paynet’s order, with how many there are, in one call', async () => {
    await make(3);
    const before = layer.left.length;
    const { edges, pageInfo, totalCount } = await page({ first: 10 });
    const [link] = layer.paynet.sandbox.links.slice(-1);
    expect(edges[0]?.node).toEqual({
      __typename: 'PayLink',
      id: link?.id,
      referenceNo: 'R-2',
      amount: { __typename: 'PaynetMoney', amount: '1', currency: 'TRY' },
      status: 'AWAITING_PAYMENT',
      transactionId: null,
      note: null,
      agent: { __typename: 'Agent', id: '2001' },
    });
    expect(edges).toHaveLength(3);
    expect(totalCount).toBe(3);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(layer.left.length - before).toBe(1);
    expect(bodyOf(layer.left.at(-1))).toEqual({
      datab: WEEK.from,
      datbi: WEEK.to,
      agent_id: '2001',
      limit: 10,
      starting_after: 0,
    });
  });

  it('says twenty where nobody said how many, and never asks for Paynet’s ten', async () => {
    await make(25);
    expect((await page({})).edges).toHaveLength(20);
    expect(bodyOf(layer.left.at(-1))['limit']).toBe(20);
  });

  it('is empty when there is none', async () => {
    expect(await page({ first: 5 })).toEqual({
      __typename: 'PayLinkConnection',
      totalCount: 0,
      edges: [],
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: false,
        hasPreviousPage: false,
        startCursor: null,
        endCursor: null,
      },
    });
    expect((await page({ last: 5 })).edges).toEqual([]);
  });

  it('pages forwards, each page in one call', async () => {
    await make(25);
    const first = await page({ first: 10 });
    const second = await page({ first: 10, after: first.pageInfo.endCursor ?? null });
    const third = await page({ first: 10, after: second.pageInfo.endCursor ?? null });
    expect([first, second, third].map(references)).toEqual([numbers(24, 15), numbers(14, 5), numbers(4, 0)]);
    expect([first, second, third].map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
    expect(left('list')).toHaveLength(3);
  });

  it('pages backwards, from the end and from a cursor', async () => {
    await make(25);
    const last = await page({ last: 10 });
    const before = await page({ last: 10, before: last.pageInfo.startCursor ?? null });
    const first = await page({ last: 10, before: before.pageInfo.startCursor ?? null });
    expect([last, before, first].map(references)).toEqual([numbers(9, 0), numbers(19, 10), numbers(24, 20)]);
    expect([last, before, first].map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ]);
  });

  it('goes on from any edge’s cursor, in both directions', async () => {
    await make(9);
    const { edges } = await page({ first: 9 });
    const middle = edges[4]?.cursor ?? null;
    expect(references(await page({ first: 2, after: middle }))).toEqual(numbers(3, 2));
    expect(references(await page({ last: 2, before: middle }))).toEqual(numbers(6, 5));
  });

  it('shows each of 250 links once though others are made while somebody pages, forwards and backwards', async () => {
    await make(250);
    for (const direction of ['forwards', 'backwards'] as const) {
      const seen: (string | null | undefined)[] = [];
      let cursor: string | null = null;
      let more = true;
      let made = 0;
      while (more) {
        const asked = direction === 'forwards' ? { first: 30, after: cursor } : { last: 30, before: cursor };
        const { pageInfo, ...rest } = await page(asked);
        seen.push(...references({ pageInfo, ...rest }));
        cursor = (direction === 'forwards' ? pageInfo.endCursor : pageInfo.startCursor) ?? null;
        more = direction === 'forwards' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
        if (made < 40) await make(7, { from: 1_000 + (direction === 'forwards' ? 0 : 100) + made });
        made += 7;
      }
      const old = seen.filter((reference) => Number(reference?.slice(2)) < 250);
      expect(old).toHaveLength(250);
      expect(new Set(old).size).toBe(250);
      expect(new Set(seen).size).toBe(seen.length);
    }
  }, 30_000);

  it('finds its place again where Paynet shows neither ids nor how many there are', async () => {
    const sparse = await startLayer({
      env: { SESSION_SECRET: layer.config.session.secret },
      clock: () => now,
      sandbox: { linkMembers: 'documented' },
    });
    try {
      await make(30, {}, sparse.paynet);
      const ask = async (after: string | null) =>
        (await sparse.execute(ListPayLinksDocument, { filter: WEEK, first: 10, after }, { token: dealer })).body.data
          ?.payLinks;
      const first = await ask(null);
      await make(5, { from: 100 }, sparse.paynet);
      const second = await ask(first?.pageInfo.endCursor ?? null);
      expect(second?.edges.map(({ node }) => node?.referenceNo)).toEqual(numbers(19, 10));
      expect(second?.edges[0]?.node?.id).toBe('reference:R-19');
    } finally {
      await sparse.stop();
    }
  });
});

describe('a Paynet that gives fewer rows at once than it is asked for', () => {
  const MOST = 30;
  let links: { id: string; agent_id: string; status: number }[];
  let peer: Peer;
  let sparing: Layer;
  beforeAll(async () => {
    peer = await startPeer();
    sparing = await startLayer({ env: { SESSION_SECRET: layer.config.session.secret }, paynetUrl: peer.url });
    peer.answerWith((_request, response, body) => {
      const { starting_after: from, limit } = JSON.parse(body) as { starting_after: number; limit: number };
      const rows = links.slice(from, from + Math.min(limit, MOST));
      const answer = { code: 0, total: links.length, has_more: from + rows.length < links.length, Data: rows };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  afterAll(async () => {
    await sparing.stop();
    await peer.stop();
  });
  beforeEach(() => {
    links = Array.from({ length: 140 }, (_, index) => ({ id: `L-${index}`, agent_id: '2001', status: 0 }));
  });

  const ask = async (paging: object) => {
    const { body } = await sparing.execute(ListPayLinksDocument, { filter: WEEK, ...paging }, { token: dealer });
    expect(body.errors).toBeUndefined();
    if (!body.data) throw new Error('no page');
    return body.data.payLinks;
  };
  const ids = ({ edges }: Page) => edges.map(({ node }) => node?.id);

  it('loses none of them, forwards or backwards', async () => {
    const all = links.map(({ id }) => id);
    const forwards: unknown[] = [];
    let after: string | null = null;
    do {
      const found: Page = await ask({ first: 100, after });
      forwards.push(...ids(found));
      after = found.pageInfo.hasNextPage ? (found.pageInfo.endCursor ?? null) : null;
    } while (after !== null);
    expect(forwards).toEqual(all);

    const backwards: unknown[] = [];
    let before: string | null = null;
    do {
      const found: Page = await ask({ last: 100, before });
      backwards.unshift(...ids(found));
      before = found.pageInfo.hasPreviousPage ? (found.pageInfo.startCursor ?? null) : null;
    } while (before !== null);
    expect(backwards).toEqual(all);
  });

  it('finds its place again far from where it was', async () => {
    const found = await ask({ first: 10 });
    links = [...links.slice(-80), ...links.slice(0, -80)];
    expect(ids(await ask({ first: 10, after: found.pageInfo.endCursor }))).toEqual(
      links.slice(90, 100).map(({ id }) => id),
    );
  });
});

describe('a page of ten links', () => {
  const ask = (fields: string, filter: object = WEEK) =>
    layer.query(
      `query ($filter: PayLinkFilter!) { payLinks(filter: $filter, first: 10) { edges { node { ${fields} } } } }`,
      { filter },
      { token: dealer },
    );

  it('asks Paynet once, whatever of a row is asked for', async () => {
    await make(10);
    await ask(
      'id url qrCode referenceNo amount { amount } status statusCode transactionId phone note agentNote agent { id } companyCode instalmentCount bankId bankName expiresInHours succeedUrl isTexted',
    );
    expect(left('list')).toHaveLength(1);
    expect(left('detail')).toHaveLength(0);
  });

  it('asks for each link once where a field needs it, however many do', async () => {
    await make(10);
    const { body } = await ask('id payerName email createdAt expiresAt userName errorUrl');
    const { edges } = (body.data ?? {})['payLinks'] as { edges: { node: { payerName: string; createdAt: string } }[] };
    expect(edges).toHaveLength(10);
    expect(edges.every(({ node }) => node.payerName === 'Ayşe' && node.createdAt !== null)).toBe(true);
    expect(left('list')).toHaveLength(1);
    expect(left('detail')).toHaveLength(10);
  });

  it('is never given a guessed status: where the days leave it open, the link itself is asked', async () => {
    now = new Date(Date.now() - 3 * DAY_MS);
    await make(2);
    const open = { from: turkishDay(Date.now() - 60 * DAY_MS), to: turkishDay(Date.now()) };
    const { body } = await ask('status', open);
    expect(body.data).toEqual({
      payLinks: { edges: [{ node: { status: 'AWAITING_PAYMENT' } }, { node: { status: 'AWAITING_PAYMENT' } }] },
    });
    expect(left('detail')).toHaveLength(2);
  });

  it('keeps the other rows when one link cannot be read', async () => {
    const failing = await startLayer({
      env: { SESSION_SECRET: layer.config.session.secret, PAYNET_RETRY_PERCENT: '0' },
      sandbox: { outcomeFor: ({ service, count }) => (service === 'detail' && count === 1 ? 'status=500' : undefined) },
    });
    try {
      await make(2, {}, failing.paynet);
      const { body } = await failing.query(
        'query ($filter: PayLinkFilter!) { payLinks(filter: $filter) { edges { node { referenceNo payerName } } } }',
        { filter: WEEK },
        { token: dealer },
      );
      expect(body.data).toEqual({
        payLinks: {
          edges: [
            { node: { referenceNo: 'R-1', payerName: null } },
            { node: { referenceNo: 'R-0', payerName: 'Ayşe' } },
          ],
        },
      });
      expect(body.errors).toMatchObject([
        { path: ['payLinks', 'edges', 0, 'node', 'payerName'], extensions: { code: 'UPSTREAM_ERROR' } },
      ]);
    } finally {
      await failing.stop();
    }
  });
});

describe('a row without an id, whose reference another link has too', () => {
  let sparse: Layer;
  beforeAll(async () => {
    sparse = await startLayer({
      env: { SESSION_SECRET: layer.config.session.secret },
      clock: () => now,
      sandbox: { linkMembers: 'documented' },
    });
  });
  afterAll(() => sparse.stop());
  beforeEach(() => sparse.reset());

  const nodes = async () => {
    const { body } = await sparse.query(
      'query ($filter: PayLinkFilter!) { payLinks(filter: $filter) { edges { node { status payerName email createdAt agent { id } } } } }',
      { filter: { ...WEEK, from: turkishDay(Date.now() - 60 * DAY_MS) } },
      { token: dealer },
    );
    return ((body.data ?? {})['payLinks'] as { edges: { node: Record<string, unknown> }[] }).edges.map(
      ({ node }) => node,
    );
  };

  it('shows nothing of the other one where that is another agent’s', async () => {
    await make(1, {}, sparse.paynet);
    await make(1, { agentId: '2003' }, sparse.paynet);
    expect(await nodes()).toEqual([
      { status: 'UNKNOWN', payerName: null, email: null, createdAt: null, agent: { id: '2001' } },
    ]);
  });

  it('is not PAID because the other one is', async () => {
    await make(2, {}, sparse.paynet);
    await fetch(`${sparse.paynet.url}/v1/mailorder/create`, {
      method: 'POST',
      headers: { authorization: `Basic ${sparse.paynet.sandbox.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name_surname: 'Ayşe', amount: 1, agent_id: '2001', reference_no: 'R-1' }),
    });
    sparse.paynet.sandbox.pay('R-1');
    expect((await nodes()).map(({ status }) => status)).toEqual(['PAID', 'UNKNOWN', 'UNKNOWN']);
  });
});

describe('the filter of payLinks', () => {
  it('selects by status, page by page, though Paynet cannot', async () => {
    await make(30);
    const paid = layer.paynet.sandbox.links.filter((_, index) => index % 4 === 0);
    for (const { id } of paid) layer.paynet.sandbox.pay(id);
    const first = await page({ first: 5, filter: { status: 'PAID' } });
    const second = await page({ first: 5, filter: { status: 'PAID' }, after: first.pageInfo.endCursor ?? null });
    expect([...references(first), ...references(second)]).toEqual(
      paid.map(({ referenceNo }) => referenceNo).toReversed(),
    );
    expect(first.edges.every(({ node }) => node?.status === 'PAID' && node.transactionId !== null)).toBe(true);
    expect(first).toMatchObject({ totalCount: null, pageInfo: { hasNextPage: true } });
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('asks for no link whose row cannot stand there, and for no more at once than a page may take', async () => {
    const OPEN = { from: turkishDay(Date.now() - 60 * DAY_MS), to: turkishDay(Date.now()) };
    now = new Date(Date.now() - 50 * DAY_MS);
    await make(240);
    const [first] = layer.paynet.sandbox.links;
    layer.paynet.sandbox.pay(first?.id ?? '');
    expect(references(await page({ first: 5, filter: { ...OPEN, status: 'PAID' } }))).toEqual(['R-0']);
    expect(references(await page({ first: 5, filter: { ...OPEN, status: 'PASSIVE' } }))).toEqual([]);
    expect(left('detail')).toHaveLength(0);

    // Any of them may stand there, and every one has to be asked for.
    let after: string | null = null;
    const pages: (readonly [shown: number, asked: number, goesOn: boolean])[] = [];
    do {
      const before = left('detail').length;
      const found: Page = await page({ first: 5, after, filter: { ...OPEN, status: 'AWAITING_PAYMENT' } });
      pages.push([found.edges.length, left('detail').length - before, found.pageInfo.hasNextPage]);
      after = found.pageInfo.endCursor ?? null;
    } while (pages.at(-1)?.[2] === true);
    expect(pages).toEqual([
      [0, 100, true],
      [0, 100, true],
      [0, 39, false],
    ]);
  });

  it('stops asking for links once the page is full', async () => {
    now = new Date(Date.now() - 3 * DAY_MS);
    await make(100);
    const OPEN = { from: turkishDay(Date.now() - 60 * DAY_MS), to: turkishDay(Date.now()) };
    expect((await page({ first: 5, filter: { ...OPEN, status: 'AWAITING_PAYMENT' } })).edges).toHaveLength(5);
    expect(left('detail').length).toBeLessThanOrEqual(16);
  });

  it('shows a dealer’s user the own agent’s links only, whatever it says, and a main company’s user all', async () => {
    await make(2);
    await make(2, { agentId: '1001', from: 10 });
    expect(references(await page({}))).toEqual(['R-1', 'R-0']);
    const other = await list({ filter: { agentId: '1001' } });
    expect(other.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const company = await layer.signIn(PEOPLE.paynet);
    expect(references(await page({}, company))).toEqual(['R-11', 'R-10', 'R-1', 'R-0']);
    expect(references(await page({ filter: { agentId: '2001' } }, company))).toEqual(['R-1', 'R-0']);
  });

  it('shows nothing of another agent’s link, not even its id in a cursor, where Paynet lists it all the same', async () => {
    const peer = await startPeer();
    const careless = await startLayer({ env: { SESSION_SECRET: layer.config.session.secret }, paynetUrl: peer.url });
    const row = { amount: 1, status: 0, reference_no: 'R-1' };
    peer.answerJson({
      code: 0,
      total: 2,
      Data: [
        { ...row, id: 'own', agent_id: '2001' },
        { ...row, id: 'strangers', agent_id: '2003' },
      ],
    });
    try {
      const { body } = await careless.execute(ListPayLinksDocument, { filter: WEEK }, { token: dealer });
      expect(body.data?.payLinks.edges.map(({ node }) => node?.id)).toEqual(['own']);
      const { endCursor } = body.data?.payLinks.pageInfo ?? {};
      expect(Buffer.from(endCursor ?? '', 'base64url').toString()).not.toContain('strangers');
    } finally {
      await careless.stop();
      await peer.stop();
    }
  });

  it('needs the right to deal with links, and somebody to be signed in, before Paynet is asked', async () => {
    const reader = await layer.signIn(PEOPLE.reader);
    layer.reset();
    expect((await list({}, reader)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', retry: 'NEVER' } }]);
    expect((await list({}, 'nobody')).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(layer.left).toHaveLength(0);
  });

  it.each([
    ['filter.from', 'NOT_A_DAY', { filter: { from: '2026-02-30' } }],
    ['filter.to', 'BEFORE_ITS_BEGINNING', { filter: { from: '2026-03-02', to: '2026-03-01' } }],
    ['filter.to', 'TOO_MANY_DAYS', { filter: { from: '2025-01-01', to: '2026-03-01' } }],
    ['first', 'OUT_OF_RANGE', { first: 0 }],
    ['first', 'OUT_OF_RANGE', { first: 1_000_000 }],
    ['last', 'OUT_OF_RANGE', { last: 101 }],
    ['last', 'ONE_DIRECTION_ONLY', { first: 1, last: 1 }],
    ['after', 'NOT_A_CURSOR_OF_THIS_LIST', { first: 1, after: 'nonsense' }],
    ['after', 'NOT_A_CURSOR_OF_THIS_LIST', { first: 1, after: '' }],
  ])('refuses a wrong %s (%s), names it, and asks Paynet nothing', async (field, code, variables) => {
    const { errors } = await list(variables);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', fields: [{ field, code }] } }]);
    expect(layer.left).toHaveLength(0);
  });

  it('refuses a cursor of another list, and one whose link is gone', async () => {
    await make(3);
    const { pageInfo } = await page({ first: 1 });
    const after = pageInfo.endCursor ?? null;
    const wrong = {
      extensions: { code: 'INVALID_INPUT', fields: [{ field: 'after', code: 'NOT_A_CURSOR_OF_THIS_LIST' }] },
    };
    expect((await list({ first: 1, after, filter: { status: 'PAID' } })).errors).toMatchObject([wrong]);
    layer.reset();
    await make(3, { from: 50 });
    expect((await list({ first: 1, after })).errors).toMatchObject([wrong]);
  });

  it('says that Paynet is unavailable when it is, with a code', async () => {
    const failing = await startLayer({
      env: { SESSION_SECRET: layer.config.session.secret },
      sandbox: { outcomeFor: ({ service }) => (service === 'list' ? 'html' : undefined) },
    });
    try {
      const { body } = await failing.execute(ListPayLinksDocument, { filter: WEEK }, { token: dealer });
      expect(body.errors).toMatchObject([{ path: ['payLinks'], extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
    } finally {
      await failing.stop();
    }
  });
});

describe('the status of a row', () => {
  const rows = fc.record({
    status: fc.option(fc.constantFrom(0, 2, 3)),
    transactionId: fc.option(fc.string({ minLength: 1 })),
    expiresInHours: fc.option(fc.integer({ min: 1, max: 2_000 })),
    madeHoursAgo: fc.integer({ min: 0, max: 24 * 20 }),
  });

  it('is never another than the link’s own, wherever in its days the link was made', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }), (row, earlier, later) => {
        const at = Date.parse('2026-11-25T12:00:00Z');
        const madeAt = at - row.madeHoursAgo * HOUR_MS;
        const record = { ...row, createdAt: null } as unknown as LinkRecord;
        const window = { from: turkishDay(madeAt - earlier * DAY_MS), to: turkishDay(madeAt + later * DAY_MS) };
        const found = statusOfRow(record, spanOf(window), at);
        return found === null || found === statusOf({ ...record, createdAt: new Date(madeAt).toISOString() }, at);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is left open where the first and the last moment of its days say different things, and may be either', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), (row, begins, ends) => {
        const at = Date.parse('2026-11-25T12:00:00Z');
        const record = { ...row, createdAt: null } as unknown as LinkRecord;
        const span = { begin: at - (begins + ends) * DAY_MS, end: at - ends * DAY_MS + 10 * DAY_MS };
        const ifMadeAt = (moment: number) =>
          statusOf({ ...record, createdAt: new Date(Math.min(moment, at)).toISOString() }, at);
        const possible = new Set([ifMadeAt(span.begin), ifMadeAt(span.end)]);
        // Hours nobody tells may be over whenever it was made.
        const isTimeless = possible.has('PASSIVE') || possible.has('PAID');
        if (row.expiresInHours === null && !isTimeless) possible.add('EXPIRED');
        expect(statusOfRow(record, span, at)).toBe(possible.size === 1 ? [...possible][0] : null);
        for (const status of ['AWAITING_PAYMENT', 'PAID', 'EXPIRED', 'PASSIVE', 'UNKNOWN'] as const)
          expect([status, mayStand(record, status, span, at)]).toEqual([status, possible.has(status)]);
      }),
      { seed: 20_261_126, numRuns: 2_000 },
    );
  });
});

describe('createPayLinks', () => {
  const row = (number: number) => ({
    payerName: `Payer ${number}`,
    amount: `${number + 1}`,
    idempotencyKey: `bulk-${number}`,
  });
  const createMany = async (links: object[], token = dealer) =>
    (await layer.execute(CreatePayLinksDocument, { input: { links } as never }, { token })).body.data?.createPayLinks;

  it('makes a hundred links, with a result for each in their order', async () => {
    const answer = await createMany(Array.from({ length: 100 }, (_, number) => row(number)));
    if (answer?.__typename !== 'CreatePayLinksSuccess') throw new Error('none');
    expect(
      answer.results.map((result) =>
        result.__typename === 'CreatePayLinkSuccess' ? result.payLink.amount?.amount : 'none',
      ),
    ).toEqual(Array.from({ length: 100 }, (_, number) => String(number + 1)));
    expect(layer.paynet.sandbox.links).toHaveLength(100);
  });

  it('answers the whole list again when it is sent again, and makes none', async () => {
    const links = [row(200), row(201)];
    await createMany(links);
    expect(await createMany(links)).toMatchObject({ results: [{ replayed: true }, { replayed: true }] });
    expect(layer.paynet.sandbox.links).toHaveLength(2);
  });

  it('lets no bad row spoil the others, and names its fields by their place', async () => {
    const answer = await createMany([
      row(300),
      { ...row(301), amount: '0', email: 'nobody' },
      { ...row(302), note: 'sandbox:create:code=3' },
      { ...row(303), agentId: '1001' },
      row(300),
      { ...row(300), amount: '7' },
      row(304),
    ]);
    expect(answer).toMatchObject({
      results: [
        { __typename: 'CreatePayLinkSuccess' },
        {
          __typename: 'PaynetInvalidInput',
          fields: [
            { field: 'links.1.amount', code: 'NOT_POSITIVE' },
            { field: 'links.1.email', code: 'NOT_AN_EMAIL_ADDRESS' },
          ],
        },
        { __typename: 'PaynetRefused', returnCode: 3 },
        { __typename: 'PaynetForbidden' },
        { __typename: 'CreatePayLinkSuccess' },
        { __typename: 'PayLinkKeyReused' },
        { __typename: 'CreatePayLinkSuccess' },
      ],
    });
    expect(layer.paynet.sandbox.links).toHaveLength(2);
  });

  it('needs the bulk right, which the right to single links does not bring, before a row is looked at', async () => {
    const reader = await layer.signIn(PEOPLE.reader);
    layer.reset();
    expect(await createMany([{ payerName: '', amount: 'x' }], reader)).toMatchObject({
      __typename: 'PaynetForbidden',
      requiredPermission: 'canSendBulkPayLinks',
    });
    expect(layer.left).toHaveLength(0);
  });

  it.each([0, 101])('refuses %i links', async (count) => {
    expect(await createMany(Array.from({ length: count }, (_, number) => row(number)))).toMatchObject({
      __typename: 'PaynetInvalidInput',
      fields: [{ field: 'links', code: 'OUT_OF_RANGE' }],
    });
    expect(layer.left).toHaveLength(0);
  });
});
