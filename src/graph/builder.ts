import SchemaBuilder from '@pothos/core';
import DirectivesPlugin from '@pothos/plugin-directives';
import ErrorsPlugin from '@pothos/plugin-errors';
import FederationPlugin from '@pothos/plugin-federation';
import type { RequestContext } from '../context.ts';
import type { Decimal } from '../paynet/wire.ts';

/** The builder every module adds its types to. Fields are nullable and inputs optional unless they say otherwise. */
export const builder = new SchemaBuilder<{
  Context: RequestContext;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    Decimal: { Input: string; Output: Decimal };
    EmailAddress: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}>({
  plugins: [ErrorsPlugin, DirectivesPlugin, FederationPlugin],
  errors: {
    // A result union holds the success type itself, and is named after its mutation: login gives LoginResult.
    directResult: true,
    defaultUnionOptions: { name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result` },
  },
});

builder.queryType({ description: 'What can be read. Nothing here changes anything at Paynet.' });
builder.mutationType({
  description:
    'What can be done. Every mutation answers with a union: the success, or a named failure that implements PaynetError.',
});
