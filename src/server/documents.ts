import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { createRecentlyUsed } from '../recently-used.ts';
import { type Plan, planOperation } from './plan.ts';
import { createValidate, MAX_TOKENS, type ValidationOptions } from './validation.ts';

/** As many documents are kept as a company's apps have, a few times over. */
const MAX_DOCUMENTS = 1_000;
/** All texts together, in UTF-16 units. A parsed document takes some twenty times its text. */
const MAX_UNITS = 1_000_000;
/** A text that is longer than any app's is parsed each time: nobody may fill the memory with one. */
const MAX_UNITS_EACH = 16_000;

/** One operation of a document, and what only depends on it. */
export interface KnownOperation {
  readonly definition: OperationDefinitionNode;
  /** What it does, in the schema's words: `mutation login`. Its own name is the client's, and could be anything. */
  readonly description: string;
  /** How to execute it; null where only the full executor knows. */
  readonly plan: () => Plan | null;
}

export interface KnownDocument {
  readonly document: DocumentNode;
  /** What validation finds. */
  readonly mistakes: readonly GraphQLError[];
  /** `_entities` and `_service`, wherever in the document they stand. */
  readonly federationFields: readonly FieldNode[];
  /** By its name, or the only one; undefined where there is no such one. */
  operation(name: string | null | undefined): KnownOperation | undefined;
}

export interface Documents {
  /** Throws a `GraphQLError` where the text is no document. */
  read(text: string): KnownDocument;
}

/** Documents, each parsed and validated once. Only valid ones are kept, so that mistakes push nothing out. */
export function createDocuments(schema: GraphQLSchema, options: ValidationOptions): Documents {
  const validate = createValidate(options);
  const known = createRecentlyUsed<KnownDocument>({ entries: MAX_DOCUMENTS, keyUnits: MAX_UNITS });
  return {
    read(text) {
      const found = known.get(text);
      if (found !== undefined) return found;
      const document = describe(parse(text, { maxTokens: MAX_TOKENS }), schema, validate);
      if (document.mistakes.length === 0 && text.length <= MAX_UNITS_EACH) known.set(text, document);
      return document;
    },
  };
}

const FEDERATION_FIELDS: ReadonlySet<string> = new Set(['_entities', '_service']);

function describe(
  document: DocumentNode,
  schema: GraphQLSchema,
  validate: ReturnType<typeof createValidate>,
): KnownDocument {
  const definitions = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const operations = definitions.map((definition) => knownOperation(definition, document, schema));
  const federationFields: FieldNode[] = [];
  visit(document, { Field: (node) => void (FEDERATION_FIELDS.has(node.name.value) && federationFields.push(node)) });
  return {
    document,
    mistakes: validate(schema, document),
    federationFields,
    operation: (name) =>
      name === null || name === undefined
        ? operations.length === 1
          ? operations[0]
          : undefined
        : operations.find(({ definition }) => definition.name?.value === name),
  };
}

function knownOperation(
  definition: OperationDefinitionNode,
  document: DocumentNode,
  schema: GraphQLSchema,
): KnownOperation {
  let plan: Plan | null | undefined;
  return {
    definition,
    description: describeOperation(definition),
    plan: () => (plan ??= planOperation(schema, document, definition)),
  };
}

function describeOperation({ operation, selectionSet }: OperationDefinitionNode): string {
  const fields = selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
  return [operation, ...new Set(fields)].join(' ');
}
