import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  DeactivatePayLinkDocument,
  type PayLinkBy,
  ReactivatePayLinkDocument,
  ReadPayLinkDocument,
} from '../../src/operations/index.ts';
import { statusOf } from '../../src/pay-links/status.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';
import { type Peer, startPeer } from '../support/peer.ts';

const HOUR_MS = 60 * 60 * 1_000;

/** The sandbox lives by this clock. The layer's own is the real one, so time only ever goes back from here. */
let now = new Date();
/** What happens to calls of status_update, as a switch value says it. */
let outcomeOfStatus: string | undefined;
let layer: Layer;
let dealer: string;
beforeAll(async () => {
  layer = await startLayer({
    clock: () => now,
    sandbox: { outcomeFor: ({ service }) => (service === 'status' ? outcomeOfStatus : undefined) },
  });
  dealer = await layer.signIn(PEOPLE.dealer);
});
afterAll(() => layer.stop());
beforeEach(() => {
  now = new Date();
  outcomeOfStatus = undefined;
  layer.reset();
});

const plain: CreatePayLinkInput = {
  payerName: 'Ayşe Yılmaz',
  amount: '120.10',
  referenceNo: 'ORD-118',
  note: 'Sipariş',
  expiresInHours: 24,
};

/** Or this layer would look at a paid link by itself, in the midst of what is counted. */
const CONFIRMED_ELSEWHERE = { confirmationUrl: 'https://merchant.example/confirmed' };

async function create(input: Partial<CreatePayLinkInput> = {}) {
  const { body } = await layer.execute(CreatePayLinkDocument, { input: { ...plain, ...input } }, { token: dealer });
  const answer = body.data?.createPayLink;
  if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
  return answer.payLink;
}

async function read(by: PayLinkBy, token: string = dealer) {
  return (await layer.execute(ReadPayLinkDocument, { by }, { token })).body;
}

async function deactivate(payLink: PayLinkBy, token: string = dealer) {
  return (await layer.execute(DeactivatePayLinkDocument, { input: { payLink } }, { token })).body.data
    ?.deactivatePayLink;
}

async function reactivate(payLink: PayLinkBy) {
  return (await layer.execute(ReactivatePayLinkDocument, { input: { payLink } }, { token: dealer })).body.data
    ?.reactivatePayLink;
}

/** The services that were called, oldest first. */
const called = () => layer.left.map(({ path }) => path.replace('/v1/mailorder/', ''));

