import graphql, { configs, parser } from '@graphql-eslint/eslint-plugin';

/** Every rule for schemas and for operations, but for those that say why not. Run from the top folder: npm run lint:schema */
const language = {
  plugins: { '@graphql-eslint': graphql },
  languageOptions: {
    parser,
    parserOptions: { graphQLConfig: { schema: 'schema/api.graphql', documents: 'schema/operations/*.graphql' } },
  },
};

export default [
  // The subgraph is the same with federation's directives, which need no second look; the released one cannot change.
  { ignores: ['schema/paynet.graphql', 'schema/released.graphql'] },
  {
    files: ['schema/api.graphql'],
    ...language,
    rules: {
      ...configs['flat/schema-all'].rules,
      ...configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': [
        'error',
        { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
      ],
      // Ids are Paynet's own, so nothing implements Relay's `Node`; and a short closed list is a list, not a connection.
      '@graphql-eslint/relay-edge-types': ['error', { shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
      // Fields, values and types stand in the order in which one reads about them.
      '@graphql-eslint/alphabetize': 'off',
      // A mutation answers with a union in any case: what can go wrong is one of its members, never a null.
      '@graphql-eslint/require-nullable-result-in-root': 'off',
      // It forbids mutations and subscriptions, which is half of what this graph is for.
      '@graphql-eslint/no-root-type': 'off',
      // Agents, people, menu entries and links have an identity; the rest are values, results and failures without one.
      '@graphql-eslint/strict-id-in-types': 'off',
    },
  },
  {
    files: ['schema/operations/*.graphql'],
    ...language,
    rules: {
      ...configs['flat/operations-all'].rules,
      // What matters most comes first.
      '@graphql-eslint/alphabetize': 'off',
    },
  },
];
