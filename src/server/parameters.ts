import { RequestError } from './request-error.ts';

/** What a request asks, once it is judged as a whole. */
export interface Parameters {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName: string | null | undefined;
}

const KNOWN: ReadonlySet<string> = new Set(['query', 'documentId', 'variables', 'operationName', 'extensions']);

/** The members of a request, each of the kind it has to be. `params` may be anything that JSON can say. */
export function checkParameters(params: unknown): Parameters {
  if (Array.isArray(params)) throw badRequest('Batching is not supported.');
  if (!isObject(params)) throw badRequest(`Expected params to be an object but given ${kindOf(params)}.`);
  for (const name in params) {
    if (params[name] != null && !KNOWN.has(name)) {
      throw badRequest(
        'A request holds query or documentId, variables, operationName and extensions, and nothing else.',
      );
    }
  }
  const { query, variables, operationName, extensions } = params;
  if (query == null) throw new RequestError('BAD_REQUEST', 'Must provide query string.', { refusedBy: 'graphql' });
  if (typeof query !== 'string') throw badRequest(`Expected "query" param to be a string, but given ${kindOf(query)}.`);
  checkIsObject('variables', variables);
  checkIsObject('extensions', extensions);
  if (operationName != null && typeof operationName !== 'string') throw unknownOperation();
  return { query, variables, operationName };
}

function checkIsObject(
  name: string,
  value: unknown,
): asserts value is Readonly<Record<string, unknown>> | null | undefined {
  if (value == null || isObject(value)) return;
  throw badRequest(`Expected "${name}" param to be empty or an object, but given ${kindOf(value)}.`);
}

/** Also where the document holds several and the request names none. */
export function unknownOperation(): RequestError {
  return badRequest('Could not determine what operation to execute.');
}

/** What changes something is never the reading of an address: a prefetch, a cache or an image could ask for it. */
export function mutationByGet(): RequestError {
  return new RequestError('BAD_REQUEST', 'Can only perform a mutation operation from a POST request.', {
    refusedBy: { doorWith: 405 },
  });
}

function badRequest(message: string): RequestError {
  return new RequestError('BAD_REQUEST', message, { refusedBy: { doorWith: 400 } });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
