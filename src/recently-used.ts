export interface RecentlyUsed<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/**
 * Keeps what was used lately, in two generations: what is asked for in the older one is taken over into the younger, and
 * when that is half full the older is dropped. So what is asked for all the time costs one look-up and moves nothing,
 * and what only came once is gone soon.
 */
export function createRecentlyUsed<Value>(limits: {
  readonly entries: number;
  /** The length of all keys together. */
  readonly keyUnits: number;
}): RecentlyUsed<Value> {
  let younger = new Map<string, Value>();
  let older = new Map<string, Value>();
  let units = 0;

  function keep(key: string, value: Value): void {
    if (younger.size >= limits.entries / 2 || units + key.length > limits.keyUnits / 2) {
      older = younger;
      younger = new Map();
      units = 0;
    }
    younger.set(key, value);
    units += key.length;
  }

  return {
    get(key) {
      const found = younger.get(key);
      if (found !== undefined) return found;
      const before = older.get(key);
      if (before !== undefined) keep(key, before);
      return before;
    },
    set: keep,
  };
}