describe('payLink', () => {
  it('answers the link by its id, every field the schema promises', async () => {
    now = new Date(Math.floor(Date.now() / 1_000) * 1_000);
    const { id } = await create({
      email: 'payer@example.com',
      phone: '5301234567',
      agentNote: '118',
      succeedUrl: 'https://merchant.example/ok',
    });
    expect(await read({ id })).toEqual({
      data: {
        payLink: {
          __typename: 'PayLink',
          id,
          url: null,
          referenceNo: 'ORD-118',
          amount: { __typename: 'PaynetMoney', amount: '120.10', currency: 'TRY' },
          status: 'AWAITING_PAYMENT',
          statusCode: 0,
          transactionId: null,
          payerName: 'Ayşe Yılmaz',
          email: 'payer@example.com',
          phone: '5301234567',
          note: 'Sipariş',
          agentNote: '118',
          agent: { __typename: 'Agent', id: '2001', name: 'Kuzey Elektronik Ltd. Şti.' },
          companyCode: '1001',
          userName: null,
          instalmentCount: 0,
          bankId: null,
          bankName: null,
          createdAt: now.toISOString(),
          expiresInHours: 24,
          expiresAt: new Date(now.getTime() + 24 * HOUR_MS).toISOString(),
          succeedUrl: 'https://merchant.example/ok',
          errorUrl: null,
          isTexted: null,
        },
      },
    });
    expect(called()).toEqual(['create', 'detail']);
    expect(bodyOf(layer.left[1])).toEqual({ id });
  });

  it('answers another one differently, by its reference', async () => {
    await create();
    const { id } = await create({ referenceNo: 'ORD-119', amount: '0.30' });
    const { data } = await read({ referenceNo: 'ORD-119' });
    expect(data?.payLink).toMatchObject({ id, amount: { amount: '0.30' } });
    expect(bodyOf(layer.left.at(-1))).toEqual({ reference_no: 'ORD-119' });
  });

  it('is null when there is none', async () => {
    expect(await read({ id: 'f5e0a85b-2cf0-4596-b0c5-c027de671e49' })).toEqual({ data: { payLink: null } });
    expect(await read({ referenceNo: 'nobody-made-this' })).toEqual({ data: { payLink: null } });
  });

  it('is null, just the same, when it is somebody else’s; the main company’s users see it', async () => {
    const { id } = await create();
    expect(await read({ id }, await layer.signIn(PEOPLE.turkish))).toEqual({ data: { payLink: null } });
    expect((await read({ id }, await layer.signIn(PEOPLE.paynet))).data?.payLink).toMatchObject({
      id,
      agent: { id: '2001', name: null },
    });
  });

  it('needs the right to deal with links, and somebody to be signed in, before Paynet is asked', async () => {
    const { id } = await create();
    const reader = await layer.signIn(PEOPLE.reader);
    layer.reset();
    expect((await read({ id }, reader)).errors).toMatchObject([
      { path: ['payLink'], extensions: { code: 'FORBIDDEN', retry: 'NEVER' } },
    ]);
    expect((await read({ id }, 'nobody')).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED', retry: 'AFTER_LOGIN' } },
    ]);
    expect(called()).toEqual([]);
  });

  it('asks Paynet once for what is asked twice, and one by one for others', async () => {
    const ids = [];
    for (let count = 0; count < 10; count += 1) ids.push((await create({ referenceNo: `ORD-${count}` })).id);
    const before = layer.left.length;
    const fields = [...ids, ...ids]
      .map((id, index) => `link${index}: payLink(by: { id: "${id}" }) { id status }`)
      .join('\n');
    const { body } = await layer.query(`{ ${fields} }`, {}, { token: dealer });
    expect(Object.values(body.data ?? {})).toEqual([...ids, ...ids].map((id) => ({ id, status: 'AWAITING_PAYMENT' })));
    expect(layer.left.length - before).toBe(10);
  });

  it('keeps the rest of the answer when Paynet fails', async () => {
    const { id } = await create();
    const { body } = await layer.query(
      `{ good: payLink(by: { id: "${id}" }) { id } bad: payLink(by: { referenceNo: "sandbox:detail:status=500" }) { id } agentSession { user { id } } }`,
      {},
      { token: dealer, headers: { 'accept-language': 'tr' } },
    );
    expect(body.data).toEqual({ good: { id }, bad: null, agentSession: { user: { id: 'kuzey' } } });
    expect(body.errors).toMatchObject([
      {
        path: ['bad'],
        message: expect.stringContaining('Paynet kendi tarafında') as string,
        extensions: { code: 'UPSTREAM_ERROR', retry: 'SAME_INPUT_LATER' },
      },
    ]);
  });

  it('resolves it as a federated entity by either key, each in one call, and unknown ones as null', async () => {
    const { id } = await create();
    const before = layer.left.length;
    const of = [
      { __typename: 'PayLink', id },
      { __typename: 'PayLink', referenceNo: 'ORD-118' },
      { __typename: 'PayLink', id },
      { __typename: 'PayLink', id: 'unknown' },
    ];
    const ENTITIES = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on PayLink { id referenceNo } } }';
    const { body } = await layer.query(ENTITIES, { of }, { token: dealer });
    const link = { id, referenceNo: 'ORD-118' };
    expect(body).toEqual({ data: { _entities: [link, link, link, null] } });
    expect(layer.left.length - before).toBe(3);

    const anonymous = await layer.query(ENTITIES, { of });
    expect(anonymous.body).toEqual({ data: { _entities: [null, null, null, null] } });
    expect(layer.left.length - before).toBe(3);
  });

  it.each([
    ['both', { id: 'a', referenceNo: 'b' }],
    ['neither', {}],
  ])('wants exactly one of id and reference, not %s', async (_what, by) => {
    const { body } = await layer.query(
      'query ($by: PayLinkBy!) { payLink(by: $by) { id } }',
      { by },
      { token: dealer },
    );
    expect(body.errors).toMatchObject([
      {
        message: 'Variable "$by": Exactly one key must be specified for OneOf type "PayLinkBy".',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(called()).toEqual([]);
  });

  it('refuses a selector that is blank, or a card number', async () => {
    for (const id of [' ', 'reference:', 'reference:  ']) {
      expect((await read({ id })).errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', fields: [{ field: 'id', code: 'REQUIRED' }] } },
      ]);
    }
    expect((await read({ referenceNo: '4355084355084358' })).errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT' } },
    ]);
    expect(called()).toEqual([]);
  });

  it('has an id that works even where Paynet names none', async () => {
    const sparse = await startLayer({
      sandbox: { linkMembers: 'documented' },
      env: { SESSION_SECRET: layer.config.session.secret },
    });
    try {
      await sparse.execute(CreatePayLinkDocument, { input: plain }, { token: dealer });
      const byReference = await sparse.execute(
        ReadPayLinkDocument,
        { by: { referenceNo: 'ORD-118' } },
        { token: dealer },
      );
      expect(byReference.body.data?.payLink).toMatchObject({
        id: 'reference:ORD-118',
        status: 'UNKNOWN',
        statusCode: null,
      });
      const again = await sparse.execute(ReadPayLinkDocument, { by: { id: 'reference:ORD-118' } }, { token: dealer });
      expect(again.body).toEqual(byReference.body);
    } finally {
      await sparse.stop();
    }
  });
});

