import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from './caller.ts';
import type { ServiceTokens, TokenRefusal } from './service-tokens.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';

const BEARER = /^Bearer +/i;
/** Signed tokens have three parts (RFC 7515), sealed ones five (RFC 7516). */
const SIGNED = /^[\w~+/-]*\.[\w~+/-]*\.[\w~+/-]*=*$/;

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
export function identify(
  headers: IncomingHttpHeaders,
  { sessions, cookie, services, onRefused }: Identifying,
): Caller | Promise<Caller> {
  const { authorization } = headers;
  if (authorization === undefined) {
    const token = cookie.read(headers.cookie);
    return token === undefined ? { kind: 'anonymous', because: 'no-token' } : sessions.read(token);
  }
  const scheme = BEARER.exec(authorization)?.[0];
  if (scheme === undefined) return { kind: 'anonymous', because: 'unknown-token' };
  const token = authorization.slice(scheme.length);
  return services !== null && SIGNED.test(token) ? services.read(token, onRefused) : sessions.read(token);
}
