import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { acceptedType, answerOf } from './answer.ts';
import { readJsonBody } from './body.ts';
import type { Engine } from './engine.ts';
import { asGraphQLError, presentErrors } from './errors.ts';
import type { RequestScope } from './request-scope.ts';

export type GraphQLListener = (
  request: IncomingMessage,
  response: ServerResponse,
  scope: RequestScope,
) => Promise<void> | void;

/**
 * The way of a POST whose answer comes all at once: read, answered and written on Node's own objects. `onward` takes
 * everything else, by the way of Fetch's objects, which alone cost several times what is done here.
 */
export function createGraphQLDoor({ engine, onward }: { engine: Engine; onward: GraphQLListener }): GraphQLListener {
  return async (request, response, scope) => {
    const type = acceptedType(request.headers.accept);
    if (request.method !== 'POST' || type === null) return onward(request, response, scope);

    const result = await readAndAnswer(engine, scope);
    if (result === 'streamed') return onward(request, response, scope);
    const { status, headers, body } = answerOf(presentErrors(result, scope), type);
    for (const name in headers) response.setHeader(name, headers[name] ?? '');
    if (scope.setCookies.length > 0) response.setHeader('set-cookie', scope.setCookies);
    // Bytes, as Node writes a text with other than Latin letters one by one.
    const bytes = Buffer.from(body);
    response.writeHead(status, { 'content-length': bytes.length });
    response.end(bytes);
  };
}

async function readAndAnswer(engine: Engine, scope: RequestScope): Promise<ExecutionResult | 'streamed'> {
  try {
    scope.body = await readJsonBody(scope.req);
    return await engine.answer(engine.read(scope.body, scope.req), scope, () => 'streamed' as const);
  } catch (error) {
    return { errors: [asGraphQLError(error)] };
  }
}
