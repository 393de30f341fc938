import { type GraphQLSchema, isUnionType } from 'graphql';

/**
 * Answers what a router asks for one by one: a representation that names no entity of ours is null, and takes none of
 * the others with it. The stock resolver fails all of them, with the name that was sent in its message.
 */
export function answerEntitiesOneByOne(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const entity = schema.getType('_Entity');
  if (field?.resolve === undefined || !isUnionType(entity)) throw new Error('The schema has no entities');
  const names = new Set(entity.getTypes().map(({ name }) => name));
  const resolveAll = field.resolve;

  field.resolve = (root, args: { representations: readonly unknown[] }, context, info) =>
    args.representations.map(async (reference) => {
      if (!isNamed(reference) || !names.has(reference.__typename)) return null;
      const resolved = await resolveAll(root, { representations: [reference] }, context, info);
      return Array.isArray(resolved) ? resolved[0] : null;
    });
  return schema;
}

function isNamed(reference: unknown): reference is { __typename: string } {
  return (
    typeof reference === 'object' &&
    reference !== null &&
    '__typename' in reference &&
    typeof reference.__typename === 'string'
  );
}
