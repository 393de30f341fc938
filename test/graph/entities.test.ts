import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Answer, bodyOf, type Layer, startLayer } from '../support/harness.ts';

/** What a router may send at most; the number is a promise to it. */
const MAX_AT_ONCE = 500;
const ENTITIES = `query ($of: [_Any!]!) {
  _entities(representations: $of) { __typename ... on PayLink { id referenceNo } ... on Agent { id } }
}`;

let layer: Layer;
let dealer: string;
beforeAll(async () => {
  layer = await startLayer();
  dealer = await layer.signIn(PEOPLE.dealer);
});
afterAll(() => layer.stop());
beforeEach(() => layer.reset());

const payLink = (id: unknown) => ({ __typename: 'PayLink', id });
const agent = (id: string) => ({ __typename: 'Agent', id });
const entities = (of: readonly unknown[], token = dealer) => layer.query(ENTITIES, { of }, { token });
const fails = (code: string) => [{ extensions: { code } }];

async function create(referenceNo: string, token = dealer): Promise<string> {
  const input = { payerName: 'Ayşe Yılmaz', amount: '1', referenceNo };
  const answer = (await layer.execute(CreatePayLinkDocument, { input }, { token })).body.data?.createPayLink;
  if (answer?.__typename !== 'CreatePayLinkSuccess') throw new Error('no link');
  return answer.payLink.id;
}

/** The ids in the answer, null where it has nothing. */
const idsOf = ({ body }: Answer) =>
  (body.data as { _entities: ({ id: string } | null)[] })._entities.map((each) => each?.id ?? null);

/** The ids Paynet was asked for after the first so many calls. */
const askedFor = (before: number) => layer.left.slice(before).map((request) => String(bodyOf(request)['id']));

describe('what a router asks for', () => {
  it('leaves as one call for each link, however often it is named: 100 representations of 20 links as 20', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 20; count += 1) ids.push(await create(`ORD-${count}`));
    const of = Array.from({ length: 100 }, (_, index) => payLink(ids[(index * 7) % 20]));
    const before = layer.left.length;
    expect(idsOf(await entities(of))).toEqual(of.map(({ id }) => id));
    expect(new Set(askedFor(before))).toEqual(new Set(ids));
    expect(askedFor(before)).toHaveLength(20);
  });

  it.each<[what: string, reference: unknown]>([
    ['no type of ours', { __typename: 'Order', id: '1' }],
    ['a type that is no entity', { __typename: 'AgentCompany', code: '1001' }],
    ['the root of the graph', { __typename: 'Query' }],
    ['a name every object has', { __typename: 'toString', id: '1' }],
    ['no type at all', { id: '1' }],
    ['a type that is no name', { __typename: ['PayLink'], id: '1' }],
    ['no key', { __typename: 'PayLink' }],
    ['a key of null', payLink(null)],
    ['a blank key', payLink(' ')],
    ['a key that is no text', payLink(7)],
    ['a key that is an object', payLink({ id: '1' })],
    ['a key longer than any', payLink('x'.repeat(100_000))],
    ['a key with a line break', payLink('a\nb')],
    ['a reference longer than Paynet’s', { __typename: 'PayLink', referenceNo: 'x'.repeat(51) }],
    ['a card number as a key', { __typename: 'PayLink', referenceNo: '4355084355084358' }],
    ['another key', { __typename: 'PayLink', url: 'https://example.com' }],
    ['another key of an agent', { __typename: 'Agent', name: 'Kuzey Elektronik Ltd. Şti.' }],
    ['text', 'PayLink'],
    ['a list', [payLink('1')]],
  ])('is null by itself where it is %s; the rest is answered, and nothing leaves for it', async (_what, reference) => {
    const id = await create('ORD-1');
    const before = layer.left.length;
    const { body } = await entities([agent('2001'), reference, payLink(id)]);
    expect(body).toEqual({
      data: {
        _entities: [{ __typename: 'Agent', id: '2001' }, null, { __typename: 'PayLink', id, referenceNo: 'ORD-1' }],
      },
    });
    expect(askedFor(before)).toEqual([id]);
  });

  it('is the caller’s to see or looks unknown, each by itself', async () => {
    const turkish = await layer.signIn(PEOPLE.turkish);
    const [own, other] = [await create('ORD-OWN'), await create('ORD-OTHER', turkish)];
    const of = [payLink(own), payLink(other), payLink('unknown'), agent('2001'), agent('2003')];
    const seenBy = async (token: string) => idsOf(await entities(of, token));
    expect(await seenBy(dealer)).toEqual([own, null, null, '2001', null]);
    expect(await seenBy(turkish)).toEqual([null, other, null, null, '2003']);
    expect(await seenBy(await layer.signIn(PEOPLE.reader))).toEqual([null, null, null, '2001', null]);
  });

  it('fails by itself where Paynet fails, and says so', async () => {
    const id = await create('ORD-1');
    const { body } = await entities([{ __typename: 'PayLink', referenceNo: 'sandbox:detail:status=500' }, payLink(id)]);
    expect(body.data?.['_entities']).toEqual([null, { __typename: 'PayLink', id, referenceNo: 'ORD-1' }]);
    expect(body.errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'UPSTREAM_ERROR' } }]);
  });

  it(`is at most ${MAX_AT_ONCE} things at once; more are refused before anything leaves`, async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => agent(String(2001 + index)));
    const atMost = await entities(many(MAX_AT_ONCE));
    expect(atMost.body.errors).toBeUndefined();
    expect(atMost.body.data?.['_entities']).toHaveLength(MAX_AT_ONCE);

    const { status, body } = await entities([...many(MAX_AT_ONCE), payLink('1')]);
    expect(body).toMatchObject({ errors: fails('TOO_MANY_REPRESENTATIONS') });
    expect(body).not.toHaveProperty('data');
    expect(status).toBe(200);
    expect(layer.left).toHaveLength(0);
  });

  it('counts as one, however it is split over aliases, fragments and literals', async () => {
    const half = Array.from({ length: MAX_AT_ONCE / 2 }, () => payLink('1'));
    const document = `query ($of: [_Any!]!) {
      one: _entities(representations: $of) { __typename }
      ...Rest
      three: _entities(representations: [{ __typename: "PayLink", id: "2" }]) { __typename }
    }
    fragment Rest on Query { two: _entities(representations: $of) { __typename } }`;
    const tooMany = await layer.query(document, { of: half }, { token: dealer });
    expect(tooMany.body).toMatchObject({ errors: fails('TOO_MANY_REPRESENTATIONS') });
    expect(layer.left).toHaveLength(0);

    const enough = await layer.query(document, { of: half.slice(1) }, { token: dealer });
    expect(enough.body.errors).toBeUndefined();
    expect(layer.left).toHaveLength(2);
  });

  it('is refused at the door where it is ten thousand things', async () => {
    const { status, body } = await entities(Array.from({ length: 10_000 }, () => payLink('1')));
    expect(status).toBe(413);
    expect(body.errors).toMatchObject(fails('PAYLOAD_TOO_LARGE'));
    expect(layer.left).toHaveLength(0);
  });
});
