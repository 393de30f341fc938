import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compare } from '../tools/contract.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paynet-graphql-contract-'));
  mkdirSync(join(folder, 'schema'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

/** Runs one of our tools in the folder, as npm does in ours. */
async function tool(name: string, cwd = folder): Promise<{ passes: boolean; said: string }> {
  return run(process.execPath, [resolve('tools', name)], { cwd }).then(
    ({ stdout }) => ({ passes: true, said: stdout }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ passes: false, said: stdout + stderr }),
  );
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@inaccessible"])';
/** A small contract of an invented shop. */
const RELEASED = `${LINK}
type Query { basket(id: ID!, first: Int): Basket  colours: [Colour!]! }
type Basket @key(fields: "id") @key(fields: "number") { id: ID!  number: String!  note: String  total: Int! }
enum Colour { RED GREEN }
union Payment = Cash | Card
type Cash { coins: Int }
type Card { bank: String }
type Mutation { pay(input: PayInput!): Payment }
input PayInput { basket: ID!  note: String }
`;

const CHANGELOG = '# Changelog\n\n## Unreleased\n\n- Something else.\n';

/** What breaks and is not declared, once the schema is changed so. */
async function undeclared(present: string, changelog = CHANGELOG): Promise<string[]> {
  const { breaches } = await compare({ released: RELEASED, present, changelog });
  return breaches.filter(({ isDeclared }) => !isDeclared).map(({ coordinate }) => coordinate);
}

const without = (part: string, instead = '') => {
  if (!RELEASED.includes(part)) throw new Error(`The invented contract has no ${part}`);
  return RELEASED.replace(part, instead);
};

describe('the contract of the last release', () => {
  it.each([
    ['nothing', RELEASED],
    ['a new field', without('total: Int!', 'total: Int!  tax: Int')],
    ['a new argument that nobody has to give', without('first: Int', 'first: Int, after: String')],
    ['a new field of an input that nobody has to give', without('note: String }', 'note: String  voucher: ID }')],
    ['a field that is deprecated', without('note: String  total', 'note: String @deprecated(reason: "x")  total')],
    [
      'an answer that is never null any more',
      without('basket(id: ID!, first: Int): Basket', 'basket(id: ID!, first: Int): Basket!'),
    ],
  ])('is kept by %s', async (_what, changed) => {
    expect(await undeclared(changed)).toEqual([]);
  });

  it.each([
    ['a field that is gone', without('note: String  total', 'total'), 'Basket.note'],
    ['a field that may be null now', without('total: Int!', 'total: Int'), 'Basket.total'],
    ['a field of another type', without('total: Int!', 'total: String!'), 'Basket.total'],
    ['an argument that is gone', without(', first: Int'), 'Query.basket(first:)'],
    ['an argument that has to be given', without('first: Int', 'first: Int!'), 'Query.basket(first:)'],
    [
      'a field of an input that has to be given',
      without('note: String }', 'note: String  voucher: ID! }'),
      'PayInput.voucher',
    ],
    ['a value of an enum that is gone', without('RED GREEN', 'RED'), 'Colour.GREEN'],
    ['a member of a union that is gone', without('Cash | Card', 'Cash'), 'Payment'],
    [
      'a field that is hidden from clients',
      without('note: String  total', 'note: String @inaccessible  total'),
      'Basket.note',
    ],
    ['a key of an entity that is gone', without(' @key(fields: "number")'), 'Basket @key(fields: "number")'],
  ])('is broken by %s, until the changelog declares just that', async (_what, changed, coordinate) => {
    expect(await undeclared(changed)).toEqual([coordinate]);
    const line = `- BREAKING: \`${coordinate}\` is gone.`;
    expect(await undeclared(changed, `# Changelog\n\n## Unreleased\n\n${line}\n\n## 0.1.0\n`)).toEqual([]);
  });

  it.each([
    ['it stands under an older release', '## Unreleased\n\n## 0.1.0\n\n- BREAKING: `Basket.note` is gone.\n'],
    ['it names something else', '## Unreleased\n\n- BREAKING: `Basket` has lost its note.\n'],
    ['it is not said that it breaks', '## Unreleased\n\n- `Basket.note` is gone.\n'],
    ['there is no changelog for what comes', '## 0.1.0\n\n- The shop.\n'],
  ])('is not declared broken when %s', async (_why, changelog) => {
    expect(await undeclared(without('note: String  total', 'total'), changelog)).toEqual(['Basket.note']);
  });

  it('is kept, with a word about it, by what only careless clients stumble over', async () => {
    const { surprises, breaches } = await compare({
      released: RELEASED,
      present: without('RED GREEN', 'RED GREEN BLUE'),
      changelog: CHANGELOG,
    });
    expect(surprises).toEqual(["Enum value 'BLUE' was added to enum 'Colour'"]);
    expect(breaches).toEqual([]);
  });

  it(
    'is kept by the present schema, or the changelog says where not',
    async () => {
      expect(await tool('check-contract.ts', resolve('.'))).toMatchObject({ passes: true });
    },
    TIMEOUT_MS,
  );

  it(
    'fails the check when it is broken, with the line that would declare it',
    async () => {
      write('schema/released.graphql', RELEASED);
      write('schema/paynet.graphql', without('note: String  total', 'total'));
      write('CHANGELOG.md', CHANGELOG);
      const { passes, said } = await tool('check-contract.ts');
      expect(passes).toBe(false);
      expect(said).toContain('NOT DECLARED: Basket.note: ');
      expect(said).toContain('\n- BREAKING: `Basket.note` …\n');
    },
    TIMEOUT_MS,
  );
});

describe('a release', { timeout: TIMEOUT_MS }, () => {
  const manifest = (...ids: string[]) =>
    JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: ids.map((id) => ({ id, name: 'Q', type: 'query', body: `query Q { ${id} }` })),
    });

  beforeEach(() => {
    write('package.json', '{ "version": "0.2.0" }');
    write('schema/paynet.graphql', RELEASED);
    write('schema/released.graphql', 'type Query { old: Int }');
    write('schema/persisted-operations.json', manifest('now', 'ever'));
    write('schema/released-operations.json', manifest('once', 'ever'));
  });

  it('makes the present schema the contract, and keeps the operations of every release', async () => {
    write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n## 0.2.0\n\n- The shop.\n');
    expect(await tool('release.ts')).toMatchObject({ passes: true });
    expect(readFileSync(join(folder, 'schema/released.graphql'), 'utf8')).toBe(
      `# The contract of version 0.2.0.\n\n${RELEASED}`,
    );
    const { operations } = JSON.parse(readFileSync(join(folder, 'schema/released-operations.json'), 'utf8')) as {
      operations: { id: string }[];
    };
    expect(operations.map(({ id }) => id)).toEqual(['once', 'ever', 'now']);
    expect(await tool('check-contract.ts')).toMatchObject({ passes: true });
  });

  it('does not happen before the changelog has its heading', async () => {
    write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n- The shop.\n');
    const { passes, said } = await tool('release.ts');
    expect(passes).toBe(false);
    expect(said).toContain('CHANGELOG.md has no heading "## 0.2.0"');
    expect(readFileSync(join(folder, 'schema/released.graphql'), 'utf8')).toBe('type Query { old: Int }');
  });
});
