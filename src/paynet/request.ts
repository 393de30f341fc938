import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { readAnswer } from './answer.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { createBulkhead } from './bulkhead.ts';
import { createConnector } from './connect.ts';
import {
  type Attempted,
  PaynetCredentialsRefused,
  PaynetError,
  PaynetHeldBack,
  PaynetOutcomeUnknown,
  PaynetRefused,
  PaynetTooLate,
  PaynetUnreachable,
} from './errors.ts';
import { type ExchangeLimits, exchange } from './exchange.ts';
import type { Operation } from './operation.ts';
import { createRetries } from './retries.ts';
import { acceptanceOf, healthOf } from './verdict.ts';

/** Those of an exchange hold for one attempt. */
export interface PaynetLimits extends ExchangeLimits {
  /** From nothing to a connection that can be written to, TLS included. */
  readonly connectMs: number;
  /** One operation with all its attempts, where the call brings no deadline of its own. */
  readonly totalMs: number;
}

export const DEFAULT_LIMITS: PaynetLimits = {
  connectMs: 1_000,
  headersMs: 5_000,
  bodyMs: 2_000,
  callMs: 8_000,
  totalMs: 10_000,
};

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
  // At a quarter of a second for a call some two seconds of waiting; who comes later would wait for nothing.
  maxWaiting: 256,
  retryPercent: 10,
  breakerMinCalls: 20,
  breakerProbeMs: 2_000,
  windowMs: 10_000,
};

export interface TransportOptions {
  /** Scheme, host and port of the API, without a path: `https://api.paynet.com.tr`. */
  readonly baseUrl: string;
  /** The company's secret key, as issued. */
  readonly secretKey: string;
  /**
   * `raw` (default) sends the key as it is, as every page and Paynet's own helper do. `base64` sends `base64(key:)`, as
   * HTTP libraries make it of a user name; nobody has shown that Paynet takes it.
   */
  readonly keyFormat?: 'raw' | 'base64' | undefined;
  readonly limits?: Partial<PaynetLimits> | undefined;
  readonly discipline?: Partial<PaynetDiscipline> | undefined;
  /** Told of every attempt, for logs and metrics. Must not throw, as none of these must. */
  readonly onAttempt?: ((report: AttemptReport) => void) | undefined;
  /** Told of every call that did not leave because we held it back. */
  readonly onHeldBack?: ((error: PaynetHeldBack) => void) | undefined;
  /** Told when a service is left alone, and when it is called again; `credentials` is about all of them. */
  readonly onBreaker?: ((change: { of: string; isOpen: boolean }) => void) | undefined;
}

export interface AttemptReport extends Attempted {
  readonly attempt: number;
  readonly durationMs: number;
  /** Absent where the attempt was answered as documented. */
  readonly error?: PaynetError;
}

