import type { AuditEvent } from '../../access/audit.ts';
import type { RequestContext } from '../../context.ts';
import { Failure } from './failures.ts';

/** Mistakes in the input and strangers without a session change nothing, and anybody can make as many as they like. */
const NOT_NOTED: ReadonlySet<string> = new Set(['INVALID_INPUT', 'UNAUTHENTICATED', 'SESSION_EXPIRED']);

/** Does something, and notes in the audit trail what became of it. */
export async function audited<T>(
  context: RequestContext,
  event: Omit<AuditEvent, 'outcome'>,
  work: () => Promise<T>,
  /** What is known only once it is done. */
  learnt: (result: T) => Pick<AuditEvent, 'payLink'> = () => ({}),
): Promise<T> {
  try {
    const result = await work();
    context.audit({ ...event, outcome: 'DONE', ...learnt(result) });
    return result;
  } catch (error) {
    const outcome = error instanceof Failure ? error.code : 'INTERNAL_SERVER_ERROR';
    // Of what is not there only the caller's text is known.
    const { payLink, ...rest } = event;
    const known = payLink === undefined || outcome === 'PAY_LINK_NOT_FOUND' ? {} : { payLink };
    if (!NOT_NOTED.has(outcome)) context.audit({ ...rest, ...known, outcome });
    throw error;
  }
}
