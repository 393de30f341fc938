import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { WhoAmIDocument } from '../../src/operations/index.ts';
import { documentedError, RETURN_CODES } from '../paynet/documentation.ts';
import { after, always, amended, bomb, html, huge, rewritten, says, script } from '../support/faults.ts';
import { type Created, PLANTED, type Stage, TELL_TALE, useStage } from './stage.ts';

const stage = useStage();
const BAD = 'UPSTREAM_BAD_RESPONSE';

const linkOf = (answer: Created) => {
  if (answer.__typename !== 'CreatePayLinkSuccess') throw new Error(answer.__typename);
  return answer.payLink;
};

/** A link, and what reading it answers when Paynet's answer is changed so. */
async function readChanged(fault: Parameters<typeof always>[0][string]) {
  stage.proxy.plan(() => undefined);
  const { id } = linkOf(await stage.create());
  stage.proxy.plan(always({ detail: fault }));
  const { body } = await stage.read({ id });
  expect(stage.proxy.calls).toEqual(['detail']);
  return { link: body.data?.['payLink'] as Record<string, unknown> | null, code: body.errors?.[0]?.extensions['code'] };
}

describe('being asked for fewer calls', () => {
  const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60;
  const A_DAY_S = 24 * 60 * 60;
  const advice: readonly (readonly [says: string, header: string | undefined, seconds: number | undefined])[] = [
    ['seconds', '2', 2],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString(), expect.closeTo(3_600, -3) as number],
    ['nothing to wait for', '0', 0],
    ['a negative number', '-1', undefined],
    ['ten years', String(TEN_YEARS_S), A_DAY_S],
    ['nonsense', 'soon', undefined],
    ['nothing', undefined, undefined],
  ];

  const busy = (header: string | undefined) =>
    says(429, JSON.stringify({ code: 429, message: TELL_TALE }), header === undefined ? {} : { 'retry-after': header });

  it.each(advice)(
    'F17 with Retry-After that says %s is passed on with when to ask again',
    async (_what, header, seconds) => {
      stage.proxy.plan(always({ detail: busy(header), login: busy(header) }));
      const { body } = await stage.read({ id: 'any' });
      expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', retry: 'SAME_INPUT_LATER' });
      expect(body.errors?.[0]?.extensions['retryAfterSeconds']).toEqual(seconds);
      expect(await stage.signIn()).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', retry: 'SAME_INPUT_LATER' });
      expect(stage.proxy.calls.filter((service) => service === 'login')).toHaveLength(1);
    },
  );

  it.each(advice)(
    'F17 with Retry-After that says %s proves nothing of a create: it is looked for',
    async (_what, header) => {
      stage.proxy.plan(script({ create: [busy(header)] }));
      stage.expectOnePayable(await stage.create(), 1);
      stage.proxy.plan(script({ create: [after(busy(header))] }));
      stage.paynet.sandbox.reset();
      stage.expectOnePayable(await stage.create(), 2);
    },
  );

  it('F17 again and again ends in time, and the same key makes the link once it is over', async () => {
    const input = stage.input();
    stage.proxy.plan(always({ create: busy('1') }));
    expect(await stage.create(input)).toMatchObject({
      __typename: 'PayLinkOutcomeUnknown',
      retry: 'SAME_INPUT_LATER',
      retryAfterSeconds: expect.any(Number) as number,
    });
    expect(stage.proxy.calls.filter((service) => service === 'create').length).toBeLessThanOrEqual(3);
    stage.proxy.plan(() => undefined);
    stage.expectOnePayable(await stage.create(input), 1);
  });
});

