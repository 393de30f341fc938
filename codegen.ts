import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { printSubgraphSchema } from '@apollo/subgraph';
import { type CodegenConfig, generate } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { schema } from './src/graph/schema.ts';

/**
 * Writes what is generated from the graph, or with `--check` says what is not fresh:
 *  - schema/paynet.graphql: the subgraph as a router sees it
 *  - test/generated: the operations of schema/operations as typed documents
 */
const config: CodegenConfig = {
  schema: printSchema(schema),
  documents: 'schema/operations/*.graphql',
  generates: {
    'test/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        defaultScalarType: 'unknown',
        scalars: { Date: 'string', Decimal: 'string', EmailAddress: 'string', URL: 'string' },
      },
    },
  },
  silent: true,
};

const SUBGRAPH = 'schema/paynet.graphql';
const onlyCheck = process.argv.includes('--check');

const generated: { filename: string; content: string }[] = [
  { filename: SUBGRAPH, content: `${printSubgraphSchema(schema)}\n` },
  ...(await generate(config, false)),
];

const stale: string[] = [];
for (const { filename, content } of generated) {
  if ((await readFile(filename, 'utf8').catch(() => '')) === content) continue;
  stale.push(filename);
  if (onlyCheck) continue;
  await mkdir(dirname(filename), { recursive: true });
  await writeFile(filename, content);
}

if (stale.length === 0) console.log('Everything generated is fresh.');
else if (!onlyCheck) console.log(stale.map((file) => `wrote ${file}`).join('\n'));
else {
  console.error(`Not fresh: ${stale.join(', ')}. Run: npm run codegen`);
  process.exitCode = 1;
}
