import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { reset, script } from '../support/faults.ts';
import { bodyOf, startLayer } from '../support/harness.ts';
import { watchPayLink } from '../support/watch.ts';
import { type Created, PLANTED, type Stage, useStage } from './stage.ts';

/** Never within a test: what is told, is told by a confirmation. */
const NO_POLLS = { PAYNET_POLL_MS: '600000' };
const WITH_POLLS = { PAYNET_POLL_MS: '100' };
/** The sandbox then posts none by itself. */
const LOST = { note: 'sandbox:confirm:lost' };

const stage = useStage({ env: NO_POLLS });
const polled = useStage({ env: WITH_POLLS });
/** On which nothing is under way from another test. */
const quiet = useStage({ env: NO_POLLS });

const linkOf = (answer: Created) => {
  if (answer.__typename !== 'CreatePayLinkSuccess') throw new Error(answer.__typename);
  return answer.payLink;
};
const createLost = async (on: Stage = stage) => linkOf(await on.create(on.input(LOST)));
const watch = (id: string, on: Stage = stage) => watchPayLink(on.layer.url, id, on.token);
/** Where the newest link's payment is confirmed. */
const confirmationUrl = (on: Stage = stage) =>
  String(bodyOf(on.layer.left.findLast(({ path }) => path.endsWith('/create')))['confirmation_url']);