describe('an answer that is too much', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const MIB = 1024 * 1024;
  /** What buffers hold outside the heap, where answers are. */
  const heldBytes = () => {
    collectGarbage();
    return process.memoryUsage().arrayBuffers;
  };

  it('F23 because it has 200 MB is stopped at 1 MiB', async () => {
    let sent = 0;
    const fault = huge(200, (mebibytes) => (sent = Math.max(sent, mebibytes)));
    const before = heldBytes();
    expect(await readChanged(fault)).toEqual({ link: null, code: BAD });
    stage.proxy.plan(script({ create: [after(fault)] }));
    stage.paynet.sandbox.reset();
    stage.expectOnePayable(await stage.create(), 2);
    // What was in the buffers of two sockets is all that left.
    expect(sent).toBeLessThan(16);
    await expect.poll(heldBytes).toBeLessThan(before + 8 * MIB);
  });

  it('F23 because it would inflate to a gigabyte is never inflated', async () => {
    const fault = bomb();
    const before = heldBytes();
    expect(await readChanged(fault)).toEqual({ link: null, code: BAD });
    stage.proxy.plan(script({ create: [after(fault)] }));
    stage.paynet.sandbox.reset();
    stage.expectOnePayable(await stage.create(), 2);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(before + 32 * MIB);
  });

  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const keys = (count: number) => Array.from({ length: count }, (_, index) => `"k${index}":0,`).join('');
  /** A good answer with more in it. */
  const withMore = (more: string) => rewritten((json) => json.replace('{', `{${more}`));

  // Again where it took longer, because then the machine may have been busy with something else.
  it.each<readonly [string, ReturnType<typeof says>, string | undefined]>([
    ['is an array 100,000 levels deep', says(200, deep(100_000)), BAD],
    ['has a member 100,000 levels deep', withMore(`"more":${deep(100_000)},`), BAD],
    ['has 70,000 more members', withMore(keys(70_000)), BAD],
    ['has 10,000 more members', withMore(keys(10_000)), undefined],
    ['has a million members', says(200, `{${keys(1_000_000)}"code":0}`), BAD],
  ])('F24 because it %s holds nobody else up', { retry: 3 }, async (_what, fault, code) => {
    const { id } = linkOf(await stage.create());
    stage.proxy.plan(always({ detail: fault }));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const { body } = await stage.read({ id });
    delay.disable();
    expect(body.errors?.[0]?.extensions['code']).toBe(code);
    expect(stage.proxy.calls).toEqual(['detail']);
    // Sandbox, proxy and client share the loop with the layer.
    expect(delay.max / 1e6).toBeLessThan(50);
  });

  it('F24 at a sign-in is the same', { retry: 3 }, async () => {
    stage.proxy.plan(always({ login: withMore(keys(70_000)) }));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    expect(await stage.signIn()).toMatchObject({ __typename: 'PaynetUnavailable', code: BAD });
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(50);
    expect(stage.proxy.calls).toEqual(['login']);
  });
});

describe('a member of the wrong type', () => {
  it.each<readonly [string, Record<string, unknown>, Record<string, unknown>]>([
    ['text for the return code', { code: '0' }, {}],
    ['an amount with a comma', { amount: '120,00' }, { amount: { amount: '120.00', currency: 'TRY' } }],
    ['an amount as text', { amount: '120.10' }, { amount: { amount: '120.10', currency: 'TRY' } }],
    ['text for a status', { status: '0' }, { status: 'AWAITING_PAYMENT' }],
    ['a list for text', { name_surname: ['Ayşe'] }, { payerName: null }],
    ['an object for text', { note: {} }, { note: null }],
    ['a number for text', { note: 118 }, { note: '118' }],
    ['true for text', { note: true }, { note: null }],
  ])('F26 %s: is read where nothing hangs on it', async (_what, change, expected) => {
    const { link, code } = await readChanged(amended(change));
    expect(code).toBeUndefined();
    expect(link).toMatchObject(expected);
  });

  it.each([
    ['a list for an amount', { amount: [120] }],
    ['words for an amount', { amount: 'yüz yirmi' }],
    ['a thousands separator in an amount', { amount: '1.200,00' }],
    ['false for an amount', { amount: false }],
    ['a list for the return code', { code: [0] }],
    ['false for the return code', { code: false }],
  ])('F26 %s: makes the answer unreadable', async (_what, change) => {
    expect(await readChanged(amended(change))).toEqual({ link: null, code: BAD });
  });

  it.each<readonly [unknown, boolean]>([
    ['false', false],
    ['False', false],
    [false, false],
    [null, false],
    ['', false],
    ['true', true],
    [true, true],
  ])('F26 the right %j is never taken for its opposite', async (PaynetLink, has) => {
    stage.proxy.plan(script({ login: [amended({ userAuthorizationContainer: { PaynetLink } })] }));
    const login = await stage.signIn();
    if (login.__typename !== 'LoginSuccess') throw new Error(login.__typename);
    const { body } = await stage.ask(WhoAmIDocument, {}, { token: login.token });
    expect(body.data?.agentSession?.authorization.canSendPayLinks).toBe(has);
    expect(stage.proxy.calls).toEqual(['login']);
  });

  it.each([0, 1, '0', '1', 'yes', [], {}])('F26 %j for a right makes the answer unreadable', async (PaynetLink) => {
    stage.proxy.plan(script({ login: [amended({ userAuthorizationContainer: { PaynetLink } })] }));
    expect(await stage.signIn()).toMatchObject({ __typename: 'PaynetUnavailable', code: BAD });
    expect(stage.proxy.calls).toEqual(['login']);
  });
});

