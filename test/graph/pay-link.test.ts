import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument, type CreatePayLinkInput, SignInDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { bodyOf, type Layer, startLayer } from '../support/harness.ts';

let layer: Layer;
let dealer: string;
beforeAll(async () => {
  layer = await startLayer();
  dealer = await layer.signIn(PEOPLE.dealer);
});
afterAll(() => layer.stop());
beforeEach(() => layer.reset());

const plain: CreatePayLinkInput = { payerName: 'Ayşe Yılmaz', amount: '120.10' };

async function create(
  input: CreatePayLinkInput,
  token: string | undefined = dealer,
  headers: Record<string, string> = {},
) {
  const { body } = await layer.execute(
    CreatePayLinkDocument,
    { input },
    token === '' ? { headers } : { token, headers },
  );
  return body.data?.createPayLink;
}

/** The fields an answer complains about, with the code of the complaint. */
async function problems(input: CreatePayLinkInput) {
  const answer = await create(input);
  if (answer?.__typename !== 'PaynetInvalidInput') throw new Error(`accepted, or failed as ${answer?.__typename}`);
  expect(layer.left).toHaveLength(0);
  return Object.fromEntries(answer.fields.map(({ field, code }) => [field, code]));
}

describe('createPayLink', () => {
  it('answers the new link, awaiting payment, with its two different ids', async () => {
    const answer = await create({
      ...plain,
      referenceNo: 'ORD-2024-118',
      note: 'İlk sipariş\nteşekkürler',
      agentNote: '118',
    });
    expect(answer).toEqual({
      __typename: 'CreatePayLinkSuccess',
      replayed: false,
      payLink: {
        __typename: 'PayLink',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/S\/M\?id=[0-9a-f-]{36}$/) as string,
        referenceNo: 'ORD-2024-118',
        amount: { __typename: 'PaynetMoney', amount: '120.10', currency: 'TRY' },
        status: 'AWAITING_PAYMENT',
        payerName: 'Ayşe Yılmaz',
        email: null,
        phone: null,
        note: 'İlk sipariş\nteşekkürler',
        agentNote: '118',
        agent: { __typename: 'Agent', id: '2001', name: 'Kuzey Elektronik Ltd. Şti.' },
      },
    });
    if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    expect(answer.payLink.url).not.toContain(answer.payLink.id);
  });

  it('gives a link that opens as a page, with the amount and the payer on it', async () => {
    const answer = await create(plain);
    if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
    const page = await fetch(String(answer.payLink.url));
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('120,10');
    expect(html).toContain('Ayşe Yılmaz');
  });

  it('sends every documented member, by its exact name and in its unit', async () => {
    const token = await layer.signIn(PEOPLE.master);
    layer.reset();
    await create(
      {
        payerName: 'Ayşe Yılmaz',
        amount: '149.90',
        agentId: '1001',
        userName: 'paynet',
        posType: 'COMPANY',
        addCommissionToAmount: true,
        email: 'payer@example.com',
        sendEmail: true,
        phone: '+90 530 000 00 00',
        sendSms: false,
        expiresInHours: 72,
        note: 'Sipariş 2024-118 ödemesi',
        agentNote: '2024-118',
        referenceNo: 'ORD-2024-118',
        instalmentKey: 'ji_EXAMPLE3',
        succeedUrl: 'https://merchant.example/pay/ok',
        errorUrl: 'https://merchant.example/pay/fail',
        confirmationUrl: 'https://merchant.example/hooks/paynet/9f2c',
        sendConfirmationMail: false,
      },
      token,
    );
    expect(layer.left).toHaveLength(1);
    expect(layer.left[0]?.path).toBe('/v1/mailorder/create');
    expect(layer.left[0]?.body).toContain('"amount":149.90');
    expect(bodyOf(layer.left[0])).toEqual({
      pos_type: 1,
      addcomission_to_amount: true,
      agent_id: '1001',
      name_surname: 'Ayşe Yılmaz',
      user_name: 'paynet',
      amount: 149.9,
      email: 'payer@example.com',
      send_mail: true,
      phone: '5300000000',
      send_sms: false,
      expire_date: 72,
      note: 'Sipariş 2024-118 ödemesi',
      agent_note: '2024-118',
      reference_no: 'ORD-2024-118',
      instalment_key: 'ji_EXAMPLE3',
      succeed_url: 'https://merchant.example/pay/ok',
      error_url: 'https://merchant.example/pay/fail',
      confirmation_url: 'https://merchant.example/hooks/paynet/9f2c',
      send_confirmation_mail: false,
    });
  });

  it('sends nothing that was not given, but who is paid, who pays the fee, a reference to find the link by, and where to confirm', async () => {
    await create({ ...plain, note: ' ', referenceNo: '', email: null, sendSms: null, expiresInHours: null });
    expect(bodyOf(layer.left[0])).toEqual({
      agent_id: '2001',
      name_surname: 'Ayşe Yılmaz',
      amount: 120.1,
      addcomission_to_amount: false,
      reference_no: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      confirmation_url: expect.stringMatching(new RegExp(`^${layer.url}/confirmations/[\\w.-]+$`)) as string,
    });
  });

  it('makes a reference of its own for every link that has none', async () => {
    await create(plain);
    await create(plain);
    const [first, second] = layer.left.map((request) => bodyOf(request)['reference_no']);
    expect(first).not.toBe(second);
  });

  it.each([
    ['120', '120'],
    ['120.10', '120.10'],
    ['0.1', '0.1'],
    ['0.30', '0.30'],
    ['999999999999.99', '999999999999.99'],
  ])('keeps the digits of %s on the way to Paynet and back', async (amount, digits) => {
    const answer = await create({ ...plain, amount });
    expect(layer.left[0]?.body).toContain(`"amount":${digits},`);
    expect(answer).toMatchObject({ payLink: { amount: { amount: digits, currency: 'TRY' } } });
  });

  it('keeps the digits of an amount that is a literal of the document, or a whole number', async () => {
    const document = (amount: string) =>
      `mutation { createPayLink(input: { payerName: "A", amount: ${amount} }) { ... on CreatePayLinkSuccess { payLink { amount { amount } } } } }`;
    for (const literal of ['120.10', '120', '"120.10"']) {
      const { body } = await layer.query(document(literal), {}, { token: dealer });
      expect(body.data).toEqual({ createPayLink: { payLink: { amount: { amount: literal.replaceAll('"', '') } } } });
    }
    const whole = await layer.query(
      'mutation ($amount: Decimal!) { createPayLink(input: { payerName: "A", amount: $amount }) { ... on CreatePayLinkSuccess { payLink { amount { amount } } } } }',
      { amount: 120 },
      { token: dealer },
    );
    expect(whole.body.data).toEqual({ createPayLink: { payLink: { amount: { amount: '120' } } } });
  });
});

