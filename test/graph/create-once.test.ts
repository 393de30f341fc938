import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  DeactivatePayLinkDocument,
} from '../../src/operations/index.ts';
import { referenceOf } from '../../src/pay-links/intention.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';

const SETTLE_MS = 400;
const ENV = {
  PAYNET_CALL_TIMEOUT_MS: '300',
  PAYNET_HEADERS_TIMEOUT_MS: '300',
  REQUEST_TIMEOUT_MS: '2500',
  PAYNET_SETTLE_MS: String(SETTLE_MS),
  // One fault after the other is what these tests are about; test/graph/upstream-trouble.test.ts has the breaker.
  PAYNET_BREAKER_MIN_CALLS: '1000000',
  SESSION_SECRET: 'one secret for all the layers of this file',
};

let layer: Layer;
let dealer: string;
/** What happens to the calls of one service, one after the other, as switch values say it; then all is well. */
let outcomes: Partial<Record<string, (string | undefined)[]>>;
beforeAll(async () => {
  layer = await startLayer({ env: ENV, sandbox: { outcomeFor: ({ service }) => outcomes[service]?.shift() } });
  outcomes = {};
  dealer = await layer.signIn(PEOPLE.dealer);
});
afterAll(() => layer.stop());
beforeEach(() => {
  outcomes = {};
  layer.reset();
});

let keys = 0;
const plain = (): CreatePayLinkInput => ({
  payerName: 'Ayşe Yılmaz',
  amount: '120.10',
  idempotencyKey: `order-${(keys += 1)}`,
});

/** Or this layer would look at a paid link by itself, in the midst of what is counted. */
const CONFIRMED_ELSEWHERE = { confirmationUrl: 'https://merchant.example/confirmed' };

async function create(input: CreatePayLinkInput, on: Layer = layer, token = dealer) {
  const { body } = await on.execute(CreatePayLinkDocument, { input }, { token });
  expect(body.errors).toBeUndefined();
  return body.data?.createPayLink;
}

/** Another process on the same sandbox, with a memory of its own or a shared one. */
const another = (store = createMemoryStore(), env: Record<string, string> = {}) =>
  startLayer({ env: { ...ENV, ...env }, besides: layer.paynet, store });

const called = () => layer.left.map(({ path }) => path.replace('/v1/mailorder/', ''));
const payable = () => layer.paynet.sandbox.links.filter(({ state }) => state === 'awaiting');