/** After these nobody can tell what happened; any other but 0 is a plain no. */
const UNCLEAR_CODES: ReadonlySet<number> = new Set([8, 10, 100, 200, 201]);
const LOGIN_REFUSALS: ReadonlySet<number> = new Set([1, 2, 3, 4, 6, 7, 12]);
const NO_SUCH_LINK: ReadonlySet<number> = new Set([4, 6, 12]);
const saysCode = (code: number) => says(200, JSON.stringify({ object_name: 'any', code, message: TELL_TALE }));

/** What the metrics say of it. */
async function counted(sample: string): Promise<number> {
  const line = (await stage.metrics()).split('\n').find((each) => each.startsWith(`${sample} `));
  return Number(line?.slice(sample.length) ?? 0);
}

/** What a query's failure says, or null. */
const codeOf = async (answer: ReturnType<Stage['read']>) => (await answer).body.errors?.[0]?.extensions['code'] ?? null;

describe('a documented return code', () => {
  const codes = RETURN_CODES.filter(({ code }) => code !== 0);
  const unclear = { __typename: 'PaynetUnavailable', code: 'UPSTREAM_ERROR' };

  it.each(codes)('F27 $code ($key) means at every call what is documented', async ({ code, key }) => {
    const { id } = linkOf(await stage.create());
    const fault = saysCode(code);
    stage.proxy.plan(always({ login: fault, autologin: fault, status_update: fault, list: fault }));
    const isUnclear = UNCLEAR_CODES.has(code);
    const refused = { __typename: 'PaynetRefused', code: 'REFUSED_BY_PAYNET', returnCode: code, returnCodeName: key };

    expect(await stage.signIn()).toMatchObject(
      isUnclear
        ? unclear
        : LOGIN_REFUSALS.has(code)
          ? { __typename: 'PaynetLoginRefused' }
          : { __typename: 'PaynetRefused' },
    );
    expect(await stage.openPortal()).toMatchObject(isUnclear ? unclear : refused);
    expect(await stage.switchOff(id)).toMatchObject(isUnclear ? unclear : refused);
    expect(await codeOf(stage.list())).toBe(isUnclear ? 'UPSTREAM_ERROR' : 'REFUSED_BY_PAYNET');
    stage.proxy.plan(always({ detail: fault }));
    expect(await codeOf(stage.read({ id }))).toBe(
      isUnclear ? 'UPSTREAM_ERROR' : NO_SUCH_LINK.has(code) ? null : 'REFUSED_BY_PAYNET',
    );
  });

  it.each(codes)('F27 $code ($key) of a create is believed where it is a plain no', async ({ code, key }) => {
    const input = stage.input({ idempotencyKey: null });
    stage.proxy.plan(script({ create: [saysCode(code)] }));
    const answer = await stage.create(input);
    if (UNCLEAR_CODES.has(code)) {
      stage.expectOnePayable(answer, 1);
      expect(stage.proxy.calls.slice(0, 2)).toEqual(['create', 'detail']);
      return;
    }
    const field = new Map([
      [20, 'posType'],
      [21, 'instalmentKey'],
    ]).get(code);
    expect(answer).toMatchObject(
      field === undefined
        ? { __typename: 'PaynetRefused', returnCode: code, returnCodeName: key }
        : { __typename: 'PaynetInvalidInput', fields: [{ field }] },
    );
    // "Duplicate data" could be about a link of ours, so that is looked for.
    expect(stage.proxy.calls).toEqual(code === 5 ? ['create', 'detail'] : ['create']);
    expect(stage.paynet.sandbox.links).toEqual([]);
  });

  it('F27 5 (duplicate data) of a create that was made all the same leads to that link', async () => {
    stage.proxy.plan(script({ create: [after(saysCode(5))] }));
    stage.expectOnePayable(await stage.create(stage.input({ idempotencyKey: null })), 1);
  });

  it('F27 100 (had already succeeded) is believed only once the link was found', async () => {
    stage.proxy.plan(script({ create: [after(saysCode(100))] }));
    stage.expectOnePayable(await stage.create(), 2);
  });
});

