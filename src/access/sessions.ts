import { randomUUID } from 'node:crypto';
import type { AgentLogin } from '../paynet/services/agent.ts';
import { createRecentlyUsed } from '../recently-used.ts';
import { type Answer, onceAnswered, orWhileAway, type Store, StoreUnavailable } from '../store/store.ts';
import type { AgentUser, Anonymous, Session } from './caller.ts';
import { createKeyring, type Secrets } from './keyring.ts';
import { PACKING, packLogin, unpackLogin } from './packing.ts';
import { createSeal } from './seal.ts';

const MAX_AGE_MS = 12 * 60 * 60 * 1_000;
/** Changes with the shape of what is sealed, so that a token of another release is unknown instead of misread. */
const TOKEN_TYPE = `paynet-session-v2-${PACKING}`;
/** Most logins are a third of that; with this much a token would come near what a cookie can hold. */
const COMPRESSED_FROM_BYTES = 2_500;
/** Half of what Node takes for all headers of a request together. */
const MAX_TOKEN_LENGTH = 8 * 1_024;
/** How far the clocks of replicas may be apart. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** Nothing with more in it is opened again, however small it was compressed. */
const MAX_CONTENT_BYTES = 200_000;
/** Sessions that are kept opened, the last used ones: a few kilobytes each. */
const MAX_OPENED = 2_000;

export interface SessionOptions extends Secrets {
  /** Whose sessions these are, e.g. `live`: a token of the test system opens nothing here. */
  readonly issuer: string;
  /** Remembers which sessions were logged out. */
  readonly store: Store;
  /** In milliseconds since 1970. */
  readonly now?: () => number;
}

export interface OpenedSession {
  readonly token: string;
  readonly session: Session;
}

export interface Sessions {
  /** Seals a login into a token, unless its agent may not come in, or it is over before it begins. */
  open(login: AgentLogin): OpenedSession | 'shut-out' | 'already-over';
  read(token: string): Answer<AgentUser | Anonymous>;
  /** Revokes the session everywhere the store reaches. False where it could not be told. */
  close(session: Session): Promise<boolean>;
  /** Calls back when the session is revoked, on whichever replica. The answered function ends that. */
  onClosed(session: Session, callback: () => void): () => void;
}

interface Unsealed {
  readonly token: string;
  readonly caller: AgentUser;
  /** In milliseconds since 1970. */
  readonly openedAt: number;
  /** Where the store tells that it was revoked. */
  readonly revocation: string;
}

const UNKNOWN: Anonymous = { kind: 'anonymous', because: 'unknown-token' };
const EXPIRED: Anonymous = { kind: 'anonymous', because: 'expired' };

/**
 * Sessions without a database: the token is the session, encrypted and authenticated, so that every replica accepts it
 * and a restart loses none. Only a logout needs memory.
 */
export function createSessions({
  secret,
  previousSecret,
  issuer,
  store,
  now: clock = () => Date.now(),
}: SessionOptions): Sessions {
  const seal = createSeal(createKeyring({ secret, previousSecret }, 'session token'), {
    type: TOKEN_TYPE,
    compressedFrom: COMPRESSED_FROM_BYTES,
  });
  /** In this memory only; a token is written nowhere. */
  const opened = createRecentlyUsed<Unsealed>({ entries: MAX_OPENED, keyUnits: Number.POSITIVE_INFINITY });

  /** The claims of a JWT (RFC 7519), and the login. */
  function contentOf({ id, expiresAt, login }: Session, now: number): Buffer {
    const [iat, exp] = [Math.floor(now / 1_000), Math.floor(expiresAt / 1_000)];
    return Buffer.from(JSON.stringify({ iss: issuer, jti: id, iat, exp, login: packLogin(login) }));
  }

  function unsealed(token: string): Unsealed | null {
    const content = seal.open(token);
    if (content === null) return null;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only we can have sealed it, under this type
    const { iss, jti, iat, exp, login } = JSON.parse(content) as {
      iss: string;
      jti: string;
      iat: number;
      exp: number;
      login: unknown;
    };
    // One of another system, with the same secret.
    if (iss !== issuer) return null;
    const session = { id: jti, expiresAt: exp * 1_000, login: unpackLogin(login) };
    // A copy: what is cut out of a header keeps all of it in memory.
    return {
      token: Buffer.from(token).toString(),
      caller: { kind: 'agent-user', session },
      openedAt: iat * 1_000,
      revocation: revocationKey(jti),
    };
  }

  /** Opened once, and found from then on. Whether it is still good is asked each time. */
  function openedIn(token: string): Unsealed | null {
    const known = opened.get(keyOf(token));
    if (known?.token === token) return known;
    const found = unsealed(token);
    if (found !== null) opened.set(keyOf(found.token), found);
    return found;
  }

  return {
    open(login) {
      const now = clock();
      const expiresAt = Math.min(now + MAX_AGE_MS, beginningOfDayInTurkey(login.expiresOn));
      if (login.agent.isBlocked === true || login.agent.isDeleted === true) return 'shut-out';
      if (expiresAt <= now) return 'already-over';

      const session: Session = { id: randomUUID(), expiresAt, login };
      const content = contentOf(session, now);
      const token = content.length <= MAX_CONTENT_BYTES ? seal.seal(content) : null;
      if (token !== null && token.length <= MAX_TOKEN_LENGTH) return { token, session };
      // The one member without a documented shape or size stays behind; the answer of this login still has it.
      return { token: seal.seal(contentOf({ ...session, login: { ...login, companies: null } }, now)), session };
    },

    read(token) {
      const found = openedIn(token);
      if (found === null) return UNKNOWN;
      const { caller, openedAt, revocation } = found;
      const now = clock();
      // Where the clock was set back since, nobody can tell any more when half a day is over.
      if (caller.session.expiresAt <= now || openedAt > now + CLOCK_SKEW_MS) return EXPIRED;
      // While the store is away nobody is signed out by it: a token is good for half a day at most.
      const revoked = orWhileAway(store.get(revocation), null);
      return onceAnswered(revoked, (found) => (found === null ? caller : EXPIRED));
    },

    async close(session) {
      try {
        // For as long as any session lives: by a clock that is wrong now, this one could seem to be nearly over.
        await store.set(revocationKey(session.id), 'revoked', MAX_AGE_MS + CLOCK_SKEW_MS);
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

/** What opened sessions are found by: the 22 letters of the tag at the end, different in each. The rest is compared then. */
function keyOf(token: string): string {
  return token.slice(-22);
}

function revocationKey(sessionId: string): string {
  return `revoked-session:${sessionId}`;
}

/** Paynet says only the day a session key ends, so it is taken to end when that day begins. Turkey is UTC+3 all year. */
function beginningOfDayInTurkey(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)), -3);
}
