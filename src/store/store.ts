/** What a store says: at once where it is this process's own memory, so that nothing waits for what is there. */
export type Answer<T> = T | Promise<T>;

/**
 * The little that replicas must agree on. `memory.ts` is the default; `redis.ts` is for several. Every method may be
 * answered by another machine, and then rejects with `StoreUnavailable` where that one does not answer. Times run by the
 * store's own clock, so that a wrong clock on one replica forgets nothing early.
 */
export interface Store {
  get(key: string): Answer<string | null>;
  /** Keeps a value for a while. What the key held before is gone, its time too. */
  set(key: string, value: string, ttlMs: number): Answer<void>;
  /** The same, unless the key holds something: then false. Of many who try at once, one succeeds. */
  setIfAbsent(key: string, value: string, ttlMs: number): Answer<boolean>;
  /** Forgets the key, if it still holds this value. */
  delete(key: string, value: string): Answer<void>;
  /**
   * Counts one more under the key, up to a maximum of at least one: 0, or how many milliseconds are left until there is
   * room again. Of many at once no more than the maximum succeed. What is counted is forgotten after the time; the one
   * that fills the key begins it anew, so that a full one stays full for all of it.
   */
  take(key: string, max: number, ttlMs: number): Answer<number>;
  /** Counts one less, and leaves the time as it is. */
  giveBack(key: string): Answer<void>;
  /** How much longer the key holds something; 0 where it holds nothing. */
  remainingMs(key: string): Answer<number>;
  /** How long this store has been remembering without a gap: what was set before may be forgotten. */
  ageMs(): Answer<number>;
  /** Tells everybody who listens by now, on every replica. A message nobody hears is lost. */
  publish(topic: string, message: string): Answer<void>;
  /** Listens until the answered function is called. */
  subscribe(topic: string, listener: (message: string) => void): () => void;
}

/** Nobody can tell whether a change was made. Holds nothing that was to be kept. */
export class StoreUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the shared store did not answer', options);
    this.name = 'StoreUnavailable';
  }
}

/** What the store says, or something else while it is away; for what need not be certain. */
export function orWhileAway<T>(answer: Answer<T>, otherwise: T): Answer<T> {
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((error: unknown) => {
    if (error instanceof StoreUnavailable) return otherwise;
    throw error;
  });
}

/** Goes on with what the store says. */
export function onceAnswered<T, Next>(answer: Answer<T>, goOn: (said: T) => Next): Answer<Next> {
  return answer instanceof Promise ? answer.then(goOn) : goOn(answer);
}

/** Waits for those that are not there yet. */
export function allAnswered(answers: readonly Answer<void>[]): Answer<void> {
  const underWay = answers.filter((answer) => answer instanceof Promise);
  return underWay.length === 0 ? undefined : Promise.all(underWay).then(() => undefined);
}
