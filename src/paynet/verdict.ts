import type { Health } from './breaker.ts';
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
  PaynetUnreadable,
} from './errors.ts';

/** servererror and timeout: Paynet's own words for a fault of its own. */
const OWN_FAULTS: ReadonlySet<number | undefined> = new Set([8, 10]);
/** Not implemented, and a version of HTTP: another time it is the same. */
const LASTING_STATUS: ReadonlySet<number> = new Set([501, 505]);

/** Whether the same read may be answered another time. */
export function mayPass(error: PaynetError): boolean {
  if (error instanceof PaynetUnreachable) return !error.insecure;
  if (error instanceof PaynetTooLate) return error.sent;
  if (error instanceof PaynetUnreadable) return error.kind === 'broken' || error.kind === 'foreign';
  if (error instanceof PaynetFault) return isFaulty(error) && !LASTING_STATUS.has(error.httpStatus);
  // Without a word on when, more calls are more of what there are too many of.
  if (error instanceof PaynetBusy) return error.retryAfterMs !== undefined;
  return false;
}

/**
 * What the end of an attempt says about Paynet's health. What a single caller can bring about at will says nothing bad:
 * a refusal, a code nobody documented, an answer with an odd member. `isFair`: it had the time an attempt usually has.
 */
export function healthOf(error: PaynetError | null, isFair: boolean): Health {
  if (error === null) return 'up';
  if (error instanceof PaynetOutcomeUnknown) return healthOf(error.cause, isFair);
  // It is there, and does not prove who it is: told each time by its own code, and found out quickly.
  if (error instanceof PaynetUnreachable) return error.insecure ? 'unsaid' : 'down';
  if (error instanceof PaynetTooLate) return isFair ? 'down' : 'unsaid';
  if (error instanceof PaynetUnreadable) return error.kind === 'misfit' || error.kind === 'huge' ? 'up' : 'down';
  if (error instanceof PaynetFault) return isFaulty(error) ? 'down' : 'up';
  if (error instanceof PaynetBusy) return 'down';
  if (error instanceof PaynetHeldBack || error instanceof PaynetAbandoned) return 'unsaid';
  return 'up';
}

/** What it says about our own credentials, for which only an answer counts. */
export function acceptanceOf(error: PaynetError | null): Health {
  if (error instanceof PaynetCredentialsRefused) return 'down';
  return error === null || error instanceof PaynetRefused ? 'up' : 'unsaid';
}

function isFaulty({ httpStatus, returnCode }: PaynetFault): boolean {
  return httpStatus >= 500 || OWN_FAULTS.has(returnCode);
}
