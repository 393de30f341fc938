import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from './caller.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/**
 * Tells who asks, from the `Authorization: Bearer` header or else the session cookie. A header that says nothing we
 * know makes the caller anonymous, whatever the cookie says: who sends one means it.
 */
export async function identify(
  headers: IncomingHttpHeaders,
  { sessions, cookie }: { sessions: Sessions; cookie: SessionCookie },
): Promise<Caller> {
  const { authorization } = headers;
  const token = authorization === undefined ? cookie.read(headers.cookie) : (BEARER.exec(authorization)?.[1] ?? '');
  if (token === undefined) return { kind: 'anonymous', because: 'no-token' };
  return sessions.read(token);
}
