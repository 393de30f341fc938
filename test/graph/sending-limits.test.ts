import { afterEach, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument, type CreatePayLinkInput, CreatePayLinksDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { bodyOf, type Layer, LIMITED, startLayer } from '../support/harness.ts';

let layer: Layer;
let token: string;
async function start(env: Record<string, string> = {}): Promise<void> {
  layer = await startLayer({ env: { ...LIMITED, ...env } });
  token = await layer.signIn(PEOPLE.dealer);
  layer.reset();
}
afterEach(() => layer.stop());

const SMS = { payerName: 'Ayşe Yılmaz', amount: '1', phone: '5301234567', sendSms: true };
const MAIL = { payerName: 'Ayşe Yılmaz', amount: '1', email: 'ayse@example.com', sendEmail: true };

async function create(input: CreatePayLinkInput, by = token) {
  return (await layer.execute(CreatePayLinkDocument, { input }, { token: by })).body.data?.createPayLink;
}

const limited = { __typename: 'PaynetRateLimited', code: 'RATE_LIMITED', retry: 'SAME_INPUT_LATER' };
const made = { __typename: 'CreatePayLinkSuccess' };

describe('links that are texted or mailed', () => {
  it('go to one phone five times an hour at most, however it is written and whoever asks', async () => {
    await start();
    const other = await layer.signIn(PEOPLE.turkish);
    layer.reset();
    const phones = ['5301234567', '05301234567', '+905301234567', '0530 123 45 67', '(530) 123-45-67'];
    for (const [index, phone] of phones.entries()) {
      expect(await create({ ...SMS, phone }, index % 2 === 0 ? token : other)).toMatchObject(made);
    }
    for (const by of [token, other]) expect(await create(SMS, by)).toMatchObject(limited);
    expect(layer.left).toHaveLength(5);
    // Another phone, and the same without a message.
    expect(await create({ ...SMS, phone: '5301234568' })).toMatchObject(made);
    expect(await create({ ...SMS, sendSms: false })).toMatchObject(made);
  });

  it('go to one mailbox five times an hour at most, of whichever case and with whatever after a plus', async () => {
    await start();
    const emails = [
      'ayse@example.com',
      'AYSE@example.com',
      'ayse@EXAMPLE.com',
      'ayse+1@example.com',
      'ayse+2@example.com',
    ];
    for (const email of emails) expect(await create({ ...MAIL, email })).toMatchObject(made);
    expect(await create(MAIL)).toMatchObject(limited);
    expect(layer.left).toHaveLength(5);
    expect(await create({ ...MAIL, email: 'fatma@example.com' })).toMatchObject(made);
  });

  it('are of one caller so many an hour at most, alone and in lists; the others of a list are made', async () => {
    await start({ SENDING_MAX_PER_CALLER: '3' });
    const links = Array.from({ length: 5 }, (_, index) => ({ ...SMS, phone: `530123456${index}` }));
    const { body } = await layer.execute(
      CreatePayLinksDocument,
      { input: { links: [...links, { payerName: 'A', amount: '1' }] } },
      { token },
    );
    const answer = body.data?.createPayLinks;
    const names = answer?.__typename === 'CreatePayLinksSuccess' ? answer.results.map((each) => each.__typename) : [];
    expect(names.filter((name) => name === 'PaynetRateLimited')).toHaveLength(2);
    expect(names.at(-1)).toBe('CreatePayLinkSuccess');
    expect(await create({ ...MAIL, email: 'another@example.com' })).toMatchObject(limited);
    expect(layer.left.filter((request) => bodyOf(request)['send_sms'] === true)).toHaveLength(3);
    const other = await layer.signIn(PEOPLE.turkish);
    expect(await create(SMS, other)).toMatchObject(made);
  });

  it('counts both ways of one link', async () => {
    await start({ SENDING_MAX_PER_CALLER: '3' });
    expect(await create({ ...SMS, ...MAIL })).toMatchObject(made);
    expect(await create({ ...SMS, ...MAIL })).toMatchObject(limited);
    expect(await create(SMS)).toMatchObject(made);
  });

  it('are refused at once, and wait for nothing, where one link alone is more than a caller may send', async () => {
    await start({ SENDING_MAX_PER_CALLER: '1' });
    expect(await create({ ...SMS, ...MAIL })).toMatchObject(limited);
    expect(layer.left).toHaveLength(0);
    expect(await create(SMS)).toMatchObject(made);
  });

  it('do not wait for each other where several at once want more than there is', async () => {
    await start({ SENDING_MAX_PER_CALLER: '10' });
    const links = Array.from({ length: 16 }, (_, index) => ({
      ...SMS,
      ...MAIL,
      phone: `53012345${10 + index}`,
      email: `ayse${index}@example.com`,
    }));
    const { body } = await layer.execute(CreatePayLinksDocument, { input: { links } }, { token });
    const answer = body.data?.createPayLinks;
    const names = answer?.__typename === 'CreatePayLinksSuccess' ? answer.results.map((each) => each.__typename) : [];
    expect(names).toHaveLength(16);
    expect(new Set(names)).toEqual(new Set(['CreatePayLinkSuccess', 'PaynetRateLimited']));
    expect(layer.left.length).toBeLessThanOrEqual(5);
  });

  it('are not counted again when the same key is asked again, which still answers its link at the limit', async () => {
    await start({ SENDING_MAX_PER_ADDRESS: '1' });
    const keyed = { ...SMS, idempotencyKey: 'order-1' };
    expect(await create(keyed)).toMatchObject({ ...made, replayed: false });
    expect(await create(keyed)).toMatchObject({ ...made, replayed: true });
    expect(await create({ ...SMS, idempotencyKey: 'order-2' })).toMatchObject(limited);
    // A key that was refused stands for nothing, and may be used for another link.
    expect(await create({ ...MAIL, idempotencyKey: 'order-2' })).toMatchObject(made);
  });

  it('do not count where Paynet surely made none', async () => {
    await start({ SENDING_MAX_PER_ADDRESS: '1' });
    expect(await create({ ...SMS, note: 'sandbox:create:code=11' })).toMatchObject({ __typename: 'PaynetRefused' });
    expect(await create(SMS)).toMatchObject(made);
    expect(await create(SMS)).toMatchObject(limited);
  });
});