describe('a payment link with odd members', () => {
  let peer: Peer;
  let odd: Layer;
  beforeAll(async () => {
    peer = await startPeer();
    odd = await startLayer({ env: { SESSION_SECRET: layer.config.session.secret }, paynetUrl: peer.url });
  });
  afterAll(async () => {
    await odd.stop();
    await peer.stop();
  });

  async function readOdd(members: object) {
    peer.answerJson({
      code: 0,
      id: 'odd',
      agent_id: '2001',
      amount: 1,
      status: 0,
      create_date: '2026-03-01T12:00:00',
      expire_date: 1e6,
      ...members,
    });
    const fields = 'status statusCode transactionId instalmentCount expiresInHours expiresAt';
    return (await odd.query(`{ payLink(by: { id: "odd" }) { ${fields} } }`, {}, { token: dealer })).body;
  }

  it.each([0, '0', '00000000-0000-0000-0000-000000000000'])(
    'is not PAID by a transaction %o, which is how programs write none',
    async (xact_id) => {
      expect(await readOdd({ xact_id })).toMatchObject({
        data: { payLink: { status: 'AWAITING_PAYMENT', transactionId: null } },
      });
    },
  );

  it.each<[member: string, value: number, shown: object]>([
    ['status', 3_000_000_000, { status: 'UNKNOWN', statusCode: null }],
    ['installment', 3_000_000_000, { status: 'AWAITING_PAYMENT', instalmentCount: null }],
    ['expire_date', 1e12, { status: 'AWAITING_PAYMENT', expiresInHours: 1e12, expiresAt: null }],
  ])('is answered without an error though its %s is %d', async (member, value, shown) => {
    const body = await readOdd({ [member]: value });
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({ payLink: shown });
  });
});

