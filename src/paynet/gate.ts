import { type Breaker, createBreaker } from './breaker.ts';
import { type Bulkhead, createBulkhead } from './bulkhead.ts';
import type { Deadlines } from './deadlines.ts';
import { type Attempted, PaynetCredentialsRefused, type PaynetError, PaynetHeldBack, PaynetTooLate } from './errors.ts';
import type { Operation } from './operation.ts';
import { acceptanceOf, healthOf } from './verdict.ts';

/** How Paynet is spared when it is in trouble, and this service with it. */
export interface PaynetDiscipline {
  /** Connections to Paynet, and so calls under way at once. */
  readonly maxConnections: number;
  /** Reads, and writes, that wait for a free one; more are turned away at once. */
  readonly maxWaiting: number;
  /** How many repetitions there may be for a hundred calls; 0: none. */
  readonly retryPercent: number;
  /** Of how many calls of a service in `windowMs` half have to fail before it is left alone. */
  readonly breakerMinCalls: number;
  /** How long it is left alone before one call tries, and then between two of them. */
  readonly breakerProbeMs: number;
  /** How far back calls are counted. */
  readonly windowMs: number;
}

export const DEFAULT_DISCIPLINE: PaynetDiscipline = {
  maxConnections: 64,
  // A thousand at once are served: four seconds of waiting at a quarter of one for a call. Who comes later would wait for nothing.
  maxWaiting: 1_024,
  retryPercent: 10,
  breakerMinCalls: 20,
  breakerProbeMs: 2_000,
  windowMs: 10_000,
};

export interface GateHooks {
  /** Told of every call that did not leave because we held it back. */
  readonly onHeldBack?: ((error: PaynetHeldBack) => void) | undefined;
  /** Told when a service is left alone, and when it is called again; `credentials` is about all of them. */
  readonly onBreaker?: ((change: { of: string; isOpen: boolean }) => void) | undefined;
}

type AnyOperation = Pick<Operation<never, unknown>, 'name' | 'effect' | 'showsPassword'>;

/** Half of what is asked fails: less may be one bad input, more would be a long time of failing. */
const OUTAGE_RATIO = 0.5;
/** Where anything at all is accepted, our credentials are. */
const CREDENTIALS_RATIO = 1;
/** How soon a place may be free again. */
const OVERLOAD_RETRY_MS = 1_000;

/** What every attempt passes on its way out. Costs a fraction of a microsecond where nothing is in its way. */
export interface Gate {
  /** Why the attempt must not leave, or null: then it has a place, until `leave`. A promise only where it has to wait. */
  admit(
    attempted: Attempted,
    operation: AnyOperation,
    deadline: number,
  ): PaynetError | null | Promise<PaynetError | null>;
  leave(operation: AnyOperation): void;
  readonly load: Bulkhead['load'];
  /** The attempt is about to leave. To be told how it ended, and whether it had the time an attempt usually has. */
  begin(operation: AnyOperation): (end: PaynetError | null, isFair: boolean) => void;
}

export function createGate(discipline: PaynetDiscipline, hooks: GateHooks, deadlines: Deadlines): Gate {
  const { maxConnections: places, maxWaiting } = discipline;
  const bulkhead = createBulkhead({ places, maxWaiting, deadlines });
  const breaker = (of: string, failureRatio: number) =>
    createBreaker({
      failureRatio,
      minCalls: discipline.breakerMinCalls,
      windowMs: discipline.windowMs,
      probeMs: discipline.breakerProbeMs,
      onChange: (isOpen) => hooks.onBreaker?.({ of, isOpen }),
    });
  const credentials = breaker('credentials', CREDENTIALS_RATIO);
  /** One for each service, so that a list that fails stops no link, and a create no look for what became of it. */
  const outages = new Map<string, Breaker>();

  function outageOf(name: string): Breaker {
    const known = outages.get(name);
    if (known !== undefined) return known;
    const made = breaker(name, OUTAGE_RATIO);
    outages.set(name, made);
    return made;
  }

  function holdBack(attempted: Attempted, because: PaynetHeldBack['because'], retryAfterMs: number): PaynetHeldBack {
    const error = new PaynetHeldBack(attempted, { because, retryAfterMs });
    hooks.onHeldBack?.(error);
    return error;
  }

  function obstacleTo(attempted: Attempted, name: string, deadline: number): PaynetError | null {
    if (deadline <= performance.now()) return tooLate(attempted);
    const credentialsMs = credentials.heldMs();
    if (credentialsMs > 0) return holdBack(attempted, 'credentials', credentialsMs);
    const outageMs = outageOf(name).heldMs();
    return outageMs > 0 ? holdBack(attempted, 'outage', outageMs) : null;
  }

  return {
    admit(attempted, { name, effect }, deadline) {
      const obstacle = obstacleTo(attempted, name, deadline);
      if (obstacle !== null) return obstacle;
      const entering = bulkhead.enter(effect, deadline);
      if (entering === 'entered') return null;
      if (entering === 'full') return holdBack(attempted, 'overload', OVERLOAD_RETRY_MS);
      return entering.then((entered) => {
        if (entered === 'late') return tooLate(attempted);
        // While it waited, time went on and everybody before it may have failed.
        const obstacle = obstacleTo(attempted, name, deadline);
        if (obstacle !== null) bulkhead.leave(effect);
        return obstacle;
      });
    },

    leave: ({ effect }) => bulkhead.leave(effect),
    load: bulkhead.load,

    begin({ name, showsPassword = false }) {
      const outage = outageOf(name);
      const isProbe = outage.begin();
      const isCredentialsProbe = credentials.begin();
      return (end, isFair) => {
        outage.end(isProbe, healthOf(end, isFair));
        const mayBeThePersons = showsPassword && end instanceof PaynetCredentialsRefused;
        credentials.end(isCredentialsProbe, mayBeThePersons ? 'unsaid' : acceptanceOf(end));
      };
    },
  };
}

function tooLate(attempted: Attempted): PaynetTooLate {
  return new PaynetTooLate(attempted, { stage: 'call', limitMs: 0, sent: false });
}
