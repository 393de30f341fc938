import dns from 'node:dns';
import { getCACertificates, setDefaultCACertificates, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBlackHole } from '../support/black-hole.ts';
import { always, says } from '../support/faults.ts';
import { certificate, fixture } from '../support/raw-server.ts';
import {
  GRACE_MS,
  LIMITS,
  openStage,
  PLANTED,
  type Stage,
  type StageOptions,
  TELL_TALE,
  useStage,
  WITH_DISCIPLINE,
} from './stage.ts';

/** What the three kinds of call come to: one that makes something, one that reads, one that needs no session. */
async function codes({ create, read, signIn }: Stage): Promise<unknown[]> {
  const [created, readAnswer, login] = [await create(), await read({ id: 'any' }), await signIn()];
  return [
    'code' in created ? created.code : created.__typename,
    readAnswer.body.errors?.[0]?.extensions['code'],
    'code' in login ? login.code : login.__typename,
  ];
}

const THREE_TIMES = (code: string) => [code, code, code];
const attempts = ({ layer }: Stage) => layer.log().match(/"attempt":/g)?.length ?? 0;

/** A stage of a test's own. */
async function withStage(options: StageOptions, test: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage(options);
  try {
    await test(stage);
    await stage.expectNothingTold();
    expect(stage.paynet.sandbox.links).toEqual([]);
  } finally {
    await stage.stop();
  }
}

it('F01 a host whose name does not resolve is asked for twice, and nothing left', async () => {
  await withStage({ env: WITH_DISCIPLINE, paynetUrl: () => 'http://paynet.invalid' }, async (stage) => {
    expect(await codes(stage)).toEqual(THREE_TIMES('UPSTREAM_UNAVAILABLE'));
    // The key is looked up first, so the create itself never begins.
    expect(attempts(stage)).toBe(3 * 2);
    expect(stage.proxy.connections).toBe(0);
  });
});

it('F01 a resolver that takes its time is given up at the connect limit', async () => {
  const { lookup } = dns;
  let asked = 0;
  // The operating system's resolver cannot be slowed down for one name, so Node's way to it is.
  Object.assign(dns, {
    lookup: (name: string, ...rest: [never, never]) =>
      name === 'slow.invalid' ? void (asked += 1) : lookup(name, ...rest),
  });
  try {
    await withStage({ env: WITH_DISCIPLINE, paynetUrl: () => 'http://slow.invalid' }, async (stage) => {
      const begun = performance.now();
      expect(await codes(stage)).toEqual(THREE_TIMES('UPSTREAM_UNAVAILABLE'));
      expect(performance.now() - begun).toBeLessThan(
        3 * (2 * Number(LIMITS.PAYNET_CONNECT_TIMEOUT_MS) + 100) + GRACE_MS,
      );
      expect(attempts(stage)).toBe(3 * 2);
      expect(asked).toBeGreaterThan(0);
    });
  } finally {
    Object.assign(dns, { lookup });
  }
});

describe('a Paynet that takes no connection', () => {
  const stage = useStage({ env: WITH_DISCIPLINE });

  // Again where it took longer, because then the machine may have been busy with something else.
  it('F02 is told within 300 ms after one more try, and the same key makes the one link later', {
    retry: 2,
  }, async () => {
    const input = stage.input();
    await stage.proxy.close();
    const begun = performance.now();
    expect(await stage.create({ ...input, idempotencyKey: null })).toMatchObject({
      __typename: 'PaynetUnavailable',
      code: 'UPSTREAM_UNAVAILABLE',
      retry: 'SAME_INPUT_LATER',
    });
    expect(performance.now() - begun).toBeLessThan(300);
    await stage.create(input);
    expect(stage.proxy.calls).toEqual([]);
    await stage.proxy.open();
    const answer = await stage.create(input);
    expect(answer).toMatchObject({ replayed: false });
    stage.expectOnePayable(answer, 1);
    expect(stage.proxy.calls).toEqual(['detail', 'create']);
  });
});

