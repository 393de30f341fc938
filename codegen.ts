import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { printSubgraphSchema } from '@apollo/subgraph';
import { type CodegenConfig, generate } from '@graphql-codegen/cli';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getOperationAST,
  isAbstractType,
  Kind,
  print,
  printSchema,
  visit,
} from 'graphql';
import { schema } from './src/graph/schema.ts';
import { publicSchema } from './tools/public-schema.ts';

/**
 * Writes what is generated from the graph, or with `--check` says what is not fresh:
 *  - schema/paynet.graphql: the subgraph as a router sees it
 *  - schema/api.graphql: the graph as clients see it
 *  - src/operations: the operations of schema/operations as typed documents, and what caches must know of unions
 *  - schema/persisted-operations.json: the same by their ids, for servers and routers that take only what they know
 */
const SUBGRAPH = 'schema/paynet.graphql';
const API = 'schema/api.graphql';
const OPERATIONS = 'src/operations/graphql.ts';
/** How the client preset begins its file, and what stands there instead: why nothing in it is linted, and what its casts are. */
const PRESET_HEADER = '/* eslint-disable */';
const HEADER = `/* eslint-disable -- written by \`npm run codegen\`. The documents are cast, as JSON does not hold what they take and answer. */`;
const MANIFEST = 'schema/persisted-operations.json';
const POSSIBLE_TYPES = 'src/operations/possible-types.ts';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The executable documents by their ids, as the client preset comes by them. */
const documents = new Map<string, DocumentNode>();

const subgraph = printSubgraphSchema(schema);
const api = publicSchema(subgraph);

const config: CodegenConfig = {
  schema: printSchema(api),
  documents: 'schema/operations/*.graphql',
  generates: {
    'src/operations/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        onExecutableDocumentNode: remember,
      },
      documentTransforms: [{ transform: ({ documents }) => documents.map(withTypenames) }],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        // A new scalar has to say here what it is on the wire.
        strictScalars: true,
        scalars: {
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          EmailAddress: 'string',
          JSON: 'unknown',
          URL: 'string',
        },
      },
    },
  },
  silent: true,
};

const written: { filename: string; content: string }[] = await generate(config, false);
const operations = written.find(({ filename }) => filename === OPERATIONS)?.content;
if (operations === undefined) throw new Error(`The client preset wrote no ${OPERATIONS}`);
const generated: Readonly<Record<string, string>> = {
  [SUBGRAPH]: `${subgraph}\n`,
  [API]: `${printSchema(api)}\n`,
  [OPERATIONS]: operations.replace(PRESET_HEADER, HEADER),
  [POSSIBLE_TYPES]: possibleTypes(api),
  [MANIFEST]: manifest(),
};

const onlyCheck = process.argv.includes('--check');
const stale: string[] = [];
for (const [file, content] of Object.entries(generated)) {
  if ((await readFile(file, 'utf8').catch(() => '')) === content) continue;
  stale.push(file);
  if (onlyCheck) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

if (stale.length === 0) console.log('Everything generated is fresh.');
else if (!onlyCheck) console.log(stale.map((file) => `wrote ${file}`).join('\n'));
else {
  console.error(`Not fresh: ${stale.join(', ')}. Run: npm run codegen`);
  process.exitCode = 1;
}

/**
 * Names the type in every selection but an operation's own, as the caches of Apollo Client and urql do by themselves.
 * Done here, they find nothing to add, and what they send has the id it is known by.
 */
function withTypenames<Source extends { document?: DocumentNode }>(source: Source): Source {
  if (source.document === undefined) return source;
  const document = visit(source.document, {
    SelectionSet(node, _key, parent) {
      const isRoot = parent !== undefined && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION;
      const isNamed = node.selections.some((each) => each.kind === Kind.FIELD && each.name.value === '__typename');
      return isRoot || isNamed ? undefined : { ...node, selections: [TYPENAME, ...node.selections] };
    },
  });
  return { ...source, document };
}

/** A trusted document is known by what clients that hash the text they send come to as well. */
function remember(document: DocumentNode): { hash: string } {
  const hash = createHash('sha256').update(print(document)).digest('hex');
  documents.set(hash, document);
  return { hash };
}

/** In Apollo's format, which names the operations too: https://www.npmjs.com/package/@apollo/generate-persisted-query-manifest */
function manifest(): string {
  const operations = [...documents].map(([id, document]) => {
    const operation = getOperationAST(document);
    return { id, name: operation?.name?.value, type: operation?.operation, body: print(document) };
  });
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;
}

/** Which types a union or an interface can turn out to be; without it Apollo Client matches no fragment on PaynetError. */
function possibleTypes(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const named = types.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)] as const);
  return `/** For Apollo Client: \`new InMemoryCache({ possibleTypes })\`. */
export const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(named), null, 2)};
`;
}