describe('the input of createPayLink', () => {
  it.each(['0', '0.00', '-1', '-0.01'])('refuses the amount %s: not above zero', async (amount) => {
    expect(await problems({ ...plain, amount })).toEqual({ amount: 'NOT_POSITIVE' });
  });

  it.each([
    '',
    ' ',
    '12,50',
    '1.234',
    '0.30000000000000004',
    '1e3',
    '+1',
    '01',
    '.5',
    '1.',
    'NaN',
    '1 000',
    '1234567890123',
    '١٢',
  ])('refuses the amount "%s": not digits with at most two after a dot', async (amount) => {
    expect(await problems({ ...plain, amount })).toEqual({ amount: 'NOT_AN_AMOUNT' });
  });

  it('needs a payer', async () => {
    expect(await problems({ ...plain, payerName: '  ' })).toEqual({ payerName: 'REQUIRED' });
  });

  it('needs an e-mail address when it is to be sent, and a phone number likewise', async () => {
    expect(await problems({ ...plain, sendEmail: true, sendSms: true })).toEqual({
      email: 'REQUIRED_TO_SEND_EMAIL',
      phone: 'REQUIRED_TO_SEND_SMS',
    });
  });

  it.each(['nobody', 'a@b', '@example.com', 'a b@example.com', `${'a'.repeat(300)}@example.com`])(
    'refuses the e-mail address %s',
    async (email) => {
      expect(Object.keys(await problems({ ...plain, email }))).toEqual(['email']);
    },
  );

  it('takes an e-mail address and a phone number as phones complete them and people write them', async () => {
    await create({ ...plain, email: ' payer@example.com ', phone: '0530.000.00.00' });
    expect(bodyOf(layer.left[0])).toMatchObject({ email: 'payer@example.com', phone: '5300000000' });
  });

  it.each(['530', '53000000001234', 'abc', '+1 530 000 0000', '0000000000'])(
    'refuses the phone number %s',
    async (phone) => {
      expect(await problems({ ...plain, phone })).toEqual({ phone: 'NOT_A_PHONE_NUMBER' });
    },
  );

  it.each(['5301234567', '05301234567', '+905301234567', '0090 530 123 45 67', '(0530) 123-45-67'])(
    'takes the phone number %s for its ten digits',
    async (phone) => {
      await create({ ...plain, phone });
      expect(bodyOf(layer.left[0])['phone']).toBe('5301234567');
    },
  );

  it.each([0, -1, 8_761, 1_000_000_000])('refuses %i hours', async (expiresInHours) => {
    expect(await problems({ ...plain, expiresInHours })).toEqual({ expiresInHours: 'OUT_OF_RANGE' });
  });

  it.each([1, 8_760])('takes %i hours', async (expiresInHours) => {
    await create({ ...plain, expiresInHours });
    expect(bodyOf(layer.left[0])['expire_date']).toBe(expiresInHours);
  });

  it.each(['succeedUrl', 'errorUrl', 'confirmationUrl'] as const)('wants %s to be public and https', async (field) => {
    for (const url of [
      'http://merchant.example/',
      'https://localhost/',
      'https://10.0.0.1/',
      'javascript:alert(1)',
      'merchant.example',
    ]) {
      layer.reset();
      expect(await problems({ ...plain, [field]: url })).toEqual({ [field]: 'NOT_A_PUBLIC_HTTPS_URL' });
    }
  });

  it('refuses control characters, and text that is too long', async () => {
    expect(
      await problems({
        ...plain,
        payerName: 'a\r\nb',
        note: 'a\u0000b',
        agentNote: 'x'.repeat(1_001),
        referenceNo: 'x'.repeat(51),
        userName: 'a\u202eb',
      }),
    ).toEqual({
      payerName: 'CONTROL_CHARACTER',
      note: 'CONTROL_CHARACTER',
      agentNote: 'TOO_LONG',
      referenceNo: 'TOO_LONG',
      userName: 'CONTROL_CHARACTER',
    });
  });

  it.each([
    'payerName',
    'note',
    'agentNote',
    'referenceNo',
    'email',
    'phone',
    'succeedUrl',
    'instalmentKey',
    'agentId',
    'userName',
  ] as const)('refuses a card number in %s', async (field) => {
    expect(await problems({ ...plain, [field]: '4355 0843 5508 4358' })).toMatchObject({ [field]: 'PAN_NOT_ALLOWED' });
  });

  it('reports everything that is wrong at once', async () => {
    const found = await problems({
      payerName: '',
      amount: '0',
      email: 'x',
      phone: '1',
      sendEmail: true,
      sendSms: true,
      expiresInHours: 0,
      errorUrl: 'x',
    });
    expect(found).toEqual({
      payerName: 'REQUIRED',
      amount: 'NOT_POSITIVE',
      email: 'NOT_AN_EMAIL_ADDRESS',
      phone: 'NOT_A_PHONE_NUMBER',
      expiresInHours: 'OUT_OF_RANGE',
      errorUrl: 'NOT_A_PUBLIC_HTTPS_URL',
    });
  });

  it('is explained in Turkish to those who ask for it', async () => {
    const { body } = await layer.execute(
      CreatePayLinkDocument,
      { input: { ...plain, amount: '0' } },
      { token: dealer, headers: { 'accept-language': 'tr' } },
    );
    expect(body.data?.createPayLink).toMatchObject({
      fields: [{ code: 'NOT_POSITIVE', message: 'Tutar sıfırdan büyük olmalı.' }],
    });
  });

  it('takes the id of a phone for what it is, though its digits pass for a card’s', async () => {
    const { agentId, userName, password } = PEOPLE.dealer;
    const { body } = await layer.execute(SignInDocument, {
      input: { agentId, userName, password, deviceId: '490154203237518' },
    });
    expect(body.data?.login.__typename).toBe('LoginSuccess');
    expect(bodyOf(layer.left[0])['pushtoken_id']).toBe('490154203237518');
  });

  it('is never repeated in the answer, in either language', async () => {
    const planted = 'planted-value';
    const input = { payerName: `${planted}\n`, amount: planted, email: planted, errorUrl: planted };
    for (const language of ['en', 'tr']) {
      const { text } = await layer.execute(
        CreatePayLinkDocument,
        { input },
        { token: dealer, headers: { 'accept-language': language } },
      );
      expect(text).toContain('NOT_AN_AMOUNT');
      expect(text).not.toContain(planted);
    }
  });
});

