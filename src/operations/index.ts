/** What the npm package exports as `paynet-graphql`: the ready-made operations. Needs nothing at run time. */
export type { TypedDocumentNode } from '@graphql-typed-document-node/core';
export * from './graphql.ts';
export { possibleTypes } from './possible-types.ts';
