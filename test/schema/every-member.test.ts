import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { schema } from '../../src/graph/schema.ts';
import { documentation, documentedAnswer, type ServicePath } from '../paynet/documentation.ts';
import { type Layer, startLayer } from '../support/harness.ts';
import { type Peer, startPeer } from '../support/peer.ts';

/** Why something that is documented has no place in the graph. */
type Reasons = Readonly<Record<string, string>>;

const CLIENT_CODE_ONLY = 'not on Paynet’s pages; seen in other people’s clients, without proof that Paynet reads it';

/** Documented members of every answer that are shown nowhere. */
const NOT_SHOWN: Reasons = {
  code: 'says whether it worked, which is the type of the answer here',
  message: 'Paynet’s text for the code; people read ours, in their language',
  object_name: 'unreliable even in the samples, and the same for every answer of a service',
};

interface Mapping {
  readonly path: ServicePath;
  readonly mutation: string;
  readonly inputType: string;
  /** Every field of the input, each with a value of its own. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What leaves for an input value where that is not the value itself. */
  readonly translated?: Readonly<Record<string, unknown>>;
  /** Documented members of the request that are never sent. */
  readonly neverSent: Reasons;
}

const MAPPINGS: readonly Mapping[] = [
  {
    path: '/v1/agent/login',
    mutation: 'login',
    inputType: 'LoginInput',
    input: {
      userName: 'paynet',
      password: 'şifre',
      agentId: '1001',
      deviceId: 'device-1',
      companyCode: '0042',
      osType: 'android',
      deviceType: 'SM-G991B',
    },
    neverSent: {},
  },
  {
    path: '/v1/agent/autologin',
    mutation: 'autologin',
    inputType: 'AutologinInput',
    input: { userName: 'paynet', agentId: '1001' },
    neverSent: {},
  },
  {
    path: '/v1/mailorder/create',
    mutation: 'createPayLink',
    inputType: 'CreatePayLinkInput',
    input: {
      payerName: 'Ayşe Yılmaz',
      amount: '149.90',
      agentId: '2001',
      userName: 'kuzey',
      posType: 'COMPANY',
      addCommissionToAmount: true,
      email: 'payer@example.com',
      sendEmail: true,
      phone: '5301234567',
      sendSms: false,
      expiresInHours: 72,
      note: 'Sipariş 2024-118 ödemesi',
      agentNote: '2024-118',
      referenceNo: 'ORD-2024-118',
      instalmentKey: 'ji_EXAMPLE3',
      succeedUrl: 'https://merchant.example.com/pay/ok',
      errorUrl: 'https://merchant.example.com/pay/fail',
      confirmationUrl: 'https://merchant.example.com/hooks/paynet/9f2c',
      sendConfirmationMail: false,
    },
    translated: { '149.90': 149.9, COMPANY: 1 },
    neverSent: {
      multi_payment: 'its meaning is not documented: a link might be payable more than once',
      ratio_code: CLIENT_CODE_ONLY,
      installments: CLIENT_CODE_ONLY,
      no_instalment: CLIENT_CODE_ONLY,
      currency: CLIENT_CODE_ONLY,
      bank_id: 'only inferred from another page',
      description: CLIENT_CODE_ONLY,
      buyer_name: CLIENT_CODE_ONLY,
      buyer_surname: CLIENT_CODE_ONLY,
      buyer_email: CLIENT_CODE_ONLY,
      buyer_phone: CLIENT_CODE_ONLY,
      buyer_address: CLIENT_CODE_ONLY,
      buyer_city: CLIENT_CODE_ONLY,
      buyer_country: CLIENT_CODE_ONLY,
      buyer_zip_code: CLIENT_CODE_ONLY,
    },
  },
];

let peer: Peer;
let layer: Layer;
let token: string;

/** The documented login, of a main company, so that links may be made for others; but not yet expired. */
const session = { ...documentedAnswer('/v1/agent/login'), expired_date: '2099-01-01' };

beforeAll(async () => {
  peer = await startPeer();
  layer = await startLayer({ paynetUrl: peer.url });
  peer.answerJson(session);
  token = await layer.signIn({ agentId: '1001', userName: 'paynet', password: 'paynet' });
});
afterAll(async () => {
  await layer.stop();
  await peer.stop();
});

