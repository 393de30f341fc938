import { readFileSync } from 'node:fs';
import { GraphQLError, parse } from 'graphql';
import * as z from 'zod';
import { MAX_TOKENS } from './validation.ts';

/** Documents that are trusted, by the ids clients send in their place. */
export type TrustedDocuments = ReadonlyMap<string, string>;

interface Entry {
  /** Which one it is, for people; an id may be 64 digits long. */
  readonly place: string;
  readonly id: string;
  readonly body: string;
}

const filled = z.string().min(1);

/** What Apollo's and GraphOS' tools write. */
const apollo = z
  .object({
    format: z.literal('apollo-persisted-query-manifest'),
    version: z.literal(1),
    operations: z.array(z.object({ id: filled, body: filled })),
  })
  .transform(({ operations }) =>
    operations.map(({ id, body }, index) => ({ place: `operation ${index + 1}`, id, body })),
  );

/** Ids and texts and nothing else, as Relay's compiler, graphql-codegen and others write them. */
const generic = z
  .record(filled, filled)
  .transform((texts) =>
    Object.entries(texts).map(([id, body], index) => ({ place: `document ${index + 1}`, id, body })),
  );

/** A manifest file of somebody else's. Throws `ManifestError` where it is not one, so that a broken one is noticed before it is needed. */
export function readManifest(path: string): TrustedDocuments {
  const documents = new Map<string, string>();
  for (const { place, id, body } of entriesOf(parseJson(path))) {
    const known = documents.get(documentId(id));
    if (known !== undefined && known !== body) throw new ManifestError(`gives the id of ${place} to two documents`);
    checkSyntax(body, place);
    documents.set(documentId(id), body);
  }
  return documents;
}

/** A manifest that was written and tested with this layer: it is taken as it is, as checking it is most of the work. */
export function readOurManifest(path: URL): TrustedDocuments {
  return new Map(entriesOf(parseJson(path)).map(({ id, body }) => [documentId(id), body]));
}

/** What is wrong with a manifest, as the end of a sentence that begins with its name. */
export class ManifestError extends Error {}

/** The GraphQL-over-HTTP draft writes `sha256:` before a hash, Apollo does not; either finds the other's. */
export function documentId(id: string): string {
  return id.replace(/^sha256:/, '');
}

function parseJson(path: string | URL): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ManifestError('names a file that cannot be read');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ManifestError('names a file that is not JSON');
  }
}

function entriesOf(json: unknown): readonly Entry[] {
  const isApollos = typeof json === 'object' && json !== null && 'format' in json;
  const { data, error } = (isApollos ? apollo : generic).safeParse(json);
  if (data !== undefined) return data;
  const where = error.issues[0]?.path.join('.') ?? '';
  throw new ManifestError(
    isApollos
      ? `is not a manifest of Apollo’s, version 1, with an id and a body for each operation (look at ${where})`
      : 'is neither a manifest of Apollo’s nor a JSON object of ids and documents',
  );
}

function checkSyntax(body: string, place: string): void {
  try {
    parse(body, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new ManifestError(`holds no valid GraphQL in ${place}, or more than ${MAX_TOKENS} tokens`);
  }
}
