import type { Answer } from '../store/store.ts';

/** Turns at something that only so many may be at, at a time. */
export interface Turns {
  /** A turn at the thing of this name: at once where one is free, else when it comes. */
  enter(name: string, max: number): Answer<void>;
  /** Gives one back. */
  leave(name: string): void;
}

/** Of this process alone. First come, first served; a thing nobody is at or waits for takes no memory. */
export function createTurns(): Turns {
  const things = new Map<string, { inside: number; readonly waiting: (() => void)[] }>();
  return {
    enter(name, max) {
      const thing = things.get(name);
      if (thing !== undefined && thing.inside >= max) return new Promise((resolve) => thing.waiting.push(resolve));
      if (thing === undefined) things.set(name, { inside: 1, waiting: [] });
      else thing.inside += 1;
      return undefined;
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
