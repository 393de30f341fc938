import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema/api.graphql',
  generates: {
    // The operations as typed text, for clients that only send them: graphql-sse and fetch. All others take the typed
    // documents of the package paynet-graphql.
    'generated/texts/': {
      documents: '../../schema/operations/*.graphql',
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        strictScalars: true,
        scalars: {
          ID: { input: 'string', output: 'string' },
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          EmailAddress: 'string',
          JSON: 'unknown',
          URL: 'string',
        },
      },
    },
    // What urql's cache wants to know of the schema.
    'generated/introspection.json': { plugins: ['introspection'], config: { minify: true, descriptions: false } },
  },
};

export default config;
