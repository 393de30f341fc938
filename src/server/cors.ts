import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from '../paynet/wire.ts';

export interface CorsOptions {
  readonly allowedOrigins: readonly string[];
  /** Lets any page on this machine in: for frontends in development, with the sandbox only. */
  readonly allowLoopback: boolean;
}

/** Says in the answer's head whether another origin's page may read it. Without a setting, none may. */
export type Cors = (request: IncomingMessage, response: ServerResponse) => void;

export function createCors({ allowedOrigins, allowLoopback }: CorsOptions): Cors {
  const isAllowed = (origin: string) =>
    allowedOrigins.includes(origin) || (allowLoopback && URL.canParse(origin) && isLoopback(new URL(origin).hostname));

  return ({ headers }, response) => {
    const { origin, 'access-control-request-headers': asked } = headers;
    if (origin === undefined || !isAllowed(origin)) return;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
    response.setHeader('access-control-max-age', '600');
    if (asked !== undefined) {
      response.setHeader('access-control-allow-headers', asked);
      response.setHeader('vary', 'Access-Control-Request-Headers');
    }
  };
}
