import { GraphQLError, type ParseOptions, parse, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { Failure, type InputProblem, InvalidInput } from '../graph/shared/failures.ts';
import { FAILURE_MESSAGES, type Language, PROBLEM_MESSAGES } from '../graph/shared/messages.ts';
import { RequestError, type RequestErrorCode } from './request-error.ts';
import { createValidate, describeVariables, MAX_TOKENS, type ValidationOptions } from './validation.ts';

interface ServerContext {
  readonly requestId: string;
  readonly language: Language;
  readonly log: Logger;
}

/**
 * The one door every error leaves through. What is not known to hold nothing the client or Paynet sent is replaced:
 * mistakes in a request by words of ours, everything unexpected by a masked error whose request id finds the log line.
 */
export function useSafeErrors(options: ValidationOptions): Plugin<ServerContext, ServerContext> {
  const validate = createValidate(options);
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, given: ParseOptions) => parse(source, { ...given, maxTokens: MAX_TOKENS }));
    },
    onValidate({ setValidationFn }) {
      setValidationFn(validate);
    },
    onExecute({ args, setResultAndStopExecution }) {
      const errors = describeVariables(args, options);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = describeVariables(args, options);
      if (errors.length > 0) setResultAndStopExecution({ errors });
      return {
        onSubscribeResult: () => ({
          onNext: ({ result, setResult }) => setResult(presentAll(result, args.contextValue)),
        }),
      };
    },
    onResultProcess({ result, setResult, serverContext }) {
      if ('errors' in result) setResult(presentAll(result, serverContext));
    },
  };
}

/** An answer, or one event of a stream. */
function presentAll<Result extends { errors?: unknown }>(result: Result, context: ServerContext): Result {
  if (!Array.isArray(result.errors)) return result;
  return { ...result, errors: result.errors.map((error: unknown) => present(error, context)) };
}

function present(error: unknown, { requestId, language, log }: ServerContext): GraphQLError {
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

function safeError(error: unknown, log: Logger): GraphQLError {
  const known = knownMistake(error);
  if (known !== null) return known;

  log.error({ err: error instanceof GraphQLError ? (error.originalError ?? error) : error }, 'unexpected error');
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

/** What yoga and the executor say about a request as a whole. Two of them repeat a text of the client's. */
const REQUEST_MISTAKES: readonly (readonly [said: RegExp, inOurWords?: string])[] = [
  [
    /^Unexpected parameter "/,
    'A request holds query or documentId, variables, operationName and extensions, and nothing else.',
  ],
  [/^Unknown operation named "/, 'The document has no operation of the name in operationName.'],
  [/^Must provide (?:query string|an operation|operation name if query contains multiple operations)\.$/],
  [/^Could not determine what operation to execute\.$/],
  [/^Can only perform a mutation operation from a POST request\.$/],
  [/^Batching is not supported\.$/],
  [/^GraphQL only supports GET and POST requests\.$/],
  [/^(?:Expected (?:params|"\w+" param) to be|POST body is expected to be object but received) [\w ,]+\.?$/],
];

function requestMistake({ message, extensions, nodes }: GraphQLError): GraphQLError {
  const known = REQUEST_MISTAKES.find(([said]) => said.test(message));
  return new GraphQLError(known === undefined ? 'The request is not valid.' : (known[1] ?? message), {
    nodes: nodes ?? null,
    extensions: {
      code: 'BAD_REQUEST' satisfies RequestErrorCode,
      http: extensions['http'] ?? { status: 400, spec: true },
    },
  });
}
