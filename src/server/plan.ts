import {
  type DocumentNode,
  defaultFieldResolver,
  defaultTypeResolver,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  locatedError,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';

/**
 * A plan of an operation: graphql-js's own algorithm with everything taken out of the request that only depends on the
 * document. Which fields are asked of which type, what resolves them, and how their values are completed is looked up
 * once. `test/server/plan.test.ts` compares its answers with graphql-js's.
 */
export interface Plan {
  /** Variables as coerced. Never rejects for what a resolver does. */
  execute(
    contextValue: unknown,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult> | ExecutionResult;
}

/** Where only the executor knows what is asked: it depends on the variables, or is not worth a plan. */
const NOT_PLANNED: ReadonlySet<string> = new Set(['skip', 'include', 'defer', 'stream']);
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Of a valid document. Null where it is not to be planned. */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Plan | null {
  const rootType = schema.getRootType(operation.operation);
  if (!isObjectType(rootType) || operation.operation === OperationTypeNode.SUBSCRIPTION) return null;
  if (!isPlannable(document)) return null;

  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  const scope: Scope = { schema, fragments, operation };
  const selection = planFields(scope, rootType, collectFields(schema, fragments, {}, rootType, operation.selectionSet));
  const isSerial = operation.operation === OperationTypeNode.MUTATION;

  return {
    execute(contextValue, variableValues) {
      const run: Run = { scope, contextValue, variableValues, errors: [], nulled: new Set() };
      const respond = (data: unknown): ExecutionResult => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields of the root, or null
        const fields = data as Record<string, unknown> | null;
        return run.errors.length === 0 ? { data: fields } : { errors: run.errors, data: fields };
      };
      const fail = (error: unknown) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- everything a field throws was located
        addError(run, error as GraphQLError, undefined);
        return respond(null);
      };
      try {
        const data = isSerial
          ? executeSerially(run, selection, undefined)
          : executeFields(run, selection, undefined, undefined);
        return isPromise(data) ? data.then(respond, fail) : respond(data);
      } catch (error) {
        return fail(error);
      }
    },
  };
}

function isPlannable(document: DocumentNode): boolean {
  let can = true;
  visit(document, {
    Directive({ name }) {
      if (NOT_PLANNED.has(name.value)) can = false;
    },
    Field({ name, alias }) {
      // As a key of a plain object it would not be one.
      if (INTROSPECTION.has(name.value) || alias?.value === '__proto__') can = false;
    },
  });
  return can;
}

interface Scope {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly operation: OperationDefinitionNode;
}

/** One execution. */
interface Run {
  readonly scope: Scope;
  readonly contextValue: unknown;
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLError[];
  /** Where an error made something null: what fails inside it later is told no more. */
  readonly nulled: Set<Path | undefined>;
}

interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

type Complete = (run: Run, field: PlannedField, path: Path, value: unknown) => unknown;

interface PlannedField {
  readonly responseName: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** What the field is where that never changes: a `__typename`. */
  readonly constant: string | undefined;
  /** The member of the source it reads; null where a resolver of its own makes the value. */
  readonly member: string | null;
  readonly serialize: ((value: unknown) => unknown) | null;
  readonly isNullable: boolean;
  /** Which variable each argument is; null where a literal, a default or an absent one has to be looked at. */
  readonly variables: readonly (readonly [argument: string, variable: string])[] | null;
  readonly complete: Complete;
}

type Selection = readonly PlannedField[];

function planFields(
  scope: Scope,
  parentType: GraphQLObjectType,
  collected: ReadonlyMap<string, readonly FieldNode[]>,
): Selection {
  return [...collected].flatMap(([responseName, nodes]) => {
    const name = nodes[0]?.name.value ?? '';
    if (name === TypeNameMetaFieldDef.name) return [planTypename(responseName, parentType, nodes)];
    const definition = parentType.getFields()[name];
    if (definition === undefined) return [];
    const { type } = definition;
    const leaf = isNonNullType(type) ? type.ofType : type;
    return [
      {
        responseName,
        parentType,
        definition,
        nodes,
        constant: undefined,
        member: memberRead(definition),
        serialize: isLeafType(leaf) ? (value: unknown) => leaf.serialize(value) : null,
        isNullable: !isNonNullType(type),
        variables: variablesIn(definition, nodes[0]),
        complete: planCompletion(scope, type, nodes),
      },
    ];
  });
}

function planTypename(responseName: string, parentType: GraphQLObjectType, nodes: readonly FieldNode[]): PlannedField {
  return {
    responseName,
    parentType,
    definition: TypeNameMetaFieldDef,
    nodes,
    constant: parentType.name,
    member: null,
    serialize: null,
    isNullable: false,
    variables: [],
    complete: (_run, _field, _path, value) => value,
  };
}

function variablesIn({ args }: GraphQLField<unknown, unknown>, node: FieldNode | undefined): PlannedField['variables'] {
  const given = node?.arguments ?? [];
  const variables = given.flatMap(({ name, value }) =>
    value.kind === Kind.VARIABLE ? [[name.value, value.name.value] as const] : [],
  );
  return variables.length === args.length && given.length === args.length ? variables : null;
}

