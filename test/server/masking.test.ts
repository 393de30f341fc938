import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { print } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { CompanyService } from '../../src/access/caller.ts';
import { mayDo } from '../../src/access/permissions.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { CreatePayLinkDocument, SignInDocument, WhoAmIDocument } from '../../src/operations/index.ts';
import { createPaynetClient } from '../../src/paynet/client.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { createApp } from '../../src/server/app.ts';
import { listen } from '../../src/server/listen.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { startLayer } from '../support/harness.ts';
import { startPeer } from '../support/peer.ts';

const PLANTED = 'planted-in-a-message';

describe('an error nobody expected', () => {
  it('is masked, found again in the log by the request’s id, and its message is in neither', async () => {
    const layer = await startLayer();
    const token = await layer.signIn(PEOPLE.dealer);
    await layer.stop();

    // The same layer with a store that fails as no store should.
    const lines = new PassThrough();
    const logged = text(lines);
    const config = readConfig({ NODE_ENV: 'test', PORT: '0', SESSION_SECRET: layer.config.session.secret });
    const broken = {
      ...createMemoryStore(),
      get: () => Promise.reject(new Error(PLANTED, { cause: new Error(PLANTED) })),
    };
    const paynet = createPaynetClient({ baseUrl: 'http://127.0.0.1:1', secretKey: 'x' });
    const server = await listen(
      createApp({
        config,
        paynet,
        metrics: createMetrics({ ofProcess: false }),
        store: broken,
        log: createLog({ level: 'info', destination: lines }),
      }),
      config,
    );
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-request-id': 'find-me' },
      body: JSON.stringify({ query: '{ agentSession { expiresOn } }' }),
    });
    const body = await response.text();
    await server.stop({ delayMs: 0, graceMs: 100 });
    lines.end();

    expect(JSON.parse(body)).toEqual({
      errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'find-me' } }],
    });
    const line = (await logged).split('\n').find((each) => each.includes('unexpected error')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ requestId: 'find-me', err: { name: 'Error', cause: { name: 'Error' } } });
    expect(body + (await logged)).not.toContain(PLANTED);
  });

  it('is written without what stands under a secret’s name, wherever that is', async () => {
    const lines = new PassThrough();
    const logged = text(lines);
    const log = createLog({ level: 'info', destination: lines });
    log.info(
      {
        password: PLANTED,
        token: PLANTED,
        input: { password: PLANTED },
        headers: { authorization: PLANTED, cookie: PLANTED },
      },
      'oops',
    );
    lines.end();
    expect(await logged).toContain('[not logged]');
    expect(await logged).not.toContain(PLANTED);
  });
});

describe('a service of the company', () => {
  const service = (...scopes: string[]): CompanyService => ({
    kind: 'service',
    name: 'orders',
    scopes: new Set(scopes),
    expiresAt: 0,
  });

  it('may do what its scopes say, for any agent, and nothing else', () => {
    expect(mayDo('createPayLink', service('paylink:write'), { agentId: '2001' })).toMatchObject({ allowed: true });
    expect(mayDo('autologin', service('agent:autologin'), { agentId: '2001', userName: 'kuzey' })).toMatchObject({
      allowed: true,
    });
    expect(mayDo('autologin', service('paylink:write'))).toEqual({
      allowed: false,
      because: 'not-permitted',
      needs: 'agent:autologin',
    });
    expect(mayDo('createPayLink', service('paylink:read'))).toEqual({
      allowed: false,
      because: 'not-permitted',
      needs: 'paylink:write',
    });
  });
});

describe('an Authorization header that is not ours', () => {
  it('makes the caller nobody, whatever the cookie says', async () => {
    const layer = await startLayer();
    try {
      const cookie = `paynet-session=${await layer.signIn(PEOPLE.dealer)}`;
      const { body } = await layer.execute(WhoAmIDocument, {}, { headers: { cookie, authorization: 'Basic eDp5' } });
      expect(body.data?.agentSession).toBeNull();
    } finally {
      await layer.stop();
    }
  });
});

