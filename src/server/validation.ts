import {
  coerceInputValue,
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  specifiedRules,
  type TypeNode,
  typeFromAST,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  type VariableDefinitionNode,
  validate,
  valueFromAST,
} from 'graphql';
import { coerceRightValue, MISTAKE } from './coercion.ts';
import { whyTooMuch } from './document-limits.ts';
import { RequestError } from './request-error.ts';

const MAX_ERRORS = 5;
/** The largest ready-made operation has 150. What grows faster than a document is bounded in document-limits.ts. */
export const MAX_TOKENS = 1_000;

export interface ValidationOptions {
  /** The closed profile: no introspection, and no hint at a name that was nearly right. */
  readonly production: boolean;
}

/** Validates a document with errors that say what was expected and never what was found. */
export function createValidate({ production }: ValidationOptions) {
  const rules = specifiedRules.map((rule) => (rule === ValuesOfCorrectTypeRule ? valuesWithoutQuoting : rule));
  rules.push(eachMutationOnce);
  if (production) rules.push(NoSchemaIntrospectionCustomRule);
  return (schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] => {
    // The rules themselves take long over what is too much.
    const tooMuch = whyTooMuch(document);
    if (tooMuch !== null) return [new RequestError('GRAPHQL_VALIDATION_FAILED', tooMuch, { refusedBy: 'graphql' })];
    return validate(schema, document, rules, { maxErrors: MAX_ERRORS, hideSuggestions: production }).map(
      (error) =>
        new RequestError('GRAPHQL_VALIDATION_FAILED', error.message, {
          refusedBy: 'graphql',
          nodes: error.nodes ?? null,
        }),
    );
  };
}

/**
 * graphql-js prints the literal it did not like, and a password may be one. Where its message names only fields and
 * types it is kept.
 */
const valuesWithoutQuoting: ValidationRule = (context) => {
  const reportError = (error: GraphQLError) => {
    const node = error.nodes?.[0];
    const type = context.getInputType() ?? context.getParentInputType();
    const namesOnly =
      node?.kind === Kind.OBJECT_FIELD || (node?.kind === Kind.OBJECT && isInputObjectType(getNamedType(type)));
    context.reportError(
      namesOnly
        ? error
        : new RequestError('GRAPHQL_VALIDATION_FAILED', expectation(type, error), {
            refusedBy: 'graphql',
            nodes: node ?? null,
          }),
    );
  };
  return ValuesOfCorrectTypeRule(Object.create(context, { reportError: { value: reportError } }));
};

/** One `login` a document is one guess, and many links in one document are what the bulk right is for. */
const eachMutationOnce: ValidationRule = (context) => {
  const seen = new Set<string>();
  return {
    Field(node) {
      const name = node.name.value;
      if (context.getParentType() !== context.getSchema().getMutationType() || name === '__typename') return;
      if (seen.has(name)) {
        context.reportError(
          new RequestError('GRAPHQL_VALIDATION_FAILED', `A document can hold "${name}" only once.`, { nodes: node }),
        );
      }
      seen.add(name);
    },
  };
};

/** What was expected, in the scalar's own words where it has some. */
function expectation(type: GraphQLInputType | null | undefined, error: GraphQLError): string {
  const named = getNamedType(type);
  const { expected } = error.extensions;
  if (typeof expected === 'string') return `Expected ${expected}.`;
  if (isEnumType(named))
    return `Expected one of: ${named
      .getValues()
      .map(({ name }) => name)
      .join(', ')}.`;
  return `Expected a value of type "${String(type)}".`;
}

/** Ten times what any list of an input takes; each of its values is looked at before anybody counts them. */
const MAX_LIST_LENGTH = 1_000;
/** Lists of the schema lie no deeper in a variable. */
const DEEPEST_LIST = 3;
/** No input type has as many fields. */
const MAX_FIELDS = 100;

/** Why there is more in a value than any type takes, so that it need not be looked at one by one. */
function whyTooLarge(value: unknown, depth = 0): string | null {
  if (typeof value !== 'object' || value === null || depth > DEEPEST_LIST) return null;
  if (Array.isArray(value)) {
    if (value.length > MAX_LIST_LENGTH) return `A list can hold at most ${MAX_LIST_LENGTH} values.`;
  } else if (Object.keys(value).length > MAX_FIELDS) return `An object can hold at most ${MAX_FIELDS} fields.`;
  for (const each of Object.values(value)) {
    const why = whyTooLarge(each, depth + 1);
    if (why !== null) return why;
  }
  return null;
}