export interface CallOptions {
  readonly requestId?: string | undefined;
  /** When the caller stops waiting, on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
}

/** Half of what is asked fails: less may be one bad input, more would be a long time of failing. */
const OUTAGE_RATIO = 0.5;
/** Where anything at all is accepted, our credentials are. */
const CREDENTIALS_RATIO = 1;
/** How soon a place may be free again. */
const OVERLOAD_RETRY_MS = 1_000;

/** Shorter than any server's usual limit, so that we never write to a connection the other side is closing. */
const IDLE_CONNECTION_MS = 4_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The one place a request to Paynet leaves. */
export function createTransport(options: TransportOptions) {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const discipline = { ...DEFAULT_DISCIPLINE, ...options.discipline };
  /** With less, an attempt that was not answered says nothing about Paynet. */
  const fairMs = Math.min(limits.headersMs, limits.callMs, limits.totalMs) / 2;
  const headers = {
    authorization: `Basic ${options.keyFormat === 'base64' ? btoa(`${options.secretKey}:`) : options.secretKey}`,
    'content-type': 'application/json; charset=UTF-8',
    accept: 'application/json; charset=UTF-8',
  };
  const pool = new Pool(options.baseUrl, {
    connections: discipline.maxConnections,
    pipelining: 1,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    connect: createConnector(limits.connectMs),
    // The connector never offers it; said here too, so that first calls do not wait for each other's handshake.
    allowH2: false,
    // undici's own limits tick every half second; ours are exact, see `exchange.ts`.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  const bulkhead = createBulkhead({ places: discipline.maxConnections, maxWaiting: discipline.maxWaiting });
  const retries = createRetries({ percent: discipline.retryPercent, windowMs: discipline.windowMs });
  const breaker = (of: string, failureRatio: number) =>
    createBreaker({
      failureRatio,
      minCalls: discipline.breakerMinCalls,
      windowMs: discipline.windowMs,
      probeMs: discipline.breakerProbeMs,
      onChange: (isOpen) => options.onBreaker?.({ of, isOpen }),
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
    options.onHeldBack?.(error);
    return error;
  }

  function obstacleTo(attempted: Attempted, outage: Breaker): PaynetHeldBack | null {
    const credentialsMs = credentials.heldMs();
    if (credentialsMs > 0) return holdBack(attempted, 'credentials', credentialsMs);
    const outageMs = outage.heldMs();
    return outageMs > 0 ? holdBack(attempted, 'outage', outageMs) : null;
  }

  /** Why the call must not leave, or null: then it has a place. A promise only where it has to wait for one. */
  function admit(
    attempted: Attempted,
    { effect, name }: Operation<never, unknown>,
    deadline: number,
  ): PaynetError | null | Promise<PaynetError | null> {
    const outage = outageOf(name);
    const obstacle = isOver(deadline) ? tooLate(attempted) : obstacleTo(attempted, outage);
    if (obstacle !== null) return obstacle;
    const entering = bulkhead.enter(effect, deadline);
    if (entering === 'entered') return null;
    if (entering === 'full') return holdBack(attempted, 'overload', OVERLOAD_RETRY_MS);
    return entering.then((entered) => {
      if (entered === 'late') return tooLate(attempted);
      // While it waited, time went on and everybody before it may have failed.
      const obstacle = isOver(deadline) ? tooLate(attempted) : obstacleTo(attempted, outage);
      if (obstacle !== null) bulkhead.leave(effect);
      return obstacle;
    });
  }

  async function attemptOnce<Input, Answer>(
    operation: Operation<Input, Answer>,
    body: string,
    attempted: Attempted,
    remainingMs: number,
  ): Promise<Answer> {
    const outage = outageOf(operation.name);
    const isProbe = outage.begin();
    const isCredentialsProbe = credentials.begin();
    const settle = (error: PaynetError | null) => {
      outage.end(isProbe, healthOf(error, remainingMs >= fairMs));
      const mayBeThePersons = operation.showsPassword === true && error instanceof PaynetCredentialsRefused;
      credentials.end(isCredentialsProbe, mayBeThePersons ? 'unsaid' : acceptanceOf(error));
    };
    try {
      const reply = await exchange(
        pool,
        { method: 'POST', path: operation.path, headers, body },
        { ...limits, callMs: Math.min(limits.callMs, Math.ceil(remainingMs)) },
        attempted,
      );
      const answer = readAnswer(operation, reply, attempted);
      settle(null);
      return answer;
    } catch (error) {
      if (!(error instanceof PaynetError)) throw error;
      settle(error);
      if (operation.effect === 'write' && !provesNothingChanged(error)) {
        throw new PaynetOutcomeUnknown(attempted, error);
      }
      throw error;
    }
  }

  return {
    async send<Input, Answer>(operation: Operation<Input, Answer>, input: Input, call: CallOptions): Promise<Answer> {
      const attempted: Attempted = { operation: operation.name, requestId: call.requestId };
      const deadline = call.deadline ?? performance.now() + limits.totalMs;
      const body = JSON.stringify(operation.toWire(input));
      /** How the attempt before ended: that says more than why there is no other. */
      let failure: PaynetError | null = null;

      for (let attempt = 1; ; attempt += 1) {
        const admitting = admit(attempted, operation, deadline);
        const refusal = admitting instanceof Promise ? await admitting : admitting;
        if (refusal !== null) throw failure ?? refusal;
        if (attempt === 1) retries.noteCall();
        const begun = performance.now();
        try {
          const answer = await attemptOnce(operation, body, attempted, deadline - begun);
          options.onAttempt?.({ ...attempted, attempt, durationMs: performance.now() - begun });
          return answer;
        } catch (error) {
          if (!(error instanceof PaynetError)) throw error;
          options.onAttempt?.({ ...attempted, attempt, durationMs: performance.now() - begun, error });
          failure = error;
        } finally {
          bulkhead.leave(operation.effect);
        }
        const pauseMs = retries.pauseMs(operation, failure, attempt, deadline - performance.now());
        if (pauseMs === null) throw failure;
        // Not in its place: whoever waits for Paynet to get better keeps nobody else waiting.
        await sleep(pauseMs);
      }
    },

    close: () => pool.close(),
  };
}

function isOver(deadline: number): boolean {
  return deadline <= performance.now();
}

function tooLate(attempted: Attempted): PaynetTooLate {
  return new PaynetTooLate(attempted, { stage: 'call', limitMs: 0, sent: false });
}

/** After the first byte everything is unknown; only a refusal, or a request that never left, proves something. */
function provesNothingChanged(error: PaynetError): boolean {
  return (
    error instanceof PaynetRefused ||
    error instanceof PaynetUnreachable ||
    error instanceof PaynetCredentialsRefused ||
    (error instanceof PaynetTooLate && !error.sent)
  );
}
