import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { PaynetOutcomeUnknown, PaynetUnreadable } from '../../src/paynet/errors.ts';
import type { LoginInput } from '../../src/paynet/services/agent.ts';
import { clientOf, failureOf, SECRETS, usePeer } from './calls.ts';
import { documentedAnswer } from './documentation.ts';

const paynet = usePeer();
const sample = documentedAnswer('/v1/agent/login');
beforeEach(() => paynet.peer.answerJson(sample));

const paynetUser: LoginInput = { agentId: '1001', userName: 'paynet', password: SECRETS.password };

/** What leaves for a login with this input. */
async function leaves(input: LoginInput): Promise<Record<string, unknown>> {
  paynet.peer.answerJson(sample);
  await paynet.client.agent.login(input);
  expect(paynet.peer.came).toHaveLength(1);
  return JSON.parse(paynet.peer.came[0]?.body ?? '') as Record<string, unknown>;
}

/** What a login comes to when Paynet answers the sample with these members changed. */
async function answered(change: Record<string, unknown>) {
  paynet.peer.answerJson({ ...sample, ...change });
  return paynet.client.agent.login(paynetUser);
}

async function answeredWithout(...members: string[]) {
  return answered(Object.fromEntries(members.map((member) => [member, undefined])));
}

/** A login whose answer cannot be read is neither done nor failed. */
async function expectUnreadable(change: Record<string, unknown>, member: string): Promise<void> {
  const failure = await failureOf(answered(change));
  expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
  expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
  expect((failure.cause as Error).message).toContain(member);
  expect(paynet.peer.came).toHaveLength(1);
}

describe('what leaves for agent/login', () => {
  it('is one POST to the documented path, with the key as issued and nothing that was not asked for', async () => {
    await paynet.client.agent.login(paynetUser);
    const [request, ...more] = paynet.peer.came;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: '/v1/agent/login' });
    expect(request?.headers).toEqual({
      host: new URL(paynet.peer.url).host,
      connection: 'keep-alive',
      authorization: `Basic ${SECRETS.secretKey}`,
      'content-type': 'application/json; charset=UTF-8',
      accept: 'application/json; charset=UTF-8',
      'content-length': String(Buffer.byteLength(request?.body ?? '')),
    });
  });

  it('carries the key in base64 with a colon where that form is set', async () => {
    const client = clientOf(paynet.peer.url, { keyFormat: 'base64' });
    await client.agent.login(paynetUser);
    await client.close();
    const encoded = Buffer.from(`${SECRETS.secretKey}:`).toString('base64');
    expect(paynet.peer.came.map(({ headers }) => headers.authorization)).toEqual([`Basic ${encoded}`]);
  });

  it('holds every member that was given, by Paynet’s names', async () => {
    const body = await leaves({
      ...paynetUser,
      deviceId: '2b6f0cc904d137be2e1730235f5664094b831186',
      companyCode: '0042',
      osType: 'android',
      deviceType: 'SM-G991B',
    });
    expect(body).toStrictEqual({
      user_name: 'paynet',
      password: SECRETS.password,
      agent_id: '1001',
      pushtoken_id: '2b6f0cc904d137be2e1730235f5664094b831186',
      company_code: '0042',
      os_type: 'android',
      device_type: 'SM-G991B',
    });
  });

  it('holds no member that was not given, but for the device id', async () => {
    const body = await leaves(paynetUser);
    expect(Object.keys(body).toSorted()).toEqual(['agent_id', 'password', 'pushtoken_id', 'user_name']);
  });

  it('names one device for one user of one agent, whatever the password, and another for anybody else', async () => {
    const deviceOf = async (input: LoginInput) => (await leaves(input))['pushtoken_id'];
    const device = await deviceOf(paynetUser);
    expect(device).toMatch(/^[0-9a-f]{40}$/);
    expect(await deviceOf({ ...paynetUser, password: 'another' })).toBe(device);
    const others = [
      await deviceOf({ ...paynetUser, userName: 'usta' }),
      await deviceOf({ ...paynetUser, agentId: '2001' }),
      // These two would be one user if agent and name were simply put together.
      await deviceOf({ ...paynetUser, agentId: '10', userName: '01paynet' }),
      await deviceOf({ ...paynetUser, agentId: '1001p', userName: 'aynet' }),
    ];
    expect(new Set([device, ...others]).size).toBe(5);
  });

  it('arrives letter by letter, whatever a name or a password is made of', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (agentId, userName, password) => {
        expect(await leaves({ agentId, userName, password })).toMatchObject({
          agent_id: agentId,
          user_name: userName,
          password,
        });
      }),
      {
        numRuns: 100,
        examples: [
          ['2003', 'şükrü.ığdır', 'Çığ-Şöü-İı'],
          ['1', '"\\\n\u2028', '𝔭\u0000ß'],
        ],
      },
    );
  });
});

