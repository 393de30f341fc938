import type { AuditEvent } from './access/audit.ts';
import type { Caller } from './access/caller.ts';
import type { AutologinLimit, SendingLimits } from './access/limits-of-callers.ts';
import type { Sessions } from './access/sessions.ts';
import type { SignInLimits } from './access/sign-in-limits.ts';
import { createPayLinkLoader, type PayLinkLoader } from './graph/pay-link/loader.ts';
import type { Language } from './graph/shared/messages.ts';
import type { CreateOutcome } from './pay-links/creation.ts';
import type { Intention } from './pay-links/intention.ts';
import type { PayLinkWatch } from './pay-links/watch.ts';
import type { PaynetServices } from './paynet/client.ts';

/** One request: who asks, and everything it may use. Made once per request, never shared, never cloned. */
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

/**
 * What is not used is not made: most requests read no link.
 *
 * A class wherever something is made on demand for each request: to V8 every object literal with a getter is of a shape of
 * its own, and a shape is kept, with all that its getter leads to, until the next full collection.
 */
class Context implements RequestContext {
  readonly requestId: RequestContext['requestId'];
  readonly language: RequestContext['language'];
  readonly caller: RequestContext['caller'];
  readonly source: RequestContext['source'];
  readonly audit: RequestContext['audit'];
  readonly limits: RequestContext['limits'];
  readonly paynet: RequestContext['paynet'];
  readonly createOnce: RequestContext['createOnce'];
  readonly watch: RequestContext['watch'];
  readonly sessions: RequestContext['sessions'];
  readonly setSessionCookie: RequestContext['setSessionCookie'];
  #payLinks: PayLinkLoader | undefined;

  constructor(given: Omit<RequestContext, 'payLinks'>) {
    this.requestId = given.requestId;
    this.language = given.language;
    this.caller = given.caller;
    this.source = given.source;
    this.audit = given.audit;
    this.limits = given.limits;
    this.paynet = given.paynet;
    this.createOnce = given.createOnce;
    this.watch = given.watch;
    this.sessions = given.sessions;
    this.setSessionCookie = given.setSessionCookie;
  }

  get payLinks(): PayLinkLoader {
    return (this.#payLinks ??= createPayLinkLoader(this.paynet));
  }
}

export function createContext(given: Omit<RequestContext, 'payLinks'>): RequestContext {
  return new Context(given);
}
