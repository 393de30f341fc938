import type { CORSOptions } from 'graphql-yoga';
import { isLoopback } from '../paynet/wire.ts';

export interface CorsOptions {
  readonly allowedOrigins: readonly string[];
  /** Lets any page on this machine in: for frontends in development, with the sandbox only. */
  readonly allowLoopback: boolean;
}

/** Which other origins' pages may read our answers. Without a setting, none. */
export function createCors({ allowedOrigins, allowLoopback }: CorsOptions): (request: Request) => CORSOptions {
  const isAllowed = (origin: string) =>
    allowedOrigins.includes(origin) || (allowLoopback && URL.canParse(origin) && isLoopback(new URL(origin).hostname));

  return (request) => {
    const origin = request.headers.get('origin');
    // Yoga reads an empty list as "everyone", so an origin that is not allowed gets no CORS headers at all.
    return origin !== null && isAllowed(origin)
      ? { origin: [origin], credentials: true, methods: ['GET', 'POST'], exposedHeaders: ['x-request-id'], maxAge: 600 }
      : false;
  };
}
