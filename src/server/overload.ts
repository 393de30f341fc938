import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Head, headOf } from './head.ts';
import { type RequestErrorCode } from './request-error.ts';
import { requestIdOf } from './request-log.ts';

const RETRY_AFTER_SECONDS = 1;

export interface RefusalOptions {
  /** Sent with every answer, and what this one's reader may know. */
  readonly head: Head;
  /** Whether a connection is one caller's own, and not a proxy's for many. */
  readonly isOneCallers: boolean;
}

/**
 * Refuses a request before any work, so cheaply that what is accepted does not suffer: nothing of it is read or logged.
 * Whoever asks again sooner than told finds nobody reading: it costs nothing to leave that in the socket.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, { head, isOneCallers }: RefusalOptions) {
  const requestId = requestIdOf(request);
  const body = JSON.stringify({
    errors: [
      {
        message: 'This service has more to do than it can. Nothing was done; try again in a moment.',
        extensions: {
          code: 'OVERLOADED' satisfies RequestErrorCode,
          retryAfterSeconds: RETRY_AFTER_SECONDS,
          requestId,
        },
      },
    ],
  });
  if (isOneCallers) {
    const { socket } = request;
    // Once all of it is sent, and a moment later: until then Node itself begins to read again.
    response.once('close', () =>
      setImmediate(() => {
        socket.pause();
        setTimeout(() => socket.resume(), RETRY_AFTER_SECONDS * 1_000).unref();
      }),
    );
  }
  const about = headOf({
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'retry-after': String(RETRY_AFTER_SECONDS),
    'x-request-id': requestId,
  });
  response.writeHead(503, [...head, ...about]);
  response.end(body);
}
