import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Subgraph } from '../subgraph.ts';
import { messagesOf, type WithSupergraph } from './composition.ts';

export function composeByApollo(subgraphs: readonly Subgraph[]): WithSupergraph {
  const { errors, hints, schema, supergraphSdl } = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  return {
    errors: messagesOf(errors),
    hints: messagesOf(hints),
    api: schema?.toAPISchema().toGraphQLJSSchema() ?? null,
    supergraph: supergraphSdl ?? null,
  };
}
