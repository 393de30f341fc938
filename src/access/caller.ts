import type { AgentLogin } from '../paynet/services/agent.ts';

/** What a sealed token holds: the login's answer, and when it ends here. */
export interface Session {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly login: AgentLogin;
}

/** Who asks. Nothing but this decides what a request may do. */
export type Caller = Anonymous | AgentUser | CompanyService;

export interface Anonymous {
  readonly kind: 'anonymous';
  /** `expired` also stands for a session that was logged out: for both the remedy is a new token. */
  readonly because: 'no-token' | 'unknown-token' | 'expired';
}

/** A person, signed in with `login`. */
export interface AgentUser {
  readonly kind: 'agent-user';
  readonly session: Session;
}

/** A service of the company, known by a signed JWT. It has no agent of its own. */
export interface CompanyService {
  readonly kind: 'service';
  /** The same for every token of one service. */
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
  /** When its token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What tells one caller from all others: their keys never meet. */
export function callerId(caller: AgentUser | CompanyService): string {
  const parts =
    caller.kind === 'service'
      ? ['service', caller.name]
      : ['user', caller.session.login.agent.id, caller.session.login.user.id];
  return JSON.stringify(parts);
}
