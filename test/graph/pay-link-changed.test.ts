import { connect } from 'node:net';
import fc from 'fast-check';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessions } from '../../src/access/sessions.ts';
import {
  CreatePayLinkDocument,
  type CreatePayLinkInput,
  DeactivatePayLinkDocument,
  ReactivatePayLinkDocument,
  SignOutDocument,
  WatchPayLinkDocument,
} from '../../src/operations/index.ts';
import { findLink } from '../../src/pay-links/find-link.ts';
import { statusOf } from '../../src/pay-links/status.ts';
import { createPayLinkWatch } from '../../src/pay-links/watch.ts';
import { createPaynetClient, type PaynetClient } from '../../src/paynet/client.ts';
import type { LinkRecord } from '../../src/paynet/services/mail-order.ts';
import { SANDBOX_SECRET_KEY } from '../../src/sandbox/app.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';
import { watchPayLink } from '../support/watch.ts';

const SECRET = { SESSION_SECRET: 'one secret for all the layers of this file' };
/** Never within a test: what is told, is told by a confirmation. */
const NO_POLLS = { ...SECRET, PAYNET_POLL_MS: '600000' };
const WITH_POLLS = { ...SECRET, PAYNET_POLL_MS: '100' };
const CARD = '4355084355084358';

let layer: Layer;
let dealer: string;
/** Paynet without the layer. */
let client: PaynetClient;
beforeAll(async () => {
  layer = await startLayer({ env: NO_POLLS });
  client = createPaynetClient({ baseUrl: layer.paynet.url, secretKey: SANDBOX_SECRET_KEY });
  dealer = await layer.signIn(PEOPLE.dealer);
});
afterAll(async () => {
  await client.close();
  await layer.stop();
});
beforeEach(() => layer.reset());

async function create(input: Partial<CreatePayLinkInput> = {}, on = layer) {
  const { body } = await on.execute(
    CreatePayLinkDocument,
    { input: { payerName: 'Ayşe Yılmaz', amount: '120.10', expiresInHours: 24, ...input } },
    { token: dealer },
  );
  const answer = body.data?.createPayLink;
  if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
  return answer.payLink;
}

const watch = (id: string, { on = layer, token = dealer }: { on?: Layer; token?: string } = {}) =>
  watchPayLink(on.url, id, token);

const confirmationUrl = (index = -1) =>
  String(bodyOf(layer.left.filter(({ path }) => path.endsWith('/create')).at(index))['confirmation_url']);
