import type { PaynetServices } from '../paynet/client.ts';
import type { PaynetError } from '../paynet/errors.ts';
import type { Expected } from './confirmations.ts';

/** How long a key means the same link, at least: Paynet remembers the reference for longer. */
export const KEY_KEPT_MS = 24 * 60 * 60_000;

/** A link that surely exists. */
export interface MadeLink {
  readonly id: string;
  /** Null where Paynet told it nobody, as for a link that was found again after it was mailed. */
  readonly url: string | null;
  readonly referenceNo: string;
}

export type CreateOutcome =
  | {
      readonly kind: 'made';
      readonly link: MadeLink;
      /** Whether it was there before this call. */
      readonly replayed: boolean;
      /** Whether it was made just now; otherwise it may have been paid meanwhile. */
      readonly isFresh: boolean;
    }
  | {
      readonly kind: 'unknown';
      readonly referenceNo: string;
      /** When asking again can tell more; null where waiting does not help. */
      readonly retryAfterMs: number | null;
      readonly cause: PaynetError | undefined;
    }
  /** What all replicas know of the key cannot be reached, and nothing was sent. */
  | { readonly kind: 'store-unavailable' }
  /** The key stands for another input. */
  | { readonly kind: 'key-reused' }
  /** A link of the caller's own reference exists, and is not the one that is wanted. */
  | { readonly kind: 'reference-taken'; readonly referenceNo: string };

/** What one call may use. */
export interface CreateCall {
  /** Bound to the deadline. */
  readonly paynet: PaynetServices;
  /** When the answer is due, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Where Paynet is to confirm the payment, unless the caller said; undefined for nowhere. */
  readonly confirmationUrlFor: (expected: Expected) => string | undefined;
  /** Told of every reference before it leaves. */
  readonly noteReference: (referenceNo: string) => void;
}

/** What is remembered of a key. */
export interface Progress {
  readonly fingerprint: string;
  readonly generation: number;
  /** Whether an attempt began whose end nobody has seen. */
  readonly isUnclear: boolean;
  /** Links of the caller's own reference that were switched off because their address is unknown. */
  readonly retired: readonly string[];
  readonly made?: MadeLink;
}

/** Neither made nor not made, as far as anybody can tell by now. */
export class Undecided extends Error {
  readonly referenceNo: string;
  readonly retryAfterMs: number | null;
  override readonly cause: PaynetError | undefined;
  constructor(referenceNo: string, retryAfterMs: number | null, cause?: PaynetError) {
    super('a link may or may not have been made');
    this.referenceNo = referenceNo;
    this.retryAfterMs = retryAfterMs;
    this.cause = cause;
  }
}

/** The key stands for another link. */
export class KeyReused extends Error {}

/** Another link has the reference the caller gave. */
export class ReferenceTaken extends Error {
  readonly referenceNo: string;
  constructor(referenceNo: string) {
    super('another link has this reference');
    this.referenceNo = referenceNo;
  }
}
