import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import { identify } from '../../src/access/identify.ts';
import type { ServiceTokens } from '../../src/access/service-tokens.ts';
import { createSessionCookie } from '../../src/access/session-cookie.ts';
import { createSessions } from '../../src/access/sessions.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { seeded } from '../support/seeded.ts';

const SEED = 83;
const UNKNOWN: Caller = { kind: 'anonymous', because: 'unknown-token' };

/** A stand-in that knows every signed token, by its text. */
const services: ServiceTokens = {
  read: async (name) => ({ kind: 'service', name, scopes: new Set(), expiresAt: 0 }),
};
const sessions = createSessions({
  secret: 'a-secret-of-more-than-32-characters',
  issuer: 'test',
  store: createMemoryStore(),
});

function callerOf(authorization: string, known: ServiceTokens | null = services): Caller | Promise<Caller> {
  const cookie = createSessionCookie({ secure: false });
  return identify({ authorization }, { sessions, cookie, services: known, onRefused: () => undefined });
}

/** RFC 6750 says what a header holds, RFC 7515 that a signed token has three parts. */
function signedTokenIn(authorization: string): string | null {
  const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(authorization)?.[1] ?? '';
  return token.split('.').length === 3 ? token : null;
}

describe('a header that names no session', () => {
  it('is a service’s where its token has three parts, and else nobody’s', async () => {
    const next = seeded(SEED);
    const pieces = ['Bearer', 'bearer', ' ', '.', '.', '.', 'a', 'B-_~+/9', '=', 'é', ','] as const;
    let signed = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const rest = Array.from({ length: Math.floor(next() * 9) }, () => pieces[Math.floor(next() * pieces.length)]);
      // As Node hands it over: without spaces at its end.
      const authorization = `${next() < 0.8 ? 'Bearer ' : ''}${rest.join('')}`.trimEnd();
      const token = signedTokenIn(authorization);
      if (token !== null) signed += 1;
      expect(await callerOf(authorization), authorization).toEqual(
        token === null ? UNKNOWN : { kind: 'service', name: token, scopes: new Set(), expiresAt: 0 },
      );
    }
    expect(signed).toBeGreaterThan(500);
  });

  it('is nobody’s where there are no services, whatever it holds', async () => {
    for (const header of ['Bearer a.b.c', 'Bearer a.b.c.d.e', 'Bearer', 'Basic a.b.c', '']) {
      expect(await callerOf(header, null), header).toEqual(UNKNOWN);
    }
  });
});
