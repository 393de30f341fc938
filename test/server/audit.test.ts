import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CreatePayLinkDocument,
  CreatePayLinksDocument,
  DeactivatePayLinkDocument,
  OpenPortalDocument,
  ReactivatePayLinkDocument,
  SignInDocument,
  SignOutDocument,
} from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Layer, startLayer } from '../support/harness.ts';
import { startIssuer } from '../support/issuer.ts';

const { dealer, turkish } = PEOPLE;
const account = ({ agentId, userName }: { agentId: string; userName: string }) => ({ agentId, userName });

let layer: Layer;
beforeEach(async () => {
  // Whatever else is logged: the audit trail always is.
  layer = await startLayer({ env: { LOG_LEVEL: 'fatal', TRUSTED_PROXY_HOPS: '1' } });
});
afterEach(() => layer.stop());

/** The lines of the audit trail so far, without their times. */
function trail(): Record<string, unknown>[] {
  return layer
    .log()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .map(({ time, level, ...line }) => {
      expect(time).toEqual(expect.any(Number));
      expect(level).toBe(30);
      expect(line).toMatchObject({ audit: true, msg: 'audit', requestId: expect.any(String) as string });
      const { audit: _audit, msg: _msg, requestId: _requestId, ...rest } = line;
      return rest;
    });
}

const KEY = expect.stringMatching(/^[\w-]{16}$/) as string;
const FROM = { headers: { 'x-forwarded-for': '203.0.113.77' } };
const by = { agentId: '2001', user: 'ku***', userKey: KEY };

describe('the audit trail', () => {
  it('says who signed in, was refused, signed out and opened a portal, once each', async () => {
    const { password } = dealer;
    await layer.execute(SignInDocument, { input: { ...account(dealer), password: 'wrong' } }, FROM);
    const token = await layer.signIn(dealer);
    await layer.execute(OpenPortalDocument, { input: account(dealer) }, { token, ...FROM });
    await layer.execute(OpenPortalDocument, { input: account(turkish) }, { token, ...FROM });
    await layer.execute(SignOutDocument, {}, { token, ...FROM });
    await expect.poll(trail).toHaveLength(5);
    expect(trail()).toEqual([
      { action: 'login', outcome: 'LOGIN_REFUSED', user: { user: 'ku***', userKey: KEY }, from: '203.0.113.x' },
      { action: 'login', outcome: 'DONE', user: by, from: '127.0.0.x' },
      { action: 'autologin', outcome: 'DONE', user: by, by, from: '203.0.113.x' },
      { action: 'autologin', outcome: 'FORBIDDEN', user: { user: 'şü***', userKey: KEY }, by, from: '203.0.113.x' },
      { action: 'logout', outcome: 'DONE', by, from: '203.0.113.x' },
    ]);
    // The same person has the same key, also where the password was wrong, and another has another.
    const keys = trail().map(({ user, by }) => ((user ?? by) as { userKey: string }).userKey);
    expect(new Set(keys).size).toBe(2);
    expect(layer.log()).not.toContain(password);
  });

  it('says who made which link, and switched it off and on', async () => {
    const token = await layer.signIn(dealer);
    const input = {
      payerName: 'Ayşe Yılmaz',
      amount: '120.10',
      phone: '5301234567',
      sendSms: true,
      email: 'ayse@example.com',
      note: 'Sipariş',
      referenceNo: 'ORD-1',
      idempotencyKey: 'order-1',
    };
    for (const _time of [1, 2]) await layer.execute(CreatePayLinkDocument, { input }, { token, ...FROM });
    const [{ id } = { id: '' }] = layer.paynet.sandbox.links;
    await layer.execute(DeactivatePayLinkDocument, { input: { payLink: { id } } }, { token, ...FROM });
    await layer.execute(ReactivatePayLinkDocument, { input: { payLink: { id } } }, { token, ...FROM });
    await layer.execute(DeactivatePayLinkDocument, { input: { payLink: { id: 'a-guess' } } }, { token, ...FROM });
    const payLink = {
      id,
      referenceNo: 'ORD-1',
      agentId: '2001',
      amount: '120.10',
      sentBySms: true,
      sentByEmail: false,
    };
    await expect.poll(trail).toHaveLength(6);
    expect(trail().slice(1)).toEqual([
      { action: 'createPayLink', outcome: 'DONE', payLink: { ...payLink, replayed: false }, by, from: '203.0.113.x' },
      { action: 'createPayLink', outcome: 'DONE', payLink: { ...payLink, replayed: true }, by, from: '203.0.113.x' },
      { action: 'deactivatePayLink', outcome: 'DONE', payLink: { id, agentId: '2001' }, by, from: '203.0.113.x' },
      { action: 'reactivatePayLink', outcome: 'DONE', payLink: { id, agentId: '2001' }, by, from: '203.0.113.x' },
      { action: 'deactivatePayLink', outcome: 'PAY_LINK_NOT_FOUND', by, from: '203.0.113.x' },
    ]);
    expect(layer.log()).not.toMatch(/Ayşe|530123|example\.com|Sipariş|a-guess|order-1/);
  });

  it('has a line for each link of a list, for what was refused, and none for mistakes in the input', async () => {
    const token = await layer.signIn(dealer);
    const links = [
      { payerName: 'A', amount: '1' },
      { payerName: 'A', amount: 'much' },
      { payerName: 'A', amount: '2', agentId: '1001' },
    ];
    await layer.execute(CreatePayLinksDocument, { input: { links } }, { token });
    await layer.execute(CreatePayLinkDocument, { input: { payerName: 'A', amount: '1' } }, {});
    await layer.execute(
      CreatePayLinkDocument,
      { input: { payerName: 'A', amount: '1', note: 'sandbox:create:code=11' } },
      { token },
    );
    await expect.poll(trail).toHaveLength(4);
    // The links of a list end in whichever order.
    expect(trail().slice(1)).toEqual(
      expect.arrayContaining(
        [
          ['DONE', '1'],
          ['FORBIDDEN', '2'],
          ['REFUSED_BY_PAYNET', '1'],
        ].map(([outcome, amount]) =>
          expect.objectContaining({ outcome, payLink: expect.objectContaining({ amount }) }),
        ),
      ),
    );
  });

  it('names a service of the company by its name', async () => {
    const issuer = await startIssuer();
    const open = await startLayer({ env: { ...issuer.env, LOG_LEVEL: 'fatal' } });
    try {
      const token = await issuer.sign({ scope: 'paylink:write' });
      await open.execute(CreatePayLinkDocument, { input: { payerName: 'A', amount: '1', agentId: '2001' } }, { token });
      await expect.poll(() => open.log()).toContain('"by":{"service":"billing"}');
    } finally {
      await open.stop();
      await issuer.stop();
    }
  });
});