const post = (url: string, body: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const details = (on = layer) => on.left.filter(({ path }) => path.endsWith('/detail')).length;

describe('payLinkChanged', () => {
  it('tells how the link stands, then that it was paid, and ends', async () => {
    const { id } = await create();
    const watching = await watch(id);
    await expect.poll(watching.statuses).toEqual(['AWAITING_PAYMENT']);
    layer.paynet.sandbox.pay(id);
    await watching.ended;
    expect(watching.events).toEqual([
      {
        data: {
          payLinkChanged: {
            __typename: 'PayLink',
            id,
            referenceNo: expect.any(String) as string,
            status: 'AWAITING_PAYMENT',
            transactionId: null,
            amount: { __typename: 'PaynetMoney', amount: '120.10', currency: 'TRY' },
          },
        },
      },
      {
        data: {
          payLinkChanged: expect.objectContaining({
            id,
            status: 'PAID',
            transactionId: expect.stringMatching(/^xk_/) as string,
          }) as object,
        },
      },
    ]);
  });

  it('tells a link that is final already once, and ends', async () => {
    const { id } = await create();
    layer.paynet.sandbox.pay(id);
    const watching = await watch(id);
    await watching.ended;
    expect(watching.statuses()).toEqual(['PAID']);
  });

  it('tells of one that is switched off and on, and goes on', async () => {
    const { id } = await create();
    const watching = await watch(id);
    await layer.execute(DeactivatePayLinkDocument, { input: { payLink: { id } } }, { token: dealer });
    await layer.execute(ReactivatePayLinkDocument, { input: { payLink: { id } } }, { token: dealer });
    layer.paynet.sandbox.pay(id);
    await watching.ended;
    expect(watching.statuses()).toEqual(['AWAITING_PAYMENT', 'PASSIVE', 'AWAITING_PAYMENT', 'PAID']);
  });

  it('begins again with what was missed, for whoever was cut off', async () => {
    const { id } = await create();
    const first = await watch(id);
    await expect.poll(first.statuses).toEqual(['AWAITING_PAYMENT']);
    first.stop();
    layer.paynet.sandbox.pay(id);
    await layer.paynet.sandbox.settled();
    const second = await watch(id);
    await second.ended;
    expect(second.statuses()).toEqual(['PAID']);
  });

  it('works by `reference:` and the reference, too, and with graphql-sse’s client', async () => {
    const { id } = await create({ referenceNo: 'ORD-SSE' });
    const client = createClient({ url: `${layer.url}/graphql`, headers: { authorization: `Bearer ${dealer}` } });
    const statuses: unknown[] = [];
    for await (const { data } of client.iterate<{ payLinkChanged: { status: string } }>({
      query: print(WatchPayLinkDocument),
      variables: { id: 'reference:ORD-SSE' },
    })) {
      statuses.push(data?.payLinkChanged.status);
      if (statuses.length === 1) layer.paynet.sandbox.pay(id);
    }
    expect(statuses).toEqual(['AWAITING_PAYMENT', 'PAID']);
    client.dispose();
  });

  it('waits a moment for a link that was just made, as Paynet may not show it yet', async () => {
    const lagging = await startLayer({ env: NO_POLLS, sandbox: { lookupLagMs: 700 } });
    try {
      const { id } = await create({}, lagging);
      const watching = await watch(id, { on: lagging });
      await expect.poll(watching.statuses, { timeout: 5_000 }).toEqual(['AWAITING_PAYMENT']);
      watching.stop();
    } finally {
      await lagging.stop();
    }
  });

  it('says that there is no such link, and the same of somebody else’s', async () => {
    const { id } = await create();
    const stranger = await layer.signIn(PEOPLE.turkish);
    const both = [watch('unknown'), watch(id, { token: stranger })].map(async (begun) => {
      const watching = await begun;
      await watching.ended;
      expect(watching.events).toMatchObject([{ errors: [{ extensions: { code: 'PAY_LINK_NOT_FOUND' } }] }]);
    });
    await Promise.all(both);
  });

  it('says so too where there is no time to look again', async () => {
    const hurried = await startLayer({ env: { ...NO_POLLS, REQUEST_TIMEOUT_MS: '800' } });
    try {
      const missing = await watch('unknown', { on: hurried });
      await missing.ended;
      expect(missing.events).toMatchObject([{ errors: [{ extensions: { code: 'PAY_LINK_NOT_FOUND' } }] }]);
    } finally {
      await hurried.stop();
    }
  });

  it('needs the right to, before Paynet is asked, and masks what is wrong with its variables', async () => {
    const reader = await layer.signIn(PEOPLE.reader);
    layer.reset();
    const refused = await watch('any', { token: reader });
    await refused.ended;
    expect(refused.events).toMatchObject([{ errors: [{ extensions: { code: 'FORBIDDEN' } }] }]);
    const anonymous = await watch('any', { token: 'nobody' });
    await anonymous.ended;
    expect(anonymous.events).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    const wrong = await layer.query(
      print(WatchPayLinkDocument),
      { id: { secret: 'planted-value' } },
      { token: dealer, headers: { accept: 'text/event-stream' } },
    );
    expect(wrong.text).toContain('BAD_USER_INPUT');
    expect(wrong.text).not.toContain('planted-value');
    expect(layer.left).toHaveLength(0);
  });

  it('ends with a typed event when the instance stops, at once', async () => {
    const stopping = await startLayer({ env: NO_POLLS, besides: layer.paynet });
    const { id } = await create();
    const watching = await watch(id, { on: stopping });
    await expect.poll(watching.statuses).toHaveLength(1);
    const begun = performance.now();
    await stopping.stop();
    expect(performance.now() - begun).toBeLessThan(900);
    await watching.ended;
    expect(watching.events.at(-1)).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_STOPPING', retry: 'SAME_INPUT_LATER' } }],
    });
  });

  it('ends with a typed event when the session does', async () => {
    const { id } = await create();
    // The dealer's own session, opened so long ago that it ends in a moment.
    const opened = (ageMs: number) =>
      createSessions({
        secret: SECRET.SESSION_SECRET,
        issuer: 'paynet-graphql sandbox',
        store: createMemoryStore(),
        now: () => Date.now() - ageMs,
      });
    const caller = await opened(0).read(dealer);
    if (caller.kind !== 'agent-user') throw new Error('not signed in');
    const old = opened(12 * 60 * 60_000 - 2_000).open(caller.session.login);
    if (typeof old === 'string') throw new Error(old);
    const watching = await watch(id, { token: old.token });
    await watching.ended;
    expect(watching.events).toMatchObject([
      { data: { payLinkChanged: { status: 'AWAITING_PAYMENT' } } },
      { errors: [{ extensions: { code: 'SESSION_EXPIRED', retry: 'AFTER_LOGIN' } }] },
    ]);
  });

  it('ends when its session is logged out, on any replica, and tells nothing after', async () => {
    const store = createMemoryStore({ knowsEverything: true });
    const here = await startLayer({ env: NO_POLLS, store });
    const there = await startLayer({ env: NO_POLLS, store, besides: here.paynet });
    try {
      const { id } = await create({}, here);
      const [leaving, staying] = [await here.signIn(PEOPLE.dealer), await here.signIn(PEOPLE.dealer)];
      const [left, stayed] = [
        await watch(id, { on: here, token: leaving }),
        await watch(id, { on: here, token: staying }),
      ];
      await expect.poll(() => [left.events.length, stayed.events.length]).toEqual([1, 1]);
      await there.execute(SignOutDocument, {}, { token: leaving });
      await there.execute(DeactivatePayLinkDocument, { input: { payLink: { id } } }, { token: staying });
      await left.ended;
      expect(left.events).toMatchObject([
        { data: { payLinkChanged: { status: 'AWAITING_PAYMENT' } } },
        { errors: [{ extensions: { code: 'SESSION_EXPIRED', retry: 'AFTER_LOGIN' } }] },
      ]);
      await expect.poll(stayed.statuses).toEqual(['AWAITING_PAYMENT', 'PASSIVE']);
      stayed.stop();
    } finally {
      await here.stop();
      await there.stop();
    }
  });

  it('keeps nothing alive for whoever has left', async () => {
    const polled = await startLayer({ env: WITH_POLLS });
    try {
      const { id } = await create({ confirmationUrl: 'https://merchant.example/hook' }, polled);
      const watching = await watch(id, { on: polled });
      await expect.poll(() => details(polled)).toBeGreaterThan(2);
      watching.stop();
      await expect(watching.ended).rejects.toThrow('aborted');
      const asked = details(polled);
      // Ten polls later there would be ten more.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(details(polled) - asked).toBeLessThanOrEqual(1);
    } finally {
      await polled.stop();
    }
  });

  it('leaves no timer behind where a look was under way when the last one left', async () => {
    const pollMs = 37;
    const { id } = await create();
    const now = await findLink(client, { id });
    if (now === null) throw new Error('no link');
    const watching = createPayLinkWatch({ paynet: client, store: createMemoryStore(), pollMs });
    layer.paynet.sandbox.pay(id);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    // Found by the look itself, so that it is still under way when the stream ends.
    for await (const link of watching.watch(id, now, { until: Date.now() + 60_000, maySee: () => true })) void link;
    const isPoll = (ms: number | undefined) => ms !== undefined && ms >= 0.8 * pollMs && ms <= 1.2 * pollMs;
    timers.mockClear();
    await new Promise((resolve) => setTimeout(resolve, 10 * pollMs));
    expect(timers.mock.calls.filter(([, ms]) => isPoll(ms))).toEqual([]);
    timers.mockRestore();
  });

  it('tells by the next look also who began with an older one than others had', async () => {
    const { id } = await create();
    const seen = await findLink(client, { id });
    if (seen === null) throw new Error('no link');
    const watching = createPayLinkWatch({ paynet: client, store: createMemoryStore(), pollMs: 50 });
    const statuses = (from: LinkRecord) => {
      const told: unknown[] = [];
      void (async () => {
        for await (const link of watching.watch(id, from, { until: Date.now() + 60_000, maySee: () => true })) {
          told.push(typeof link === 'string' ? link : statusOf(link));
        }
      })();
      return told;
    };
    const early = statuses(seen);
    await layer.execute(DeactivatePayLinkDocument, { input: { payLink: { id } } }, { token: dealer });
    await expect.poll(() => early).toEqual(['AWAITING_PAYMENT', 'PASSIVE']);
    const late = statuses(seen);
    await expect.poll(() => late).toEqual(['AWAITING_PAYMENT', 'PASSIVE']);
    watching.close();
  });

  it('never tells of another agent’s link, where a reference has come to lead to one', async () => {
    const sparse = await startLayer({ env: WITH_POLLS, sandbox: { linkMembers: 'documented' } });
    try {
      await create({ referenceNo: 'ORD-1' }, sparse);
      const watching = await watch('reference:ORD-1', { on: sparse });
      await expect.poll(watching.statuses).toEqual(['UNKNOWN']);
      const stranger = await sparse.signIn(PEOPLE.turkish);
      const input = { payerName: 'Somebody else', amount: '7', referenceNo: 'ORD-1' };
      await sparse.execute(CreatePayLinkDocument, { input }, { token: stranger });
      sparse.paynet.sandbox.pay('ORD-1');
      const asked = details(sparse);
      await expect.poll(() => details(sparse)).toBeGreaterThan(asked + 3);
      expect(watching.statuses()).toEqual(['UNKNOWN']);
      watching.stop();
    } finally {
      await sparse.stop();
    }
  });

  it('asks about a link once at a time, however many watch it', async () => {
    const polled = await startLayer({ env: { ...SECRET, PAYNET_POLL_MS: '300' } });
    try {
      const { id } = await create({ confirmationUrl: 'https://merchant.example/hook' }, polled);
      const watchers = await Promise.all(Array.from({ length: 10 }, () => watch(id, { on: polled })));
      const asked = details(polled);
      expect(asked).toBe(10);
      await expect.poll(() => details(polled), { interval: 20 }).toBeGreaterThan(asked);
      expect(details(polled) - asked).toBe(1);
      for (const watching of watchers) watching.stop();
    } finally {
      await polled.stop();
    }
  });
});

