import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../support/fault-proxy.ts';
import {
  after,
  always,
  breakAfterwards,
  close,
  closeAfterwards,
  cut,
  cutChunks,
  cutWithoutLength,
  drip,
  html,
  late,
  redirect,
  reset,
  resetInBody,
  says,
  script,
  silence,
} from '../support/faults.ts';
import { startPeer } from '../support/peer.ts';
import { openStage, TELL_TALE, useStage } from './stage.ts';

const stage = useStage();

/** Whether the sandbox did what was asked for before the answer was lost. */
type Committed = 'done' | 'not done';
type Row = readonly [name: string, fault: Fault, committed: Committed, code: string];

const BAD = 'UPSTREAM_BAD_RESPONSE';
const ERROR = 'UPSTREAM_ERROR';
const TIMEOUT = 'UPSTREAM_TIMEOUT';

/** Half of an answer that tells everything it knows, so that a parser's words about it would tell it, too. */
const tellingCut = cutWithoutLength((json) => json.replace('{', `{"message":"${TELL_TALE}",`));

const rows: readonly Row[] = [
  ['F07 closed without a byte', close, 'not done', BAD],
  ['F07 closed without a byte, and it was done', after(close), 'done', BAD],
  ['F08 reset after it was done', after(reset), 'done', BAD],
  ['F08 reset before it was done', reset, 'not done', BAD],
  ['F10 no head, ever', after(silence), 'done', TIMEOUT],
  ['F10 no head, and it was not done', silence, 'not done', TIMEOUT],
  ['F10 a head that comes too late', late(5_000), 'done', TIMEOUT],
  ['F11 a body that drips', drip(50), 'done', TIMEOUT],
  ['F12 reset in the middle of a body with a length', resetInBody, 'done', BAD],
  ['F12 closed in the middle of a body with a length', cut, 'done', BAD],
  ['F13 chunks that end in the middle', cutChunks({ whole: false }), 'done', BAD],
  ['F13 chunks without the last one', cutChunks({ whole: true }), 'done', BAD],
  ['F14 JSON that is cut, without a length', tellingCut, 'done', BAD],
  ...[500, 502, 503, 504].flatMap((status): Row[] => [
    [`F16 HTTP ${status} after it was done`, after(says(status, `{"message":"${TELL_TALE}"}`)), 'done', ERROR],
    [`F19 HTML under HTTP ${status}`, after(html(status, TELL_TALE)), 'done', ERROR],
  ]),
  ['F16 HTTP 503 before it was done', says(503, '{}'), 'not done', ERROR],
  ['F18 HTML under HTTP 200', html(200, TELL_TALE), 'not done', BAD],
  ['F18 HTML under HTTP 200 after it was done', after(html(200, TELL_TALE)), 'done', BAD],
  ['F18 HTML that says it were JSON', after(html(200, TELL_TALE, { 'content-type': 'application/json' })), 'done', BAD],
  ['F20 HTTP 204', after(says(204, '')), 'done', BAD],
  ['F20 HTTP 200 without a body', after(says(200, '')), 'done', BAD],
  ['F20 HTTP 200 without a body before it was done', says(200, ''), 'not done', BAD],
];

describe('a create', () => {
  it.each(rows)(
    '%s: is looked for before it is made again, and ends as one payable link',
    async (_name, fault, committed) => {
      stage.proxy.plan(script({ create: [fault] }));
      const answer = await stage.create();
      expect(answer).toMatchObject({ __typename: 'CreatePayLinkSuccess', replayed: false });
      // One that was made and whose address nobody knows is switched off before another takes its place.
      stage.expectOnePayable(answer, committed === 'done' ? 2 : 1);
      const { calls } = stage.proxy;
      expect(calls.filter((service) => service === 'create')).toHaveLength(2);
      expect(calls.slice(0, 3)).toEqual(['detail', 'create', 'detail']);
      expect(calls.includes('status_update')).toBe(committed === 'done');
    },
  );
});