/** What the mutation answers, all of it, when Paynet answers this. */
async function ask({ mutation, inputType, input }: Mapping, answer: unknown): Promise<unknown> {
  peer.answerJson(answer);
  const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) ${everythingIn(mutationField(mutation).type)} }`;
  const { body } = await layer.query(query, { input }, { token });
  expect(body.errors).toBeUndefined();
  expect(peer.came).toHaveLength(1);
  return body.data?.[mutation];
}

function mutationField(name: string): GraphQLField<unknown, unknown> {
  const field = schema.getMutationType()?.getFields()[name];
  if (field === undefined) throw new Error(`There is no mutation ${name}.`);
  return field;
}

/** The one field of an input that is this layer's own, and never leaves. */
const OURS = 'idempotencyKey';

/** A selection of every field there is. */
function everythingIn(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isAbstractType(named)) {
    const members = schema.getPossibleTypes(named).map((it) => `... on ${it.name} ${everythingIn(it)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).map((it) => `${it.name} ${everythingIn(it.type)}`);
  return `{ ${fields.join(' ')} }`;
}

const Property = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  items: z.object({ $ref: z.string() }).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  'x-source': z.string().optional(),
  'x-confidence': z.string().optional(),
});
type Property = z.output<typeof Property>;

/** The members of a documented object, references resolved. */
function membersOf(reference: string): Record<string, Property> {
  return propertiesOf(resolve({ $ref: reference }));
}

function propertiesOf(object: Property): Record<string, Property> {
  return Object.fromEntries(
    Object.entries(object.properties ?? {}).map(([name, property]) => [name, resolve(Property.parse(property))]),
  );
}

function resolve(property: Property): Property {
  if (property.$ref === undefined) return property;
  const name = property.$ref.split('/').at(-1) ?? '';
  return Property.parse(documentation.components.schemas[name]);
}

/** One value inside an answer, by the way to it. */
interface Leaf {
  readonly member: string;
  readonly type: readonly string[];
  /** The answer with this value there. */
  put(answer: unknown, value: unknown): unknown;
}

/** Every single value that is documented for an answer: nested ones too, and those of one entry of each list. */
function leavesOf(members: Record<string, Property>): Leaf[] {
  return Object.entries(members).flatMap(([member, property]) => {
    const put = (inside: (old: unknown) => unknown) => (answer: unknown) => {
      const object = answer as Record<string, unknown>;
      return { ...object, [member]: inside(object[member]) };
    };
    const within = (leaf: Leaf, inside: (old: unknown, value: unknown) => unknown): Leaf => ({
      member: `${member}.${leaf.member}`,
      type: leaf.type,
      put: (answer, value) => put((old) => inside(old, value))(answer),
    });
    if (property.properties !== undefined) {
      return leavesOf(propertiesOf(property)).map((leaf) => within(leaf, (old, value) => leaf.put(old, value)));
    }
    if (property.items !== undefined) {
      return leavesOf(membersOf(property.items.$ref)).map((leaf) =>
        within(leaf, (old, value) => [leaf.put((old as unknown[])[0], value)]),
      );
    }
    return [{ member, type: [property.type ?? []].flat(), put: (answer, value) => put(() => value)(answer) }];
  });
}

/** Two values of a member that cannot be mistaken for any other member's. */
function twoValues({ member, type }: Leaf): [unknown, unknown] {
  // "Blocked" and "deleted" end a login, so they are told apart by "no" and "not said".
  if (member === 'is_agent_blocked' || member === 'is_agent_deleted') return [false, null];
  if (type.includes('boolean')) return type.includes('string') ? ['false', 'true'] : [false, true];
  if (type.includes('integer') || member.endsWith('_number')) return ['1000001', '1000002'];
  if (/url$/i.test(member)) return [`https://one.example/${member}`, `https://two.example/${member}`];
  if (member.endsWith('_date')) return ['2098-01-31', '2098-02-28'];
  return [`first ${member}`, `second ${member}`];
}