const post = (url: string, body: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const details = (on: Stage = stage) => on.proxy.calls.filter((service) => service === 'detail').length;
const AWAITING_THEN_PAID = ['AWAITING_PAYMENT', 'PAID'];

describe('a forged confirmation', () => {
  it('F46 is answered like a real one, changes nothing and costs Paynet nothing', async () => {
    const { id } = await createLost();
    const real = confirmationUrl();
    stage.paynet.sandbox.pay(id);
    stage.proxy.plan(() => undefined);
    const [head = '', , iv = '', content = '', tag = ''] = real.split('/confirmations/')[1]?.split('.') ?? [];
    const altered = `${content.startsWith('A') ? 'B' : 'A'}${content.slice(1)}`;
    const tokens = [
      '',
      'A'.repeat(200),
      [head, '', iv, content, `${tag}x`].join('.'),
      [head, '', iv, content, tag.slice(0, -1)].join('.'),
      [head, '', iv, altered, tag].join('.'),
      [head, '', iv, content, ''].join('.'),
      [Buffer.from('{"alg":"none"}').toString('base64url'), '', iv, content, tag].join('.'),
      encodeURIComponent(id),
      encodeURIComponent('../graphql'),
    ];
    const answers = [];
    for (const token of tokens) {
      const response = await post(`${stage.layer.url}/confirmations/${token}`, { is_succeed: true });
      answers.push([response.status, response.headers.get('content-type'), await response.text()]);
    }
    const other = await startLayer({ env: { SESSION_SECRET: 'another secret, with which nothing here was sealed' } });
    await post(real.replace(stage.layer.url, other.url), { is_succeed: true });
    expect(other.left).toHaveLength(0);
    await other.stop();
    expect(stage.proxy.calls).toEqual([]);
    // The real one has the same answer, and leads to a look.
    const response = await post(real, { is_succeed: true });
    const answer = [response.status, response.headers.get('content-type'), await response.text()];
    for (const forged of answers) expect(forged).toEqual(answer);
    await expect.poll(() => stage.proxy.calls).toEqual(['detail']);
  });

  it('F46 ten thousand times changes no link, wakes nobody, and asks Paynet nothing', async () => {
    const { id } = await createLost(quiet);
    const watching = await watch(id, quiet);
    await expect.poll(watching.statuses).toEqual(['AWAITING_PAYMENT']);
    quiet.proxy.plan(() => undefined);
    const [, token = ''] = confirmationUrl(quiet).split('/confirmations/');
    // Where a letter counts: the last one of a part may have bits that stand for nothing.
    const places = [...Array(token.length).keys()].filter((at) => !['.', undefined].includes(token[at + 1]));
    for (let round = 0; round < 100; round += 1) {
      const posts = Array.from({ length: 100 }, (_, index) => {
        // One half has the form of a real one, with one letter of it changed.
        const at = places[(round * 50 + index) % places.length] ?? 0;
        const forged = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
        const random = Buffer.from(`${round}-${index}`).toString('base64url');
        return post(`${quiet.layer.url}/confirmations/${index % 2 === 0 ? forged : random}`, { is_succeed: true });
      });
      for (const { status } of await Promise.all(posts)) expect(status).toBe(200);
    }
    expect(quiet.proxy.calls).toEqual([]);
    expect(quiet.paynet.sandbox.links).toMatchObject([{ id, state: 'awaiting' }]);
    expect(watching.statuses()).toEqual(['AWAITING_PAYMENT']);
    watching.stop();
  }, 60_000);
});

describe('a confirmation at the right address', () => {
  it.each([
    ['another amount', { amount: 1, is_succeed: true }, ['amount']],
    ['another currency', { currency: 'USD', is_succeed: true }, ['currency']],
    ['another reference', { referance_no: 'ORD-OTHER', is_succeed: true }, ['reference_no']],
  ])('F47 with %s is not believed: Paynet decides, and a warning is logged', async (_what, body, members) => {
    const { id, referenceNo } = await createLost();
    const watching = await watch(id);
    stage.proxy.plan(() => undefined);
    await post(confirmationUrl(), body);
    const warning = `"referenceNo":"${referenceNo}","members":${JSON.stringify(members)},"msg":"a confirmation contradicts`;
    await expect.poll(() => stage.layer.log()).toContain(warning);
    await expect.poll(() => stage.proxy.calls).toEqual(['detail']);
    expect(watching.statuses()).toEqual(['AWAITING_PAYMENT']);
    watching.stop();
  });

  it('F48 a hundred times is one event and one look at Paynet', async () => {
    const { id } = await createLost();
    const watching = await watch(id);
    stage.proxy.plan(() => undefined);
    const url = confirmationUrl();
    stage.paynet.sandbox.pay(id);
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(url, { is_succeed: true })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await watching.ended;
    expect(watching.statuses()).toEqual(AWAITING_THEN_PAID);
    await post(url, { is_succeed: true });
    expect(stage.proxy.calls).toEqual(['detail']);
  });

  it('F48 again and again together with polls, before and after the payment, is one event', async () => {
    const { id } = await createLost(polled);
    const watching = await watch(id, polled);
    const url = confirmationUrl(polled);
    const posting = Array.from({ length: 50 }, () => post(url, { is_succeed: true }));
    polled.paynet.sandbox.pay(id);
    await Promise.all([...posting, ...Array.from({ length: 50 }, () => post(url, { is_succeed: true }))]);
    await watching.ended;
    expect(watching.statuses()).toEqual(AWAITING_THEN_PAID);
  });

  it('F48 posted twice by Paynet is one event', async () => {
    const { id } = linkOf(await stage.create(stage.input({ note: 'sandbox:confirm:twice' })));
    const watching = await watch(id);
    stage.paynet.sandbox.pay(id);
    await watching.ended;
    await stage.paynet.sandbox.settled();
    expect(watching.statuses()).toEqual(AWAITING_THEN_PAID);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['a broken charset', '\ud800{"is_succeed":true}'],
    ['a list', '[]'],
    ['neither reference', '{"is_succeed":true}'],
    ['an amount that is text', '{"amount":"120,10","is_succeed":"true"}'],
    ['a whole card number', `{"card_number":"${PLANTED.card}","card_holder":"${PLANTED.card}","is_succeed":true}`],
  ])('F51 that says %s is matched by its address', async (_what, body) => {
    const { id } = await createLost();
    const watching = await watch(id);
    stage.paynet.sandbox.pay(id);
    await post(confirmationUrl(), body);
    await watching.ended;
    expect(watching.statuses()).toEqual(AWAITING_THEN_PAID);
    // When the key was looked up, when the watch began, and once for the confirmation.
    expect(details()).toBe(3);
  });

  it.each([
    ['F51 with the reference spelt as public receivers have it', 'sandbox:confirm:other-spelling'],
    ['F51 with a whole card number from Paynet', 'sandbox:confirm:full-pan'],
    ['F52 that says "false" though Paynet says paid', 'sandbox:confirm:says-false'],
  ])('%s leads to one event', async (_what, note) => {
    const { id } = linkOf(await stage.create(stage.input({ note })));
    const watching = await watch(id);
    stage.paynet.sandbox.pay(id);
    await watching.ended;
    expect(watching.statuses()).toEqual(AWAITING_THEN_PAID);
    await stage.paynet.sandbox.settled();
    expect(details()).toBe(3);
  });

  it.each([
    ['says that it did not succeed', { is_succeed: false }],
    ['says so as text', { is_succeed: 'false' }],
    ['says so as a number', { is_succeed: 0 }],
    ['does not say whether it did', {}],
  ])('F52 that %s pays nothing: Paynet decides', async (_what, body) => {
    const { id } = await createLost();
    const watching = await watch(id);
    stage.proxy.plan(() => undefined);
    await post(confirmationUrl(), body);
    await expect.poll(() => stage.proxy.calls).toEqual(['detail']);
    expect(watching.statuses()).toEqual(['AWAITING_PAYMENT']);
    watching.stop();
  });
});

describe('a confirmation at the wrong time', () => {
  it('F49 or never: whoever watches is told by asking', async () => {
    const { id } = await createLost(polled);
    const watching = await watch(id, polled);
    polled.proxy.plan(() => undefined);
    polled.paynet.sandbox.pay(id);
    await watching.ended;
    expect(watching.statuses()).toEqual(AWAITING_THEN_PAID);
    expect(details(polled)).toBeGreaterThan(0);
    // As it is set where nothing is said, that is within a minute: the longest pause is a fifth more than the setting.
    expect(readConfig({}).paynet.pollMs * 1.2).toBeLessThan(60_000);
  });

  it('F50 before the create was answered: nothing is lost', async () => {
    stage.proxy.plan(
      script({
        create: [
          async ({ socket, forward }) => {
            const { body } = await forward();
            stage.paynet.sandbox.pay(stage.paynet.sandbox.links[0]?.id ?? '');
            await stage.paynet.sandbox.settled();
            await expect.poll(() => details()).toBe(2);
            socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`);
            socket.write(body);
          },
        ],
      }),
    );
    const { id } = linkOf(await stage.create());
    expect(stage.paynet.sandbox.confirmations).toHaveLength(1);
    const watching = await watch(id);
    await watching.ended;
    expect(watching.statuses()).toEqual(['PAID']);
  });

  it('F50 before a create whose answer is lost: the link that was paid is the one', async () => {
    stage.proxy.plan(
      script({
        create: [
          async (exchange) => {
            await exchange.forward();
            stage.paynet.sandbox.pay(stage.paynet.sandbox.links[0]?.id ?? '');
            await stage.paynet.sandbox.settled();
            await reset(exchange);
          },
        ],
      }),
    );
    expect(linkOf(await stage.create())).toMatchObject({ status: 'PAID', url: null });
    expect(stage.paynet.sandbox.links).toMatchObject([{ state: 'paid' }]);
  });
});