describe('a read', () => {
  it.each(rows)('%s: is told with its code', async (_name, fault, _committed, code) => {
    const made = await stage.create();
    if (made.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    stage.proxy.plan(always({ detail: fault }));
    const { body } = await stage.read({ id: made.payLink.id });
    expect(body.data).toEqual({ payLink: null });
    expect(body.errors).toMatchObject([{ extensions: { code, retry: 'SAME_INPUT_LATER' } }]);
    expect(stage.proxy.calls).toEqual(['detail']);
  });
});

describe('a sign-in', () => {
  it.each(rows)('%s: is told with its code, and never sent twice', async (_name, fault, _committed, code) => {
    stage.proxy.plan(always({ login: fault }));
    expect(await stage.signIn()).toMatchObject({ __typename: 'PaynetUnavailable', code, retry: 'SAME_INPUT_LATER' });
    expect(stage.proxy.calls).toEqual(['login']);
  });
});

describe('switching off', () => {
  it.each(rows)('%s: is looked at again, and told as it is', async (_name, fault, committed, code) => {
    const made = await stage.create();
    if (made.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    stage.proxy.plan(script({ status_update: [fault] }));
    expect(await stage.switchOff(made.payLink.id)).toMatchObject(
      committed === 'done'
        ? { __typename: 'DeactivatePayLinkSuccess', payLink: { status: 'PASSIVE' } }
        : { __typename: 'PaynetUnavailable', code },
    );
    expect(stage.proxy.calls).toEqual(['detail', 'status_update', 'detail']);
    expect(stage.paynet.sandbox.links).toMatchObject([{ state: committed === 'done' ? 'passive' : 'awaiting' }]);
  });
});

describe('a kept connection', () => {
  it('F09 that was closed while it was idle is not used again', async () => {
    stage.proxy.plan(always({ detail: closeAfterwards }));
    for (let again = 0; again < 4; again += 1) {
      expect((await stage.read({ id: 'none' })).body).toEqual({ data: { payLink: null } });
    }
    expect(stage.proxy.calls).toHaveLength(4);
  });

  it('F09 that is idle is closed by us before Paynet would', async () => {
    await stage.read({ id: 'none' });
    const { connections } = stage.proxy;
    await sleep(5_500);
    await stage.read({ id: 'none' });
    expect(stage.proxy.connections).toBe(connections + 1);
    expect(stage.proxy.calls).toEqual(['detail', 'detail']);
  });

  it('F09 that breaks under a create is an answer that was lost: one payable link', async () => {
    // With no other connection that could be taken.
    const alone = await openStage();
    try {
      alone.proxy.plan(script({ detail: [breakAfterwards] }));
      await alone.read({ id: 'none' });
      const answer = await alone.create(alone.input({ idempotencyKey: null }));
      alone.expectOnePayable(answer, 1);
      // The create that met the broken connection never came whole.
      expect(alone.proxy.calls.slice(0, 2)).toEqual(['detail', 'detail']);
      expect(alone.proxy.calls.filter((service) => service === 'create')).toHaveLength(1);
      await alone.expectNothingTold();
    } finally {
      await alone.stop();
    }
  });
});

it('F21 a redirect is not followed: the other host sees no connection', async () => {
  const elsewhere = await startPeer();
  try {
    const fault = redirect(`${elsewhere.url}/v1/mailorder/create`);
    stage.proxy.plan(script({ create: [fault] }));
    stage.expectOnePayable(await stage.create(), 1);
    stage.proxy.plan(always({ detail: fault, login: fault }));
    expect((await stage.read({ id: 'any' })).body.errors).toMatchObject([{ extensions: { code: BAD } }]);
    expect(await stage.signIn()).toMatchObject({ code: BAD });
    expect(elsewhere.connections).toBe(0);
  } finally {
    await elsewhere.stop();
  }
});
