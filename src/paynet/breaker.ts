import { createRecentCount } from './recent-count.ts';

export interface BreakerOptions {
  /** Opens once so much of the calls failed, 0 to 1. */
  readonly failureRatio: number;
  /** Fewer calls than this prove nothing. */
  readonly minCalls: number;
  /** How far back is counted. */
  readonly windowMs: number;
  /** How long it stays open before one call may try, and then between one such call and the next. */
  readonly probeMs: number;
  readonly onChange: (isOpen: boolean) => void;
}

/** What an attempt said about the other side: it works, it does not, or nothing. */
export type Health = 'up' | 'down' | 'unsaid';

/**
 * Stops calls that would only fail. While it is open one call now and then is a probe, and the first that is answered
 * closes it. A probe that hangs does not keep the next one from trying.
 */
export interface Breaker {
  /** How long until a call may leave; 0 where one may now. */
  heldMs(): number;
  /** A call leaves. Answers whether it is a probe. */
  begin(): boolean;
  /** The call is over. What left before the breaker opened has no say any more. */
  end(isProbe: boolean, health: Health): void;
}

export function createBreaker(options: BreakerOptions): Breaker {
  const { failureRatio, minCalls, windowMs, probeMs, onChange } = options;
  const answered = createRecentCount(windowMs);
  const failed = createRecentCount(windowMs);
  /** On the clock of `performance.now()`; null while closed. */
  let nextProbeAt: number | null = null;

  return {
    heldMs: () => (nextProbeAt === null ? 0 : Math.max(0, nextProbeAt - performance.now())),

    begin() {
      if (nextProbeAt === null) return false;
      nextProbeAt = performance.now() + probeMs;
      return true;
    },

    end(isProbe, health) {
      if (health === 'unsaid') return;
      if (nextProbeAt !== null) {
        if (!isProbe || health === 'down') return;
        nextProbeAt = null;
        answered.clear();
        failed.clear();
        onChange(false);
        return;
      }
      (health === 'up' ? answered : failed).add();
      if (health === 'up') return;
      const failures = failed.total();
      const calls = failures + answered.total();
      if (calls < minCalls || failures < failureRatio * calls) return;
      nextProbeAt = performance.now() + probeMs;
      onChange(true);
    },
  };
}
