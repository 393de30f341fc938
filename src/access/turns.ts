/** Turns at something that only so many may be at, at a time. */
export interface Turns {
  /** Waits for a turn at the thing of this name. */
  enter(name: string, max: number): Promise<void>;
  /** Gives one back. */
  leave(name: string): void;
}

/** Of this process alone. First come, first served; a thing nobody is at or waits for takes no memory. */
export function createTurns(): Turns {
  const things = new Map<string, { inside: number; readonly waiting: (() => void)[] }>();
  return {
    async enter(name, max) {
      const thing = things.get(name);
      if (thing === undefined) things.set(name, { inside: 1, waiting: [] });
      else if (thing.inside < max) thing.inside += 1;
      else await new Promise<void>((resolve) => thing.waiting.push(resolve));
    },
    leave(name) {
      const thing = things.get(name);
      if (thing === undefined) return;
      const next = thing.waiting.shift();
      // The turn goes over to it.
      if (next !== undefined) next();
      else if (thing.inside > 1) thing.inside -= 1;
      else things.delete(name);
    },
  };
}