/** Pothos writes a resolver for every member that is exposed under another name, and says which one it reads. */
function memberRead({ name, resolve, extensions }: GraphQLField<unknown, unknown>): string | null {
  if (resolve === undefined || resolve === defaultFieldResolver) return name;
  const { pothosExposedField: exposed, pothosOriginalResolve: original } = extensions;
  return typeof exposed === 'string' && resolve === original ? exposed : null;
}

function executeSerially(run: Run, selection: Selection, source: unknown): unknown {
  const results: Record<string, unknown> = {};
  const from = (index: number): unknown => {
    for (let next = index; next < selection.length; next += 1) {
      const field = selection[next];
      if (field === undefined) break;
      const value = executeField(run, field, source, undefined);
      if (isPromise(value)) {
        return value.then((resolved) => {
          results[field.responseName] = resolved;
          return from(next + 1);
        });
      }
      results[field.responseName] = value;
    }
    return results;
  };
  return from(0);
}

function executeFields(run: Run, selection: Selection, source: unknown, path: Path | undefined): unknown {
  const results: Record<string, unknown> = {};
  let pending: Promise<unknown>[] | null = null;
  try {
    for (const field of selection) {
      const value = executeField(run, field, source, path);
      results[field.responseName] = value;
      if (isPromise(value)) {
        (pending ??= []).push(
          value.then((resolved) => {
            results[field.responseName] = resolved;
            return resolved;
          }),
        );
      }
    }
  } catch (error) {
    if (pending === null) throw error;
    // What else is under way may fail too, and is waited for, so that nothing goes on behind the answer.
    return Promise.all(pending).finally(() => {
      throw error;
    });
  }
  return pending === null ? results : Promise.all(pending).then(() => results);
}

function executeField(run: Run, field: PlannedField, source: unknown, parentPath: Path | undefined): unknown {
  const { constant, member, serialize } = field;
  if (constant !== undefined) return constant;
  if (member !== null && serialize !== null && typeof source === 'object' && source !== null) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any object may be asked for a member
    const value = (source as Record<string, unknown>)[member];
    if (value === null || value === undefined) {
      if (field.isNullable) return null;
    } else if (typeof value !== 'object' && typeof value !== 'function') {
      try {
        const serialized = serialize(value);
        if (serialized !== null && serialized !== undefined) return serialized;
      } catch {
        // Once more below, where its error is located.
      }
    }
  }
  return executeAnyField(run, field, source, {
    prev: parentPath,
    key: field.responseName,
    typename: field.parentType.name,
  });
}

function executeAnyField(run: Run, field: PlannedField, source: unknown, path: Path): unknown {
  try {
    const value = resolve(run, field, source, path);
    if (isPromise(value)) {
      return value.then(
        (resolved) => settle(run, field, path, resolved),
        (error: unknown) => failField(run, field, path, error),
      );
    }
    return settle(run, field, path, value);
  } catch (error) {
    return failField(run, field, path, error);
  }
}

function settle(run: Run, field: PlannedField, path: Path, value: unknown): unknown {
  let completed: unknown;
  try {
    completed = field.complete(run, field, path, value);
  } catch (error) {
    return failField(run, field, path, error);
  }
  return isPromise(completed)
    ? completed.then(undefined, (error: unknown) => failField(run, field, path, error))
    : completed;
}

function resolve(run: Run, field: PlannedField, source: unknown, path: Path): unknown {
  const { definition, parentType, member } = field;
  if (member !== null) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what has no members answers undefined
    const value = source === null || source === undefined ? undefined : (source as Record<string, unknown>)[member];
    if (typeof value !== 'function') return value;
  }
  return (definition.resolve ?? defaultFieldResolver)(
    source,
    argumentsOf(field, run.variableValues),
    run.contextValue,
    infoFor(run, field, path, parentType),
  );
}

function argumentsOf(
  { definition, nodes: [node], variables }: PlannedField,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  if (definition.args.length === 0 || node === undefined) return args;
  if (variables === null) return getArgumentValues(definition, node, values);
  for (const [argument, variable] of variables) {
    const value = Object.hasOwn(values, variable) ? values[variable] : undefined;
    // A null may be refused here, and an absent one may have a default.
    if (value === null || value === undefined) return getArgumentValues(definition, node, values);
    args[argument] = value;
  }
  return args;
}

function infoFor(
  { scope, variableValues }: Run,
  { definition, nodes }: PlannedField,
  path: Path,
  parentType: GraphQLObjectType,
): GraphQLResolveInfo {
  const info: object = {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType,
    path,
    schema: scope.schema,
    fragments: scope.fragments,
    rootValue: undefined,
    operation: scope.operation,
    variableValues,
  } satisfies Partial<GraphQLResolveInfo>;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that graphql-js gives; other packages add members to its type
  return info as GraphQLResolveInfo;
}

function failField(run: Run, field: PlannedField, path: Path, rawError: unknown): null {
  return failAt(run, field, path, rawError, field.isNullable);
}

