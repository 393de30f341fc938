import SchemaBuilder from '@pothos/core';
import DirectivesPlugin from '@pothos/plugin-directives';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import type { RequestContext } from '../context.ts';
import type { Decimal } from '../paynet/wire.ts';
import RouterDirectives from './router-directives.ts';

/** Every subgraph with lists has this type, so all of them share it. */
const PAGE_INFO = {
  description: 'Where a page stands in its list. As in the Relay cursor specification.',
  directives: [{ name: 'shareable', args: {} }],
};

/** The builder every module adds its types to. Fields are nullable and inputs optional unless they say otherwise. */
export const builder = new SchemaBuilder<{
  Context: RequestContext;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: true;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    Decimal: { Input: string; Output: Decimal };
    EmailAddress: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
    _Any: { Input: unknown; Output: unknown };
  };
}>({
  // The last one's word about a field comes first: what its declaration says is there when the router's are added.
  plugins: [ErrorsPlugin, RelayPlugin, RouterDirectives, DirectivesPlugin],
  errors: {
    // A result union holds the success type itself, and is named after its mutation: login gives LoginResult.
    directResult: true,
    defaultUnionOptions: { name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result` },
  },
  // Connections as the Relay cursor specification has them; ids are Paynet's own, so there is no global `node`.
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    clientMutationId: 'omit',
    cursorType: 'String',
    pageInfoTypeOptions: PAGE_INFO,
    pageInfoFieldOptions: { description: 'Whether there is more, and how to go on.' },
    hasNextPageFieldOptions: { description: 'Whether anything comes after the last edge.' },
    hasPreviousPageFieldOptions: { description: 'Whether anything comes before the first edge.' },
    startCursorFieldOptions: {
      description: 'Give it as `before` for the page before this one. Null on an empty page.',
    },
    endCursorFieldOptions: {
      description: 'Give it as `after` for the page behind this one. Null where there is none.',
    },
    edgesFieldOptions: { description: 'The page, in the order of the list.', nullable: { list: false, items: false } },
    nodeFieldOptions: {
      description: 'The thing itself. Null only where reading it failed; then `errors` says why.',
      nullable: true,
    },
    cursorFieldOptions: { description: 'Where in the list this stands. Opaque, and good for this list only.' },
    firstArgOptions: { description: 'How many, from the beginning or behind `after`: 1 to 100, 20 when not given.' },
    afterArgOptions: { description: 'Go on behind this cursor. Goes with `first`.' },
    lastArgOptions: { description: 'How many, from the end or before `before`: 1 to 100.' },
    beforeArgOptions: { description: 'Go back from this cursor. Goes with `last`.' },
  },
});

builder.queryType({ description: 'What can be read. Nothing here changes anything at Paynet.' });
builder.mutationType({
  description:
    'What can be done. Every mutation answers with a union: the success, or a named failure that implements PaynetError.',
});
builder.subscriptionType({ description: 'What can be watched. Over server-sent events, on the same address.' });
