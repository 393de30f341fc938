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
  // Types may name each other, so a field's own type is looked at when an object first comes.
  let plan: ObjectPlan | undefined;
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return MISTAKE;
    plan ??= planObject(type);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any object may be asked for a member
    const members = value as Readonly<Record<string, unknown>>;
    // Copied where something is understood otherwise than it came, which is nowhere in most inputs.
    let changed: Record<string, unknown> | null = null;
    let given = 0;
    let missing = plan.required;
    for (const name in members) {
      const field = plan.fields.get(name);
      if (field === undefined) return MISTAKE;
      const member = members[name];
      // As if it were not there.
      if (member === undefined) {
        changed ??= { ...members };
        delete changed[name];
        continue;
      }
      const made = field.coerce(member);
      if (made === MISTAKE || (type.isOneOf && made === null)) return MISTAKE;
      if (made !== member) {
        changed ??= { ...members };
        changed[name] = made;
      }
      given += 1;
      if (field.isRequired) missing -= 1;
    }
    if (missing > 0 || (type.isOneOf && given !== 1)) return MISTAKE;
    for (const { name, defaultValue } of plan.defaults) {
      if (Object.hasOwn(changed ?? members, name)) continue;
      changed ??= { ...members };
      changed[name] = defaultValue;
    }
    return changed ?? members;
  };
}

const isRequired = ({ type, defaultValue }: GraphQLInputField) => isNonNullType(type) && defaultValue === undefined;

interface ObjectPlan {
  readonly fields: ReadonlyMap<string, { readonly coerce: Coerce; readonly isRequired: boolean }>;
  readonly required: number;
  readonly defaults: readonly Pick<GraphQLInputField, 'name' | 'defaultValue'>[];
}

function planObject(type: GraphQLInputObjectType): ObjectPlan {
  const fields = Object.values(type.getFields());
  return {
    fields: new Map(
      fields.map((field) => [field.name, { coerce: coercionOf(field.type), isRequired: isRequired(field) }]),
    ),
    required: fields.filter(isRequired).length,
    defaults: fields.filter(({ defaultValue }) => defaultValue !== undefined),
  };
}