describe('an error object under another status than 200', () => {
  it.each<readonly [string, ReturnType<typeof says>]>([
    ['with the status as code', says(400, JSON.stringify(documentedError('BadRequest')))],
    ['in iyzico’s form', says(400, JSON.stringify(documentedError('BadRequest', 'envelope')))],
    ['with the return code as text', says(404, JSON.stringify({ code: 404, result_code: '11', message: TELL_TALE }))],
  ])('F28 %s: its return code is Paynet’s, not the status', async (_what, fault) => {
    stage.proxy.plan(always({ create: fault, autologin: fault }));
    const refused = { __typename: 'PaynetRefused', returnCode: 11, returnCodeName: 'badrequest' };
    expect(await stage.create()).toMatchObject(refused);
    expect(await stage.openPortal()).toMatchObject(refused);
    expect(stage.proxy.calls).toEqual(['detail', 'create', 'autologin']);
  });
});

describe('a return code nobody has documented', () => {
  it.each([-1, 27, 999, 2_147_483_648])(
    'F29 %i leaves the outcome open, and its message goes nowhere',
    async (code) => {
      stage.proxy.plan(script({ create: [saysCode(code)] }));
      stage.expectOnePayable(await stage.create(), 1);
      stage.proxy.plan(always({ login: saysCode(code), detail: saysCode(code) }));
      expect(await stage.signIn()).toMatchObject({ __typename: 'PaynetUnavailable', code: 'UPSTREAM_ERROR' });
      const sample = 'paynet_undocumented_return_codes_total{operation="mailorder/detail"}';
      const before = await counted(sample);
      expect(await codeOf(stage.read({ id: 'any' }))).toBe('UPSTREAM_ERROR');
      expect(await counted(sample)).toBe(before + 1);
    },
  );
});

