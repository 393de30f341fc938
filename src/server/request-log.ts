import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionArgs, getOperationAST, Kind } from 'graphql';
import type { Logger } from 'pino';
import { holdsCardNumber } from '../graph/shared/card-number.ts';
import type { Metrics } from '../metrics/metrics.ts';

const REQUEST_ID = /^[\w.-]{1,64}$/;

/** The caller's own id for a request where it is harmless to repeat, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) && !holdsCardNumber(given) ? given : randomUUID();
}

/** What is learnt of a request on the way, for its line in the log. */
export interface RequestNotes {
  operation?: string;
  /** Of links that are about to be made: the only handle on them where nobody hears the answer. */
  referenceNos?: string[];
}

/** One line and one count for each request, when it is over. The path without its query: a GET may carry variables there. */
export function logRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { path, notes, log, metrics }: { path: string; notes: RequestNotes; log: Logger; metrics: Metrics },
): void {
  const begun = performance.now();
  response.once('close', () => {
    const durationMs = performance.now() - begun;
    const status = response.writableFinished ? response.statusCode : null;
    metrics.requestDone({ path, status, durationMs, operation: notes.operation });
    log.info(
      {
        method: request.method,
        path,
        ...notes,
        status: response.statusCode,
        durationMs: Math.round(durationMs),
        ...(response.writableFinished ? {} : { aborted: true }),
      },
      'request',
    );
  });
}

/** What an operation does, in the schema's words: `mutation login`. Its own name is the client's, and could be anything. */
export function describeOperation({
  document,
  operationName,
}: Pick<ExecutionArgs, 'document' | 'operationName'>): string {
  const operation = getOperationAST(document, operationName);
  const fields = (operation?.selectionSet.selections ?? []).flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
  return [operation?.operation, ...new Set(fields)].join(' ');
}
