import { randomUUID } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { AgentLogin } from '../paynet/services/agent.ts';
import { orWhileAway, type Store, StoreUnavailable } from '../store/store.ts';
import type { AgentUser, Anonymous, Session } from './caller.ts';
import { createKeyring, type Secrets } from './keyring.ts';

const MAX_AGE_MS = 12 * 60 * 60 * 1_000;
/** Replicas' clocks differ a little. */
const CLOCK_SKEW_MS = 60_000;
/** Raised when the sealed content changes shape, so that an older token is unknown instead of misread. */
const TOKEN_TYPE = 'paynet-session-v1';
const ENCRYPTION = 'A256GCM';
/** Half of what Node takes for all headers of a request together. */
const MAX_TOKEN_LENGTH = 8 * 1_024;
/** jose opens no token with more than 250,000 bytes in it, however small they were compressed. */
const MAX_LOGIN_BYTES = 200_000;

export interface SessionOptions extends Secrets {
  /** Whose sessions these are, e.g. `live`: a token of the test system opens nothing here. */
  readonly issuer: string;
  /** Remembers which sessions were logged out. */
  readonly store: Store;
  readonly clock?: () => Date;
}

export interface OpenedSession {
  readonly token: string;
  readonly session: Session;
}

export interface Sessions {
  /** Seals a login into a token, unless its agent may not come in, or it is over before it begins. */
  open(login: AgentLogin): Promise<OpenedSession | 'shut-out' | 'already-over'>;
  read(token: string): Promise<AgentUser | Anonymous>;
  /** Revokes the session everywhere the store reaches. False where it could not be told. */
  close(session: Session): Promise<boolean>;
  /** Calls back when the session is revoked, on whichever replica. The answered function ends that. */
  onClosed(session: Session, callback: () => void): () => void;
}

/**
 * Sessions without a database: the token is the session, encrypted and authenticated, so that every replica accepts it
 * and a restart loses none. Only a logout needs memory.
 */
export function createSessions({
  secret,
  previousSecret,
  issuer,
  store,
  clock = () => new Date(),
}: SessionOptions): Sessions {
  const keyring = createKeyring({ secret, previousSecret }, 'session token');

  function seal({ id, expiresAt, login }: Session): Promise<string> {
    const { id: keyId, key } = keyring.current;
    return new EncryptJWT({ login })
      .setProtectedHeader({ alg: 'dir', enc: ENCRYPTION, zip: 'DEF', typ: TOKEN_TYPE, kid: keyId })
      .setIssuer(issuer)
      .setJti(id)
      .setIssuedAt(Math.floor(clock().getTime() / 1_000))
      .setExpirationTime(Math.floor(expiresAt / 1_000))
      .encrypt(key);
  }

  return {
    async open(login) {
      const expiresAt = Math.min(clock().getTime() + MAX_AGE_MS, beginningOfDayInTurkey(login.expiresOn));
      if (login.agent.isBlocked === true || login.agent.isDeleted === true) return 'shut-out';
      if (expiresAt <= clock().getTime()) return 'already-over';

      const session: Session = { id: randomUUID(), expiresAt, login };
      const canBeOpened = Buffer.byteLength(JSON.stringify(login)) <= MAX_LOGIN_BYTES;
      const token = canBeOpened ? await seal(session) : null;
      if (token !== null && token.length <= MAX_TOKEN_LENGTH) return { token, session };
      // The one member without a documented shape or size stays behind; the answer of this login still has it.
      return { token: await seal({ ...session, login: { ...login, companies: null } }), session };
    },

    async read(token) {
      try {
        const { payload } = await jwtDecrypt<{ login: AgentLogin; jti: string; iat: number; exp: number }>(
          token,
          ({ kid }) => keyring.find(kid),
          {
            issuer,
            typ: TOKEN_TYPE,
            requiredClaims: ['jti', 'iat', 'exp', 'login'],
            keyManagementAlgorithms: ['dir'],
            contentEncryptionAlgorithms: [ENCRYPTION],
            currentDate: clock(),
          },
        );
        // The clock was set back since, so nobody can tell any more when half a day is over.
        if (payload.iat * 1_000 > clock().getTime() + CLOCK_SKEW_MS) return { kind: 'anonymous', because: 'expired' };
        // While the store is away nobody is signed out by it: a token is good for half a day at most.
        if ((await orWhileAway(store.get(revocationKey(payload.jti)), null)) !== null)
          return { kind: 'anonymous', because: 'expired' };
        const session: Session = { id: payload.jti, expiresAt: payload.exp * 1_000, login: payload.login };
        return { kind: 'agent-user', session };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { kind: 'anonymous', because: 'expired' };
        if (error instanceof errors.JOSEError) {
          return { kind: 'anonymous', because: 'unknown-token' };
        }
        throw error;
      }
    },

    async close(session) {
      try {
        // For as long as any session lives: by a clock that is wrong now, this one could seem to be nearly over.
        await store.set(revocationKey(session.id), 'revoked', MAX_AGE_MS);
        await orWhileAway(store.publish(revocationKey(session.id), 'revoked'), undefined);
        return true;
      } catch (error) {
        if (error instanceof StoreUnavailable) return false;
        throw error;
      }
    },

    onClosed: (session, callback) => store.subscribe(revocationKey(session.id), callback),
  };
}

function revocationKey(sessionId: string): string {
  return `revoked-session:${sessionId}`;
}

/** Paynet says only the day a session key ends, so it is taken to end when that day begins. Turkey is UTC+3 all year. */
function beginningOfDayInTurkey(day: string): number {
  return Date.parse(`${day}T00:00:00+03:00`);
}
