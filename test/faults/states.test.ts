import { describe, expect, it } from 'vitest';
import { ReadPayLinkDocument, SignInDocument, SignOutDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { after, always, amended, late, reset, says } from '../support/faults.ts';
import { type Created, TELL_TALE, useStage } from './stage.ts';

const stage = useStage();

const linkOf = (answer: Created) => {
  if (answer.__typename !== 'CreatePayLinkSuccess') throw new Error(answer.__typename);
  return answer.payLink;
};
const states = () => stage.paynet.sandbox.links.map(({ state }) => state);

describe('two links of one reference', () => {
  const twice = async () => {
    const input = stage.input({ idempotencyKey: null, referenceNo: 'ORD-38' });
    return [linkOf(await stage.create(input)).id, linkOf(await stage.create(input)).id];
  };

  it('F38 are a conflict for whoever wants a third, which names the reference; none is switched off', async () => {
    await twice();
    stage.proxy.plan(() => undefined);
    expect(await stage.create(stage.input({ referenceNo: 'ORD-38', amount: '7' }))).toMatchObject({
      __typename: 'PayLinkReferenceTaken',
      code: 'REFERENCE_TAKEN',
      retry: 'WITH_CORRECTED_INPUT',
      referenceNo: 'ORD-38',
    });
    expect(stage.proxy.calls).toEqual(['detail']);
    expect(states()).toEqual(['awaiting', 'awaiting']);
  });

  it('F38 are left alone also where one of them could be the one that is wanted', async () => {
    const ids = await twice();
    stage.proxy.plan(() => undefined);
    const answer = await stage.create(stage.input({ referenceNo: 'ORD-38' }));
    expect(answer).toMatchObject({ replayed: true });
    expect(ids).toContain(linkOf(answer).id);
    expect(stage.proxy.calls).not.toContain('create');
    expect(states()).toEqual(['awaiting', 'awaiting']);
  });
});

describe('status 3', () => {
  it.each([
    ['after we switched it off ourselves', {}],
    ['with a transaction', { status: 3, xact_id: 'xk_118' }],
    ['with a transaction, as text', { status: '3', xact_id: 'xk_118' }],
    ['without a transaction', { status: 3, xact_id: null }],
    ['with a blank transaction', { status: 3, xact_id: ' ' }],
  ])('F40 %s is passive, never paid', async (_what, change) => {
    const { id } = linkOf(await stage.create());
    expect(await stage.switchOff(id)).toMatchObject({ payLink: { status: 'PASSIVE' } });
    stage.proxy.plan(always({ detail: amended(change) }));
    const { body } = await stage.read({ id });
    expect(body.data).toMatchObject({ payLink: { status: 'PASSIVE' } });
    // Switching it off once more asks for nothing.
    expect(await stage.switchOff(id)).toMatchObject({ payLink: { status: 'PASSIVE' } });
    expect(stage.proxy.calls).toEqual(['detail', 'detail']);
  });

  it.each([0, 2, 4, 5, 6, null])('F40 status %j is never paid without a transaction', async (status) => {
    const { id } = linkOf(await stage.create());
    stage.proxy.plan(always({ detail: amended({ status, xact_id: null }) }));
    const { body } = await stage.read({ id });
    expect(body.data).toMatchObject({ payLink: { status: status === 0 ? 'AWAITING_PAYMENT' : 'UNKNOWN' } });
  });
});

describe('an end', () => {
  const HOUR_MS = 60 * 60_000;
  /** A day as Turkey has it, so many days from now. */
  const day = (plusDays: number) => new Date(Date.now() + (3 + 24 * plusDays) * HOUR_MS).toISOString().slice(0, 10);

  it.each([
    ['today', day(0)],
    ['yesterday', day(-1)],
    ['today with an hour', `${day(0)}T23:59:59`],
    ['long ago', '2001-01-01'],
  ])('F41 of a session %s, Turkish time, is over already: no session', async (_what, expired_date) => {
    stage.proxy.plan(always({ login: amended({ expired_date }) }));
    expect(await stage.signIn()).toMatchObject({ __typename: 'PaynetUnavailable', code: 'UPSTREAM_SESSION_OVER' });
    expect(stage.proxy.calls).toEqual(['login']);
  });

  it('F41 of a session tomorrow is when that day begins in Turkey, or twelve hours from now if that is earlier', async () => {
    stage.proxy.plan(always({ login: amended({ expired_date: `${day(1)}T23:59:59` }) }));
    const login = await stage.signIn();
    if (login.__typename !== 'LoginSuccess') throw new Error(login.__typename);
    const { text } = await stage.layer.query('{ agentSession { endsAt } }', {}, { token: login.token });
    const { endsAt } = (JSON.parse(text) as { data: { agentSession: { endsAt: string } } }).data.agentSession;
    const earliest = Math.min(Date.parse(`${day(1)}T00:00:00+03:00`), Date.now() + 12 * HOUR_MS);
    expect(Math.abs(Date.parse(endsAt) - earliest)).toBeLessThan(60_000);
  });

  it.each([0, -1, 1_000_000_000])('F41 of a link in %i hours is refused before anything leaves', async (hours) => {
    expect(await stage.create(stage.input({ expiresInHours: hours }))).toMatchObject({
      __typename: 'PaynetInvalidInput',
      fields: [{ field: 'expiresInHours' }],
    });
    expect(stage.proxy.calls).toEqual([]);
  });
});

describe('a create that works while looking up is down', () => {
  it('F42 is nobody’s failure: it is said in time that nobody knows, and the same key tells later', async () => {
    const input = stage.input();
    stage.proxy.plan(({ service, nth }) => {
      if (service === 'create' && nth === 1) return after(reset);
      return service === 'detail' && nth > 1 ? says(503, TELL_TALE) : undefined;
    });
    const answer = await stage.create(input);
    expect(answer).toMatchObject({
      __typename: 'PayLinkOutcomeUnknown',
      retry: 'SAME_INPUT_LATER',
      retryAfterSeconds: expect.any(Number) as number,
      referenceNo: stage.paynet.sandbox.links[0]?.referenceNo,
    });
    expect(stage.proxy.calls.filter((service) => service === 'create')).toHaveLength(1);
    stage.proxy.plan(() => undefined);
    stage.expectOnePayable(await stage.create(input), 2);
  });

  it('F42 without a key names the reference to look for', async () => {
    stage.proxy.plan(always({ create: after(reset), detail: says(503, TELL_TALE) }));
    const answer = await stage.create(stage.input({ idempotencyKey: null }));
    expect(answer).toMatchObject({ __typename: 'PayLinkOutcomeUnknown', retry: 'AFTER_CHECKING' });
    stage.proxy.plan(() => undefined);
    const referenceNo = answer.__typename === 'PayLinkOutcomeUnknown' ? answer.referenceNo : '';
    expect((await stage.read({ referenceNo })).body.data).toMatchObject({ payLink: { status: 'AWAITING_PAYMENT' } });
    expect(states()).toEqual(['awaiting']);
  });
});

describe('a sign-in that worked', () => {
  it.each([
    ['whose agent is blocked', { is_agent_blocked: true }, 'LOGIN_REFUSED'],
    ['whose agent is blocked, as text', { is_agent_blocked: 'True' }, 'LOGIN_REFUSED'],
    ['whose agent is deleted', { is_agent_deleted: true }, 'LOGIN_REFUSED'],
    ['without a session key', { session_key: undefined }, 'UPSTREAM_BAD_RESPONSE'],
    ['with a blank session key', { session_key: ' ' }, 'UPSTREAM_BAD_RESPONSE'],
    ['with null for a session key', { session_key: null }, 'UPSTREAM_BAD_RESPONSE'],
    ['without a date', { expired_date: null }, 'UPSTREAM_BAD_RESPONSE'],
  ])('F44 %s makes no session', async (_what, change, code) => {
    stage.proxy.plan(always({ login: amended(change) }));
    const login = await stage.signIn();
    expect('code' in login && login.code).toBe(code);
    expect(stage.proxy.calls).toEqual(['login']);
  });

  it('F44 of a blocked agent sets no cookie either', async () => {
    const { agentId, userName, password } = PEOPLE.turkish;
    const signIn = () => stage.layer.execute(SignInDocument, { input: { agentId, userName, password } });
    expect((await signIn()).headers.get('set-cookie')).toContain('paynet-session=');
    stage.proxy.plan(always({ login: amended({ is_agent_blocked: true }) }));
    expect((await signIn()).headers.get('set-cookie')).toBeNull();
  });
});

describe('a session that ends', () => {
  it('F45 while something is done with it: that is finished, and the next is told', async () => {
    const login = await stage.signIn();
    if (login.__typename !== 'LoginSuccess') throw new Error(login.__typename);
    const asking = { token: login.token };
    const { id } = linkOf(await stage.create());
    stage.proxy.plan(always({ detail: late(300) }));
    const reading = stage.ask(ReadPayLinkDocument, { by: { id } }, asking);
    await expect.poll(() => stage.proxy.calls).toEqual(['detail']);
    await stage.ask(SignOutDocument, {}, asking);
    expect((await reading).body.data).toMatchObject({ payLink: { id } });
    const { body } = await stage.ask(ReadPayLinkDocument, { by: { id } }, asking);
    expect(body.errors).toMatchObject([{ extensions: { code: 'SESSION_EXPIRED', retry: 'AFTER_LOGIN' } }]);
    expect(stage.proxy.calls).toEqual(['detail']);
  });
});
