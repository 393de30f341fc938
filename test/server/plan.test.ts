import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import {
  buildSchema,
  type DocumentNode,
  execute,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  print,
  validate,
  visit,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { readResult } from '../../src/server/answer.ts';
import { COMPILED_FROM, planOperation } from '../../src/server/plan.ts';
import { type Layer, startLayer } from '../support/harness.ts';

/** Of what fails late: graphql-js leaves some of its own promises behind, and a process does not forgive each of those. */
const SEED = 118;

const schema = buildSchema(`
  interface Named { name: String  other: Named }
  type Cat implements Named { name: String  other: Named  lives: Int!  kittens: [Cat!]!  colour: Colour  owner: Owner  sum(of: [Int!]! = [1], by: Int): Int }
  type Dog implements Named { name: String  other: Named  tricks: [String]  friends: [Pet]  must: Dog! }
  type Owner { name: String  home: Home!  odd: Odd }
  type Home { name: String  lives: Int!  odd: Odd!  owner: Owner }
  scalar Odd
  union Pet = Cat | Dog
  enum Colour { BLACK WHITE }
  type Query { pet: Pet  named: Named  cat: Cat  dog: Dog!  pets: [Pet!]  grid: [[Int!]] }
  type Mutation { first: Cat  second: Dog  third: Int! }
`);
const odd = schema.getType('Odd');
if (isScalarType(odd)) odd.serialize = (value) => (value === 7 ? null : value);
// What the roots are stands in the context; all else is read from there.
for (const type of [schema.getQueryType(), schema.getMutationType()])
  for (const field of Object.values(type?.getFields() ?? {}))
    field.resolve = (_root, _args, context: Record<string, unknown>) => context[field.name];

function planOf(document: DocumentNode) {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operation?.kind === Kind.OPERATION_DEFINITION ? planOperation(schema, document, operation) : null;
}

/** As JSON has it, the errors by their places: which of two that come later is first, nobody promises. */
function plain(result: object) {
  const { data, errors = [] } = JSON.parse(JSON.stringify(result)) as { data: unknown; errors?: Place[] };
  const places = errors.map(({ path, locations }) => JSON.stringify({ path, locations }));
  return { data, errors: places.toSorted() };
}

interface Place {
  readonly path: unknown;
  readonly locations: unknown;
}

/** What graphql-js answers and what the plan does, compiled and before, which has to be the same; `root` is made anew for each. */
async function both(text: string, root: () => object, variableValues: Record<string, unknown> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const plan = planOf(document);
  if (plan === null) throw new Error('It is not planned');
  const planned = plain(readResult(await plan.execute(root(), variableValues)));
  let compiled = planned;
  for (let time = 1; time < COMPILED_FROM; time += 1)
    compiled = plain(readResult(await plan.execute(root(), variableValues)));
  expect(compiled.data).toEqual(planned.data);
  expect(compiled.errors.length > 0).toBe(planned.errors.length > 0);
  return {
    expected: plain(await execute({ schema, document, contextValue: root(), variableValues })),
    planned: compiled,
  };
}

const NAMES = [
  'name',
  'other',
  'owner',
  'home',
  'odd',
  'lives',
  'kittens',
  'colour',
  'sum',
  'tricks',
  'friends',
  'must',
];

/** What a field may hold: the right kind or another, nothing, a failure; with promises also what comes later. */
function values({ withPromises }: { withPromises: boolean }): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown; thing: object }>((tie) => ({
    thing: fc
      .record(Object.fromEntries(NAMES.map((name) => [name, tie('value')])), { requiredKeys: [] })
      .chain((members) =>
        fc.constantFrom('Cat', 'Cat', 'Dog', 'Dog', 'Nobody').map((__typename) => ({ ...members, __typename })),
      ),
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.constantFrom<unknown>(
        null,
        undefined,
        'text',
        '',
        '"\\\u0001\ud83d',
        7,
        2.5,
        true,
        'BLACK',
        'PINK',
        new Error('told'),
        () => 9,
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('thing'),
      tie('thing'),
      ...(withPromises ? [tie('value').map((later) => ({ later })), fc.constant({ fails: true })] : []),
    ),
  }));
  return value;
}

