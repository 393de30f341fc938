import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { PaynetOutcomeUnknown, PaynetUnreadable } from '../../src/paynet/errors.ts';
import { clientOf, failureOf, SECRETS, usePeer } from './calls.ts';
import { documentedAnswer, documentedRequest } from './documentation.ts';

const paynet = usePeer();
const sample = documentedAnswer('/v1/agent/autologin');
beforeEach(() => paynet.peer.answerJson({ ...sample, url: SECRETS.autologinUrl }));

const paynetUser = { agentId: '1001', userName: 'paynet' };

describe('what leaves for agent/autologin', () => {
  it('is one POST to the documented path, with the key as issued and nothing that was not asked for', async () => {
    await paynet.client.agent.autologin(paynetUser);
    const [request, ...more] = paynet.peer.came;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: '/v1/agent/autologin' });
    expect(request?.headers).toEqual({
      host: new URL(paynet.peer.url).host,
      connection: 'keep-alive',
      authorization: `Basic ${SECRETS.secretKey}`,
      'content-type': 'application/json; charset=UTF-8',
      accept: 'application/json; charset=UTF-8',
      'content-length': String(Buffer.byteLength(request?.body ?? '')),
    });
  });

  it('is exactly the documented sample request for its values', async () => {
    await paynet.client.agent.autologin(paynetUser);
    expect(JSON.parse(paynet.peer.came[0]?.body ?? '')).toStrictEqual(
      documentedRequest('/v1/agent/autologin', 'documentation_sample'),
    );
  });

  it('carries the key in base64 with a colon where that form is set', async () => {
    const client = clientOf(paynet.peer.url, { keyFormat: 'base64' });
    await client.agent.autologin(paynetUser);
    await client.close();
    const encoded = Buffer.from(`${SECRETS.secretKey}:`).toString('base64');
    expect(paynet.peer.came.map(({ headers }) => headers.authorization)).toEqual([`Basic ${encoded}`]);
  });

  it('arrives letter by letter, whatever a name is made of', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, text, async (agentId, userName) => {
        paynet.peer.answerJson(sample);
        await paynet.client.agent.autologin({ agentId, userName });
        expect(paynet.peer.came.map(({ body }) => JSON.parse(body) as unknown)).toStrictEqual([
          { user_name: userName, agent_id: agentId },
        ]);
      }),
      { numRuns: 100, examples: [['2003', 'şükrü.ığdır']] },
    );
  });

  it('is a new call for every address: nothing is kept', async () => {
    await paynet.client.agent.autologin(paynetUser);
    await paynet.client.agent.autologin(paynetUser);
    expect(paynet.peer.came).toHaveLength(2);
  });
});

describe('what comes back from agent/autologin', () => {
  it.each([
    ['success', 'https://pts.paynet.com.tr'],
    ['success_older_turkish_page', 'https://pts.paynet.com.tr/Account/PaynetAgentGate?al=EAAAAL...%3d'],
  ])('is the address of the documented sample "%s" and nothing else', async (example, url) => {
    paynet.peer.answerJson(documentedAnswer('/v1/agent/autologin', example));
    expect(await paynet.client.agent.autologin(paynetUser)).toStrictEqual({ url });
  });

  it('is the address as Paynet wrote it, not as a browser would', async () => {
    const url = 'https://PTS.paynet.com.tr:443/Account/../Account/PaynetAgentGate?al=EAAAAL+/=&x=%3d%3D#a';
    paynet.peer.answerJson({ ...sample, url: ` ${url} ` });
    expect(await paynet.client.agent.autologin(paynetUser)).toStrictEqual({ url });
  });

  it('may lead to this machine where Paynet itself is on it', async () => {
    for (const url of ['http://127.0.0.1:4010/gate', 'http://localhost:4010/gate', 'http://[::1]:4010/gate']) {
      paynet.peer.answerJson({ ...sample, url });
      expect(await paynet.client.agent.autologin(paynetUser)).toStrictEqual({ url });
    }
  });

  it.each([
    undefined,
    null,
    '',
    ' ',
    42,
    true,
    {},
    ['https://pts.paynet.com.tr'],
    'pts.paynet.com.tr',
    '//pts.paynet.com.tr/gate',
    '/Account/PaynetAgentGate?al=1',
    'http://pts.paynet.com.tr/gate',
    'http://127.0.0.1.paynet.example/gate',
    'http://localhost.paynet.example/gate',
    'http://127.0.0.1@paynet.example/gate',
    'ftp://pts.paynet.com.tr/gate',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//https://pts.paynet.com.tr',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://pts.paynet.com.tr/1',
    'https:',
    'https://',
    'https://user@pts.paynet.com.tr/gate',
    'https://user:word@pts.paynet.com.tr/gate',
    'https://:word@pts.paynet.com.tr/gate',
    'https://@pts.paynet.com.tr/gate',
    'https://pts.paynet.com.tr\\@evil.example/gate',
    'https://pts.paynet.com.tr/ga te',
    'https://pts.paynet.com.tr/ga\tte',
    'https://pts.paynet.com.tr/gate\r\nSet-Cookie: a=b',
    'https://pts.paynet.com.tr/\u0000',
    'https://pts.paynet.com.tr/\u007f',
    'https://pts.paynet.com.tr/\u0085',
    'https://pts.paynet.com.tr/\u2028gate',
    'https:pts.paynet.com.tr/gate',
    'https:/pts.paynet.com.tr/gate',
    'https:///pts.paynet.com.tr/gate',
    'https://pts.paynet.com.tr/\u00a0x',
    'https://pts.paynet.com.tr/\u202egpj.exe',
    'https://pts.paynet.com.tr/\u200bgate',
    'https://pts.paynet.com.tr/\ufffdgate',
    'https://[::1/gate',
    'https://pts.paynet.com.tr:99999/gate',
  ])('is unreadable with the address %j, which nobody may be sent to', async (url) => {
    paynet.peer.answerJson({ ...sample, url });
    const failure = await failureOf(paynet.client.agent.autologin(paynetUser));
    expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
    expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
    expect((failure.cause as Error).message).toMatch(
      /readable answer: url: expected a safe https or loopback address$/,
    );
    expect(paynet.peer.came).toHaveLength(1);
  });

  it('is an address that leads where it seems to lead, or unreadable', async () => {
    const part = fc.string({ unit: 'binary', maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          part,
          fc.tuple(part, part).map(([before, after]) => `https://${before}pts.paynet.com.tr${after}`),
        ),
        async (url) => {
          paynet.peer.answerJson({ ...sample, url });
          const answer = await paynet.client.agent.autologin(paynetUser).catch((error: unknown) => error);
          if (answer instanceof PaynetOutcomeUnknown) return;
          const read = (answer as { url: string }).url;
          expect(read).toBe(url.trim());
          expect(read).toMatch(/^https:\/\//i);
          expect(read).not.toMatch(/[\p{C}\p{Z}\\\ufffd]/u);
          expect(new URL(read)).toMatchObject({ protocol: 'https:', username: '', password: '' });
        },
      ),
      { numRuns: 300 },
    );
  });
});
