import { composeServices, transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';

/** What clients of the composed graph see of a subgraph: nothing of federation, and nothing that is inaccessible. */
export function publicSchema(subgraph: string): GraphQLSchema {
  const { supergraphSdl, errors } = composeServices([{ name: 'paynet', typeDefs: parse(subgraph) }]);
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], 'The subgraph does not compose');
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl)));
}
