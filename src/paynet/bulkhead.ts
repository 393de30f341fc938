import type { Deadlines, Timed } from './deadlines.ts';
import type { Operation } from './operation.ts';

type Effect = Operation<never, unknown>['effect'];

export interface BulkheadOptions {
  /** Calls under way at once. */
  readonly places: number;
  /** Calls of each kind that wait for a place; one more is turned away. */
  readonly maxWaiting: number;
  readonly deadlines: Deadlines;
}

/**
 * Bounds the calls under way and those that wait, so that a slow Paynet fills neither memory nor sockets. Reads and
 * writes can each take three quarters of the places: whichever kind hangs, a quarter is left for the other.
 */
export interface Bulkhead {
  /** Takes a place, at once or once one is free; not after the deadline, on the clock of `performance.now()`. */
  enter(effect: Effect, deadline: number): 'entered' | 'full' | Promise<'entered' | 'late'>;
  leave(effect: Effect): void;
  load(): Record<Effect, { readonly inFlight: number; readonly waiting: number }>;
}

/** A call that waits for a place. */
interface Waiting extends Timed {
  enter(): void;
}

/** What either kind can take at most. */
const SHARE = 3 / 4;

export function createBulkhead({ places, maxWaiting, deadlines }: BulkheadOptions): Bulkhead {
  const share = Math.ceil(places * SHARE);
  const inFlight = { read: 0, write: 0 };
  /** Arrays, and no sets: see `Deadlines`. */
  const waiting: Record<Effect, Waiting[]> = { read: [], write: [] };

  const hasPlace = (effect: Effect) => inFlight[effect] < share && inFlight.read + inFlight.write < places;

  /** Whose turn it is: of both kinds, the one with fewer calls under way. */
  function next(): Effect | null {
    const candidates = (['read', 'write'] as const).filter((effect) => waiting[effect].length > 0 && hasPlace(effect));
    const [one, other] = candidates;
    if (one === undefined) return null;
    return other !== undefined && inFlight[other] < inFlight[one] ? other : one;
  }

  return {
    enter(effect, deadline) {
      const queue = waiting[effect];
      if (queue.length === 0 && hasPlace(effect)) {
        inFlight[effect] += 1;
        return 'entered';
      }
      if (queue.length >= maxWaiting) return 'full';
      return new Promise((resolve) => {
        const one: Waiting = {
          dueAt: deadline,
          place: -1,
          enter() {
            deadlines.delete(one);
            inFlight[effect] += 1;
            resolve('entered');
          },
          late() {
            deadlines.delete(one);
            queue.splice(queue.indexOf(one), 1);
            resolve('late');
          },
        };
        queue.push(one);
        deadlines.add(one);
      });
    },

    load: () => ({
      read: { inFlight: inFlight.read, waiting: waiting.read.length },
      write: { inFlight: inFlight.write, waiting: waiting.write.length },
    }),

    leave(effect) {
      inFlight[effect] -= 1;
      if (waiting.read.length === 0 && waiting.write.length === 0) return;
      const turn = next();
      if (turn !== null) waiting[turn].shift()?.enter();
    },
  };
}