describe('a confirmation', () => {
  it.each([
    ['as documented', ''],
    ['that comes late', 'sandbox:confirm:late=300'],
  ])('%s leads to one event', async (_what, note) => {
    const { id } = await create({ note });
    const watching = await watch(id);
    layer.paynet.sandbox.pay(id);
    await watching.ended;
    expect(watching.statuses()).toEqual(['AWAITING_PAYMENT', 'PAID']);
    await layer.paynet.sandbox.settled();
    expect(layer.log()).not.toContain(CARD);
  });

  it('before the payment shows is looked at again until it does', async () => {
    const { id } = await create({ note: 'sandbox:confirm:lost' });
    const watching = await watch(id);
    await post(confirmationUrl(), { is_succeed: true });
    layer.paynet.sandbox.pay(id);
    await watching.ended;
    expect(watching.statuses()).toEqual(['AWAITING_PAYMENT', 'PAID']);
  });

  it('with the fee on top contradicts nothing where the payer bears it', async () => {
    const before = layer.log().length;
    const { id } = await create({ addCommissionToAmount: true });
    const watching = await watch(id);
    layer.paynet.sandbox.pay(id);
    await watching.ended;
    expect(layer.log().slice(before)).not.toContain('contradicts');
  });

  it('is posted, is not too large, and is in no log', async () => {
    await create();
    const url = confirmationUrl();
    expect((await fetch(url)).status).toBe(405);
    expect((await post(url, 'x'.repeat(17 * 1024))).status).toBe(413);
    await expect.poll(() => layer.log()).toContain('"path":"/confirmations"');
    expect(layer.log()).not.toContain(url.slice(-40));
  });

  it('goes to the public address where there is one, and to the caller’s own where that is given', async () => {
    const reachable = await startLayer({ env: { ...NO_POLLS, PUBLIC_URL: 'https://pay.example.com/paynet/' } });
    try {
      await create({}, reachable);
      expect(bodyOf(reachable.left.at(-1))['confirmation_url']).toMatch(
        /^https:\/\/pay\.example\.com\/paynet\/confirmations\/[\w.-]+$/,
      );
      await create({ confirmationUrl: 'https://merchant.example/hook' }, reachable);
      expect(bodyOf(reachable.left.at(-1))['confirmation_url']).toBe('https://merchant.example/hook');
    } finally {
      await reachable.stop();
    }
  });

  it('is told at once also where Paynet names no ids, and only of the very link', async () => {
    const sparse = await startLayer({ env: NO_POLLS, sandbox: { linkMembers: 'documented' } });
    try {
      const older = await create({ referenceNo: 'ORD-1' }, sparse);
      const newer = await create({ referenceNo: 'ORD-1' }, sparse);
      const [ofOlder, ofNewer] = [await watch(older.id, { on: sparse }), await watch(newer.id, { on: sparse })];
      await expect.poll(() => [ofOlder.events.length, ofNewer.events.length]).toEqual([1, 1]);
      sparse.paynet.sandbox.pay(newer.id);
      await ofNewer.ended;
      expect(ofNewer.statuses()).toEqual(['UNKNOWN', 'PAID']);
      expect(ofOlder.statuses()).toEqual(['UNKNOWN']);
      ofOlder.stop();
    } finally {
      await sparse.stop();
    }
  });

  it('that breaks off is no error of this service: anybody could fill its log with them', async () => {
    const before = layer.log().length;
    const socket = connect(Number(new URL(layer.url).port), '127.0.0.1');
    socket.write('POST /confirmations/x HTTP/1.1\r\nhost: layer\r\ncontent-length: 100\r\n\r\n{"amount":');
    await new Promise((resolve) => socket.once('connect', resolve));
    // Only once its head was read is it a request at all.
    await post(`${layer.url}/confirmations/y`, {});
    socket.resetAndDestroy();
    await expect.poll(() => layer.log().slice(before)).toContain('"aborted":true');
    await post(`${layer.url}/confirmations/y`, {});
    expect(layer.log().slice(before)).not.toContain('"level":50');
  });

  it('of a second link of one reference is told like that of the first', async () => {
    const statuses: unknown[] = [];
    for (const _ of [1, 2]) {
      const { id } = await create({ referenceNo: 'ORD-1' });
      const watching = await watch(id);
      await expect.poll(() => watching.events.length).toBe(1);
      layer.paynet.sandbox.pay(id);
      await watching.ended;
      statuses.push(watching.statuses());
    }
    expect(statuses).toEqual([
      ['AWAITING_PAYMENT', 'PAID'],
      ['AWAITING_PAYMENT', 'PAID'],
    ]);
  });

  it('that reaches another process is told to who watches here', async () => {
    const store = createMemoryStore({ knowsEverything: true });
    const [here, there] = await Promise.all([
      startLayer({ env: NO_POLLS, besides: layer.paynet, store }),
      startLayer({ env: NO_POLLS, besides: layer.paynet, store }),
    ]);
    try {
      const { id } = await create({ note: 'sandbox:confirm:lost' }, here);
      const watching = await watch(id, { on: here });
      layer.paynet.sandbox.pay(id);
      await post(confirmationUrl().replace(here.url, there.url), { is_succeed: true });
      await watching.ended;
      expect(watching.statuses()).toEqual(['AWAITING_PAYMENT', 'PAID']);
    } finally {
      await Promise.all([here.stop(), there.stop()]);
    }
  });
});

