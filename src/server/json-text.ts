import { GraphQLID, type GraphQLLeafType, GraphQLString, isEnumType } from 'graphql';
import { quoted } from '../json-text.ts';

/** Writes values of a leaf type as JSON; null where one is none of the type. Throws where the type does. */
export function leafWriter(type: GraphQLLeafType): (value: unknown) => string | null {
  if (isEnumType(type)) return (value) => `"${type.serialize(value)}"`;
  // Their own `serialize` looks at everything a text could be made of; a text is one already.
  if (type === GraphQLString || type === GraphQLID)
    return (value) => (typeof value === 'string' ? quoted(value) : written(type.serialize(value)));
  return (value) => written(type.serialize(value));
}

function written(serialized: unknown): string | null {
  if (typeof serialized === 'string') return quoted(serialized);
  if (serialized === null || serialized === undefined) return null;
  // Also for what JSON knows no way to write.
  return JSON.stringify(serialized) ?? 'null';
}