describe('who may create a payment link', () => {
  it('needs somebody to be signed in, before the input is even looked at', async () => {
    expect(await create({ payerName: '', amount: 'x' }, '')).toMatchObject({ __typename: 'PaynetUnauthenticated' });
    expect(layer.left).toHaveLength(0);
  });

  it('needs the right to, and says which', async () => {
    const token = await layer.signIn(PEOPLE.reader);
    layer.reset();
    expect(await create(plain, token)).toMatchObject({
      __typename: 'PaynetForbidden',
      requiredPermission: 'canSendPayLinks',
    });
    expect(layer.left).toHaveLength(0);
  });

  it.each([
    ['another agent', { agentId: '1001' }],
    ['an agent that does not exist', { agentId: '9999' }],
    ['another user', { userName: 'okur' }],
  ])('lets a dealer’s user create none for %s, and looks the same whoever it is', async (_whose, named) => {
    expect(await create({ ...plain, ...named })).toMatchObject({
      __typename: 'PaynetForbidden',
      code: 'FORBIDDEN',
      requiredPermission: null,
    });
    expect(layer.left).toHaveLength(0);
  });

  it.each(['paynet', 'master'] as const)(
    'lets %s of the main company create one for any agent of the company',
    async (person) => {
      const token = await layer.signIn(PEOPLE[person]);
      layer.reset();
      expect(await create({ ...plain, agentId: '2001' }, token)).toMatchObject({
        payLink: { agent: { id: '2001', name: null } },
      });
      expect(bodyOf(layer.left[0])['agent_id']).toBe('2001');
    },
  );

  it('tells a main company’s user when there is no such agent', async () => {
    const token = await layer.signIn(PEOPLE.paynet);
    expect(await create({ ...plain, agentId: '9999' }, token)).toMatchObject({
      __typename: 'PaynetInvalidInput',
      fields: [{ field: 'agentId', code: 'UNKNOWN_AGENT' }],
    });
  });
});
