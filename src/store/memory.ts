import type { Store } from './store.ts';

const SWEEP_EVERY_MS = 60_000;

/** A store for one process. Times run on the monotonic clock, so a change of the wall clock forgets nothing early. */
export function createMemoryStore(now: () => number = () => performance.now()): Store {
  const endOf = new Map<string, number>();
  let nextSweep = now() + SWEEP_EVERY_MS;

  function sweep(): void {
    if (now() < nextSweep) return;
    nextSweep = now() + SWEEP_EVERY_MS;
    for (const [key, end] of endOf) if (end <= now()) endOf.delete(key);
  }

  return {
    async mark(key, ttlMs) {
      sweep();
      endOf.set(key, Math.max(endOf.get(key) ?? 0, now() + ttlMs));
    },
    async isMarked(key) {
      return (endOf.get(key) ?? 0) > now();
    },
  };
}
