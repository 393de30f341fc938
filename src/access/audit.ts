import { createHmac } from 'node:crypto';
import { flatObject, quoted } from '../json-text.ts';
import { createRecentlyUsed } from '../recently-used.ts';
import type { AgentUser, Caller, CompanyService, Session } from './caller.ts';

/** Keys that are not made anew each time: those of whoever was there lately. */
const MAX_KEYS = 2_000;
const MAX_KEY_UNITS = 200_000;

/** Something that was done, or refused, and that somebody may ask about later. */
export interface AuditEvent {
  readonly action: 'login' | 'logout' | 'autologin' | 'createPayLink' | 'deactivatePayLink' | 'reactivatePayLink';
  /** `DONE`, or the code of the failure. */
  readonly outcome: string;
  /** Whom it was done as, or for. */
  readonly user?: Person | undefined;
  readonly payLink?:
    | {
        readonly id?: string;
        readonly referenceNo?: string | undefined;
        readonly agentId?: string | undefined;
        readonly amount?: string;
        /** Whether it had been made by an earlier call. */
        readonly replayed?: boolean;
        readonly sentBySms?: boolean;
        readonly sentByEmail?: boolean;
      }
    | undefined;
}

export interface Person {
  readonly agentId: string;
  readonly userName: string;
}

export interface AuditOptions {
  /** Makes the keys people are known by; whoever has it can tell whose key one is. */
  readonly secret: string;
  /** Takes the members of a line, as JSON has them between its braces, and asks for them when it writes them. */
  readonly write: (members: () => string) => void;
}

/** Notes an event of one request. */
export type Audit = (event: AuditEvent, by: { caller: Caller; source: string; requestId: string }) => void;

/**
 * One line for each event, with what is needed to find out who did it and nothing more: the same person has the same key,
 * and of the name only its beginning is told. No secret, and nothing of the payer.
 */
export function createAudit({ secret, write }: AuditOptions): Audit {
  const known = createRecentlyUsed<string>({ entries: MAX_KEYS, keyUnits: MAX_KEY_UNITS });
  function keyOf({ agentId, userName }: Person): string {
    const person = JSON.stringify([agentId, userName]);
    const found = known.get(person);
    if (found !== undefined) return found;
    const key = createHmac('sha256', `paynet-graphql audit ${secret}`).update(person).digest('base64url').slice(0, 16);
    known.set(person, key);
    return key;
  }
  const describe = ({ agentId, userName }: Person, exists: boolean) =>
    flatObject({
      agentId: exists ? agentId : undefined,
      user: beginningOf(userName),
      userKey: keyOf({ agentId, userName }),
    });
  /** The same for each request of a session. */
  const described = new WeakMap<Session, string>();
  function whoIs(caller: AgentUser | CompanyService): string {
    if (caller.kind === 'service') return flatObject({ service: caller.name });
    const found = described.get(caller.session);
    if (found !== undefined) return found;
    const { agent, user } = caller.session.login;
    const text = describe({ agentId: agent.id, userName: user.id }, true);
    described.set(caller.session, text);
    return text;
  }

  return ({ action, outcome, payLink, user }, { caller, source, requestId }) => {
    write(() => {
      let members = `"action":"${action}","outcome":${quoted(outcome)}`;
      if (payLink !== undefined) members += `,"payLink":${flatObject(payLink)}`;
      if (user !== undefined) members += `,"user":${describe(user, outcome === 'DONE')}`;
      if (caller.kind !== 'anonymous') members += `,"by":${whoIs(caller)}`;
      return `${members},"from":${quoted(networkOf(source))},"requestId":${quoted(requestId)}`;
    });
  };
}

/** Enough to recognise a name one knows. What was typed into the wrong field is not told. */
function beginningOf(name: string): string {
  return name.length > 4 ? `${name.slice(0, 2)}***` : '***';
}

/** The network an address is in; of IPv6 that is all there is. */
function networkOf(source: string): string {
  const host = source.lastIndexOf('.');
  return host === -1 ? source : `${source.slice(0, host)}.x`;
}
