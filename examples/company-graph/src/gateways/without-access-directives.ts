import { parse, print, visit } from 'graphql';

const ACCESS: ReadonlySet<string> = new Set(['@authenticated', '@requiresScopes']);

/**
 * A subgraph without what it tells routers of access, its imports included. `@apollo/gateway` starts with no supergraph
 * that has such directives, as it could not enforce them. Only for a subgraph that enforces all of it itself, as the
 * layer does: done to a whole supergraph, this would open what others leave to the router.
 */
export function withoutAccessDirectives(sdl: string): string {
  const without = visit(parse(sdl), {
    Directive: ({ name }) => (ACCESS.has(`@${name.value}`) ? null : undefined),
    StringValue: ({ value }) => (ACCESS.has(value) ? null : undefined),
  });
  return print(without);
}
