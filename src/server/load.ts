/** How often the event loop is asked how it is. */
const TICK_MS = 10;
/** A turn of the loop is not to take longer, so that a refusal comes within 25 ms: one turn may have just begun. */
const TARGET_TURN_MS = 12;
/** Before anybody is refused turns have to be too long for this while: a burst is worked off, not refused. */
const PATIENCE_MS = 500;
/** After a turn this long the process is not ready for a second: something blocks it. */
const BLOCKED_MS = 400;
const NOT_READY_MS = 1_000;
/** However long turns are, so many requests are worked on at once: more than it takes to keep a processor busy. */
const FEWEST_AT_ONCE = 50;

export interface Load {
  /** Whether there is room for one more request; if so it has to be left again. */
  enter(): boolean;
  leave(): void;
  /** Whether something kept the loop from turning just now. */
  readonly isBlocked: boolean;
  /** Begins to watch the event loop. Without it only the number of requests is limited. */
  watch(onRefused: (refused: number) => void): { stop(): void };
}

export interface LoadOptions {
  /** Requests worked on at once, at most; 0: any number, and nobody is ever refused. */
  readonly maxAtOnce: number;
  readonly now?: () => number;
}

/**
 * How many requests are worked on at once: as many as the event loop can turn for without being late. Waiting for Paynet
 * keeps no loop busy, so thousands may wait; but when the processor is what is short, each one more makes all of them
 * later and is refused. Falls by how late the loop is, grows again as soon as it is not.
 */
export function createLoad({ maxAtOnce, now = () => performance.now() }: LoadOptions): Load {
  let limit = maxAtOnce;
  let active = 0;
  let refused = 0;
  let lateSince: number | null = null;
  let sheddingUntil = 0;
  let blockedUntil = 0;

  function turned(turnMs: number): void {
    const wasBlocked = turnMs >= BLOCKED_MS;
    if (wasBlocked) blockedUntil = now() + NOT_READY_MS;
    if (turnMs > TARGET_TURN_MS) {
      lateSince ??= now() - turnMs;
      const isShedding = now() < sheddingUntil;
      if (isShedding || wasBlocked || now() - lateSince >= PATIENCE_MS) {
        const share = Math.max(TARGET_TURN_MS / turnMs, isShedding ? 0.9 : 0.5);
        limit = Math.min(maxAtOnce, Math.max(FEWEST_AT_ONCE, Math.min(limit, active) * share));
        sheddingUntil = now() + NOT_READY_MS;
      }
      return;
    }
    lateSince = null;
    limit = Math.min(maxAtOnce, now() < sheddingUntil ? limit + 1 : limit * 1.1);
  }

  return {
    enter() {
      if (maxAtOnce > 0 && active >= limit) {
        refused += 1;
        sheddingUntil = now() + NOT_READY_MS;
        return false;
      }
      active += 1;
      return true;
    },
    leave() {
      active -= 1;
    },
    get isBlocked() {
      return now() < blockedUntil;
    },
    watch(onRefused) {
      let last = now();
      let nextReport = last;
      const timer = setInterval(() => {
        const turnMs = now() - last;
        last = now();
        turned(turnMs);
        if (refused > 0 && last >= nextReport) {
          onRefused(refused);
          refused = 0;
          nextReport = last + 1_000;
        }
      }, TICK_MS).unref();
      return { stop: () => clearInterval(timer) };
    },
  };
}
