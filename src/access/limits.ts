import { hash } from 'node:crypto';
import { createMemoryStore } from '../store/memory.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { createTurns } from './turns.ts';

/** For so long after it failed the shared store is not asked again, so that one that hangs costs a caller one wait. */
const AWAY_MS = 1_000;

export interface Limit {
  /** What is counted. */
  readonly name: string;
  /** Zero: no limit. */
  readonly max: number;
  readonly windowMs: number;
}

export interface Taken {
  /** What was taken came to nothing, and does not count. */
  giveBack(): Promise<void>;
  /** It counts. Called after the other, it changes nothing. */
  use(): void;
}

export interface LimitReached {
  readonly retryAfterMs: number;
}

export interface Limits {
  /**
   * Takes one of each limit, in this order, each for what it is counted by; where one has nothing left, none is taken.
   * What is taken ends as given back or as used. No more are under way in this process than could all be used: the next
   * waits for one of them to end, since it may be given back.
   */
  take(wanted: readonly (readonly [limit: Limit, countedBy: readonly string[]])[]): Promise<Taken | LimitReached>;
  /** Notes something for a while, and whether it was noted. */
  note(what: string, countedBy: readonly string[], ttlMs: number): Promise<void>;
  isNoted(what: string, countedBy: readonly string[]): Promise<boolean>;
}

/**
 * How often things were done lately, on all replicas together. While the shared store is away each replica counts for
 * itself: a limit is then as many times as high as there are replicas, which is better than none, and better than
 * keeping everybody out.
 */
export function createLimits({ store }: { store: Store }): Limits {
  const own = createMemoryStore();
  const turns = createTurns();
  let awayUntil = 0;

  async function ask<T>(question: (asked: Store) => Promise<T>): Promise<T> {
    if (performance.now() < awayUntil) return question(own);
    try {
      return await question(store);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      awayUntil = performance.now() + AWAY_MS;
      return question(own);
    }
  }

  return {
    async take(wanted) {
      const taken: (() => Promise<void>)[] = [];
      const leave: (() => void)[] = [];
      const use = () => leave.splice(0).forEach((each) => each());
      const giveBack = async () => {
        await Promise.all(taken.splice(0).map((each) => each()));
        use();
      };
      for (const [{ name, max, windowMs }, countedBy] of wanted) {
        if (max === 0) continue;
        const key = keyOf(name, countedBy);
        leave.push(await turns.enter(key, max));
        const { from, retryAfterMs } = await ask(async (from) => ({
          from,
          retryAfterMs: await from.take(key, max, windowMs),
        })).catch(async (error: unknown) => {
          await giveBack();
          throw error;
        });
        if (retryAfterMs > 0) {
          await giveBack();
          return { retryAfterMs };
        }
        taken.push(() =>
          // Back to where it was taken from; while that is away, its time gives it back.
          from.giveBack(key).catch((error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
          }),
        );
      }
      return { giveBack, use };
    },
    note: (what, countedBy, ttlMs) => ask((asked) => asked.set(keyOf(what, countedBy), 'noted', ttlMs)),
    isNoted: async (what, countedBy) => (await ask((asked) => asked.get(keyOf(what, countedBy)))) !== null,
  };
}

/** Names, phones and addresses of people do not stand in the store. */
function keyOf(name: string, countedBy: readonly string[]): string {
  return `${name}:${hash('sha256', JSON.stringify(countedBy), 'base64url')}`;
}
