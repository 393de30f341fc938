import { PaynetBusy, type PaynetError, PaynetFault, PaynetUnreachable } from './errors.ts';
import type { Operation } from './operation.ts';
import { createRecentCount } from './recent-count.ts';
import { mayPass } from './verdict.ts';

export interface RetryOptions {
  /** How many repetitions there may be for a hundred calls; 0 for none at all. */
  readonly percent: number;
  readonly windowMs: number;
}

export interface Retries {
  /** A call leaves for the first time. */
  noteCall(): void;
  /**
   * How long to wait before the call is sent once more; null where it is not. `attempt` is the one that failed, and
   * `leftMs` how long its caller still waits.
   */
  pauseMs(operation: Operation<never, unknown>, error: PaynetError, attempt: number, leftMs: number): number | null;
}

const MAX_RETRIES = 2;
/** Full jitter: any pause up to this, and up to twice as much before the second repetition. */
const FIRST_PAUSE_MS = 200;
/** One resend is enough for a name server's hiccup or a restarting proxy, and too little to make an outage worse. */
const MAX_RESENDS = 1;
const RESEND_WITHIN_MS = 100;
/** What was asked to come back at one moment must not all come back in it. */
const SPREAD_MS = 100;
/**
 * In quiet times ten percent of the calls is less than one, so so many repetitions are always allowed in a window:
 * one every few seconds makes no outage worse, and lets a lone caller get over a hiccup.
 */
const FLOOR = 3;

/** Which calls are sent once more, and when: never one that may have changed something, and never many. */
export function createRetries({ percent, windowMs }: RetryOptions): Retries {
  const calls = createRecentCount(windowMs);
  const repeated = createRecentCount(windowMs);

  function isInBudget(): boolean {
    return percent > 0 && repeated.total() < Math.max(FLOOR, Math.floor((calls.total() * percent) / 100));
  }

  return {
    noteCall: () => calls.add(),
    pauseMs({ effect }, error, attempt, leftMs) {
      const pauseMs =
        error instanceof PaynetUnreachable ? pauseUnsent(error, attempt) : pauseSent(effect, error, attempt, leftMs);
      if (pauseMs === null || pauseMs >= leftMs || !isInBudget()) return null;
      repeated.add();
      return pauseMs;
    },
  };
}

/** Surely nothing left, so a write may go once more, too. */
function pauseUnsent({ insecure }: PaynetUnreachable, attempt: number): number | null {
  return insecure || attempt > MAX_RESENDS ? null : Math.random() * RESEND_WITHIN_MS;
}

function pauseSent(effect: 'read' | 'write', error: PaynetError, attempt: number, leftMs: number): number | null {
  if (effect === 'write' || attempt > MAX_RETRIES || !mayPass(error)) return null;
  const askedMs = error instanceof PaynetBusy || error instanceof PaynetFault ? error.retryAfterMs : undefined;
  // Longer, and there would be too little time left for the answer: then the caller is better told at once.
  if (askedMs !== undefined) return askedMs > leftMs / 2 ? null : askedMs + Math.random() * SPREAD_MS;
  return Math.random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
}