it('F03 a host that swallows every packet is given up at the connect limit, after one more try', async ({ skip }) => {
  const port = await openBlackHole();
  if (port === null) return skip('This system lets connections wait without a limit, so none can be made to hang.');
  await withStage({ env: WITH_DISCIPLINE, paynetUrl: () => `http://127.0.0.1:${port}` }, async (stage) => {
    const begun = performance.now();
    const answer = await stage.read({ id: 'any' });
    expect(answer.body.errors?.[0]?.extensions['code']).toBe('UPSTREAM_UNAVAILABLE');
    expect(attempts(stage)).toBe(2);
    expect(performance.now() - begun).toBeLessThan(2 * Number(LIMITS.PAYNET_CONNECT_TIMEOUT_MS) + 100 + GRACE_MS);
  });
});

describe('a Paynet behind TLS', () => {
  // This process, and no other, trusts the authority of the tests.
  beforeAll(() => setDefaultCACertificates([...getCACertificates('default'), fixture('trusted-ca.pem').toString()]));

  const TLS_1_1: TlsOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' };

  it.each<[string, TlsOptions]>([
    ['F04 a certificate that has expired', certificate('expired')],
    ['F04 a certificate for another host', certificate('other-host')],
    ['F04 a certificate of an unknown authority', certificate('unknown')],
    ['F04 a self-signed certificate', certificate('self-signed')],
    ['F05 a peer that speaks nothing newer than TLS 1.1', { ...certificate('good'), ...TLS_1_1 }],
  ])('%s gets not a byte of any request, and is asked once', async (_what, tls) => {
    await withStage({ tls }, async (stage) => {
      expect(await codes(stage)).toEqual(THREE_TIMES('UPSTREAM_TLS'));
      expect(await stage.create()).toMatchObject({ __typename: 'PaynetUnavailable', retry: 'NEVER' });
      expect(stage.proxy.bytes).toBe(0);
      expect(stage.proxy.connections).toBe(4);
      expect(attempts(stage)).toBe(4);
      expect(await stage.metrics()).toContain(
        'paynet_attempts_total{operation="mailorder/detail",result="tls_failed"} 3\n',
      );
    });
  });

  it.each<'TLSv1.2' | 'TLSv1.3'>(['TLSv1.2', 'TLSv1.3'])(
    'F05 a peer that speaks %s only is spoken to',
    async (version) => {
      const stage = await openStage({
        tls: { ...certificate('good'), minVersion: version, maxVersion: version },
        sandbox: { publicUrl: 'https://pay.example.com' },
      });
      try {
        stage.expectOnePayable(await stage.create(), 1);
        expect(stage.proxy.calls).toEqual(['detail', 'create']);
        await stage.expectNothingTold();
      } finally {
        await stage.stop();
      }
    },
  );
});

describe('a Paynet that does not accept us', () => {
  const stage = useStage();

  it.each([401, 403])('F06 under HTTP %i is asked once, and it is never the caller’s fault', async (status) => {
    const refusing = says(status, JSON.stringify({ type: 'authorization_error', message: TELL_TALE, code: status }));
    stage.proxy.plan(always({ create: refusing, detail: refusing, login: refusing, autologin: refusing }));
    expect(await codes(stage)).toEqual(THREE_TIMES('UPSTREAM_CREDENTIALS'));
    expect(stage.proxy.calls).toEqual(['detail', 'detail', 'login']);
    const created = await stage.create(stage.input({ idempotencyKey: null }));
    expect(created).toMatchObject({ __typename: 'PaynetUnavailable', code: 'UPSTREAM_CREDENTIALS', retry: 'NEVER' });
    expect('message' in created && created.message).toContain('not the caller’s fault');
    expect(await stage.openPortal()).toMatchObject({ code: 'UPSTREAM_CREDENTIALS' });
    expect(stage.proxy.calls.slice(3)).toEqual(['create', 'autologin']);
    expect(stage.paynet.sandbox.links).toEqual([]);
    expect(TELL_TALE).toContain(PLANTED.key);
  });
});
