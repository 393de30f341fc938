import type { AuditEvent } from './access/audit.ts';
import type { Caller } from './access/caller.ts';
import type { AutologinLimit, SendingLimits } from './access/limits-of-callers.ts';
import type { Sessions } from './access/sessions.ts';
import type { SignInLimits } from './access/sign-in-limits.ts';
import type { PayLinkLoader } from './graph/pay-link/loader.ts';
import type { Language } from './graph/shared/messages.ts';
import type { CreateOutcome } from './pay-links/creation.ts';
import type { Intention } from './pay-links/intention.ts';
import type { PayLinkWatch } from './pay-links/watch.ts';
import type { PaynetServices } from './paynet/client.ts';

/**
 * One request: who asks, and everything it may use. Made once per request, never shared, never cloned. Nothing of it is a
 * getter: Yoga copies what a context has of its own, and to V8 each literal with a getter is of a new shape.
 */
export interface RequestContext {
  readonly requestId: string;
  readonly language: Language;
  readonly caller: Caller;
  /** Where the request comes from, as far as our own proxies vouch for it. */
  readonly source: string;
  /** Notes in the audit trail what was done or refused. */
  readonly audit: (event: AuditEvent) => void;
  readonly limits: {
    readonly signIn: SignInLimits;
    readonly autologin: AutologinLimit;
    readonly sending: SendingLimits;
  };
  /** Paynet, bound to this request's deadline and id. */
  readonly paynet: PaynetServices;
  /** Links read in this request. */
  readonly payLinks: PayLinkLoader;
  /** Makes the link of an intention, once, within this request's deadline. */
  readonly createOnce: (intention: Intention) => Promise<CreateOutcome>;
  readonly watch: PayLinkWatch;
  readonly sessions: Sessions;
  /** Called by `login` and `logout`: what the answer does to the browser's cookie. */
  readonly setSessionCookie: (change: { token: string; expiresAt: number } | 'clear') => void;
}
