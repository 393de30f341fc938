import { type ExecutionResult, GraphQLError, locatedError } from 'graphql';
import type { Logger } from 'pino';
import { Failure, type InputProblem, InvalidInput } from '../graph/shared/failures.ts';
import { FAILURE_MESSAGES, type Language, PROBLEM_MESSAGES } from '../graph/shared/messages.ts';
import { RequestError, type RequestErrorCode } from './request-error.ts';
import { MAX_TOKENS } from './validation.ts';

export interface ErrorScope {
  readonly requestId: string;
  readonly language: Language;
  readonly log: () => Logger;
}

/**
 * The one door every error leaves through, of an answer or of one event of a stream. What is not known to hold nothing
 * the client or Paynet sent is replaced: mistakes in a request by words of ours, everything unexpected by a masked error
 * whose request id finds the log line.
 */
export function presentErrors<Result extends Pick<ExecutionResult, 'errors'>>(
  result: Result,
  scope: ErrorScope,
): Result {
  const { errors } = result;
  return errors === undefined ? result : { ...result, errors: errors.map((error) => present(error, scope)) };
}

/** Whatever was thrown, as a list of errors has it. */
export function asGraphQLError(thrown: unknown): GraphQLError {
  return thrown instanceof GraphQLError ? thrown : locatedError(thrown, undefined);
}

function present(error: unknown, { requestId, language, log }: ErrorScope): GraphQLError {
  const safe = failedField(error, language) ?? safeError(error, log);
  return new GraphQLError(safe.message, {
    nodes: safe.nodes ?? null,
    source: safe.source ?? null,
    positions: safe.positions ?? null,
    path: safe.path ?? null,
    extensions: { ...safe.extensions, requestId },
  });
}

/** A query's failure as an error with its code; a mutation answers the same failure as a member of its result. */
function failedField(error: unknown, language: Language): GraphQLError | null {
  if (!(error instanceof GraphQLError) || !(error.originalError instanceof Failure)) return null;
  const failure = error.originalError;
  const { code, retry, retryAfterSeconds } = failure;
  return new GraphQLError(FAILURE_MESSAGES[code][language], {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    extensions: {
      code,
      retry,
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
      ...(failure instanceof InvalidInput ? { fields: failure.fields.map((each) => inWords(each, language)) } : {}),
    },
  });
}

function inWords({ field, code }: InputProblem, language: Language): object {
  return { field, code, message: PROBLEM_MESSAGES[code][language] };
}

function safeError(error: unknown, log: () => Logger): GraphQLError {
  const known = knownMistake(error);
  if (known !== null) return known;

  log().error({ err: error instanceof GraphQLError ? (error.originalError ?? error) : error }, 'unexpected error');
  const { nodes = null, path = null } = error instanceof GraphQLError ? error : {};
  return new GraphQLError('Unexpected error.', {
    nodes,
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR' satisfies RequestErrorCode, unexpected: true },
  });
}

/** A mistake in the request as an error of ours, or null where the error is not about the request. */
function knownMistake(error: unknown): GraphQLError | null {
  if (!(error instanceof GraphQLError)) return null;
  if (error instanceof RequestError) return error;
  if (error.originalError instanceof RequestError) return error.originalError;
  if (error.path !== undefined) return argumentMistake(error);
  if (error.originalError !== undefined) return null;
  return error.source === undefined ? requestMistake(error) : syntaxMistake(error);
}

/** graphql-js says which token it met, and a token may be a password; what it expected instead is grammar. */
function syntaxMistake({ message, source, positions, locations }: GraphQLError): GraphQLError {
  if (message.endsWith('Parsing aborted.')) {
    return new RequestError('GRAPHQL_PARSE_FAILED', `The document has more than ${MAX_TOKENS} tokens.`, {
      refusedBy: 'graphql',
    });
  }
  const expected = /^Syntax Error: (Expected .+?), found /.exec(message)?.[1];
  const place = locations?.[0] === undefined ? '' : ` at line ${locations[0].line}, column ${locations[0].column}`;
  return new RequestError(
    'GRAPHQL_PARSE_FAILED',
    `Syntax error${place}${expected === undefined ? '' : `: ${expected}`}.`,
    { refusedBy: 'graphql', source: source ?? null, positions: positions ?? null },
  );
}

/** An argument that passed validation and still has no value, e.g. for a variable that is null. */
function argumentMistake({ message, nodes, path }: GraphQLError): GraphQLError | null {
  if (!message.startsWith('Argument "')) return null;
  return new RequestError('BAD_USER_INPUT', 'An argument of this field has no valid value.', {
    nodes: nodes ?? null,
    path: path ?? null,
  });
}

/** What yoga says about a request as a whole; the rest is judged before it comes to it. None repeats a text of the client's. */
const REQUEST_MISTAKES: ReadonlySet<string> = new Set(['GraphQL only supports GET and POST requests.']);

function requestMistake({ message, extensions, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(REQUEST_MISTAKES.has(message) ? message : 'The request is not valid.', {
    nodes: nodes ?? null,
    extensions: {
      code: 'BAD_REQUEST' satisfies RequestErrorCode,
      http: extensions['http'] ?? { status: 400, spec: true },
    },
  });
}
