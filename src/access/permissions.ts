import type { UserAuthorization } from '../paynet/services/agent.ts';
import type { AgentUser, Caller, CompanyService } from './caller.ts';

/** The account an action is for, where it names one. */
export interface Target {
  readonly agentId?: string | undefined;
  readonly userName?: string | undefined;
}

interface Rule {
  /** The right a person needs; null where being the person is what counts. */
  readonly right: keyof UserAuthorization | null;
  /** The scope a company service needs. */
  readonly scope: string;
  /** Whether a main-company or master user may do it for other agents and users of the company. */
  readonly forTheCompany: boolean;
}

/** Who may do what. Behind us stands a key that may do everything for every agent, so this table is the only limit. */
const RULES = {
  createPayLink: { right: 'canSendPayLinks', scope: 'paylink:write', forTheCompany: true },
  createPayLinks: { right: 'canSendBulkPayLinks', scope: 'paylink:write', forTheCompany: true },
  switchPayLink: { right: 'canSendPayLinks', scope: 'paylink:write', forTheCompany: true },
  readPayLink: { right: 'canSendPayLinks', scope: 'paylink:read', forTheCompany: true },
  // It opens an account without a password, so no right makes it lawful for somebody else.
  autologin: { right: null, scope: 'agent:autologin', forTheCompany: false },
} satisfies Record<string, Rule>;

export type Action = keyof typeof RULES;

/** What a company service needs for an action. */
export function scopeFor(action: Action): string {
  return RULES[action].scope;
}

/**
 * A person's rights in the words of scopes, for a router that knows nothing else. Never less than the person may do: the
 * finer points, like whose link it is, are decided here in any case.
 */
export function scopesOf(authorization: UserAuthorization): readonly string[] {
  const rules: readonly Rule[] = Object.values(RULES);
  const granted = rules.filter(({ right }) => right === null || authorization[right]);
  return [...new Set(granted.map(({ scope }) => scope))].toSorted();
}

export type Verdict =
  | { readonly allowed: true; readonly caller: AgentUser | CompanyService }
  | { readonly allowed: false; readonly because: 'signed-out' | 'expired' }
  | { readonly allowed: false; readonly because: 'not-permitted'; readonly needs: string | null };

/** Without a target: whether the caller may do it at all, for the own account. */
export function mayDo(action: Action, caller: Caller, target: Target = {}): Verdict {
  const rule: Rule = RULES[action];
  switch (caller.kind) {
    case 'anonymous':
      return { allowed: false, because: caller.because === 'expired' ? 'expired' : 'signed-out' };
    case 'service':
      return caller.scopes.has(rule.scope) ? { allowed: true, caller } : notPermitted(rule.scope);
    case 'agent-user': {
      const { authorization } = caller.session.login;
      if (rule.right !== null && !authorization[rule.right]) return notPermitted(rule.right);
      return isOwn(caller, target) || (rule.forTheCompany && actsForCompany(caller))
        ? { allowed: true, caller }
        : notPermitted(null);
    }
  }
}

const notPermitted = (needs: string | null): Verdict => ({ allowed: false, because: 'not-permitted', needs });

/** Codes are compared as they are: Turkish letters change under any folding of case. */
function isOwn({ session: { login } }: AgentUser, { agentId, userName }: Target): boolean {
  return (
    (agentId === undefined || agentId === login.agent.id) && (userName === undefined || userName === login.user.id)
  );
}

function actsForCompany({ session: { login } }: AgentUser): boolean {
  return login.agent.isCompany === true || login.authorization.isMaster;
}
