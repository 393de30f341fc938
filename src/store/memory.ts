import { EventEmitter } from 'node:events';
import type { Store } from './store.ts';

const SWEEP_EVERY_MS = 60_000;

export interface MemoryStoreOptions {
  /** Monotonic, so that a change of the wall clock forgets nothing early. */
  readonly now?: () => number;
  /** True where there is nothing older to know of: the sandbox of this very process forgets all when the process ends. */
  readonly knowsEverything?: boolean;
}

interface Entry {
  readonly value: string;
  readonly end: number;
}

/** A store for one process. */
export function createMemoryStore({
  now = () => performance.now(),
  knowsEverything = false,
}: MemoryStoreOptions = {}): Store {
  const entries = new Map<string, Entry>();
  const events = new EventEmitter().setMaxListeners(0);
  const begun = now();
  let nextSweep = begun + SWEEP_EVERY_MS;

  function live(key: string): Entry | undefined {
    const entry = entries.get(key);
    return entry !== undefined && entry.end > now() ? entry : undefined;
  }

  function keep(key: string, value: string, ttlMs: number): void {
    const moment = now();
    if (moment >= nextSweep) {
      nextSweep = moment + SWEEP_EVERY_MS;
      for (const [key, { end }] of entries) if (end <= moment) entries.delete(key);
    }
    entries.set(key, { value, end: moment + ttlMs });
  }

  return {
    get(key) {
      return live(key)?.value ?? null;
    },
    set(key, value, ttlMs) {
      keep(key, value, ttlMs);
    },
    setIfAbsent(key, value, ttlMs) {
      if (live(key) !== undefined) return false;
      keep(key, value, ttlMs);
      return true;
    },
    delete(key, value) {
      if (live(key)?.value === value) entries.delete(key);
    },
    take(key, max, ttlMs) {
      const entry = live(key);
      const count = Number(entry?.value ?? 0) + 1;
      if (entry !== undefined && count > max) return entry.end - now();
      keep(key, String(count), entry === undefined || count === max ? ttlMs : entry.end - now());
      return 0;
    },
    giveBack(key) {
      const entry = live(key);
      if (entry === undefined) return;
      const count = Number(entry.value) - 1;
      if (count > 0) keep(key, String(count), entry.end - now());
      else entries.delete(key);
    },
    remainingMs(key) {
      const entry = live(key);
      return entry === undefined ? 0 : entry.end - now();
    },
    ageMs() {
      return knowsEverything ? Number.POSITIVE_INFINITY : now() - begun;
    },
    publish(topic, message) {
      events.emit(topic, message);
    },
    subscribe(topic, listener) {
      events.on(topic, listener);
      return () => void events.off(topic, listener);
    },
  };
}
