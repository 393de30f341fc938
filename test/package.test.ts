import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, type GraphQLSchema, isAbstractType, Kind, print, printSchema, validate, visit } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../src/graph/schema.ts';
import * as operations from '../src/operations/index.ts';
import { type Layer, startLayer } from './support/harness.ts';

const run = promisify(execFile);
const PACK_AND_INSTALL_MS = 180_000;
const TOOL_MS = 60_000;
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
};
const documentation = readFileSync('docs/package.md', 'utf8');
/** What the package's own documentation shows: first the graph, then Paynet itself. */
const [askTheGraph = '', askPaynet = ''] = [...documentation.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
  ([, code]) => code ?? '',
);

const { possibleTypes, ...documents } = operations;
const api = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

const folder = mkdtempSync(join(tmpdir(), 'paynet-graphql-consumer-'));
const tarball = join(folder, `paynet-graphql-${manifest.version}.tgz`);
const installed = join(folder, 'node_modules/paynet-graphql');
let layer: Layer;

/** Packs it and installs the tarball into a project that has nothing else but graphql, as every consumer has. */
beforeAll(async () => {
  layer = await startLayer();
  await run('npm', ['run', 'package', '--', folder]);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...flags, tarball, `graphql@${manifest.dependencies['graphql']}`], { cwd: folder });
}, PACK_AND_INSTALL_MS);
afterAll(async () => {
  await layer.stop();
  rmSync(folder, { recursive: true });
});

/** A program of the consumer's, against this test's layer and sandbox instead of the ones the documentation names. */
function write(name: string, code: string): void {
  const here = code.replace('http://127.0.0.1:4000', layer.url).replace('http://127.0.0.1:4010', layer.paynet.url);
  writeFileSync(join(folder, name), here);
}

const execute = (name: string) => run(process.execPath, [name], { cwd: folder });

/** TypeScript's complaints about a program, with the strictest settings, declaration files included. */
async function complaints(name: string): Promise<string> {
  const strictest = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
    '--skipLibCheck',
    'false',
  ];
  const ours = resolve('node_modules');
  return run(
    join(ours, '.bin/tsc'),
    [
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      ...strictest,
      '--types',
      'node',
      '--typeRoots',
      join(ours, '@types'),
      name,
    ],
    { cwd: folder },
  ).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
}

describe('the package', () => {
  it(
    'has types that resolve, by the word of attw',
    async () => {
      await run('npx', ['attw', tarball, '--profile', 'esm-only']);
    },
    TOOL_MS,
  );

  it(
    'is in order, by the word of publint',
    async () => {
      const { stdout } = await run('npx', ['publint', 'run', tarball, '--strict']);
      expect(stdout).toContain('All good!');
    },
    TOOL_MS,
  );

  it('brings what the client needs and nothing of the server', () => {
    const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as typeof manifest;
    const { undici } = manifest.dependencies;
    expect(dependencies).toEqual({ '@graphql-typed-document-node/core': '3.2.0', undici });
    const all = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(all.toSorted()).toEqual(['@graphql-typed-document-node', 'graphql', 'paynet-graphql', 'undici']);
  });

  it('holds no source, no test and no setting', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(
      files
        .map(({ name }) => name)
        .filter((name) => !/\.(?:d\.ts|js|graphql)$|^persisted-operations\.json$/.test(name))
        .toSorted(),
    ).toEqual(['README.md', 'package.json']);
  });
});

