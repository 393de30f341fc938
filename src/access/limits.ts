import { hash } from 'node:crypto';
import { createMemoryStore } from '../store/memory.ts';
import { type Answer, allAnswered, onceAnswered, orWhileAway, type Store, StoreUnavailable } from '../store/store.ts';
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

/** Whom or what something is counted by. Names, phones and addresses of people do not stand in the store. */
export class CountedBy {
  readonly digest: string;

  constructor(...parts: readonly string[]) {
    this.digest = hash('sha256', JSON.stringify(parts), 'base64url');
  }
}

export interface Taken {
  /** What was taken came to nothing, and does not count. */
  giveBack(): Answer<void>;
  /** It counts. Called after the other, it changes nothing. */
  use(): void;
}

export interface LimitReached {
  readonly retryAfterMs: number;
}

export interface Limits {
  /**
   * Takes one of each limit, in this order, each for what it is counted by; where one has nothing left, none is taken.
   * What is taken ends as given back or as used. No more takes are under way in this process than there is room for: the
   * next waits for one of them to end, since it may be given back.
   */
  take(wanted: readonly (readonly [limit: Limit, countedBy: CountedBy])[]): Promise<Taken | LimitReached>;
  /** Notes something for a while, and whether it was noted. */
  note(what: string, countedBy: CountedBy, ttlMs: number): Answer<void>;
  isNoted(what: string, countedBy: CountedBy): Answer<boolean>;
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

  function ask<T>(question: (asked: Store) => Answer<T>): Answer<T> {
    if (performance.now() < awayUntil) return question(own);
    const answer = question(store);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      awayUntil = performance.now() + AWAY_MS;
      return question(own);
    });
  }

  return {
    async take(wanted) {
      let entered: string[] = [];
      let taken: { readonly from: Store; readonly key: string }[] = [];
      const use = () => {
        for (const key of entered) turns.leave(key);
        entered = [];
      };
      const giveBack = () => {
        // Back to where it was taken from; while that is away, its time gives it back.
        const given = taken.map(({ from, key }) => orWhileAway(from.giveBack(key), undefined));
        taken = [];
        return onceAnswered(allAnswered(given), use);
      };
      try {
        for (const [{ name, max, windowMs }, countedBy] of wanted) {
          if (max === 0) continue;
          const key = keyOf(name, countedBy);
          // One turn, however much is taken of it: nobody may wait for what only the same take can give back.
          if (!entered.includes(key)) {
            const turn = turns.enter(key, max);
            if (turn instanceof Promise) await turn;
            entered.push(key);
          }
          let from = store;
          const asking = ask((asked) => {
            from = asked;
            return asked.take(key, max, windowMs);
          });
          const retryAfterMs = asking instanceof Promise ? await asking : asking;
          if (retryAfterMs > 0) {
            await giveBack();
            return { retryAfterMs };
          }
          taken.push({ from, key });
        }
        return { giveBack, use };
      } catch (error) {
        await giveBack();
        throw error;
      }
    },
    note: (what, countedBy, ttlMs) => ask((asked) => asked.set(keyOf(what, countedBy), 'noted', ttlMs)),
    isNoted: (what, countedBy) =>
      onceAnswered(
        ask((asked) => asked.get(keyOf(what, countedBy))),
        (noted) => noted !== null,
      ),
  };
}

function keyOf(name: string, { digest }: CountedBy): string {
  return `${name}:${digest}`;
}
