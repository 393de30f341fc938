import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga, isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { acceptedType, answerOf, readResult, writtenResult } from './answer.ts';
import { readJsonBody } from './body.ts';
import type { Documents } from './documents.ts';
import type { ContextOf, Engine } from './engine.ts';
import { presentErrors } from './errors.ts';
import type { GraphQLListener } from './graphql-door.ts';
import { pairsOf } from './head.ts';
import type { RequestScope } from './request-scope.ts';

export interface YogaOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly engine: Engine;
  readonly contextOf: ContextOf;
}

/** Yoga for what it is good at: requests by GET, and answers that are streams. What is asked, the engine judges and answers. */
export function createYogaListener({ schema, documents, engine, contextOf }: YogaOptions): GraphQLListener {
  const rules: Plugin<RequestScope, RequestScope> = {
    onRequestParse({ request, serverContext, setRequestParser, url }) {
      // Also where there is no parser for the type at all: the answer then says what is accepted.
      if (request.method === 'POST') {
        setRequestParser(() => serverContext.body ?? bodyOf(serverContext.req));
      }
      // Yoga reads from an address only what it knows by itself.
      const documentId = request.method === 'GET' ? url.searchParams.get('documentId') : null;
      if (documentId === null) return;
      return {
        onRequestParseDone: ({ requestParserResult, setRequestParserResult }) =>
          setRequestParserResult(Object.assign(requestParserResult, { documentId })),
      };
    },
    onParams({ params, setParams, context, paramsHandler, setParamsHandler }) {
      const read = engine.read(params, context.req);
      setParams({ ...params, query: read.query });
      setParamsHandler(async (payload) => {
        const result = await engine.answer(read, context);
        return result === 'to-be-streamed' ? paramsHandler(payload) : readResult(result);
      });
    },
    // A subscription comes here judged.
    onParse({ params, setParsedDocument }) {
      setParsedDocument(documents.read(String(params.source)).document);
    },
    onValidate({ setResult }) {
      setResult([]);
    },
    onSubscribe: () => ({
      onSubscribeResult: ({ args }) => ({
        onNext: ({ result, setResult }) => setResult(presentErrors(result, args.contextValue)),
      }),
    }),
    onResultProcess({ request, result, setResult, setResultProcessor, serverContext }) {
      if (isAsyncIterable(result) || Array.isArray(result)) return;
      const presented = presentErrors(result, serverContext);
      setResult(presented);
      const type = acceptedType(request.headers.get('accept'));
      if (type === null) return;
      setResultProcessor((_result, { Response }) => {
        const { status, head, body } = answerOf(writtenResult(presented), type);
        return new Response(body, { status, headers: pairsOf(head) });
      }, type);
    },
    onResponse({ response, serverContext }) {
      for (const value of serverContext.setCookies) response.headers.append('set-cookie', value);
    },
  };

  const yoga = createYoga<RequestScope, RequestContext>({
    schema,
    context: contextOf,
    plugins: [rules],
    extraParamNames: ['documentId'],
    // What stands before it, or in the engine.
    cors: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    parserAndValidationCache: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  });
  return (request, response, scope) => yoga(request, response, scope);
}

function bodyOf(request: IncomingMessage): Promise<object> {
  return new Promise((resolve, reject) => {
    readJsonBody(request, (body) => (body instanceof Error ? reject(body) : resolve(body)));
  });
}
