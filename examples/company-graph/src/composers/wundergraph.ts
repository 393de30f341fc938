import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { parse } from 'graphql';
import type { Subgraph } from '../subgraph.ts';
import { type Composition, messagesOf } from './composition.ts';

/** What it makes is the configuration of WunderGraph's own router, which is not on npm; here it only composes. */
export function composeByWunderGraph(subgraphs: readonly Subgraph[]): Composition {
  const result = federateSubgraphs({
    subgraphs: subgraphs.map(({ name, sdl, url }) => ({ name, url, definitions: parse(sdl) })),
    version: ROUTER_COMPATIBILITY_VERSION_ONE,
  });
  return {
    errors: result.success ? [] : messagesOf(result.errors),
    hints: messagesOf(result.warnings),
    api: result.success ? result.federatedGraphClientSchema : null,
  };
}
