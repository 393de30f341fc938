import { composeServices } from '@theguild/federation-composition';
import { buildSchema, parse } from 'graphql';
import type { Subgraph } from '../subgraph.ts';
import { messagesOf, type WithSupergraph } from './composition.ts';

/** This composer gives no hints. */
export function composeByGuild(subgraphs: readonly Subgraph[]): WithSupergraph {
  const { errors, publicSdl, supergraphSdl } = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  return {
    errors: messagesOf(errors),
    hints: [],
    api: publicSdl === undefined ? null : buildSchema(publicSdl),
    supergraph: supergraphSdl ?? null,
  };
}
