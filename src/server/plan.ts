import {
  type DocumentNode,
  defaultFieldResolver,
  defaultTypeResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLError,
  type GraphQLField,
  GraphQLID,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLString,
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
import { quoted } from '../json-text.ts';
import type { WrittenResult } from './answer.ts';
import { compilePlain, type PlainField, type WritePlain } from './compile.ts';
import { leafWriter } from './json-text.ts';

/**
 * A plan of an operation: graphql-js's own algorithm with everything taken out of the request that only depends on the
 * document. Which fields are asked of which type, what resolves them, and how their values are completed is looked up
 * once; and values are written as JSON as they come, in the order that was asked for. `test/server/plan.test.ts` compares
 * its answers with graphql-js's.
 */
export interface Plan {
  /** Variables as coerced. Never rejects for what a resolver does. */
  execute(contextValue: unknown, variables: Readonly<Record<string, unknown>>): Promise<WrittenResult> | WrittenResult;
}

/** A value as JSON, at once or later. */
type Written = string | Promise<string>;

const NULL = 'null';

/** JSON that is put together from its beginning to its end. What comes later keeps its place. */
class Pieces {
  #text: string;
  #before: Written[] | null = null;

  constructor(beginning: string) {
    this.#text = beginning;
  }

  addText(text: string): void {
    this.#text += text;
  }

  add(label: string, value: Written): void {
    if (typeof value === 'string') {
      this.#text += label + value;
    } else {
      (this.#before ??= []).push(this.#text + label, value);
      this.#text = '';
    }
  }

  end(end: string): Written {
    const text = this.#text + end;
    if (this.#before === null) return text;
    // oxlint-disable-next-line typescript/await-thenable -- some are there, and some come later
    return Promise.all([...this.#before, text]).then(putTogether);
  }

  /** It is lost. What is under way for it may fail too, and nobody else would hear of it. */
  failed(why: unknown): Promise<never> {
    if (this.#before === null) throw why;
    // oxlint-disable-next-line typescript/await-thenable -- as above
    return Promise.allSettled(this.#before).then(() => {
      throw why;
    });
  }
}

/** Not by `join`, which copies all of it each time; a text that was added up is copied once, when it is sent. */
function putTogether(pieces: readonly string[]): string {
  let text = '';
  for (const piece of pieces) text += piece;
  return text;
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
      const respond = (data: string): WrittenResult =>
        run.errors.length === 0 ? { data } : { errors: run.errors, data };
      const fail = (error: unknown) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- everything a field throws was located
        addError(run, error as GraphQLError, undefined);
        return respond(NULL);
      };
      try {
        const data = isSerial
          ? executeSerially(run, selection.fields, undefined)
          : executeFields(run, selection, undefined, undefined);
        return typeof data === 'string' ? respond(data) : data.then(respond, fail);
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
    Field({ name }) {
      if (INTROSPECTION.has(name.value)) can = false;
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

type Complete = (run: Run, field: PlannedField, path: Path, value: unknown) => Written;

interface PlannedField {
  readonly responseName: string;
  /** What stands before its value: a comma where it is not the first, its name and a colon. */
  readonly label: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** The member of the source it reads; null where a resolver of its own makes the value. */
  readonly member: string | null;
  /** What the field is, as JSON, where that never changes: a `__typename`. */
  readonly constant: string | undefined;
  /** Null where more is to be done than to read members. */
  readonly plain: () => PlainField | null;
  readonly isNullable: boolean;
  /** Where each argument comes from; null where graphql-js has to look. */
  readonly arguments: readonly PlannedArgument[] | null;
  readonly complete: Complete;
}

interface PlannedArgument {
  readonly name: string;
  readonly variable: string;
}

class Selection {
  readonly fields: readonly PlannedField[];
  #steps: readonly Step[];
  #uses = 0;

  constructor(fields: readonly PlannedField[]) {
    this.fields = fields;
    this.#steps = [{ fields, writePlain: null }];
  }

  /** The fields in their order. Compiled where they are asked for again and again: for once it would cost more than it brings. */
  steps(): readonly Step[] {
    this.#uses += 1;
    if (this.#uses === COMPILED_FROM) this.#steps = stepsOf(this.fields);
    return this.#steps;
  }
}

/** Of objects that are written in the same way, which is the first that compiled code writes. */
export const COMPILED_FROM = 3;

/** Fields that stand side by side: plain ones together, or one of another kind. */
interface Step {
  readonly fields: readonly PlannedField[];
  /** Null where they are not plain, or may not be compiled. */
  readonly writePlain: WritePlain | null;
}

function planFields(
  scope: Scope,
  parentType: GraphQLObjectType,
  collected: ReadonlyMap<string, readonly FieldNode[]>,
): Selection {
  const fields: PlannedField[] = [];
  for (const [responseName, nodes] of collected) {
    const name = nodes[0]?.name.value ?? '';
    const isTypename = name === TypeNameMetaFieldDef.name;
    const definition = isTypename ? TypeNameMetaFieldDef : parentType.getFields()[name];
    if (definition === undefined) continue;
    const { type } = definition;
    const constant = isTypename ? quoted(parentType.name) : undefined;
    fields.push({
      responseName,
      label: `${fields.length === 0 ? '' : ','}${quoted(responseName)}:`,
      parentType,
      definition,
      nodes,
      member: memberRead(definition),
      constant,
      plain: () =>
        constant === undefined ? plainField(scope, { responseName, definition, nodes }) : { responseName, constant },
      isNullable: !isNonNullType(type),
      arguments: planArguments(definition, nodes[0]),
      complete: planCompletion(scope, type, nodes),
    });
  }
  return new Selection(fields);
}

function stepsOf(fields: readonly PlannedField[]): Step[] {
  const together: { fields: PlannedField[]; plain: PlainField[] }[] = [];
  for (const field of fields) {
    const plain = field.plain();
    const before = together.at(-1);
    if (plain !== null && before !== undefined && before.plain.length > 0) {
      before.fields.push(field);
      before.plain.push(plain);
    } else together.push({ fields: [field], plain: plain === null ? [] : [plain] });
  }
  return together.map(({ fields, plain }, index) => ({
    fields,
    writePlain: plain.length === 0 ? null : compilePlain(plain, { isFirst: index === 0 }),
  }));
}

function plainField(
  scope: Scope,
  { responseName, definition, nodes }: Pick<PlannedField, 'responseName' | 'definition' | 'nodes'>,
): PlainField | null {
  const member = memberRead(definition);
  if (member === null) return null;
  const isNullable = !isNonNullType(definition.type);
  const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
  if (isLeafType(type)) {
    const isText = type === GraphQLString || type === GraphQLID;
    return { responseName, member, isNullable, isText, write: leafWriter(type) };
  }
  if (!isObjectType(type) || !isKnownByItself(type)) return null;
  const { fields } = planFields(scope, type, collectSubfields(scope.schema, scope.fragments, {}, type, nodes));
  const plain = fields.flatMap((field) => field.plain() ?? []);
  return plain.length === fields.length ? { responseName, member, isNullable, fields: plain } : null;
}

/** Whether nobody has to ask a value of the type whether it is one. */
function isKnownByItself({ isTypeOf }: GraphQLObjectType): boolean {
  return isTypeOf === undefined || isTypeOf === null;
}

/** Of a field that is given variables and nothing else, and has no default where it is given nothing. */
function planArguments(
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode | undefined,
): PlannedField['arguments'] {
  const planned: PlannedArgument[] = [];
  for (const { name, type, defaultValue } of args) {
    const given = node?.arguments?.find((each) => each.name.value === name);
    if (given === undefined) {
      if (defaultValue !== undefined || isNonNullType(type)) return null;
    } else if (given.value.kind === Kind.VARIABLE) planned.push({ name, variable: given.value.name.value });
    else return null;
  }
  return planned;
}

/** Pothos writes a resolver for every member that is exposed under another name, and says which one it reads. */
function memberRead({ name, resolve, extensions }: GraphQLField<unknown, unknown>): string | null {
  if (resolve === undefined || resolve === defaultFieldResolver) return name;
  const { pothosExposedField: exposed, pothosOriginalResolve: original } = extensions;
  return typeof exposed === 'string' && resolve === original ? exposed : null;
}

function executeSerially(run: Run, fields: readonly PlannedField[], source: unknown): Written {
  const from = (index: number, before: string): Written => {
    let text = before;
    for (let next = index; next < fields.length; next += 1) {
      const field = fields[next];
      if (field === undefined) break;
      const value = executeField(run, field, source, undefined);
      if (typeof value !== 'string') return value.then((later) => from(next + 1, text + field.label + later));
      text += field.label + value;
    }
    return `${text}}`;
  };
  return from(0, '{');
}

function executeFields(run: Run, selection: Selection, source: unknown, path: Path | undefined): Written {
  const object = new Pieces('{');
  try {
    for (const step of selection.steps()) {
      const plain = writtenPlain(step, source);
      if (plain === null)
        for (const field of step.fields) object.add(field.label, executeField(run, field, source, path));
      else object.addText(plain);
    }
  } catch (error) {
    // What else is under way may fail too, and is waited for, so that nothing goes on behind the answer.
    return object.failed(error);
  }
  return object.end('}');
}

/** Null where something else is to be done, or something to be said about one of them. */
function writtenPlain({ writePlain }: Step, source: unknown): string | null {
  if (writePlain === null || typeof source !== 'object' || source === null) return null;
  try {
    return writePlain(source);
  } catch {
    // Once more field by field, where its error is located.
    return null;
  }
}

function executeField(run: Run, field: PlannedField, source: unknown, parentPath: Path | undefined): Written {
  if (field.constant !== undefined) return field.constant;
  return executeAnyField(run, field, source, {
    prev: parentPath,
    key: field.responseName,
    typename: field.parentType.name,
  });
}

function executeAnyField(run: Run, field: PlannedField, source: unknown, path: Path): Written {
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

function settle(run: Run, field: PlannedField, path: Path, value: unknown): Written {
  let completed: Written;
  try {
    completed = field.complete(run, field, path, value);
  } catch (error) {
    return failField(run, field, path, error);
  }
  return typeof completed === 'string'
    ? completed
    : completed.then(undefined, (error: unknown) => failField(run, field, path, error));
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
  { definition, nodes: [node], arguments: planned }: PlannedField,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  if (definition.args.length === 0 || node === undefined) return args;
  if (planned === null) return getArgumentValues(definition, node, values);
  for (const { name, variable } of planned) {
    const value = Object.hasOwn(values, variable) ? values[variable] : undefined;
    // A null may be refused here, and an absent one may have a default.
    if (value === null || value === undefined) return getArgumentValues(definition, node, values);
    args[name] = value;
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

function failField(run: Run, field: PlannedField, path: Path, rawError: unknown): typeof NULL {
  return failAt(run, field, path, rawError, field.isNullable);
}

function failAt(run: Run, { nodes }: PlannedField, path: Path, rawError: unknown, isNullable: boolean): typeof NULL {
  const error = locatedError(rawError, nodes, keysOf(path));
  if (!isNullable) throw error;
  addError(run, error, path);
  return NULL;
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
      if (isNullable) return NULL;
      throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.definition.name}.`);
    }
    return complete(run, field, path, value);
  };
}

/** For a value that is there. */
function planNullable(scope: Scope, type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
  if (isListType(type)) return planList(scope, type.ofType, nodes);
  if (isLeafType(type)) {
    const write = leafWriter(type);
    return (_run, _field, _path, value) => {
      const written = write(value);
      if (written !== null) return written;
      throw new Error(`Expected "${type.name}" to serialize to a value.`);
    };
  }
  if (isAbstractType(type)) return planAbstract(scope, type, nodes);
  if (isObjectType(type)) return planObject(scope, type, nodes);
  throw new Error('A plan is made of output types only');
}

/** What is asked of it is found out when one first comes. */
function planObject(scope: Scope, type: GraphQLObjectType, nodes: readonly FieldNode[]): Complete {
  let selection: Selection | undefined;
  const write: Complete = (run, _field, path, value) => {
    selection ??= planFields(scope, type, collectSubfields(scope.schema, scope.fragments, {}, type, nodes));
    return executeFields(run, selection, value, path);
  };
  const { isTypeOf } = type;
  if (isTypeOf === undefined || isTypeOf === null) return write;
  return (run, field, path, value) => {
    const complete = (isOne: boolean) => {
      if (!isOne) throw new Error(`Expected value of type "${type.name}".`);
      return write(run, field, path, value);
    };
    const isOne = isTypeOf(value, run.contextValue, infoFor(run, field, path, field.parentType));
    return isPromise(isOne) ? isOne.then(complete) : complete(isOne);
  };
}

function planAbstract(scope: Scope, type: GraphQLAbstractType, nodes: readonly FieldNode[]): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const plans = new Map<unknown, Complete>();
  function planOf(name: unknown): Complete {
    const known = plans.get(name);
    if (known !== undefined) return known;
    const runtimeType = typeof name === 'string' ? scope.schema.getType(name) : undefined;
    if (!isObjectType(runtimeType) || !scope.schema.isSubType(type, runtimeType)) {
      throw new Error(`Abstract type "${type.name}" was resolved to a type that is not one of it.`);
    }
    const made = planObject(scope, runtimeType, nodes);
    plans.set(name, made);
    return made;
  }
  return (run, field, path, value) => {
    const name = resolveType(value, run.contextValue, infoFor(run, field, path, field.parentType), type);
    return isPromise(name)
      ? name.then((later) => planOf(later)(run, field, path, value))
      : planOf(name)(run, field, path, value);
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
    const list = new Pieces('[');
    let length = 0;
    for (const item of value) {
      const itemPath: Path = { prev: path, key: length, typename: undefined };
      const fail = (error: unknown) => failAt(run, field, itemPath, error, isNullable);
      let written: Written;
      try {
        written = isPromise(item)
          ? item.then((resolved) => complete(run, field, itemPath, resolved))
          : complete(run, field, itemPath, item);
        if (typeof written !== 'string') written = written.then(undefined, fail);
      } catch (error) {
        if (!isNullable) return list.failed(locatedError(error, nodes, keysOf(itemPath)));
        written = fail(error);
      }
      list.add(length === 0 ? '' : ',', written);
      length += 1;
    }
    return list.end(']');
  };
}

function isPromise(value: unknown): value is Promise<unknown> {
  if (value instanceof Promise) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { then }: { then?: unknown } = value;
  return typeof then === 'function';
}

/** A text is one too, but no list. */
function isIterable(value: unknown): value is Iterable<unknown> {
  return Array.isArray(value) || (typeof value === 'object' && value !== null && Symbol.iterator in value);
}
