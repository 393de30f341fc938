import type { IncomingMessage } from 'node:http';
import { type ExecutionResult, execute, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { RequestContext } from '../context.ts';
import { type WrittenResult, writtenResult } from './answer.ts';
import type { Documents } from './documents.ts';
import { asGraphQLError } from './errors.ts';
import { checkParameters, mutationByGet, type Parameters, unknownOperation } from './parameters.ts';
import type { RequestScope } from './request-scope.ts';
import type { RouterDoor } from './router-door.ts';
import type { TrustedDocumentsRule } from './trusted-documents.ts';
import { readVariables, type ValidationOptions } from './validation.ts';

/** A promise only where whoever asks cannot be told at once. */
export type ContextOf = (scope: RequestScope) => RequestContext | Promise<RequestContext>;

export interface EngineOptions extends ValidationOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly trustedDocuments: TrustedDocumentsRule;
  readonly routerDoor: RouterDoor;
  readonly contextOf: ContextOf;
}

/**
 * From what a request holds to its result. Every rule about requests is asked here, whichever way one came in, and in
 * the order in which they are cheap, so that what is refused costs less than what is answered.
 */
export interface Engine {
  /** What a request says, once its parts are what they have to be. Throws a `RequestError`. */
  read(params: unknown, req: IncomingMessage): Parameters;
  /** Never rejects; errors are still as they were thrown. A subscription is somebody else's, once nothing speaks against it. */
  answer(parameters: Parameters, scope: RequestScope): Promise<EngineAnswer> | EngineAnswer;
}

export type EngineAnswer = WrittenResult | 'to-be-streamed';

export function createEngine(options: EngineOptions): Engine {
  const { schema, documents, trustedDocuments, routerDoor, contextOf } = options;
  return {
    read: (params, req) => checkParameters(trustedDocuments(params, req)),
    answer({ query, operationName, variables: given }, scope) {
      try {
        const { document, mistakes, federationFields, operation: operationOf } = documents.read(query);
        const operation = operationOf(operationName);
        if (operation === undefined) throw unknownOperation();
        const { definition, description, plan } = operation;
        if (definition.operation === OperationTypeNode.MUTATION && scope.req.method === 'GET') throw mutationByGet();
        if (mistakes.length > 0) return { errors: mistakes };

        scope.notes.operation = description;
        const refusal = routerDoor({ req: scope.req, federationFields, variables: given });
        if (refusal !== null) throw refusal;
        const variables = readVariables({ schema, operation: definition, given }, options);
        if (variables.mistakes !== undefined) return { errors: variables.mistakes };
        if (definition.operation === OperationTypeNode.SUBSCRIPTION) {
          scope.makeRoom();
          return 'to-be-streamed';
        }

        const planned = plan();
        const run = (contextValue: RequestContext) =>
          planned === null
            ? written(execute({ schema, document, contextValue, variableValues: given, operationName }))
            : planned.execute(contextValue, variables.values);
        const context = contextOf(scope);
        return context instanceof Promise ? context.then(run).catch(failed) : run(context);
      } catch (error) {
        return failed(error);
      }
    },
  };
}

async function written(result: ExecutionResult | Promise<ExecutionResult>): Promise<WrittenResult> {
  try {
    return writtenResult(await result);
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): WrittenResult {
  return { errors: [asGraphQLError(error)] };
}
