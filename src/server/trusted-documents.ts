import type { IncomingMessage } from 'node:http';
import { getOperationAST, parse } from 'graphql';
import type { Logger } from 'pino';
import { schema } from '../graph/schema.ts';
import { SCHEMA_FILES } from '../schema-files.ts';
import { documentId, readOurManifest, type TrustedDocuments } from './manifest.ts';
import { RequestError } from './request-error.ts';
import type { RouterCheck } from './router-door.ts';
import { createValidate } from './validation.ts';

/** The ready-made operations, by the ids the npm package sends: those of today, and those that apps were built with. */
const READY_MADE = ['persisted-operations', 'released-operations'].map((name) => new URL(`${name}.json`, SCHEMA_FILES));

export interface TrustedDocumentsOptions {
  /** Refuse whatever is not trusted. */
  readonly only: boolean;
  /** The company's own; the ready-made operations are always trusted. */
  readonly documents: TrustedDocuments;
  /** Writes its documents itself; what its callers may ask is its own affair. */
  readonly isRouter: RouterCheck;
  readonly log: Logger;
}

/** Puts the text in the place of its id. Gives everything else back as it came, for others to judge. */
export type TrustedDocumentsRule = (params: unknown, req: IncomingMessage) => unknown;

/** Lets clients send the id of a document instead of its text, and where it is so wanted nothing else. */
export function createTrustedDocuments({
  only,
  documents: own,
  isRouter,
  log,
}: TrustedDocumentsOptions): TrustedDocumentsRule {
  const documents: TrustedDocuments = new Map([...own, ...READY_MADE.flatMap((path) => [...readOurManifest(path)])]);
  warnOfMisfits(own, log);

  return (params, req) => {
    if (!isRequest(params)) return params;
    const id = params.query == null ? idIn(params) : null;
    if (id === null) {
      if (only && !isRouter(req)) throw notTrusted();
      return params;
    }
    const query = documents.get(documentId(id));
    if (query === undefined) throw notKnown();
    return { ...params, query };
  };
}

/** A request, and the ways to name a document in it. */
interface Parameters {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash?: unknown } | null } | null;
}

function isRequest(params: unknown): params is Parameters {
  return typeof params === 'object' && params !== null && !Array.isArray(params);
}

/** As the GraphQL-over-HTTP draft has it, or as Apollo's clients do. */
function idIn(parameters: Parameters): string | null {
  const id = parameters.documentId ?? parameters.extensions?.persistedQuery?.sha256Hash;
  return typeof id === 'string' ? id : null;
}

function notTrusted(): RequestError {
  return new RequestError('TRUSTED_DOCUMENTS_ONLY', 'Only trusted documents are taken here: send the id of one.', {
    refusedBy: 'graphql',
  });
}

/** In these words Apollo Client and urql know that they may send the text instead. */
function notKnown(): RequestError {
  return new RequestError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', { refusedBy: 'graphql' });
}

/**
 * An old app's document must not keep a new layer from starting; whoever runs it should know before the app's users do.
 * The ready-made ones fit: a test asks for each of them.
 */
function warnOfMisfits(documents: TrustedDocuments, log: Logger): void {
  const validate = createValidate({ production: false });
  for (const [id, text] of documents) {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (error === undefined) continue;
    const operation = getOperationAST(document)?.name?.value;
    log.warn(
      { id, operation, why: error.message },
      'a trusted document does not fit the schema, so it will be refused',
    );
  }
}