const holdsPromise = (value: unknown) => /"(?:later|fails)":/.test(JSON.stringify(value));

/** Begins when somebody listens: what fails unheard would end the test run. */
const later = (make: () => unknown) => ({
  // oxlint-disable-next-line unicorn/no-thenable -- a promise that begins late is what is wanted
  then: (onDone: (value: unknown) => unknown, onFail: (error: unknown) => unknown) =>
    Promise.resolve().then(make).then(onDone, onFail),
});

/** The value with its promises. */
function live(value: unknown): unknown {
  // Of a list that fails at once, graphql-js leaves what is under way in it to fail unheard.
  if (Array.isArray(value)) return value.map((item) => (holdsPromise(value) ? later(() => live(item)) : live(item)));
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if ('later' in value) return later(() => live(value.later));
  if ('fails' in value) {
    return later(() => {
      throw new Error('later');
    });
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, live(member)]));
}

const roots = (kind: { withPromises: boolean }) =>
  fc.record(
    Object.fromEntries(
      ['pet', 'named', 'cat', 'dog', 'pets', 'grid', 'first', 'second', 'third'].map((name) => [name, values(kind)]),
    ),
    { requiredKeys: [] },
  );

/** What is asked of a type: fields, other names for them, the same twice, and fragments for each type it may be. */
function selection(typeName: string, depth: number): fc.Arbitrary<string> {
  const type = schema.getType(typeName);
  const fields = type === undefined || !('getFields' in type) ? [] : Object.values(type.getFields());
  const asked = fields.flatMap(({ name, type }) => {
    const named = String(type).replaceAll(/[[\]!]/g, '');
    const isLeaf = ['String', 'Int', 'Colour', 'Odd'].includes(named);
    if (!isLeaf && depth === 0) return [];
    const inner = isLeaf ? fc.constant('') : selection(named, depth - 1);
    return [fc.tuple(fc.constantFrom('', '', '', 'x: '), inner).map(([alias, inner]) => `${alias}${name} ${inner}`)];
  });
  const types = isObjectType(type) ? [typeName, 'Named'] : ['Cat', 'Dog'];
  const fragments =
    depth === 0 || typeName === 'Query' || typeName === 'Mutation'
      ? []
      : types.map((name) => selection(name, depth - 1).map((inner) => `... on ${name} ${inner}`));
  return fc
    .array(fc.oneof(fc.constant('__typename'), ...asked, ...asked, ...fragments), { minLength: 1, maxLength: 4 })
    .map((parts) => `{ ${parts.join(' ')} }`);
}

const documents = fc
  .constantFrom('Query', 'Mutation')
  .chain((root) => selection(root, 4).map((selection) => `${root.toLowerCase()} ${selection}`))
  .filter((text) => validate(schema, parse(text)).length === 0);

/** Hundreds of operations keep a processor busy, which other files want as well. */
const LONG = { timeout: 120_000 };