describe('an answer that has changed a little', () => {
  it.each<readonly [string, Record<string, unknown>, Record<string, unknown>]>([
    ['a new member', { risk_score: { level: 3 }, __proto__x: 1 }, { status: 'AWAITING_PAYMENT' }],
    [
      'missing optional members',
      { note: undefined, agent_note: undefined, phone: undefined },
      { note: null, phone: null },
    ],
    ['null for text', { note: null, name_surname: null }, { note: null, payerName: null }],
    ['a blank for nothing', { note: ' ', name_surname: '', phone: '  ' }, { note: null, payerName: null, phone: null }],
  ])('F30 by %s works', async (_what, change, expected) => {
    const { link, code } = await readChanged(amended(change));
    expect(code).toBeUndefined();
    expect(link).toMatchObject(expected);
  });

  it.each([
    ['unknown', 'new', { [PLANTED.phone]: 1 }],
    ['note', 'missing', { note: undefined }],
    ['note', 'empty', { note: ' ' }],
  ])(
    'F30 by a member (%s) that is %s is counted, without its name where nobody knows it',
    async (member, what, change) => {
      const sample = `paynet_odd_members_total{operation="mailorder/detail",member="${member}",what="${what}"}`;
      const before = await counted(sample);
      await readChanged(amended(change));
      expect(await counted(sample)).toBeGreaterThan(before);
    },
  );

  it('F30 at a sign-in and at a create works as well', async () => {
    const change = { risk_score: 3, logo_url: ' ', company_list: undefined, menu_options: null };
    stage.proxy.plan(always({ login: amended(change), create: amended(change) }));
    expect(await stage.signIn()).toMatchObject({ __typename: 'LoginSuccess' });
    stage.expectOnePayable(await stage.create(), 1);
    expect(stage.proxy.calls).toEqual(['login', 'detail', 'create']);
  });
});

describe('a number', () => {
  const withAmount = (digits: string) => rewritten((json) => json.replace(/"amount":[^,}]+/, `"amount":${digits}`));

  it.each([
    ['9007199254740993.01', '9007199254740993.01'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['120.10', '120.10'],
    ['120.1', '120.1'],
    ['0', '0'],
  ])('F32 %s arrives with just its digits', async (digits, amount) => {
    expect((await readChanged(withAmount(digits))).link).toMatchObject({ amount: { amount } });
  });

  it.each(['1e3', '1E400', '0.1e-7', 'NaN', 'Infinity', '"NaN"', '012', '+1', '0x10', '"1e3"'])(
    'F32 %s is refused, not rounded',
    async (digits) => {
      expect(await readChanged(withAmount(digits))).toEqual({ link: null, code: BAD });
    },
  );
});

describe('an address', () => {
  const UNSAFE = [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'http://odeme.example/pay',
    'https://user:secret@odeme.example/pay',
    'https://odeme.example\\@elsewhere.example/',
    'https://odeme.example/\u0000pay',
    'https://odeme.example/\r\nset-cookie: a=b',
    'https://odeme.example/\u202egnp.exe',
    '//odeme.example/pay',
    ' ',
  ];

  it.each(UNSAFE)('F33 %j reaches nobody: such a link is switched off, and another made', async (url) => {
    stage.proxy.plan(script({ create: [amended({ url })] }));
    const answer = await stage.create();
    stage.expectOnePayable(answer, 2);
    expect(stage.proxy.calls).toEqual(['detail', 'create', 'detail', 'status_update', 'detail', 'create']);
    expect(linkOf(answer).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    stage.proxy.plan(always({ autologin: amended({ url }) }));
    expect(await stage.openPortal()).toMatchObject({ __typename: 'PaynetUnavailable', code: BAD });
  });

  it.each(UNSAFE)('F33 %j is null where a link or a sign-in goes on without it', async (url) => {
    expect(await readChanged(amended({ url }))).toMatchObject({ link: { url: null }, code: undefined });
    stage.proxy.plan(script({ login: [amended({ logo_url: url })] }));
    const login = await stage.signIn();
    if (login.__typename !== 'LoginSuccess') throw new Error(login.__typename);
    const { body } = await stage.ask(WhoAmIDocument, {}, { token: login.token });
    expect(body.data?.agentSession?.agent.logoUrl).toBeNull();
  });
});

describe('a page where an answer should be', () => {
  it('F18 F19 F20 is never a link that was not found, and never an empty one', async () => {
    for (const fault of [html(200, TELL_TALE), html(503, TELL_TALE), says(200, ''), says(204, ''), says(200, '{}')]) {
      const { link, code } = await readChanged(fault);
      expect(link).toBeNull();
      expect(code).toMatch(/^UPSTREAM_/);
    }
  });
});