describe('createPayLink with an idempotency key', () => {
  it('answers the same link again, marked as replayed, without making another', async () => {
    const input = plain();
    const first = await create(input);
    const again = await create(input);
    expect(first).toMatchObject({ __typename: 'CreatePayLinkSuccess', replayed: false });
    expect(again).toEqual({ ...first, replayed: true });
    expect(called()).toEqual(['detail', 'create', 'detail']);
  });

  it('sends a reference that any other process could work out, and no key', async () => {
    const input = plain();
    await create(input);
    const sent = bodyOf(layer.left[1]);
    const { agentId, userName } = PEOPLE.dealer;
    expect(sent['reference_no']).toBe(
      referenceOf(JSON.stringify(['user', agentId, userName]), input.idempotencyKey ?? '', 0),
    );
    expect(sent['reference_no']).toMatch(/^pl-[0-9a-f]{40}$/);
    expect(layer.left.some(({ body }) => body.includes(input.idempotencyKey ?? 'none'))).toBe(false);
  });

  it('says how an earlier link stands by now, not how it stood', async () => {
    const input = { ...plain(), ...CONFIRMED_ELSEWHERE };
    await create(input);
    layer.paynet.sandbox.pay(layer.paynet.sandbox.links[0]?.id ?? '');
    expect(await create(input)).toMatchObject({ replayed: true, payLink: { status: 'PAID' } });
  });

  it('answers the earlier link also while Paynet cannot say how it stands', async () => {
    const input = plain();
    const first = await create(input);
    if (first?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    outcomes = { detail: ['status=500', 'status=500', 'status=500'] };
    expect(await create(input)).toEqual({ ...first, replayed: true, payLink: { ...first.payLink, status: 'UNKNOWN' } });
  });

  it('lets many ask at once: one makes the link, all get it', async () => {
    const input = plain();
    outcomes = { create: ['slow=200'] };
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(input)));
    const ids = answers.map((answer) => (answer?.__typename === 'CreatePayLinkSuccess' ? answer.payLink.id : 'none'));
    expect(new Set(ids).size).toBe(1);
    expect(answers.filter((answer) => answer?.__typename === 'CreatePayLinkSuccess' && !answer.replayed)).toHaveLength(
      1,
    );
    expect(called().filter((service) => service === 'create')).toHaveLength(1);
  });

  it('refuses another input under the same key, also while the first is running, and makes nothing', async () => {
    const input = plain();
    outcomes = { create: ['slow=200'] };
    const first = create(input);
    await expect.poll(called).toContain('create');
    expect(await create({ ...input, amount: '120.11' })).toMatchObject({
      __typename: 'PayLinkKeyReused',
      code: 'IDEMPOTENCY_KEY_REUSED',
      retry: 'WITH_CORRECTED_INPUT',
    });
    await first;
    expect(await create({ ...input, note: 'another note' })).toMatchObject({ __typename: 'PayLinkKeyReused' });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
  });

  it('keeps the keys of different callers apart', async () => {
    const input = plain();
    const other = await layer.signIn(PEOPLE.turkish);
    layer.reset();
    const [mine, theirs] = [await create(input), await create({ ...input, amount: '7' }, layer, other)];
    expect(mine).toMatchObject({ replayed: false, payLink: { amount: { amount: '120.10' } } });
    expect(theirs).toMatchObject({ replayed: false, payLink: { amount: { amount: '7' } } });
    expect(layer.paynet.sandbox.links).toHaveLength(2);
  });

  it.each([
    ['an empty one', '', 'REQUIRED'],
    ['blanks', '   ', 'REQUIRED'],
    ['a megabyte’s quarter', 'x'.repeat(200_000), 'TOO_LONG'],
    ['one too long', 'x'.repeat(256), 'TOO_LONG'],
    ['one with a line break', 'a\nb', 'CONTROL_CHARACTER'],
    ['a card number', '4355084355084358', 'PAN_NOT_ALLOWED'],
  ])('refuses %s as a key', async (_what, idempotencyKey, code) => {
    expect(await create({ ...plain(), idempotencyKey })).toMatchObject({
      __typename: 'PaynetInvalidInput',
      fields: [{ field: 'idempotencyKey', code }],
    });
    expect(called()).toEqual([]);
  });

  it.each(['sipariş 118', '🧾-118', 'x'.repeat(255)])('takes %s as a key', async (idempotencyKey) => {
    expect(await create({ ...plain(), idempotencyKey })).toMatchObject({ replayed: false });
    expect(await create({ ...plain(), idempotencyKey })).toMatchObject({ replayed: true });
  });

  it('frees the key where Paynet refused, so that a corrected input can have it', async () => {
    const input = plain();
    outcomes = { create: ['code=20'] };
    expect(await create({ ...input, posType: 'COMPANY' })).toMatchObject({ __typename: 'PaynetInvalidInput' });
    expect(await create(input)).toMatchObject({ replayed: false });
  });

  it('knows a link that was made before this process began, and leaves it alone: a payer may have its address', async () => {
    const input = plain();
    const first = await create(input);
    if (first?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const restarted = await another();
    try {
      for (let again = 0; again < 2; again += 1) {
        expect(await create(input, restarted)).toMatchObject({
          __typename: 'CreatePayLinkSuccess',
          replayed: true,
          payLink: { id: first.payLink.id, url: null, status: 'AWAITING_PAYMENT' },
        });
      }
      expect(payable()).toMatchObject([{ id: first.payLink.id }]);
      expect(layer.paynet.sandbox.links).toHaveLength(1);
    } finally {
      await restarted.stop();
    }
  });

  it('makes none in place of one that was switched off before this process began', async () => {
    const input = plain();
    const first = await create(input);
    if (first?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    await layer.execute(DeactivatePayLinkDocument, { input: { payLink: { id: first.payLink.id } } }, { token: dealer });
    const restarted = await another();
    try {
      expect(await create(input, restarted)).toMatchObject({
        replayed: true,
        payLink: { id: first.payLink.id, status: 'PASSIVE' },
      });
      expect(payable()).toEqual([]);
    } finally {
      await restarted.stop();
    }
  });

  it('finds the one that took the place of a lost one, also when this process has just begun', async () => {
    const input = plain();
    outcomes = { create: ['done-reset'] };
    const first = await create(input);
    if (first?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const restarted = await another();
    try {
      expect(await create(input, restarted)).toMatchObject({ replayed: true, payLink: { id: first.payLink.id } });
      expect(payable()).toHaveLength(1);
    } finally {
      await restarted.stop();
    }
  });

  it('refuses another amount under a key of before this process began, as the reference tells', async () => {
    const input = plain();
    await create(input);
    const restarted = await another();
    try {
      expect(await create({ ...input, amount: '1' }, restarted)).toMatchObject({ __typename: 'PayLinkKeyReused' });
      expect(payable()).toHaveLength(1);
    } finally {
      await restarted.stop();
    }
  });

  it('waits, where the process has just begun, until an attempt of its predecessor would show', async () => {
    const input = plain();
    const restarted = await another(createMemoryStore(), { PAYNET_SETTLE_MS: '1000' });
    try {
      const begun = performance.now();
      expect(await create(input, restarted)).toMatchObject({ replayed: false });
      expect(performance.now() - begun).toBeGreaterThan(400);
      expect(called().filter((service) => service === 'detail').length).toBeGreaterThan(1);
    } finally {
      await restarted.stop();
    }
  });

  it('lets two processes that share a memory make one link between them', async () => {
    const store = createMemoryStore({ knowsEverything: true });
    const [one, other] = await Promise.all([another(store), another(store)]);
    try {
      const input = plain();
      outcomes = { create: ['slow=200'] };
      const answers = await Promise.all([create(input, one), create(input, other), create(input, one)]);
      const links = answers.map((answer) => (answer?.__typename === 'CreatePayLinkSuccess' ? answer.payLink.id : ''));
      expect(new Set(links).size).toBe(1);
      expect(layer.paynet.sandbox.links).toHaveLength(1);
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
  });
});

describe('an answer to a create that is lost', () => {
  it.each(['done-reset', 'done-cut', 'done-empty', 'done-status=500', 'slow=1000'])(
    'with the link made all the same (%s) leads to one payable link, whose address is known',
    async (outcome) => {
      outcomes = { create: [outcome] };
      const answer = await create(plain());
      expect(answer).toMatchObject({ __typename: 'CreatePayLinkSuccess', replayed: false });
      if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
      expect(payable()).toMatchObject([{ id: answer.payLink.id, url: answer.payLink.url }]);
      expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['passive', 'awaiting']);
    },
  );

  it.each(['reset', 'cut', 'status=500', 'html', 'empty', 'code=8', 'code=10', 'code=100'])(
    'with nothing made (%s) leads to one link, made once Paynet had its time',
    async (outcome) => {
      outcomes = { create: [outcome] };
      const begun = performance.now();
      expect(await create(plain())).toMatchObject({ __typename: 'CreatePayLinkSuccess', replayed: false });
      expect(performance.now() - begun).toBeGreaterThan(SETTLE_MS);
      expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['awaiting']);
    },
  );

  it('is found with its address where Paynet tells it, and then stays the one link', async () => {
    const telling = await startLayer({
      env: ENV,
      sandbox: {
        linkMembers: 'generous',
        outcomeFor: ({ service, count }) => (service === 'create' && count === 1 ? 'done-reset' : undefined),
      },
    });
    try {
      const answer = await create(plain(), telling);
      const [link, ...others] = telling.paynet.sandbox.links;
      expect(others).toEqual([]);
      expect(answer).toMatchObject({ replayed: false, payLink: { id: link?.id, url: link?.url } });
    } finally {
      await telling.stop();
    }
  });

  it('is found although Paynet shows new links late', async () => {
    const lagging = await startLayer({
      env: { ...ENV, REQUEST_TIMEOUT_MS: '6000', PAYNET_SETTLE_MS: '4000' },
      sandbox: {
        lookupLagMs: 3_000,
        outcomeFor: ({ service, count }) => (service === 'create' && count === 1 ? 'done-reset' : undefined),
      },
    });
    try {
      expect(await create(plain(), lagging)).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
      expect(lagging.paynet.sandbox.links.map(({ state }) => state)).toEqual(['passive', 'awaiting']);
    } finally {
      await lagging.stop();
    }
  });

  it('is nobody’s failure while looking up is down: asking again with the key tells later', async () => {
    const input = plain();
    outcomes = { create: ['done-reset'], detail: [undefined, ...Array<string>(40).fill('status=503')] };
    const answer = await create(input);
    expect(answer).toMatchObject({
      __typename: 'PayLinkOutcomeUnknown',
      retry: 'SAME_INPUT_LATER',
      retryAfterSeconds: expect.any(Number) as number,
      referenceNo: layer.paynet.sandbox.links[0]?.referenceNo,
    });
    outcomes = {};
    expect(await create(input)).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
    expect(payable()).toHaveLength(1);
  });

  it('of a link that is mailed or texted is never made good by another one', async () => {
    const sent = { ...plain(), email: 'payer@example.com', sendEmail: true };
    outcomes = { create: ['done-reset'] };
    expect(await create(sent)).toMatchObject({ replayed: false, payLink: { url: null, status: 'AWAITING_PAYMENT' } });
    expect(layer.paynet.sandbox.links).toHaveLength(1);

    const unsent = { ...plain(), phone: '5301234567', sendSms: true };
    outcomes = { create: ['reset'] };
    expect(await create(unsent)).toMatchObject({
      __typename: 'PayLinkOutcomeUnknown',
      retry: 'AFTER_CHECKING',
      retryAfterSeconds: null,
    });
    expect(await create(unsent)).toMatchObject({ __typename: 'PayLinkOutcomeUnknown' });
    expect(called().filter((service) => service === 'create')).toHaveLength(2);
  });

  it('that Paynet calls a duplicate is one link, whoever asks again', async () => {
    const input = plain();
    /** A link of the same reference that comes from elsewhere, e.g. from a proxy that sends a request twice. */
    const make = (reference_no: unknown) =>
      fetch(`${twice.paynet.url}/v1/mailorder/create`, {
        method: 'POST',
        headers: { authorization: `Basic ${twice.paynet.sandbox.secretKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name_surname: input.payerName, amount: 120.1, agent_id: '2001', reference_no }),
      });
    const twice = await startLayer({
      env: ENV,
      sandbox: {
        outcomeFor({ service, count, body }) {
          if (service === 'detail' && count === 1) {
            void make(body['reference_no']);
            return 'slow=150';
          }
          return service === 'create' && count === 2 ? 'code=5' : undefined;
        },
      },
    });
    try {
      const first = await create(input, twice);
      const again = await create(input, twice);
      if (first?.__typename !== 'CreatePayLinkSuccess' || again?.__typename !== 'CreatePayLinkSuccess') {
        throw new Error('no link');
      }
      expect(again).toMatchObject({ replayed: true, payLink: { id: first.payLink.id, url: first.payLink.url } });
    } finally {
      await twice.stop();
    }
  });

  it('is not made good while the first link may still be paid', async () => {
    const input = plain();
    outcomes = { create: ['done-reset'], status: Array<string>(40).fill('status=500') };
    expect(await create(input)).toMatchObject({ __typename: 'PayLinkOutcomeUnknown', retry: 'SAME_INPUT_LATER' });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
    outcomes = {};
    expect(await create(input)).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
    expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['passive', 'awaiting']);
  });

  it('is the link itself where it was paid before anybody knew of it', async () => {
    outcomes = { create: ['done-reset'], detail: [undefined, 'slow=250'] };
    const answer = create({ ...plain(), ...CONFIRMED_ELSEWHERE });
    await expect.poll(() => layer.paynet.sandbox.links.length).toBe(1);
    const id = layer.paynet.sandbox.links[0]?.id ?? '';
    layer.paynet.sandbox.pay(id);
    // The look-up that was under way still saw it unpaid; switching it off is refused, and the truth comes out.
    expect(await answer).toMatchObject({ __typename: 'CreatePayLinkSuccess', payLink: { id, status: 'PAID' } });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
  });
});

describe('a reference of the caller’s own', () => {
  it('together with a key names one intention: another link that has it is told, and left alone', async () => {
    await create({ ...plain(), amount: '5', referenceNo: 'ORD-1' });
    const answer = await create({ ...plain(), referenceNo: 'ORD-1' });
    expect(answer).toMatchObject({
      __typename: 'PayLinkReferenceTaken',
      code: 'REFERENCE_TAKEN',
      referenceNo: 'ORD-1',
    });
    expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['awaiting']);
  });

  it('is kept when a lost link is replaced', async () => {
    outcomes = { create: ['done-cut'] };
    expect(await create({ ...plain(), referenceNo: 'ORD-2' })).toMatchObject({ payLink: { referenceNo: 'ORD-2' } });
    expect(layer.paynet.sandbox.links.map(({ referenceNo, state }) => [referenceNo, state])).toEqual([
      ['ORD-2', 'passive'],
      ['ORD-2', 'awaiting'],
    ]);
  });

  it('without a key never costs another link that has it: nobody can tell whose it is', async () => {
    const { idempotencyKey: _key, ...input } = plain();
    outcomes = { create: [undefined, 'reset'] };
    const told = await create({ ...input, referenceNo: 'ORD-5' });
    expect(told).toMatchObject({ __typename: 'CreatePayLinkSuccess' });
    expect(await create({ ...input, referenceNo: 'ORD-5' })).toMatchObject({
      __typename: 'PayLinkOutcomeUnknown',
      retry: 'AFTER_CHECKING',
      referenceNo: 'ORD-5',
    });
    expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['awaiting']);
  });

  it('that two links have by now is no proof that nothing was made', async () => {
    const input = { ...plain(), referenceNo: 'ORD-7', email: 'ayse@example.com', sendEmail: true };
    const raced = await startLayer({
      env: ENV,
      sandbox: {
        outcomeFor({ service, count }) {
          if (service === 'create' && count === 1) return 'done-reset';
          if (service !== 'detail' || count < 2) return undefined;
          if (count === 2) void create({ payerName: 'Somebody else', amount: '5', referenceNo: 'ORD-7' }, raced);
          // Until both are there, however long that takes.
          return raced.paynet.sandbox.links.length < 2 ? 'status=500' : undefined;
        },
      },
    });
    try {
      expect(await create(input, raced)).toMatchObject({
        __typename: 'PayLinkOutcomeUnknown',
        retry: 'AFTER_CHECKING',
      });
      expect(raced.paynet.sandbox.links).toHaveLength(2);
    } finally {
      await raced.stop();
    }
  });

  it('with two keys at once makes one link, and the other key learns of it', async () => {
    outcomes = { detail: ['slow=100', 'slow=100'] };
    const answers = await Promise.all([
      create({ ...plain(), referenceNo: 'ORD-6' }),
      create({ ...plain(), referenceNo: 'ORD-6' }),
    ]);
    expect(
      answers
        .map((answer) => String(answer?.__typename === 'CreatePayLinkSuccess' && answer.replayed))
        .toSorted((one, other) => one.localeCompare(other)),
    ).toEqual(['false', 'true']);
    expect(layer.paynet.sandbox.links.map(({ state }) => state)).toEqual(['awaiting']);
  });

  it('with another key never passes another payer’s link off as the one that was asked for', async () => {
    await create({ ...plain(), referenceNo: '2026-11', payerName: 'Işıl Yılmaz' });
    expect(await create({ ...plain(), referenceNo: '2026-11', payerName: 'Deniz Kaya' })).toMatchObject({
      __typename: 'PayLinkReferenceTaken',
    });
    // However Paynet may write a name.
    expect(await create({ ...plain(), referenceNo: '2026-11', payerName: ' IŞIL  YILMAZ' })).toMatchObject({
      __typename: 'CreatePayLinkSuccess',
      replayed: true,
    });
    expect(layer.paynet.sandbox.links).toHaveLength(1);
  });

  it('with a new key never passes off what was paid under it in another month', async () => {
    let agoMs = 25 * 3_600_000;
    const monthly = await startLayer({ env: ENV, clock: () => new Date(Date.now() - agoMs) });
    try {
      const fee = { ...plain(), referenceNo: 'CUSTOMER-7' };
      const paid = await create(fee, monthly);
      monthly.paynet.sandbox.pay('CUSTOMER-7');
      agoMs = 0;
      expect(await create({ ...fee, idempotencyKey: 'another month' }, monthly)).toMatchObject({
        __typename: 'PayLinkReferenceTaken',
      });
      // The key it was made under still means it.
      expect(await create(fee, monthly)).toMatchObject({
        replayed: true,
        payLink: { id: paid?.__typename === 'CreatePayLinkSuccess' && paid.payLink.id, status: 'PAID' },
      });
    } finally {
      await monthly.stop();
    }
  });

  it('of one agent keeps no other waiting who uses it too', async () => {
    const slow = await startLayer({
      env: { ...ENV, PAYNET_SETTLE_MS: '60000' },
      sandbox: { outcomeFor: ({ service, count }) => (service === 'create' && count === 1 ? 'reset' : undefined) },
    });
    try {
      const stranger = await slow.signIn(PEOPLE.turkish);
      const first = create({ ...plain(), referenceNo: '1001' }, slow);
      await expect.poll(() => slow.left.some(({ path }) => path.endsWith('/create'))).toBe(true);
      expect(await create({ ...plain(), referenceNo: '1001' }, slow, stranger)).toMatchObject({
        __typename: 'CreatePayLinkSuccess',
        replayed: false,
      });
      expect(await first).toMatchObject({ __typename: 'PayLinkOutcomeUnknown' });
    } finally {
      await slow.stop();
    }
  });

  it('never answers a replay with what another agent has under it', async () => {
    const sparse = await startLayer({
      env: ENV,
      sandbox: {
        linkMembers: 'documented',
        outcomeFor: ({ service, count }) => (service === 'create' && count === 1 ? 'done-reset' : undefined),
      },
    });
    try {
      const mailed = { ...plain(), referenceNo: 'ORD-4', email: 'ayse@example.com', sendEmail: true };
      const first = await create(mailed, sparse);
      expect(first).toMatchObject({ __typename: 'CreatePayLinkSuccess', payLink: { id: 'reference:ORD-4' } });
      const stranger = await sparse.signIn(PEOPLE.turkish);
      await create({ payerName: 'Somebody else', amount: '7', referenceNo: 'ORD-4' }, sparse, stranger);
      expect(await create(mailed, sparse)).toMatchObject({
        replayed: true,
        payLink: { id: 'reference:ORD-4', payerName: 'Ayşe Yılmaz', agent: { id: '2001' } },
      });
    } finally {
      await sparse.stop();
    }
  });

  it('without a key never passes an older link off as the one that was just asked for', async () => {
    const { idempotencyKey: _key, ...input } = plain();
    let agoMs = 3_600_000;
    const old = await startLayer({
      env: ENV,
      clock: () => new Date(Date.now() - agoMs),
      sandbox: { outcomeFor: ({ service, count }) => (service === 'create' && count === 2 ? 'reset' : undefined) },
    });
    try {
      await create({ ...input, referenceNo: 'ORD-3' }, old);
      agoMs = 0;
      expect(await create({ ...input, referenceNo: 'ORD-3' }, old)).toMatchObject({
        __typename: 'PayLinkOutcomeUnknown',
        retry: 'AFTER_CHECKING',
        referenceNo: 'ORD-3',
      });
      expect(old.paynet.sandbox.links.map(({ state }) => state)).toEqual(['awaiting']);
    } finally {
      await old.stop();
    }
  });
});
