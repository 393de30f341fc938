import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { orWhileAway, type Store, StoreUnavailable } from '../store/store.ts';
import {
  type CreateCall,
  type CreateOutcome,
  KEY_KEPT_MS,
  KeyReused,
  type Progress,
  ReferenceTaken,
  Undecided,
} from './creation.ts';
import { fingerprintOf, type Intention, type IntentionKey, referenceLockOf, storeKeyOf } from './intention.ts';
import { Pursuit } from './pursuit.ts';

/** A lock outlives the work it guards by this much, so that it never ends while something can still leave. */
const LOCK_MARGIN_MS = 5_000;
const WAIT_MS = 50;

export interface CreateOnceOptions {
  readonly store: Store;
  /** How long, after a request broke off, Paynet may still need to make the link and to show it. Before, "none" proves nothing. */
  readonly settleMs: number;
  /** Told what every call came to, but for those that reject. */
  readonly onOutcome: (outcome: CreateOutcome) => void;
}

/** Makes the link of an intention, once. Rejects with a `PaynetError` where surely nothing was made. */
export type CreateOnce = (intention: Intention, call: CreateCall) => Promise<CreateOutcome>;

export function createCreateOnce({ store, settleMs, onOutcome }: CreateOnceOptions): CreateOnce {
  return async (intention, call) => {
    let outcome: CreateOutcome;
    try {
      if (intention.key === undefined) {
        const pursuit = new Pursuit(intention, call, { settleMs });
        outcome = { kind: 'made', link: await pursuit.run(), replayed: false, isFresh: pursuit.isFresh };
      } else outcome = await withKey(intention, intention.key, call);
    } catch (error) {
      outcome = outcomeOf(error);
    }
    onOutcome(outcome);
    return outcome;
  };

  async function withKey(intention: Intention, key: IntentionKey, call: CreateCall): Promise<CreateOutcome> {
    const place = storeKeyOf(key.caller, key.name);
    const fingerprint = fingerprintOf(intention.input);
    /** Whoever is at it: the same input waits and shares the answer, another need not wait to be refused. */
    const refuseAnother = async () => {
      const known = await read(place);
      if (known !== null && known.fingerprint !== fingerprint) throw new KeyReused();
      return known;
    };

    return alone(`${place}:lock`, intention, call, refuseAnother, async () => {
      const known = await refuseAnother();
      if (known?.made !== undefined) return { kind: 'made', link: known.made, replayed: true, isFresh: false };

      const pursue = async (): Promise<CreateOutcome> => {
        const pursuit = new Pursuit(intention, call, {
          settleMs,
          store,
          progress: known ?? { fingerprint, generation: 0, isUnclear: false, retired: [] },
          save: (progress) => store.set(place, JSON.stringify(progress), KEY_KEPT_MS),
        });
        try {
          const link = await pursuit.run();
          return { kind: 'made', link, replayed: !pursuit.hasAttempted, isFresh: pursuit.isFresh };
        } catch (error) {
          // Nothing was ever made under it, so the key is free again, also for a corrected input.
          if (!pursuit.mayHaveMade) await orWhileAway(store.delete(place, JSON.stringify(pursuit.progress)), undefined);
          throw error;
        }
      };
      // Two keys of one reference of the caller's own would otherwise both find none, and take each other's link for theirs.
      const { agentId, referenceNo } = intention.input;
      return referenceNo === undefined
        ? pursue()
        : alone(referenceLockOf(agentId, referenceNo), intention, call, async () => undefined, pursue);
    });
  }

  /** Runs alone among all who want the same lock, on every replica; undecided where its turn does not come in time. */
  async function alone<T>(
    lock: string,
    intention: Intention,
    call: CreateCall,
    whileWaiting: () => Promise<unknown>,
    work: () => Promise<T>,
  ): Promise<T> {
    const owner = randomUUID();
    while (!(await store.setIfAbsent(lock, owner, call.deadline - performance.now() + LOCK_MARGIN_MS))) {
      await whileWaiting();
      if (performance.now() + WAIT_MS >= call.deadline) {
        throw new Undecided(new Pursuit(intention, call, { settleMs }).referenceNo, LOCK_MARGIN_MS);
      }
      await sleep(WAIT_MS * (0.5 + Math.random()));
    }
    try {
      return await work();
    } finally {
      // One that cannot be given back ends by itself.
      await orWhileAway(store.delete(lock, owner), undefined);
    }
  }

  async function read(place: string): Promise<Progress | null> {
    const kept = await store.get(place);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody but `save` above writes there
    return kept === null ? null : (JSON.parse(kept) as Progress);
  }
}

/** What an end says that is none of Paynet's errors. */
function outcomeOf(error: unknown): CreateOutcome {
  if (error instanceof StoreUnavailable) return { kind: 'store-unavailable' };
  if (error instanceof KeyReused) return { kind: 'key-reused' };
  if (error instanceof ReferenceTaken) return { kind: 'reference-taken', referenceNo: error.referenceNo };
  if (error instanceof Undecided) {
    const { referenceNo, retryAfterMs, cause } = error;
    return { kind: 'unknown', referenceNo, retryAfterMs, cause };
  }
  throw error;
}