describe('what comes back from agent/login', () => {
  it('is the documented sample in its meaning, every member of it', async () => {
    expect(await paynet.client.agent.login(paynetUser)).toStrictEqual({
      sessionKey: 'mbl_pcs_Dh0wLE6/10hu0*we7WbtQZd/7JGqycrH',
      expiresOn: '2020-05-03',
      // What was sent as user_name comes back as user_id; the answer's user_name is the person's name.
      user: { id: 'paynet', displayName: 'A*** D***', email: 'mail@paynet.com.tr', phone: '545*****95' },
      agent: {
        id: '1001',
        name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.',
        company: { code: '1001', name: 'PAYNET ÖDEME HİZMETLERİ A.Ş.' },
        address: {
          line1: null,
          line2: null,
          province: { code: '34', name: 'İSTANBUL' },
          district: { code: null, name: 'İSTANBUL' },
          postalCode: null,
        },
        email: null,
        phone: '0212 4447729',
        taxOffice: null,
        taxId: null,
        sectorId: '0000',
        referenceNo: null,
        segment: { id: null, name: 'Paynet PF Grubu' },
        logoUrl: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo1940235788.png',
        isBlocked: false,
        isDeleted: false,
        isActive: false,
        isCompany: true,
        canSelectCustomer: true,
        hasMultiLogin: false,
      },
      authorization: {
        canTakePayments: false,
        canViewTransactions: true,
        isMaster: false,
        canViewAllUsersTransactions: true,
        canReverseTransactions: true,
        canUseRecurringPayments: false,
        canUseBulkRecurringPayments: true,
        canSendPayLinks: true,
        canSendBulkPayLinks: true,
        canViewAgentTransactions: false,
      },
      menuOptions: [
        ['1', 'pay', 'Ödeme Al'],
        ['2', 'report', 'Işlemler'],
        ['3', 'limit_notation', 'Limit Gösterimi'],
        ['4', 'paynet_link', 'Ödeme Emri Gönder'],
      ].map(([id, name, text]) => ({
        id,
        name,
        text,
        sortNumber: Number(id),
        menuType: 1,
        companyCode: '1001',
        agentId: '1001',
        userName: null,
      })),
      preferences: {
        isApprovedCardAuthEnabled: false,
        logoUrl: 'https://pts-statics.paynet.com.tr/img/agentlogo/1001/logo.png',
      },
      companies: null,
    });
  });

  it('reads county as province and city as district', async () => {
    const { agent } = await answered({
      county_code: '06',
      county_name: 'ANKARA',
      city_code: '0601',
      city_name: 'ÇANKAYA',
    });
    expect(agent.address).toMatchObject({
      province: { code: '06', name: 'ANKARA' },
      district: { code: '0601', name: 'ÇANKAYA' },
    });
  });

  it('keeps leading zeros and Turkish letters', async () => {
    const { agent, user } = await answered({
      agent_id: '0007',
      company_code: '001',
      zip_code: '06420',
      tax_id: '0012345678',
      sector_id: '0000',
      segment_id: '00',
      user_id: 'şükrü.ığdır',
      user_name: '  Şükrü İĞDIR ',
    });
    expect(agent).toMatchObject({
      id: '0007',
      company: { code: '001' },
      address: { postalCode: '06420' },
      taxId: '0012345678',
      sectorId: '0000',
      segment: { id: '00' },
    });
    expect(user).toMatchObject({ id: 'şükrü.ığdır', displayName: 'Şükrü İĞDIR' });
  });

  it('takes codes that come as integers as their digits', async () => {
    const { agent, user } = await answered({ agent_id: 1001, user_id: 17, tax_id: 9_007_199_254_740_991 });
    expect(agent).toMatchObject({ id: '1001', taxId: '9007199254740991' });
    expect(user.id).toBe('17');
  });

  it('never rounds a number that is past double precision: null for a detail, unreadable for an identity', async () => {
    paynet.peer.answerJson(
      JSON.stringify({ ...sample, tax_id: 0 }).replace('"tax_id":0', '"tax_id":90071992547409931'),
    );
    expect((await paynet.client.agent.login(paynetUser)).agent.taxId).toBeNull();
    paynet.peer.answerJson(JSON.stringify({ ...sample, user_id: 0 }).replace('"user_id":0', '"user_id":1e99'));
    expect((await failureOf(paynet.client.agent.login(paynetUser))).cause).toBeInstanceOf(PaynetUnreadable);
  });

  it.each(['', ' ', '   ', '\t', null, undefined])('takes %j for "no value"', async (nothing) => {
    const { user, agent, preferences } = await answered({
      user_name: nothing,
      user_email: nothing,
      user_phone: nothing,
      company_code: nothing,
      company_desc: nothing,
      agent_name: nothing,
      adress1: nothing,
      adress2: nothing,
      county_code: nothing,
      county_name: nothing,
      city_code: nothing,
      city_name: nothing,
      zip_code: nothing,
      segment_id: nothing,
      segment_text: nothing,
      logo_url: nothing,
      is_agent_blocked: nothing,
      is_activ: nothing,
      agentUserPreferences: { ApprovedCardAuth: nothing, LogoUrl: nothing },
    });
    expect(user).toStrictEqual({ id: 'paynet', displayName: null, email: null, phone: null });
    // With nothing known of a part there is no part, rather than an empty one.
    expect(agent).toMatchObject({
      name: null,
      company: null,
      address: null,
      segment: null,
      logoUrl: null,
      isBlocked: null,
      isActive: null,
    });
    expect(preferences).toStrictEqual({ isApprovedCardAuthEnabled: null, logoUrl: null });
  });

  it('needs no member but session key, day of expiry, agent, user and return code', async () => {
    paynet.peer.answerJson({
      session_key: 'mbl_pcs_1',
      expired_date: '2026-12-31',
      agent_id: '1001',
      user_id: 'paynet',
      code: 0,
    });
    const { authorization, menuOptions, companies, agent } = await paynet.client.agent.login(paynetUser);
    expect(Object.values(authorization)).toEqual(Array.from({ length: 10 }, () => false));
    expect({ menuOptions, companies }).toEqual({ menuOptions: [], companies: null });
    expect(agent).toMatchObject({ id: '1001', name: null, isBlocked: null, isCompany: null });
  });

  it.each(['session_key', 'expired_date', 'agent_id', 'user_id'])('is unreadable without %s', async (member) => {
    await expectUnreadable({ [member]: undefined }, member);
    await expectUnreadable({ [member]: null }, member);
    await expectUnreadable({ [member]: ' ' }, member);
    await expectUnreadable({ [member]: {} }, member);
  });

  it('is the same with members nobody has documented', async () => {
    const plain = await answered({});
    const more = {
      user_unique_id: '17',
      agent: { id: 'another' },
      isActive: true,
      sessionKey: 'another',
      constructor: 1,
      toString: 'x',
    };
    expect(await answered(more)).toStrictEqual(plain);
    paynet.peer.answerJson(JSON.stringify(sample).replace('{', '{"__proto__":{"code":7,"agent_id":"2001"},'));
    expect(await paynet.client.agent.login(paynetUser)).toStrictEqual(plain);
  });

  describe('expired_date', () => {
    it.each([
      ['2026-03-31', '2026-03-31'],
      [' 2026-03-31 ', '2026-03-31'],
      ['2026-03-31T00:00:00', '2026-03-31'],
      ['2026-03-31 23:59:59', '2026-03-31'],
      ['2026-03-31T15:30:15.0581408+03:00', '2026-03-31'],
      ['2028-02-29', '2028-02-29'],
    ])('%j is the day %s', async (written, day) => {
      expect((await answered({ expired_date: written })).expiresOn).toBe(day);
    });

    it.each(['2026-02-30', '2026-13-01', '2027-02-29', '31.03.2026', '2026-3-1', '20260331', 'yarın', 20260331, true])(
      '%j is no day, so the answer is unreadable',
      async (written) => expectUnreadable({ expired_date: written }, 'expired_date'),
    );
  });

  describe('a right', () => {
    const RIGHTS = {
      TransactionAuthorization: 'canTakePayments',
      ReportAuthorization: 'canViewTransactions',
      MasterUserAuthorization: 'isMaster',
      AllUserReportAuthorization: 'canViewAllUsersTransactions',
      ReverseTransactionAuthorization: 'canReverseTransactions',
      RecurringPayment: 'canUseRecurringPayments',
      BulkRecurringPayment: 'canUseBulkRecurringPayments',
      PaynetLink: 'canSendPayLinks',
      BulkPaynetLink: 'canSendBulkPayLinks',
      AgentReportAuthorization: 'canViewAgentTransactions',
    } as const;
    const cases = Object.entries(RIGHTS);
    const NO_RIGHTS = Object.fromEntries(Object.values(RIGHTS).map((name) => [name, false]));

    it.each(cases)('%s is read where the sample has it, nested', async (right, name) => {
      const { authorization } = await answered({ userAuthorizationContainer: { [right]: true } });
      expect(authorization).toEqual({ ...NO_RIGHTS, [name]: true });
    });

    it.each(cases)('%s is read where the table has it, at the top', async (right, name) => {
      const { authorization } = await answered({ userAuthorizationContainer: undefined, [right]: 'true' });
      expect(authorization).toEqual({ ...NO_RIGHTS, [name]: true });
    });

    it.each(cases)('%s counts as nested where both places name it', async (right, name) => {
      const taken = await answered({ userAuthorizationContainer: { [right]: false }, [right]: true });
      expect(taken.authorization[name]).toBe(false);
      const given = await answered({ userAuthorizationContainer: { [right]: true }, [right]: false });
      expect(given.authorization[name]).toBe(true);
    });

    it('is not given where nobody names it', async () => {
      expect((await answered({ userAuthorizationContainer: null })).authorization).toEqual(NO_RIGHTS);
      expect((await answered({ userAuthorizationContainer: {} })).authorization).toEqual(NO_RIGHTS);
      expect((await answered({ userAuthorizationContainer: { PaynetLink: null } })).authorization).toEqual(NO_RIGHTS);
    });

    const canReverse = (ReverseTransactionAuthorization: unknown) =>
      answered({ userAuthorizationContainer: { ReverseTransactionAuthorization } });

    it.each([
      [true, true],
      ['true', true],
      ['True', true],
      [' TRUE ', true],
      [false, false],
      ['false', false],
      ['False', false],
      ['', false],
      [' ', false],
      [null, false],
    ])('written %j is %j', async (written, meaning) => {
      expect((await canReverse(written)).authorization.canReverseTransactions).toBe(meaning);
    });

    it('is never guessed: anything but a boolean, its text or "no value" makes the answer unreadable', async () => {
      const isReadable = (value: unknown) =>
        value === null ||
        typeof value === 'boolean' ||
        (typeof value === 'string' && ['', 'true', 'false'].includes(value.trim().toLowerCase()));
      await fc.assert(
        fc.asyncProperty(
          fc.jsonValue({ maxDepth: 2 }).filter((value) => !isReadable(value)),
          fc.boolean(),
          async (value, isNested) => {
            const rights = { PaynetLink: value };
            await expectUnreadable(
              isNested ? { userAuthorizationContainer: rights } : { userAuthorizationContainer: null, ...rights },
              'PaynetLink',
            );
          },
        ),
        {
          numRuns: 100,
          examples: [
            ['yes', true],
            [1, true],
            [0, false],
            [{}, true],
            [[], false],
            ['trúe', true],
            ['1', false],
          ],
        },
      );
    });

    it.each(['none', 1, true, [], [{ PaynetLink: true }]])('is not looked for in a container %j', async (container) => {
      await expectUnreadable({ userAuthorizationContainer: container }, 'userAuthorizationContainer: unexpected type');
    });
  });

  describe('a flag of the agent', () => {
    it.each([
      ['is_agent_blocked', 'isBlocked'],
      ['is_agent_deleted', 'isDeleted'],
      ['is_company', 'isCompany'],
    ] as const)('%s decides something, so it is read as text too and never guessed', async (member, field) => {
      expect((await answered({ [member]: true })).agent[field]).toBe(true);
      expect((await answered({ [member]: 'true' })).agent[field]).toBe(true);
      expect((await answered({ [member]: 'false' })).agent[field]).toBe(false);
      expect((await answeredWithout(member)).agent[field]).toBeNull();
      for (const odd of ['yes', 1, 0, {}, 'hayır']) await expectUnreadable({ [member]: odd }, member);
    });

    it.each([
      ['is_activ', 'isActive'],
      ['is_select_customer', 'canSelectCustomer'],
      ['is_multi_login', 'hasMultiLogin'],
    ] as const)('%s decides nothing, so it is null where it cannot be read', async (member, field) => {
      expect((await answered({ [member]: 'true' })).agent[field]).toBe(true);
      expect((await answered({ [member]: 'False' })).agent[field]).toBe(false);
      for (const odd of ['yes', 1, {}, []]) expect((await answered({ [member]: odd })).agent[field]).toBeNull();
    });
  });

  describe('the menu', () => {
    const pay = { name: 'pay', text: 'Ödeme Al', menu_type: 1, id: 1, sort_number: '1' };

    it('keeps Paynet’s order, whatever the sort numbers say', async () => {
      const menu = [
        { ...pay, id: 9, sort_number: '2' },
        { ...pay, id: 1, sort_number: '1' },
      ];
      expect((await answered({ menu_options: menu })).menuOptions.map(({ id }) => id)).toEqual(['9', '1']);
    });

    it('reads numbers in text and text in numbers', async () => {
      const [entry] = (await answered({ menu_options: [{ ...pay, id: '1', sort_number: 2, menu_type: '3' }] }))
        .menuOptions;
      expect(entry).toMatchObject({ id: '1', sortNumber: 2, menuType: 3 });
    });

    it.each([
      null,
      'pay',
      7,
      [],
      {},
      { ...pay, id: null },
      { ...pay, name: ' ' },
      { ...pay, text: undefined },
      { ...pay, sort_number: 'first' },
      { ...pay, sort_number: undefined },
      { ...pay, menu_type: 1.5 },
      { ...pay, menu_type: 3_000_000_000 },
    ])('leaves out the entry %j, which cannot be read, and keeps the others', async (odd) => {
      const { menuOptions } = await answered({ menu_options: [odd, pay, odd] });
      expect(menuOptions.map(({ name }) => name)).toEqual(['pay']);
    });

    it.each([undefined, null, 'none', {}, 5])('is empty where Paynet sends %j', async (menu) => {
      expect((await answered({ menu_options: menu })).menuOptions).toEqual([]);
    });
  });

  describe('preferences', () => {
    it.each([undefined, null, 'none', [], 5])('are unknown where Paynet sends %j', async (preferences) => {
      expect((await answered({ agentUserPreferences: preferences })).preferences).toStrictEqual({
        isApprovedCardAuthEnabled: null,
        logoUrl: null,
      });
    });

    it.each([
      ['false', false],
      ['true', true],
      [false, false],
      [true, true],
      ['maybe', null],
      [1, null],
    ])('ApprovedCardAuth %j is %j', async (written, meaning) => {
      const { preferences } = await answered({ agentUserPreferences: { ApprovedCardAuth: written } });
      expect(preferences.isApprovedCardAuthEnabled).toBe(meaning);
    });
  });

  it.each([
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'http://statics.paynet.example/logo.png',
    'https://user:word@statics.paynet.example/logo.png',
    'https://statics.paynet.example/lo go.png',
    'https://statics.paynet.example/logo\u0000.png',
    '//statics.paynet.example/logo.png',
    'logo.png',
    42,
    {},
  ])('leaves out the logo address %j, which is not safe, and keeps the rest', async (unsafe) => {
    const { agent, preferences } = await answered({
      logo_url: unsafe,
      agentUserPreferences: { ApprovedCardAuth: 'true', LogoUrl: unsafe },
    });
    expect(agent).toMatchObject({ logoUrl: null, id: '1001' });
    expect(preferences).toEqual({ isApprovedCardAuthEnabled: true, logoUrl: null });
  });

  describe('company_list', () => {
    it('is passed on as it came, whatever its shape', async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (list) => {
          expect((await answered({ company_list: list })).companies).toEqual(JSON.parse(JSON.stringify(list)));
        }),
        {
          numRuns: 100,
          examples: [
            ['1001,1002'],
            [JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`)],
            [[{ company_code: '0001' }]],
            [{ '0001': ' ' }],
          ],
        },
      );
    });

    it('is left out where it is nested deeper than anybody could pass on', async () => {
      for (const [open, close] of [
        ['[', ']'],
        ['{"a":', '}'],
      ] as const) {
        const deep = `${open.repeat(60_000)}1${close.repeat(60_000)}`;
        paynet.peer.answerJson(
          JSON.stringify({ ...sample, company_list: 0 }).replace('"company_list":0', `"company_list":${deep}`),
        );
        expect((await paynet.client.agent.login(paynetUser)).companies).toBeNull();
      }
    });
  });
});
