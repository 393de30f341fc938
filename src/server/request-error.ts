import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** What is wrong with a request, for programs. A published code keeps its meaning. */
export type RequestErrorCode =
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'INTERNAL_SERVER_ERROR';

interface RequestErrorOptions extends GraphQLErrorOptions {
  /** The HTTP status; with `application/json` a well-formed request's errors travel under 200, as the draft says. */
  readonly status?: number;
}

/**
 * A mistake in the request, in words of ours. Nothing the client sent as a value is in it: names of fields, types and
 * variables are.
 */
export class RequestError extends GraphQLError {
  constructor(code: RequestErrorCode, message: string, { status, ...options }: RequestErrorOptions = {}) {
    super(message, {
      ...options,
      extensions: { code, ...(status === undefined ? {} : { http: { status, spec: status === 400 } }) },
    });
    this.name = 'RequestError';
  }
}