function failAt(run: Run, { nodes }: PlannedField, path: Path, rawError: unknown, isNullable: boolean): null {
  const error = locatedError(rawError, nodes, keysOf(path));
  if (!isNullable) throw error;
  addError(run, error, path);
  return null;
}

function addError({ errors, nulled }: Run, error: GraphQLError, path: Path | undefined): void {
  for (let place = path; place !== undefined; place = place.prev) if (nulled.has(place)) return;
  if (nulled.has(undefined)) return;
  nulled.add(path);
  errors.push(error);
}

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let place: Path | undefined = path; place !== undefined; place = place.prev) keys.push(place.key);
  return keys.toReversed();
}

function planCompletion(scope: Scope, type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
  const complete = planNullable(scope, isNonNullType(type) ? type.ofType : type, nodes);
  const isNullable = !isNonNullType(type);
  return (run, field, path, value) => {
    if (value instanceof Error) throw value;
    if (value === null || value === undefined) {
      if (isNullable) return null;
      throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.definition.name}.`);
    }
    return complete(run, field, path, value);
  };
}

/** For a value that is there. */
function planNullable(scope: Scope, type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
  if (isListType(type)) return planList(scope, type.ofType, nodes);
  if (isLeafType(type)) {
    return (_run, _field, _path, value) => {
      const serialized: unknown = type.serialize(value);
      if (serialized !== null && serialized !== undefined) return serialized;
      throw new Error(`Expected "${type.name}" to serialize to a value.`);
    };
  }
  const selectionOf = planSelections(scope, nodes);
  if (isAbstractType(type)) return planAbstract(type, selectionOf);
  if (isObjectType(type)) {
    return (run, field, path, value) => completeObject(run, field, path, value, { type, selectionOf });
  }
  throw new Error('A plan is made of output types only');
}

/** What is asked of each object type, found out when one first comes. */
function planSelections(scope: Scope, nodes: readonly FieldNode[]): (type: GraphQLObjectType) => Selection {
  const selections = new Map<GraphQLObjectType, Selection>();
  return (type) => {
    const known = selections.get(type);
    if (known !== undefined) return known;
    const selection = planFields(scope, type, collectSubfields(scope.schema, scope.fragments, {}, type, nodes));
    selections.set(type, selection);
    return selection;
  };
}

function planList(scope: Scope, itemType: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
  const complete = planCompletion(scope, itemType, nodes);
  const isNullable = !isNonNullType(itemType);
  return (run, field, path, value) => {
    if (!isIterable(value)) {
      throw new Error(
        `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.definition.name}".`,
      );
    }
    const items: unknown[] = [];
    let containsPromise = false;
    for (const item of value) {
      const itemPath: Path = { prev: path, key: items.length, typename: undefined };
      const fail = (error: unknown) => failAt(run, field, itemPath, error, isNullable);
      let completed: unknown;
      try {
        completed = isPromise(item)
          ? item.then((resolved) => complete(run, field, itemPath, resolved))
          : complete(run, field, itemPath, item);
        if (isPromise(completed)) {
          containsPromise = true;
          completed = completed.then(undefined, fail);
        }
        items.push(completed);
      } catch (error) {
        if (isNullable) {
          items.push(fail(error));
          continue;
        }
        const located = locatedError(error, nodes, keysOf(itemPath));
        if (!containsPromise) throw located;
        // The list is lost. What is under way for it may fail too, and nobody else would hear of it.
        return Promise.allSettled(items).then(() => {
          throw located;
        });
      }
    }
    return containsPromise ? Promise.all(items) : items;
  };
}

function planAbstract(type: GraphQLAbstractType, selectionOf: (type: GraphQLObjectType) => Selection): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  return (run, field, path, value) => {
    const info = infoFor(run, field, path, field.parentType);
    const complete = (name: unknown) => {
      const runtimeType = typeof name === 'string' ? run.scope.schema.getType(name) : undefined;
      if (!isObjectType(runtimeType) || !run.scope.schema.isSubType(type, runtimeType)) {
        throw new Error(`Abstract type "${type.name}" was resolved to a type that is not one of it.`);
      }
      return completeObject(run, field, path, value, { type: runtimeType, selectionOf });
    };
    const name = resolveType(value, run.contextValue, info, type);
    return isPromise(name) ? name.then(complete) : complete(name);
  };
}

interface PlannedObject {
  readonly type: GraphQLObjectType;
  readonly selectionOf: (type: GraphQLObjectType) => Selection;
}

function completeObject(
  run: Run,
  field: PlannedField,
  path: Path,
  value: unknown,
  { type, selectionOf }: PlannedObject,
): unknown {
  const selection = selectionOf(type);
  if (type.isTypeOf === undefined || type.isTypeOf === null) return executeFields(run, selection, value, path);
  const complete = (isOne: boolean) => {
    if (!isOne) throw new Error(`Expected value of type "${type.name}".`);
    return executeFields(run, selection, value, path);
  };
  const isOne = type.isTypeOf(value, run.contextValue, infoFor(run, field, path, field.parentType));
  return isPromise(isOne) ? isOne.then(complete) : complete(isOne);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** A text is one too, but no list. */
function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
