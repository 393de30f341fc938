import type { IncomingMessage, ServerResponse } from 'node:http';
import { whenDone } from '../paynet/together.ts';
import { utf8Letters } from '../utf8.ts';
import { acceptedType, answerOf } from './answer.ts';
import { readJsonBody } from './body.ts';
import type { Engine, EngineAnswer } from './engine.ts';
import { asGraphQLError, presentErrors } from './errors.ts';
import { setHead } from './head.ts';
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
  const goOn: GraphQLListener = (request, response, scope) => {
    setHead(response, scope.head);
    return onward(request, response, scope);
  };
  const send = whenDone<Sending>(({ response, letters }) => response.end(letters, 'latin1'));

  /** Keeps of what was asked only what a stream needs: thousands may wait for Paynet, each with all that came with it. */
  function answer(body: object | Error, scope: RequestScope): Promise<EngineAnswer> | EngineAnswer {
    try {
      if (body instanceof Error) throw body;
      const answered = engine.answer(engine.read(body, scope.req), scope);
      if (answered === 'to-be-streamed') scope.body = body;
      return answered;
    } catch (error) {
      return { errors: [asGraphQLError(error)] };
    }
  }

  return async (request, response, scope) => {
    const type = acceptedType(request.headers.accept);
    if (request.method !== 'POST' || type === null) return goOn(request, response, scope);

    const result = await new Promise<EngineAnswer>((resolve) => {
      readJsonBody(request, (body) => resolve(answer(body, scope)));
    });
    if (result === 'to-be-streamed') return goOn(request, response, scope);
    const { status, head, body } = answerOf(presentErrors(result, scope), type);
    const letters = utf8Letters(body);
    const whole = [...scope.head, ...head, 'content-length', String(letters.length)];
    for (const cookie of scope.setCookies) whole.push('set-cookie', cookie);
    response.writeHead(status, whole);
    send({ response, letters });
  };
}

/** An answer whose head is written. */
interface Sending {
  readonly response: ServerResponse;
  /** Its body, as `utf8Letters` has it. */
  readonly letters: string;
}
