import { GraphQLID, type GraphQLLeafType, GraphQLString, isEnumType } from 'graphql';

/** What JSON writes in another way inside quotation marks: those and backslashes, control characters, halves of a character. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const WRITTEN_OTHERWISE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as JSON has it. Nearly none holds anything that is written otherwise, and to look for it costs less than JSON's own way. */
export function quoted(text: string): string {
  return WRITTEN_OTHERWISE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

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
