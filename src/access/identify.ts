import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from './caller.ts';
import type { ServiceTokens, TokenRefusal } from './service-tokens.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;
/** How many parts, with dots between, a compact token has: sealed (RFC 7516), and signed (RFC 7515). */
const SEALED = 5;
const SIGNED = 3;

export interface Identifying {
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  /** Null where no issuer is set: then nobody is a service. */
  readonly services: ServiceTokens | null;
  /** Told why a service's token was refused: whoever sets the service up has nothing else to go by. */
  readonly onRefused: (why: TokenRefusal) => void;
}

/**
 * Tells who asks, from the `Authorization: Bearer` header or else the session cookie. A header that says nothing we
 * know makes the caller anonymous, whatever the cookie says: who sends one means it. People's tokens are sealed by us
 * and services' are signed by the company's issuer, so the form alone says which of the two a token claims to be.
 */
export async function identify(
  headers: IncomingHttpHeaders,
  { sessions, cookie, services, onRefused }: Identifying,
): Promise<Caller> {
  const { authorization } = headers;
  if (authorization === undefined) {
    const token = cookie.read(headers.cookie);
    return token === undefined ? { kind: 'anonymous', because: 'no-token' } : sessions.read(token);
  }
  const token = BEARER.exec(authorization)?.[1] ?? '';
  const parts = token.split('.').length;
  if (parts === SEALED) return sessions.read(token);
  if (parts === SIGNED && services !== null) return services.read(token, onRefused);
  return { kind: 'anonymous', because: 'unknown-token' };
}
