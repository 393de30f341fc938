/**
 * The little that replicas must agree on. `memory.ts` is the default; every method may be answered by another machine.
 */
export interface Store {
  /** Marks a key for a while. Marking it again never shortens the time. */
  mark(key: string, ttlMs: number): Promise<void>;
  isMarked(key: string): Promise<boolean>;
}
