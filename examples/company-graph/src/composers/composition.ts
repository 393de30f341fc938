import type { GraphQLSchema } from 'graphql';

/** What came of composing, whoever composed. */
export interface Composition {
  readonly errors: readonly string[];
  /** What somebody should look at, though it composes. */
  readonly hints: readonly string[];
  /** What clients see. Null where it does not compose. */
  readonly api: GraphQLSchema | null;
}

/** With what a gateway serves. */
export interface WithSupergraph extends Composition {
  /** Null where it does not compose. */
  readonly supergraph: string | null;
}

export const messagesOf = (errors: readonly { message: string }[] = []) => errors.map(({ message }) => message);
