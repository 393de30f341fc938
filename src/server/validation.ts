import {
  coerceInputValue,
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  typeFromAST,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { RequestError } from './request-error.ts';

const MAX_ERRORS = 5;

export interface ValidationOptions {
  /** The closed profile: no introspection, and no hint at a name that was nearly right. */
  readonly production: boolean;
}

/** Validates a document with errors that say what was expected and never what was found. */
export function createValidate({ production }: ValidationOptions) {
  const rules = specifiedRules.map((rule) => (rule === ValuesOfCorrectTypeRule ? valuesWithoutQuoting : rule));
  if (production) rules.push(NoSchemaIntrospectionCustomRule);
  return (schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] =>
    validate(schema, document, rules, { maxErrors: MAX_ERRORS, hideSuggestions: production }).map(
      (error) =>
        new RequestError('GRAPHQL_VALIDATION_FAILED', error.message, {
          refusedBy: 'graphql',
          nodes: error.nodes ?? null,
        }),
    );
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

export interface Variables {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

/**
 * What is wrong with an operation's variables. For when the executor has found that something is: its own messages
 * quote the values, a whole input object with the password in it for one misspelt field.
 */
export function describeVariables(
  { schema, document, operationName, variableValues }: Variables,
  { production }: ValidationOptions,
): GraphQLError[] {
  const errors: GraphQLError[] = [];
  for (const definition of getOperationAST(document, operationName)?.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    const add = (path: readonly (string | number)[], message: string) => {
      const where = ['$' + name, ...path].join('.');
      errors.push(
        new RequestError('BAD_USER_INPUT', `Variable "${where}": ${message}`, {
          refusedBy: 'graphql',
          nodes: definition,
        }),
      );
    };
    if (type === undefined || !isInputType(type)) continue;
    const value = variableValues?.[name];
    if (value === undefined) {
      if (type !== getNullableType(type) && definition.defaultValue === undefined)
        add([], `Expected a value of type "${String(type)}".`);
      continue;
    }
    coerceInputValue(
      value,
      type,
      (path, found, error) => {
        const expected = typeAt(type, path);
        // About an object as a whole, graphql-js names fields and types only; about a single value it quotes it.
        const quotes = found !== null && found !== undefined && isLeafType(getNamedType(expected));
        add(path, quotes ? expectation(expected, error) : error.message);
      },
      production,
    );
  }
  if (errors.length === 0)
    errors.push(new RequestError('BAD_USER_INPUT', 'The variables are not valid.', { refusedBy: 'graphql' }));
  return errors.slice(0, MAX_ERRORS);
}

function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce<GraphQLInputType>((parent, step) => {
    const nullable = getNullableType(parent);
    if (isListType(nullable)) return typeof step === 'number' ? nullable.ofType : typeAt(nullable.ofType, [step]);
    return (isInputObjectType(nullable) && nullable.getFields()[step]?.type) || nullable;
  }, type);
}