describe('a token too long for a cookie', () => {
  it('takes the cookie of whoever was signed in before away, and works as Bearer', async () => {
    const peer = await startPeer();
    const layer = await startLayer({ paynetUrl: peer.url });
    try {
      const menuEntry = (id: number) => ({
        id,
        name: randomUUID(),
        text: randomUUID(),
        sort_number: '1',
        menu_type: 1,
      });
      peer.answerJson({
        code: 0,
        session_key: 'mbl_pcs_x',
        expired_date: '2099-01-01',
        agent_id: '1001',
        user_id: 'paynet',
        menu_options: Array.from({ length: 90 }, (_, id) => menuEntry(id)),
      });
      const { body, headers } = await layer.execute(SignInDocument, {
        input: { agentId: '1001', userName: 'paynet', password: 'paynet' },
      });
      if (body.data?.login.__typename !== 'LoginSuccess') throw new Error('not signed in');
      const { token } = body.data.login;
      expect(token.length).toBeGreaterThan(4_096);
      expect(headers.get('set-cookie')).toMatch(/^paynet-session=; Path=\/; Expires=Thu, 01 Jan 1970/);
      const who = await layer.execute(WhoAmIDocument, {}, { token });
      expect(who.body.data?.agentSession?.user.id).toBe('paynet');
    } finally {
      await Promise.all([layer.stop(), peer.stop()]);
    }
  });
});

describe('a session of one system', () => {
  it('opens nothing in another, even with the same secret', async () => {
    const sandboxed = await startLayer();
    const token = await sandboxed.signIn(PEOPLE.dealer);
    await sandboxed.stop();
    const test = await startLayer({
      env: {
        PAYNET_ENVIRONMENT: 'test',
        PAYNET_SECRET_KEY: 'sck_test',
        SESSION_SECRET: sandboxed.config.session.secret,
      },
    });
    try {
      const { body } = await test.execute(WhoAmIDocument, {}, { token });
      expect(body.data?.agentSession).toBeNull();
    } finally {
      await test.stop();
    }
  });
});

describe('a request as a whole', () => {
  it('ends at its limit, however many calls it makes', async () => {
    const layer = await startLayer({ env: { REQUEST_TIMEOUT_MS: '400' } });
    try {
      const token = await layer.signIn(PEOPLE.dealer);
      const slow = (alias: string) =>
        `${alias}(input: { payLink: { referenceNo: "sandbox:detail:slow=5000" } }) { __typename }`;
      const begun = performance.now();
      const { body } = await layer.query(
        `mutation { ${slow('deactivatePayLink')} ${slow('reactivatePayLink')} }`,
        {},
        { token },
      );
      expect(performance.now() - begun).toBeLessThan(1_500);
      expect(body.data).toEqual({
        deactivatePayLink: { __typename: 'PaynetUnavailable' },
        reactivatePayLink: { __typename: 'PaynetUnavailable' },
      });
    } finally {
      await layer.stop();
    }
  });

  it('leaves the reference of a link in the log, also when nobody waits for the answer', async () => {
    const layer = await startLayer();
    try {
      const token = await layer.signIn(PEOPLE.dealer);
      const gone = new AbortController();
      const input = { payerName: 'Ayşe Yılmaz', amount: '1', referenceNo: 'ORD-GONE', note: 'sandbox:slow=200' };
      const leaving = fetch(`${layer.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: print(CreatePayLinkDocument), variables: { input } }),
        signal: gone.signal,
      });
      await expect.poll(() => layer.left.some(({ body }) => body.includes('ORD-GONE'))).toBe(true);
      gone.abort();
      await expect(leaving).rejects.toThrow('aborted');
      await expect.poll(() => layer.log()).toContain('"referenceNos":["ORD-GONE"]');
      expect(layer.log()).toContain('"aborted":true');
      expect(layer.paynet.sandbox.links.map(({ referenceNo }) => referenceNo)).toEqual(['ORD-GONE']);
    } finally {
      await layer.stop();
    }
  });
});
