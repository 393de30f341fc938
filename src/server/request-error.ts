import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** What is wrong with a request, for programs. A published code keeps its meaning. */
export type RequestErrorCode =
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OVERLOADED'
  | 'PAYLOAD_TOO_LARGE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'ROUTER_ONLY'
  | 'TOO_MANY_REPRESENTATIONS'
  | 'TRUSTED_DOCUMENTS_ONLY'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'INTERNAL_SERVER_ERROR';

interface RequestErrorOptions extends GraphQLErrorOptions {
  /**
   * Where the request was refused: at the door (HTTP says so in any case), or by GraphQL, after the body was understood:
   * there the draft wants 400, and for clients that accept only `application/json` still 200. Absent for one field's error.
   */
  readonly refusedBy?: 'graphql' | { readonly doorWith: 400 | 405 | 413 | 415 };
}

/**
 * A mistake in the request, in words of ours. Nothing the client sent as a value is in it: names of fields, types and
 * variables are.
 */
export class RequestError extends GraphQLError {
  constructor(code: RequestErrorCode, message: string, { refusedBy, ...options }: RequestErrorOptions = {}) {
    super(message, {
      ...options,
      extensions: { code, ...(refusedBy === undefined ? {} : { http: httpFor(refusedBy) }) },
    });
    this.name = 'RequestError';
  }
}

/** How the status is told. A body that is not read to its end leaves a connection nobody can use again. */
function httpFor(refusedBy: NonNullable<RequestErrorOptions['refusedBy']>): object {
  if (refusedBy === 'graphql') return { status: 400, spec: true };
  const { doorWith: status } = refusedBy;
  return { status, spec: false, ...HEADERS[status] };
}

const CLOSE = { headers: { connection: 'close' } };
const HEADERS = { 400: {}, 405: { headers: { allow: 'POST' } }, 413: CLOSE, 415: CLOSE } as const;