describe('a planned operation', () => {
  it('comes to what graphql-js makes of it, data and errors, whatever its fields hold', LONG, async () => {
    await fc.assert(
      fc.asyncProperty(documents, roots({ withPromises: false }), async (text, root) => {
        const { expected, planned } = await both(text, () => live(root) as object);
        expect(planned).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('and so it does where things come later, or fail later', LONG, async () => {
    await fc.assert(
      fc.asyncProperty(documents, roots({ withPromises: true }), async (text, root) => {
        const { expected, planned } = await both(text, () => live(root) as object);
        expect(planned.data).toEqual(expected.data);
        // Which of several inside something that is null by then are told is a matter of who comes first.
        expect(planned.errors.length > 0).toBe(expected.errors.length > 0);
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it.each([
    ['a field by the name of what every object has', '{ cat { __proto__: name constructor: lives } }'],
    ['a default, a variable, and none', 'query ($n: Int) { cat { sum a: sum(by: $n) b: sum(of: [2, 3], by: null) } }'],
    [
      'variables alone, of which one is named like a member of every object',
      'query ($n: Int, $constructor: [Int!]) { cat { sum(of: $constructor, by: $n) } }',
    ],
    [
      'a fragment with a name',
      'query { cat { ...F } pets { ...F } } fragment F on Named { name other { ...G } } fragment G on Cat { lives }',
    ],
    [
      'the same field in two places',
      'query { cat { other { name } } cat { other { __typename name ... on Cat { lives } } } }',
    ],
  ])('reads %s as graphql-js does', async (_what, text) => {
    const sum = ({ of, ...others }: { of: readonly number[] }) =>
      of.reduce((total, each) => total + each, 0) * 10 + Object.keys(others).length;
    const cat = { __typename: 'Cat', lives: 7, name: 'Pamuk', sum };
    for (const variables of [{}, { n: 4 }, { n: null }]) {
      const { expected, planned } = await both(text, () => ({ cat: { ...cat, other: cat }, pets: [cat] }), variables);
      expect(planned).toEqual(expected);
      expect(planned.data).not.toBeNull();
    }
  });

  it.each([
    ['a failure', () => new Error('told')],
    ['what comes later', (home: object) => later(() => home)],
    ['what fails later', () => later(() => Promise.reject(new Error('told')))],
    ['made when it is asked for', (home: object) => () => home],
    ['a text', () => 'text'],
    ['a number', () => 7],
    ['a list', (home: object) => [home]],
    ['null', () => null],
    ['not there', () => undefined],
    ['without a member it must have', () => ({ name: 'Ev' })],
    ['as it should be', (home: object) => home],
  ])('reads an object inside another that is %s as graphql-js does', async (_what, made) => {
    const texts = [
      '{ cat { name owner { name home { __typename name lives odd owner { name } } odd } lives } }',
      '{ cat { owner { name } } }',
    ];
    const home = () => ({ name: '"Ev"', lives: 3, odd: 'x', owner: { name: 'Ayşe' } });
    const owner = { name: 'Ayşe', home: home(), odd: null };
    const told = [() => made(owner), () => ({ ...owner, home: made(home()) })];
    for (const text of texts)
      for (const tell of told) {
        const { expected, planned } = await both(text, () => ({ cat: { name: 'Pamuk', lives: 7, owner: tell() } }));
        expect(planned).toEqual(expected);
      }
  });

  it('does without compiling where the process may not', () => {
    const program = `
      import { buildSchema, parse } from 'graphql';
      import { COMPILED_FROM, planOperation } from '${new URL('../../src/server/plan.ts', import.meta.url)}';
      const schema = buildSchema('type Query { cat: Cat }  type Cat { name: String  lives: Int! }');
      schema.getQueryType().getFields()['cat'].resolve = () => ({ name: 'Pamuk', lives: 7 });
      const document = parse('{ cat { name lives } }');
      const plan = planOperation(schema, document, document.definitions[0]);
      for (let time = 0; time < COMPILED_FROM; time += 1) console.log(plan.execute({}, {}).data);
    `;
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module'];
    const written = execFileSync(process.execPath, [...flags, '-e', program], { encoding: 'utf8' });
    expect(written.trim().split('\n')).toEqual(
      Array.from({ length: COMPILED_FROM }, () => '{"cat":{"name":"Pamuk","lives":7}}'),
    );
  });

  it('makes its changes one after another', async () => {
    const done: string[] = [];
    const step = async (name: string, ms: number) => {
      await sleep(ms);
      done.push(name);
      return { name };
    };
    const plan = planOf(parse('mutation { first { name } second { name } }'));
    const root = {
      get first() {
        return step('first', 20);
      },
      get second() {
        done.push('second begins');
        return step('second', 0);
      },
    };
    expect(await plan?.execute(root, {})).toEqual({ data: '{"first":{"name":"first"},"second":{"name":"second"}}' });
    expect(done).toEqual(['first', 'second begins', 'second']);
  });

  it.each([
    'query ($v: Boolean!) { cat { name @include(if: $v) } }',
    '{ cat { ... @skip(if: true) { name } name } }',
    '{ __schema { queryType { name } } }',
  ])('is not made of %s, which is left to graphql-js', (text) => {
    expect(planOf(parse(text))).toBeNull();
  });
});

describe('every operation of ours', () => {
  let layer: Layer;
  beforeAll(async () => {
    layer = await startLayer();
  });
  afterAll(() => layer.stop());

  const folder = (path: string) => {
    const url = new URL(path, import.meta.url);
    return readdirSync(url).map((name) => [name, readFileSync(new URL(name, url), 'utf8')] as const);
  };
  const ours = [...folder('../../schema/operations/'), ...folder('../../bench/documents/')].filter(
    ([, text]) => !/^subscription/m.test(text),
  );

  /** What is another one each time. */
  const VARYING =
    /"(token|endsAt|requestId|id|url|referenceNo|createdAt|expiresAt|endCursor|cursor|startCursor|sessionKey|qrCode)":"[^"]*"/g;

  /** The same operation with a directive that changes nothing, for which no plan is made. */
  const unplanned = (text: string) =>
    print(
      visit(parse(text), {
        OperationDefinition: (operation) => ({
          ...operation,
          selectionSet: {
            ...operation.selectionSet,
            selections: operation.selectionSet.selections.map((selection) => ({
              ...selection,
              directives: parse('{ a @include(if: true) }').definitions.flatMap((each) =>
                each.kind === Kind.OPERATION_DEFINITION ? (each.selectionSet.selections[0]?.directives ?? []) : [],
              ),
            })),
          },
        }),
      }),
    );

  it.each(ours)('is answered as graphql-js answers it: %s', async (_name, text) => {
    const { agentId, userName, password } = PEOPLE.paynet;
    const link = { payerName: 'Ayşe Yılmaz', amount: '149.90', referenceNo: 'ORD-1' };
    const inputs = [
      { input: { agentId, userName, password } },
      { input: { agentId, userName } },
      { input: link },
      { input: { links: [link, { ...link, referenceNo: 'ORD-2', amount: '-1' }] } },
      { input: { ...link, amount: '0' } },
      { input: { payLink: { referenceNo: 'ORD-1' } } },
      { by: { referenceNo: 'ORD-1' }, filter: { from: '2026-01-01', to: '2026-12-31' }, first: 3 },
      { filter: { from: '2026-01-01', to: '2025-12-31' }, first: 3 },
      {
        representations: [
          { __typename: 'PayLink', referenceNo: 'ORD-1' },
          { __typename: 'Agent', id: agentId },
          { __typename: 'Nobody' },
        ],
      },
      {},
    ];
    let answered = 0;
    for (const isSignedIn of [false, true]) {
      for (const variables of inputs) {
        const asked = async (text: string) => {
          layer.reset();
          // Anew each time, as signing out ends it.
          const asking = isSignedIn ? { token: await layer.signIn(PEOPLE.paynet) } : {};
          if (!('input' in variables))
            await layer.query(
              readFileSync(new URL('../../schema/operations/create-pay-link.graphql', import.meta.url), 'utf8'),
              { input: link },
              asking,
            );
          const { status, text: body } = await layer.query(text, variables, asking);
          return { status, body: body.replace(VARYING, '"$1":""') };
        };
        let planned = await asked(text);
        for (let time = 1; time < COMPILED_FROM; time += 1) planned = await asked(text);
        const full = await asked(unplanned(text));
        // Where in the text something stands is another place in another text.
        const places = /"locations":\[[^\]]*\],?/g;
        expect({ ...planned, body: planned.body.replaceAll(places, '') }).toEqual({
          ...full,
          body: full.body.replaceAll(places, ''),
        });
        if (planned.body.startsWith('{"data":{')) answered += 1;
      }
    }
    expect(answered).toBeGreaterThan(0);
  });
});