describe('the operations in it', () => {
  it(
    'make a payment link as the documentation shows, typed from variables to answer',
    async () => {
      write('ask-the-graph.ts', askTheGraph);
      expect(await complaints('ask-the-graph.ts')).toBe('');
      const { stdout } = await execute('ask-the-graph.ts');
      const page = await fetch(stdout.trim());
      expect(await page.text()).toContain('Ayşe Yılmaz');
      expect(layer.left.map(({ path }) => path)).toEqual(['/v1/agent/login', '/v1/mailorder/create']);
    },
    TOOL_MS,
  );

  it(
    'refuse what is wrong before it runs',
    async () => {
      const wrong = askTheGraph
        .replace("amount: '120.10'", 'amount: 120.1')
        .replace('createPayLink.payLink.url', 'createPayLink.payLink.adress');
      write('wrong.ts', wrong);
      const found = await complaints('wrong.ts');
      expect(found).toMatch(/Type 'number' is not assignable to type 'string'/);
      expect(found).toMatch(/Property 'adress' does not exist/);
      expect(found.match(/error TS/g)).toHaveLength(2);
    },
    TOOL_MS,
  );

  it('need no other package at run time', async () => {
    const alone = join(folder, 'alone');
    mkdirSync(join(alone, 'node_modules'), { recursive: true });
    cpSync(installed, join(alone, 'node_modules/paynet-graphql'), { recursive: true });
    const names = "import * as all from 'paynet-graphql'; console.log(Object.keys(all).join());";
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', names], { cwd: alone });
    const written = readdirSync('schema/operations').map((file) => `${pascal(file.replace('.graphql', ''))}Document`);
    expect(stdout.trim().split(',').toSorted()).toEqual([...written, 'possibleTypes'].toSorted());
  });

  it.each(Object.entries(documents))(
    '%s names the type of every object it asks for, so that caches can tell them apart',
    (_name, document) => {
      visit(document, {
        SelectionSet(node, _key, parent) {
          if (parent !== undefined && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION) return;
          expect(node.selections.map(print)).toContain('__typename');
        },
      });
    },
  );

  it('tell a cache which types a union or an interface can be', () => {
    for (const type of Object.values(api.getTypeMap()).filter(isAbstractType)) {
      expect(possibleTypes[type.name]?.toSorted()).toEqual(api.getPossibleTypes(type).map(String).toSorted());
    }
    expect(possibleTypes['PaynetError']).toContain('PaynetForbidden');
  });
});

describe('the schema in it', () => {
  const read = (name: string) =>
    run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { readFileSync } from 'node:fs';
         process.stdout.write(readFileSync(new URL(import.meta.resolve('paynet-graphql/schema/${name}.graphql'))));`,
      ],
      { cwd: folder },
    ).then(({ stdout }) => stdout);

  it('is the graph as clients see it: every type of ours, nothing of federation', async () => {
    const types = (of: GraphQLSchema) => Object.keys(of.getTypeMap()).filter((name) => !name.startsWith('_'));
    const published = buildSchema(await read('api'));
    expect(types(published).toSorted()).toEqual(types(schema).toSorted());
    expect(printSchema(published)).not.toMatch(/_entities|_service|@key|join__/);
    for (const document of Object.values(documents)) expect(validate(published, document)).toEqual([]);
  });

  it('comes with the operations by their ids, which are the hashes of what clients send', async () => {
    const code =
      "import all from 'paynet-graphql/schema/persisted-operations.json' with { type: 'json' }; console.log(JSON.stringify(all.operations));";
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
    const listed = JSON.parse(stdout) as { id: string; body: string }[];
    expect(listed.map(({ body }) => body).toSorted()).toEqual(Object.values(documents).map(print).toSorted());
    for (const { id, body } of listed) expect(id).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('is the subgraph as a router takes it', async () => {
    expect(await read('paynet')).toBe(readFileSync('schema/paynet.graphql', 'utf8'));
  });
});

describe('the client in it', () => {
  it(
    'makes a payment link as the documentation shows, typed, without any GraphQL',
    async () => {
      layer.reset();
      write('ask-paynet.ts', askPaynet);
      expect(await complaints('ask-paynet.ts')).toBe('');
      const { stdout } = await execute('ask-paynet.ts');
      expect(await (await fetch(stdout.trim())).text()).toContain('Ayşe Yılmaz');
      expect(layer.left.map(({ path }) => path)).toEqual(['/v1/mailorder/create']);
    },
    TOOL_MS,
  );

  it('fails with errors of its own family, which hold no key', async () => {
    write('wrong-key.ts', askPaynet.replace('sck_pcs_SANDBOX/only+on*loopback', 'sck_pcs_WRONG'));
    const { stderr } = await execute('wrong-key.ts');
    expect(stderr).toMatch(/^PaynetCredentialsRefused mailorder\/create was refused/);
    expect(stderr).not.toContain('sck_pcs_WRONG');
  });

  it('tells the types of every service it has', () => {
    const services = readdirSync('src/paynet/services').map((file) => `export type * from './services/${file}';`);
    expect(readFileSync('src/paynet/index.ts', 'utf8').split('\n')).toEqual(expect.arrayContaining(services));
  });
});

const pascal = (name: string) => name.replaceAll(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());
