import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

const REQUEST_ID = /^[\w.-]{1,64}$/;

/** The caller's own id for a request where it is harmless to repeat, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** One line for each request, when it is over. The path without its query: a GET may carry variables there. */
export function logRequest(request: IncomingMessage, response: ServerResponse, path: string, log: Logger): void {
  const begun = performance.now();
  response.once('close', () => {
    log.info(
      {
        method: request.method,
        path,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - begun),
        ...(response.writableFinished ? {} : { aborted: true }),
      },
      'request',
    );
  });
}