describe('the status of a payment link', () => {
  it('is PAID once Paynet names a transaction', async () => {
    const { id } = await create(CONFIRMED_ELSEWHERE);
    layer.paynet.sandbox.pay(id);
    const { data } = await read({ id });
    expect(data?.payLink).toMatchObject({
      status: 'PAID',
      statusCode: 0,
      transactionId: expect.stringMatching(/^xk_/) as string,
    });
  });

  it('is EXPIRED after its hours', async () => {
    now = new Date(Date.now() - 25 * HOUR_MS);
    const { id } = await create({ expiresInHours: 24 });
    expect((await read({ id })).data?.payLink?.status).toBe('EXPIRED');
  });

  const codes = fc.option(fc.oneof(fc.constantFrom(0, 2, 3, 4, 5, 6), fc.integer()));
  const transactions = fc.option(fc.string({ minLength: 1 }));
  const links = fc.record({
    status: codes,
    transactionId: transactions,
    createdAt: fc.option(
      fc
        .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    ),
    expiresInHours: fc.option(fc.integer({ min: 1, max: 8_760 })),
  });

  it('is never PAID without a transaction, and never PAID when it is switched off, whatever stands beside it', () => {
    fc.assert(
      fc.property(links, (link) => {
        const status = statusOf(link);
        if (link.status === 3) return status === 'PASSIVE';
        if (link.transactionId !== null) return status === 'PAID';
        return status !== 'PAID' && status !== 'PASSIVE';
      }),
    );
  });

  it('is never guessed: awaiting only for 0, expired only when both its beginning and its hours are known', () => {
    fc.assert(
      fc.property(links, (link) => {
        const status = statusOf(link);
        if (status === 'AWAITING_PAYMENT') return link.status === 0;
        if (status === 'EXPIRED') return link.createdAt !== null && link.expiresInHours !== null;
        return true;
      }),
    );
  });
});