export interface Variables {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly given: Readonly<Record<string, unknown>> | null | undefined;
}

export type ReadVariables =
  | { readonly values: Readonly<Record<string, unknown>>; readonly mistakes?: never }
  | { readonly mistakes: readonly GraphQLError[] };

/**
 * An operation's variables as its types understand them, or what is wrong with them, at most five things. graphql-js'
 * own messages quote the values, a whole input object with the password in it for one misspelt field, and it takes as
 * long as the client likes to collect them.
 */
export function readVariables(
  { schema, operation, given }: Variables,
  { production }: ValidationOptions,
): ReadVariables {
  const values: Record<string, unknown> = {};
  let mistakes: GraphQLError[] | undefined;
  for (const { definition, name, type } of variablesOf(schema, operation)) {
    const add: AddMistake = (path, message) => {
      const where = ['$' + name, ...path].join('.');
      (mistakes ??= []).push(
        new RequestError('BAD_USER_INPUT', `Variable "${where}": ${message}`, {
          refusedBy: 'graphql',
          nodes: definition,
        }),
      );
      if (mistakes.length === MAX_ERRORS) throw new EnoughSaid();
    };
    try {
      const value = given !== null && given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
      const read =
        value === undefined ? valueWhereAbsent(definition, type, add) : readValue(value, type, add, production);
      if (read !== undefined) values[name] = read;
    } catch (error) {
      if (error instanceof EnoughSaid) break;
      throw error;
    }
  }
  return mistakes === undefined ? { values } : { mistakes };
}

interface KnownVariable {
  readonly definition: VariableDefinitionNode;
  readonly name: string;
  readonly type: GraphQLInputType;
}

/** Found once for each operation: a list or a type that must be there is another object whenever it is asked for. */
const known = new WeakMap<OperationDefinitionNode, readonly KnownVariable[]>();

function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode): readonly KnownVariable[] {
  const found = known.get(operation);
  if (found !== undefined) return found;
  const variables = (operation.variableDefinitions ?? []).map((definition) => ({
    definition,
    name: definition.variable.name.value,
    type: inputTypeOf(schema, definition.type),
  }));
  known.set(operation, variables);
  return variables;
}

class EnoughSaid extends Error {}

type AddMistake = (path: readonly (string | number)[], message: string) => void;

/** Of a valid document: validation has looked at it before. */
function inputTypeOf(schema: GraphQLSchema, node: TypeNode): GraphQLInputType {
  const type = typeFromAST(schema, node);
  if (type === undefined || !isInputType(type)) throw new Error('A variable has no input type');
  return type;
}

function valueWhereAbsent({ defaultValue }: VariableDefinitionNode, type: GraphQLInputType, add: AddMistake): unknown {
  if (defaultValue !== undefined) return valueFromAST(defaultValue, type);
  if (isNonNullType(type)) add([], `Expected a value of type "${String(type)}".`);
  return undefined;
}

function readValue(value: unknown, type: GraphQLInputType, add: AddMistake, production: boolean): unknown {
  const tooLarge = whyTooLarge(value);
  if (tooLarge !== null) {
    add([], tooLarge);
    return undefined;
  }
  const right = coerceRightValue(value, type);
  if (right !== MISTAKE) return right;
  return coerceInputValue(
    value,
    type,
    (path, found, error) => {
      const expected = typeAt(type, path);
      // About an object as a whole, graphql-js names fields and types only; about a single value it quotes it.
      const quotes = found !== null && found !== undefined && isLeafType(getNamedType(expected));
      add(path, quotes ? expectation(expected, error) : namesOnly(error.message, found, getNamedType(expected)));
    },
    production,
  );
}

/** A message about an object, unless a key of it is no name at all: then it could be anything, a password included. */
function namesOnly(message: string, found: unknown, type: GraphQLNamedType): string {
  const isNamed = typeof found !== 'object' || found === null || hasNamesOnly(found);
  return isNamed ? message : `A field is not defined by type "${type.name}".`;
}

function hasNamesOnly(found: object): boolean {
  return Object.keys(found).every((key) => /^[A-Z_]\w{0,63}$/i.test(key));
}

function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce<GraphQLInputType>((parent, step) => {
    const nullable = getNullableType(parent);
    if (isListType(nullable)) return typeof step === 'number' ? nullable.ofType : typeAt(nullable.ofType, [step]);
    return (isInputObjectType(nullable) && nullable.getFields()[step]?.type) || nullable;
  }, type);
}
