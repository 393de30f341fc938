import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { PaynetOutcomeUnknown, PaynetUnreadable } from '../../src/paynet/errors.ts';
import type { CreateLinkInput } from '../../src/paynet/services/mail-order.ts';
import { clientOf, decimal, failureOf, SECRETS, usePeer } from './calls.ts';
import { documentedAnswer, documentedRequest } from './documentation.ts';

const paynet = usePeer();
const sample = documentedAnswer('/v1/mailorder/create');
beforeEach(() => paynet.peer.answerJson(sample));

const link: CreateLinkInput = { payerName: 'Ayşe Yılmaz', amount: decimal('149.9'), addCommissionToAmount: false };

const everything: CreateLinkInput = {
  ...link,
  posType: 5,
  agentId: '1001',
  userName: 'paynet',
  email: 'payer@example.com',
  sendEmail: true,
  phone: '5300000000',
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
};

/** The raw text that leaves for a link. */
async function leaves(input: CreateLinkInput): Promise<string> {
  paynet.peer.answerJson(sample);
  await paynet.client.mailOrder.create(input);
  expect(paynet.peer.came).toHaveLength(1);
  return paynet.peer.came[0]?.body ?? '';
}

describe('what leaves for mailorder/create', () => {
  it('is one POST to the documented path, with the key as issued and nothing that was not asked for', async () => {
    await paynet.client.mailOrder.create(link);
    const [request, ...more] = paynet.peer.came;
    expect(more).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', path: '/v1/mailorder/create' });
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
    await client.mailOrder.create(link);
    await client.close();
    const encoded = Buffer.from(`${SECRETS.secretKey}:`).toString('base64');
    expect(paynet.peer.came.map(({ headers }) => headers.authorization)).toEqual([`Basic ${encoded}`]);
  });

  it('is the documentation’s full example for its values', async () => {
    expect(JSON.parse(await leaves({ ...everything, sendEmail: undefined, instalmentKey: undefined }))).toStrictEqual(
      withoutMember(documentedRequest('/v1/mailorder/create', 'full'), 'send_mail'),
    );
  });

  it('holds every member that was given, by Paynet’s names', async () => {
    expect(JSON.parse(await leaves(everything))).toStrictEqual({
      pos_type: 5,
      addcomission_to_amount: false,
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

  it('holds no member that was not given, but always says who pays the fee', async () => {
    expect(JSON.parse(await leaves(link))).toStrictEqual({
      name_surname: 'Ayşe Yılmaz',
      amount: 149.9,
      addcomission_to_amount: false,
    });
    expect(JSON.parse(await leaves({ ...link, addCommissionToAmount: true }))).toHaveProperty(
      'addcomission_to_amount',
      true,
    );
  });

  it('holds false, zero and empty text as they were given: not given is something else', async () => {
    const body: unknown = JSON.parse(
      await leaves({
        ...link,
        sendEmail: false,
        sendSms: false,
        sendConfirmationMail: false,
        note: '',
        expiresInHours: 0,
      }),
    );
    expect(body).toMatchObject({
      send_mail: false,
      send_sms: false,
      send_confirmation_mail: false,
      note: '',
      expire_date: 0,
    });
  });

  it.each([1, 12, 72, 8760])('says %i hours as a JSON number, whatever expire_date is called', async (hours) => {
    expect(await leaves({ ...link, expiresInHours: hours })).toMatch(new RegExp(`"expire_date":${hours}[,}]`));
  });

  it.each([1, 5] as const)('says pos_type %i as a JSON number', async (posType) => {
    expect(await leaves({ ...link, posType })).toMatch(new RegExp(`"pos_type":${posType}[,}]`));
  });

  it('says the amount as a JSON number in exactly the digits it was given', async () => {
    const digits = fc
      .tuple(fc.bigInt({ min: 0n, max: 999_999_999_999n }), fc.option(fc.stringMatching(/^\d{1,4}$/), { nil: null }))
      .map(([lira, rest]) => (rest === null ? `${lira}` : `${lira}.${rest}`));
    await fc.assert(
      fc.asyncProperty(digits, async (amount) => {
        const body = await leaves({ ...link, amount: decimal(amount) });
        expect(/"amount":([^,}]*)[,}]/.exec(body)?.[1]).toBe(amount);
        expect(JSON.parse(body)).toMatchObject({ amount: Number(amount) });
      }),
      {
        numRuns: 200,
        examples: ['120', '120.10', '0.1', '0.30', '999999999999.99', '0.29', '1.005', '4.35', '100.00'].map((it) => [
          it,
        ]),
      },
    );
  });

  it('arrives letter by letter, whatever a note is made of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (note) => {
        expect(JSON.parse(await leaves({ ...link, note }))).toMatchObject({ note });
      }),
      { numRuns: 100, examples: [['Işıl’ın siparişi: 2 × "çay"\n\t120,00 ₺'], ['🧾\u2028\u0000\\']] },
    );
  });

  it('is a new link for every call: nothing is kept', async () => {
    await paynet.client.mailOrder.create(link);
    await paynet.client.mailOrder.create(link);
    expect(paynet.peer.came).toHaveLength(2);
  });
});

describe('what comes back from mailorder/create', () => {
  it('is id and address of the documented sample: the id beside the address, not the one inside it', async () => {
    expect(await paynet.client.mailOrder.create(link)).toStrictEqual({
      id: 'f5e0a85b-2cf0-4596-b0c5-c027de671e49',
      url: 'https://pts-paynet.com.tr/S/M?id=35292939-bb17-4f8d-909e-78f767dc2742',
    });
  });

  it('takes an id that comes as an integer as its digits', async () => {
    paynet.peer.answerJson({ ...sample, id: 4711 });
    expect(await paynet.client.mailOrder.create(link)).toMatchObject({ id: '4711' });
  });

  it('is the same with members nobody has documented', async () => {
    paynet.peer.answerJson({ ...sample, status: 3, xact_id: 'xk_1', referenceNo: 'x', Id: 'another' });
    expect(await paynet.client.mailOrder.create(link)).toStrictEqual({ id: sample['id'], url: sample['url'] });
  });

  it.each([
    ['id', undefined],
    ['id', null],
    ['id', ''],
    ['id', ' '],
    ['id', 1.5],
    ['id', {}],
    ['url', undefined],
    ['url', null],
    ['url', ' '],
    ['url', 'javascript:alert(1)'],
    ['url', 'http://pts-paynet.com.tr/S/M?id=1'],
    ['url', 'https://user:word@pts-paynet.com.tr/S/M?id=1'],
  ])('is an unknown outcome with %s %j, although Paynet says 0: the link exists', async (member, value) => {
    paynet.peer.answerJson({ ...sample, [member]: value });
    const failure = await failureOf(paynet.client.mailOrder.create(link));
    expect(failure).toBeInstanceOf(PaynetOutcomeUnknown);
    expect(failure.cause).toBeInstanceOf(PaynetUnreadable);
    expect((failure.cause as Error).message).toContain(`${member}: expected`);
    expect(paynet.peer.came).toHaveLength(1);
  });
});

function withoutMember(body: Record<string, unknown>, member: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== member));
}
