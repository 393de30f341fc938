import type { GraphQLListener } from './graphql-door.ts';
import type { YogaOptions } from './yoga.ts';

/** Yoga, loaded when the first request comes that is its: it is a third of what would be loaded at the start. */
export function createStreams(options: YogaOptions): GraphQLListener {
  let loading: Promise<GraphQLListener> | undefined;
  return async (request, response, scope) => {
    loading ??= import('./yoga.ts').then(({ createYogaListener }) => createYogaListener(options));
    await (await loading)(request, response, scope);
  };
}
