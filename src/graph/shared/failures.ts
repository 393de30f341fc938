import type { LimitReached } from '../../access/limits.ts';
import type { Verdict } from '../../access/permissions.ts';
import {
  PaynetAbandoned,
  PaynetBusy,
  PaynetCredentialsRefused,
  type PaynetError,
  PaynetFault,
  PaynetHeldBack,
  PaynetOutcomeUnknown,
  PaynetRefused,
  PaynetTooLate,
  PaynetUnreachable,
} from '../../paynet/errors.ts';
import type { FailureCode, ProblemCode } from './messages.ts';

type Retry = 'NEVER' | 'AFTER_CHECKING' | 'WITH_CORRECTED_INPUT' | 'AFTER_LOGIN' | 'SAME_INPUT_LATER';

/** An outcome the caller can act on. Thrown by a resolver, answered as a member of the mutation's result union. */
export abstract class Failure extends Error {
  readonly code: FailureCode;
  readonly retry: Retry;
  /** When trying again makes sense; null where nobody said. */
  readonly retryAfterSeconds: number | null;

  constructor(code: FailureCode, retry: Retry, options: ErrorOptions & { retryAfterMs?: number | undefined } = {}) {
    super(code, options);
    this.name = new.target.name;
    this.code = code;
    this.retry = retry;
    this.retryAfterSeconds = options.retryAfterMs === undefined ? null : Math.ceil(options.retryAfterMs / 1_000);
  }
}

/** One thing that is wrong with one field of the input. */
export interface InputProblem {
  readonly field: string;
  readonly code: ProblemCode;
}

export class InvalidInput extends Failure {
  readonly fields: readonly InputProblem[];
  constructor(fields: readonly InputProblem[]) {
    super('INVALID_INPUT', 'WITH_CORRECTED_INPUT');
    this.fields = fields;
  }
}

export class Unauthenticated extends Failure {
  constructor(code: 'UNAUTHENTICATED' | 'SESSION_EXPIRED') {
    super(code, 'AFTER_LOGIN');
  }
}

export class Forbidden extends Failure {
  readonly requiredPermission: string | null;
  constructor(requiredPermission: string | null) {
    super('FORBIDDEN', 'NEVER');
    this.requiredPermission = requiredPermission;
  }
}

export class RefusedByPaynet extends Failure {
  readonly returnCode: number;
  readonly returnCodeName: string;
  constructor(cause: PaynetRefused) {
    super('REFUSED_BY_PAYNET', 'NEVER', { cause });
    this.returnCode = cause.returnCode;
    this.returnCodeName = cause.returnCodeName;
  }
}

/** Too often within a time; another try is of use only after it. Nothing left for Paynet. */
export class RateLimited extends Failure {
  constructor(retryAfterMs: number) {
    super('RATE_LIMITED', 'SAME_INPUT_LATER', { retryAfterMs });
  }
}

/** Whoever is connected is to connect again, to another instance. */
export class ServiceStopping extends Failure {
  constructor() {
    super('SERVICE_STOPPING', 'SAME_INPUT_LATER');
  }
}

type UpstreamCode = Extract<FailureCode, `UPSTREAM_${string}` | 'STORE_UNAVAILABLE'>;

/** Whoever runs the service has to mend something first. */
const NEEDS_AN_OPERATOR: ReadonlySet<UpstreamCode> = new Set([
  'UPSTREAM_TLS',
  'UPSTREAM_CREDENTIALS',
  'UPSTREAM_SESSION_OVER',
]);

export class Unavailable extends Failure {
  constructor(code: UpstreamCode, cause?: PaynetError, retryAfterMs?: number) {
    super(code, NEEDS_AN_OPERATOR.has(code) ? 'NEVER' : 'SAME_INPUT_LATER', {
      cause,
      retryAfterMs,
    });
  }
}

/** What a failed call to Paynet means to the caller. Domains catch what they can say better first. */
export function toFailure(error: PaynetError): Failure {
  if (error instanceof PaynetOutcomeUnknown) return toFailure(error.cause);
  if (error instanceof PaynetRefused) return new RefusedByPaynet(error);
  if (error instanceof PaynetUnreachable) {
    return new Unavailable(error.insecure ? 'UPSTREAM_TLS' : 'UPSTREAM_UNAVAILABLE', error);
  }
  if (error instanceof PaynetHeldBack) {
    return error.because === 'credentials'
      ? new Unavailable('UPSTREAM_CREDENTIALS', error)
      : new Unavailable('UPSTREAM_UNAVAILABLE', error, error.retryAfterMs);
  }
  // Nobody hears of it.
  if (error instanceof PaynetAbandoned) return new Unavailable('UPSTREAM_UNAVAILABLE', error);
  if (error instanceof PaynetTooLate) {
    return new Unavailable(error.sent ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE', error);
  }
  if (error instanceof PaynetCredentialsRefused) return new Unavailable('UPSTREAM_CREDENTIALS', error);
  if (error instanceof PaynetBusy) return new Unavailable('UPSTREAM_RATE_LIMITED', error, error.retryAfterMs);
  if (error instanceof PaynetFault) return new Unavailable('UPSTREAM_ERROR', error, error.retryAfterMs);
  return new Unavailable('UPSTREAM_BAD_RESPONSE', error);
}

/** What was taken of a limit; the failure that says when to try again where nothing is left of it. */
export function withinLimits<T extends object>(taken: T | LimitReached): T {
  if ('retryAfterMs' in taken) throw new RateLimited(taken.retryAfterMs);
  return taken;
}

/** The caller, where the verdict allows the action; otherwise the failure that says why not. */
export function permitted(verdict: Verdict): Extract<Verdict, { allowed: true }>['caller'] {
  if (verdict.allowed) return verdict.caller;
  if (verdict.because === 'not-permitted') throw new Forbidden(verdict.needs);
  throw new Unauthenticated(verdict.because === 'expired' ? 'SESSION_EXPIRED' : 'UNAUTHENTICATED');
}
