/** Turns at something that only so many may be at, at a time. */
export interface Turns {
  /** Waits for a turn at the thing of this name; to be given back by calling what is answered. */
  enter(name: string, max: number): Promise<() => void>;
}

/** Of this process alone. First come, first served; a thing nobody is at or waits for takes no memory. */
export function createTurns(): Turns {
  const things = new Map<string, { free: number; readonly waiting: (() => void)[] }>();
  return {
    async enter(name, max) {
      const thing = things.get(name) ?? { free: max, waiting: [] };
      things.set(name, thing);
      if (thing.free > 0) thing.free -= 1;
      else await new Promise<void>((resolve) => thing.waiting.push(resolve));
      return () => {
        const next = thing.waiting.shift();
        if (next !== undefined) return next();
        thing.free += 1;
        if (thing.free === max) things.delete(name);
      };
    },
  };
}
