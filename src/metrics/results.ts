import {
  PaynetAbandoned,
  PaynetBusy,
  PaynetCredentialsRefused,
  type PaynetError,
  PaynetFault,
  PaynetOutcomeUnknown,
  PaynetRefused,
  PaynetTooLate,
  PaynetUnreachable,
} from '../paynet/errors.ts';

/** What an attempt came to, in a word that is a label. */
export function resultOf(error: PaynetError | undefined): string {
  if (error === undefined) return 'answered';
  if (error instanceof PaynetOutcomeUnknown) return resultOf(error.cause);
  if (error instanceof PaynetRefused) return 'refused';
  if (error instanceof PaynetCredentialsRefused) return 'credentials_refused';
  if (error instanceof PaynetUnreachable) return error.insecure ? 'tls_failed' : 'unreachable';
  if (error instanceof PaynetTooLate) return 'timed_out';
  if (error instanceof PaynetAbandoned) return 'given_up';
  if (error instanceof PaynetFault) return 'failed';
  if (error instanceof PaynetBusy) return 'rate_limited';
  return 'unreadable';
}
