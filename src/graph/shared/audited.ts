import type { AuditEvent } from '../../access/audit.ts';
import type { RequestContext } from '../../context.ts';
import { Failure } from './failures.ts';

/** Mistakes in the input and strangers without a session change nothing, and anybody can make as many as they like. */
const NOT_NOTED: ReadonlySet<string> = new Set(['INVALID_INPUT', 'UNAUTHENTICATED', 'SESSION_EXPIRED']);

/** Does something, and notes in the audit trail what became of it. */
export async function audited<T>(
  context: RequestContext,
  { action, user, payLink }: Omit<AuditEvent, 'outcome'>,
  work: () => Promise<T>,
  /** The link as it is known once it is done. */
  linkOf: (result: T) => AuditEvent['payLink'] = () => payLink,
): Promise<T> {
  try {
    const result = await work();
    context.audit({ action, outcome: 'DONE', user, payLink: linkOf(result) });
    return result;
  } catch (error) {
    const outcome = error instanceof Failure ? error.code : 'INTERNAL_SERVER_ERROR';
    // Of what is not there only the caller's text is known.
    const known = outcome === 'PAY_LINK_NOT_FOUND' ? undefined : payLink;
    if (!NOT_NOTED.has(outcome)) context.audit({ action, outcome, user, payLink: known });
    throw error;
  }
}
