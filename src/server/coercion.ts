import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** Not a value of the type. What is wrong with it is for graphql-js to find out. */
export const MISTAKE: unique symbol = Symbol('mistake');

type Coerce = (value: unknown) => unknown;

const known = new WeakMap<GraphQLInputType, Coerce>();

/**
 * A JSON value as an input type understands it, as graphql-js has it, or `MISTAKE`. Values are right nearly always, so
 * nothing is kept that only a mistake would need: neither paths nor messages.
 */
export function coerceRightValue(value: unknown, type: GraphQLInputType): unknown {
  return coercionOf(type)(value);
}

function coercionOf(type: GraphQLInputType): Coerce {
  const found = known.get(type);
  if (found !== undefined) return found;
  const made = planCoercion(type);
  known.set(type, made);
  return made;
}

function planCoercion(type: GraphQLInputType): Coerce {
  if (isNonNullType(type)) {
    const coerce = coercionOf(type.ofType);
    return (value) => (value === null || value === undefined ? MISTAKE : coerce(value));
  }
  if (isListType(type)) return listCoercion(coercionOf(type.ofType));
  if (isInputObjectType(type)) return objectCoercion(type);
  return (value) => {
    if (value === null || value === undefined) return null;
    try {
      const parsed: unknown = type.parseValue(value);
      return parsed === undefined ? MISTAKE : parsed;
    } catch {
      return MISTAKE;
    }
  };
}

function listCoercion(coerce: Coerce): Coerce {
  return (value) => {
    if (value === null || value === undefined) return null;
    // One value stands for a list of itself.
    const items = Array.isArray(value) ? value.map(coerce) : [coerce(value)];
    return items.includes(MISTAKE) ? MISTAKE : items;
  };
}

function objectCoercion(type: GraphQLInputObjectType): Coerce {
  // Types may name each other, so a field's own type is looked at when it first comes.
  let fields: readonly (readonly [GraphQLInputField, Coerce])[] | undefined;
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return MISTAKE;
    fields ??= Object.values(type.getFields()).map((field) => [field, coercionOf(field.type)]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any object may be asked for a member
    const members = value as Readonly<Record<string, unknown>>;
    const coerced: Record<string, unknown> = {};
    let unused = Object.keys(members).length;
    for (const [field, coerce] of fields) {
      const member = Object.hasOwn(members, field.name) ? members[field.name] : undefined;
      if (member === undefined) {
        if (field.defaultValue !== undefined) coerced[field.name] = field.defaultValue;
        else if (isNonNullType(field.type)) return MISTAKE;
        continue;
      }
      const made = coerce(member);
      if (made === MISTAKE || (type.isOneOf && made === null)) return MISTAKE;
      coerced[field.name] = made;
      unused -= 1;
    }
    const isRight = unused === 0 && (!type.isOneOf || Object.keys(coerced).length === 1);
    return isRight ? coerced : MISTAKE;
  };
}
