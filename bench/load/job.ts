import { VARYING } from '../operations.ts';

/** One request of an operation, ready to leave, and the whole body that has to come back. */
export interface Step {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As `comparable` makes it. */
  readonly expected: string;
}

/** A closed loop: so many connections, each with one request in flight, each sending the next as soon as it is answered. */
export interface Job {
  /** Where the server listens; several where it runs as replicas. */
  readonly origins: readonly string[];
  /** One operation: its requests, one after another. */
  readonly steps: readonly Step[];
  readonly connections: number;
  /** Goes before and counts for nothing: connections, caches and compiled code come back. */
  readonly rampMs: number;
  readonly ms: number;
  /** Ends the round early. */
  readonly maxOperations: number;
}

export interface Outcome {
  readonly operations: number;
  readonly wallMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What was answered wrongly; nothing else of a round counts where there is one. */
  readonly mistake: string | null;
}

export type ToLoad = { readonly kind: 'prepare'; readonly job: Job } | { readonly kind: 'go' };
export type FromLoad =
  | { readonly kind: 'ready'; readonly mistake: string | null }
  | { readonly kind: 'done'; readonly outcome: Outcome };

const VARYING_MEMBER = new RegExp(`"(${VARYING.join('|')})":"[^"]+"`, 'g');

/** A body without what differs from one answer to the next; the rest has to be the same, byte for byte. */
export function comparable(body: string): string {
  return body.replace(VARYING_MEMBER, '"$1":""');
}