describe('deactivatePayLink and reactivatePayLink', () => {
  it('switch a link off and on, and Paynet agrees', async () => {
    const { id } = await create();
    expect(await deactivate({ id })).toEqual({
      __typename: 'DeactivatePayLinkSuccess',
      payLink: { __typename: 'PayLink', id, status: 'PASSIVE', statusCode: 3 },
    });
    expect(bodyOf(layer.left.at(-1))).toEqual({ id, status: 3 });
    expect((await read({ id })).data?.payLink?.status).toBe('PASSIVE');
    expect(await reactivate({ referenceNo: 'ORD-118' })).toMatchObject({ payLink: { id, status: 'AWAITING_PAYMENT' } });
    expect((await read({ id })).data?.payLink?.status).toBe('AWAITING_PAYMENT');
  });

  it('change nothing that is so already', async () => {
    const { id } = await create();
    await deactivate({ id });
    const before = called().length;
    expect(await deactivate({ id })).toMatchObject({ payLink: { status: 'PASSIVE' } });
    expect(called().slice(before)).toEqual(['detail']);
  });

  it('say that a paid link’s state is final, and leave it alone', async () => {
    const { id } = await create(CONFIRMED_ELSEWHERE);
    layer.paynet.sandbox.pay(id);
    expect(await deactivate({ id })).toMatchObject({
      __typename: 'PayLinkNotChangeable',
      code: 'PAY_LINK_NOT_CHANGEABLE',
      status: 'PAID',
    });
    expect(called()).toEqual(['create', 'detail']);
  });

  it('say so too when it is paid between looking and switching', async () => {
    const raced = await startLayer({
      env: { SESSION_SECRET: layer.config.session.secret },
      sandbox: {
        outcomeFor({ service }) {
          if (service === 'status') for (const { id } of raced.paynet.sandbox.links) raced.paynet.sandbox.pay(id);
          return undefined;
        },
      },
    });
    try {
      await raced.execute(CreatePayLinkDocument, { input: plain }, { token: dealer });
      const { body } = await raced.execute(
        DeactivatePayLinkDocument,
        { input: { payLink: { referenceNo: 'ORD-118' } } },
        { token: dealer },
      );
      expect(body.data?.deactivatePayLink).toMatchObject({ __typename: 'PayLinkNotChangeable', status: 'PAID' });
    } finally {
      await raced.stop();
    }
  });

  it('say that an expired link’s state is final', async () => {
    now = new Date(Date.now() - 25 * HOUR_MS);
    const { id } = await create({ expiresInHours: 24 });
    expect(await reactivate({ id })).toMatchObject({ __typename: 'PayLinkNotChangeable', status: 'EXPIRED' });
  });

  it.each<[what: string, ago: number, pays: boolean, status: string]>([
    ['was paid', 0, true, 'PAID'],
    ['has expired', 25, false, 'EXPIRED'],
  ])('switch nothing on that %s before it was switched off', async (_what, hoursAgo, pays, status) => {
    const id = 'f5e0a85b-2cf0-4596-b0c5-c027de671e49';
    const peer = await startPeer();
    const other = await startLayer({ env: { SESSION_SECRET: layer.config.session.secret }, paynetUrl: peer.url });
    peer.answerJson({
      code: 0,
      id,
      agent_id: '2001',
      status: 3,
      xact_id: pays ? 'xk_1' : '',
      create_date: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
      expire_date: 24,
    });
    try {
      const { body } = await other.execute(
        ReactivatePayLinkDocument,
        { input: { payLink: { id } } },
        { token: dealer },
      );
      expect(body.data?.reactivatePayLink).toMatchObject({ __typename: 'PayLinkNotChangeable', status });
      expect(peer.came.map(({ path }) => path)).toEqual(['/v1/mailorder/detail']);
    } finally {
      await other.stop();
      await peer.stop();
    }
  });

  it('say that there is no such link, and the same of somebody else’s', async () => {
    const { id } = await create();
    const stranger = await layer.signIn(PEOPLE.turkish);
    const missing = await deactivate({ id: 'unknown' });
    expect(missing).toMatchObject({ __typename: 'PayLinkNotFound', code: 'PAY_LINK_NOT_FOUND' });
    expect(await deactivate({ id }, stranger)).toEqual({ ...missing, requestId: expect.any(String) as string });
    expect(layer.paynet.sandbox.links[0]?.state).toBe('awaiting');
  });

  it('need the right to, before Paynet is asked', async () => {
    const { id } = await create();
    const reader = await layer.signIn(PEOPLE.reader);
    layer.reset();
    expect(await deactivate({ id }, reader)).toMatchObject({
      __typename: 'PaynetForbidden',
      requiredPermission: 'canSendPayLinks',
    });
    expect(called()).toEqual([]);
  });

  it.each(['done-reset', 'done-cut', 'done-empty', 'done-status=500'])(
    'look again when the answer is lost after the change (%s), and answer what is true',
    async (outcome) => {
      const { id } = await create();
      outcomeOfStatus = outcome;
      expect(await deactivate({ id })).toMatchObject({ payLink: { status: 'PASSIVE' } });
      expect(called()).toEqual(['create', 'detail', 'status_update', 'detail']);
    },
  );

  it.each(['reset', 'cut', 'status=500', 'html'])(
    'say that Paynet is unavailable when nothing was changed (%s)',
    async (outcome) => {
      const { id } = await create();
      outcomeOfStatus = outcome;
      expect(await deactivate({ id })).toMatchObject({ __typename: 'PaynetUnavailable', retry: 'SAME_INPUT_LATER' });
      expect(layer.paynet.sandbox.links[0]?.state).toBe('awaiting');
    },
  );

  it('switch the one link that was looked at, where a reference names several', async () => {
    const older = await create();
    now = new Date(now.getTime() + 1_000);
    const newer = await create();
    expect(await deactivate({ referenceNo: 'ORD-118' })).toMatchObject({
      payLink: { id: newer.id, status: 'PASSIVE' },
    });
    expect(bodyOf(layer.left.at(-1))).toEqual({ id: newer.id, status: 3 });
    expect((await read({ id: older.id })).data?.payLink?.status).toBe('AWAITING_PAYMENT');
  });
});
