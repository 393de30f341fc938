import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { holdsCardNumber } from '../graph/shared/card-number.ts';
import { quoted } from '../json-text.ts';
import { createLineWriter } from '../log.ts';
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

interface Logged {
  readonly requestId: string;
  readonly path: string;
  readonly notes: RequestNotes;
}

/** One line and one count for each request, when it is over. The path without its query: a GET may carry variables there. */
export type RequestLog = (request: IncomingMessage, response: ServerResponse, logged: Logged) => void;

export function createRequestLog(log: Logger, metrics: Metrics): RequestLog {
  const write = log.isLevelEnabled('info') ? createLineWriter(log, 'request') : () => undefined;
  return ({ method }, response, { requestId, path, notes }) => {
    const begun = performance.now();
    response.on('close', () => {
      const durationMs = performance.now() - begun;
      const { statusCode, writableFinished } = response;
      const { operation, referenceNos } = notes;
      metrics.requestDone({ path, status: writableFinished ? statusCode : null, durationMs, operation });
      write(() => {
        let members = `"requestId":${quoted(requestId)},"method":"${method}","path":${quoted(path)}`;
        if (operation !== undefined) members += `,"operation":${quoted(operation)}`;
        if (referenceNos !== undefined) members += `,"referenceNos":[${referenceNos.map(quoted).join(',')}]`;
        members += `,"status":${statusCode},"durationMs":${Math.round(durationMs)}`;
        return writableFinished ? members : `${members},"aborted":true`;
      });
    });
  };
}