/** Fields that are new every time, or are another's value in other clothes. */
const NOT_A_MEMBER: ReadonlySet<string> = new Set(['token', 'endsAt', 'qrCode', 'scopes']);

/** The values of a GraphQL answer by the way to them. */
function valuesIn(answer: unknown, way = ''): Map<string, unknown> {
  if (typeof answer !== 'object' || answer === null) return new Map([[way, answer]]);
  return new Map(
    Object.entries(answer)
      .filter(([name]) => !NOT_A_MEMBER.has(name))
      .flatMap(([name, value]) => [...valuesIn(value, way === '' ? name : `${way}.${name}`)]),
  );
}

describe.each(MAPPINGS)('$mutation and $path', (mapping) => {
  const { requestBody, responses } = documentation.paths[mapping.path].post;
  const requestMembers = membersOf(requestBody.content['application/json'].schema.$ref);
  const good = mapping.path === '/v1/agent/login' ? session : documentedAnswer(mapping.path);
  const leaves = leavesOf(membersOf(responses['200'].content['application/json'].schema.$ref));
  const shown = leaves.filter(({ member }) => !(member in NOT_SHOWN));

  it('sends every documented member, and none that is not documented, when every field is given', async () => {
    const type = schema.getType(mapping.inputType);
    const fields = isInputObjectType(type) ? Object.keys(type.getFields()) : [];
    expect(Object.keys(mapping.input).toSorted(), 'this test gives every field').toEqual(
      fields.filter((field) => field !== OURS).toSorted(),
    );

    await ask(mapping, good);
    const sent = JSON.parse(peer.came[0]?.body ?? '') as Record<string, unknown>;
    expect(peer.came[0]?.path).toBe(mapping.path);
    expect([...Object.keys(sent), ...Object.keys(mapping.neverSent)].toSorted()).toEqual(
      Object.keys(requestMembers).toSorted(),
    );
    // Each field has one member, and each value arrives as it was given.
    const values = Object.values(mapping.input).map((value) => mapping.translated?.[String(value)] ?? value);
    expect(Object.values(sent).map(String).toSorted()).toEqual(values.map(String).toSorted());
  });

  it('leaves out only members of the request that no page of Paynet’s vouches for', () => {
    for (const member of Object.keys(mapping.neverSent)) {
      const documented = requestMembers[member];
      expect(documented, `${member} is documented`).toBeDefined();
      expect(
        documented?.['x-source'] === 'client-code' || documented?.['x-confidence'] === 'low',
        `${member} is uncertain`,
      ).toBe(true);
    }
  });

  it('knows every documented member of the answer', () => {
    // Guards the walk itself: a document read wrongly would leave nothing to check.
    const names = new Set(leaves.map(({ member }) => member.split('.')[0]));
    for (const member of Object.keys(documentedAnswer(mapping.path))) expect(names).toContain(member);
    for (const member of Object.keys(NOT_SHOWN)) expect(names, `${member} is documented`).toContain(member);
    expect(shown.length + Object.keys(NOT_SHOWN).length).toBe(leaves.length);
  });

  it.each(shown.map((leaf) => [leaf.member, leaf] as const))(
    'shows %s, at one field of its own',
    async (_member, leaf) => {
      const [one, two] = twoValues(leaf);
      const first = valuesIn(await ask(mapping, leaf.put(good, one)));
      const second = valuesIn(await ask(mapping, leaf.put(good, two)));
      const changed = [...first.keys()].filter((way) => first.get(way) !== second.get(way));
      expect(changed).toHaveLength(1);
      const [way = ''] = changed;
      expect([String(first.get(way)), String(second.get(way))]).toEqual([String(one), String(two)]);
      expect([...second.keys()]).toEqual([...first.keys()]);
    },
  );

  it('shows nothing of the members that are left out, but for the type of the answer', async () => {
    const first = valuesIn(await ask(mapping, { ...good, object_name: 'first', message: 'first message' }));
    const second = valuesIn(await ask(mapping, { ...good, object_name: null, message: 'second message' }));
    expect(second).toEqual(first);
    const refused = valuesIn(await ask(mapping, { ...good, code: 6 }));
    expect(refused.get('__typename')).not.toBe(first.get('__typename'));
  });
});
