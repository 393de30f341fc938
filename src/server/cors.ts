import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../paynet/wire.ts';
import { type Head, headOf } from './head.ts';

export interface CorsOptions {
  readonly allowedOrigins: readonly string[];
  /** Lets any page on this machine in: for frontends in development, with the sandbox only. */
  readonly allowLoopback: boolean;
}

/** What the answer's head says of whether another origin's page may read it. Without a setting, none may. */
export type Cors = (request: IncomingMessage) => Head;

export function createCors({ allowedOrigins, allowLoopback }: CorsOptions): Cors {
  const isAllowed = (origin: string) =>
    allowedOrigins.includes(origin) || (allowLoopback && URL.canParse(origin) && isLoopback(new URL(origin).hostname));

  return ({ headers }) => {
    const { origin, 'access-control-request-headers': asked } = headers;
    if (origin === undefined || !isAllowed(origin)) return NOTHING;
    return headOf({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-expose-headers': 'x-request-id, retry-after',
      'access-control-max-age': '600',
      ...(asked === undefined ? {} : { 'access-control-allow-headers': asked, vary: 'Access-Control-Request-Headers' }),
    });
  };
}

const NOTHING: Head = [];