describe('what a link comes to', () => {
  type Step = 'pay' | 'decline' | 'deactivate' | 'reactivate' | 'confirm' | 'false alarm';
  const steps = fc.array(
    fc.constantFrom<Step>('pay', 'decline', 'deactivate', 'reactivate', 'confirm', 'false alarm'),
    { minLength: 1, maxLength: 6 },
  );

  it('does not depend on the order of confirmations, and is never paid while it is switched off', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (order) => {
        const { id } = await create({ note: 'sandbox:confirm:lost' });
        const url = confirmationUrl();
        const watching = await watch(id);
        for (const step of order) {
          if (step === 'pay') layer.paynet.sandbox.pay(id);
          if (step === 'decline') layer.paynet.sandbox.decline(id);
          if (step === 'confirm') await post(url, { is_succeed: true, amount: 120.1 });
          if (step === 'false alarm') await post(url, { is_succeed: false });
          const input = { payLink: { id } };
          if (step === 'deactivate') await layer.execute(DeactivatePayLinkDocument, { input }, { token: dealer });
          if (step === 'reactivate') await layer.execute(ReactivatePayLinkDocument, { input }, { token: dealer });
        }
        const state = layer.paynet.sandbox.links.find((link) => link.id === id)?.state;
        // The last word has whoever asks Paynet.
        await post(url, { is_succeed: true });
        const expected = { paid: 'PAID', passive: 'PASSIVE', awaiting: 'AWAITING_PAYMENT', expired: 'EXPIRED' }[
          state ?? 'expired'
        ];
        await expect.poll(() => watching.statuses().at(-1)).toBe(expected);
        // Paid exactly where the sandbox says so, and only as the last event.
        expect(watching.statuses().slice(0, -1)).not.toContain('PAID');
        watching.stop();
      }),
      { numRuns: 15, seed: 118 },
    );
  }, 60_000);

  it('is never paid by number 3, whatever else is said and in whichever order it is learnt', () => {
    const learnt = fc.array(
      fc.record({
        status: fc.option(fc.constantFrom(0, 2, 3, 4)),
        transactionId: fc.option(fc.string({ minLength: 1 })),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(learnt, (states) =>
        states.every((state) => {
          const status = statusOf({ ...state, createdAt: null, expiresInHours: null });
          return state.status === 3 ? status === 'PASSIVE' : (status === 'PAID') === (state.transactionId !== null);
        }),
      ),
    );
  });
});
