import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { readAnswer } from './answer.ts';
import { createConnector } from './connect.ts';
import { Deadlines } from './deadlines.ts';
import {
  type Attempted,
  PaynetAbandoned,
  PaynetCredentialsRefused,
  PaynetError,
  PaynetOutcomeUnknown,
  PaynetRefused,
  PaynetTooLate,
  PaynetUnreachable,
} from './errors.ts';
import { type ExchangeLimits, exchange } from './exchange.ts';
import { createGate, DEFAULT_DISCIPLINE, type Gate, type GateHooks, type PaynetDiscipline } from './gate.ts';
import type { Operation } from './operation.ts';
import { createRetries } from './retries.ts';
import { createSentinel, type OddMember } from './sentinel.ts';

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

export interface TransportOptions extends GateHooks {
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
}

export interface AttemptReport extends Attempted {
  readonly attempt: number;
  readonly durationMs: number;
  /** Absent where the attempt was answered as documented. */
  readonly error?: PaynetError;
}

/** How it is doing, for whoever looks now and then. */
export interface PaynetState {
  readonly load: ReturnType<Gate['load']>;
  /** Since the beginning. */
  readonly oddMembers: readonly OddMember[];
}

export interface CallOptions {
  readonly requestId?: string | undefined;
  /** When the caller stops waiting, on the clock of `performance.now()`. */
  readonly deadline?: number | undefined;
  /** Aborted where the caller has gone: reads are then given up. What may change something is seen through. */
  readonly gone?: AbortSignal | undefined;
}

/** Shorter than any server's usual limit, so that we never write to a connection the other side is closing. */
const IDLE_CONNECTION_MS = 4_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export type Transport = ReturnType<typeof createTransport>;

/** The one place a request to Paynet leaves. */
export function createTransport(options: TransportOptions) {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { headersMs, bodyMs, callMs } = limits;
  const discipline = { ...DEFAULT_DISCIPLINE, ...options.discipline };
  const deadlines = new Deadlines();
  const gate = createGate(discipline, options, deadlines);
  const sentinel = createSentinel();
  const retries = createRetries({ percent: discipline.retryPercent, windowMs: discipline.windowMs });
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

  return {
    async send<Input, Answer>(operation: Operation<Input, Answer>, input: Input, call: CallOptions): Promise<Answer> {
      const attempted: Attempted = { operation: operation.name, requestId: call.requestId };
      const deadline = call.deadline ?? performance.now() + limits.totalMs;
      const body = JSON.stringify(operation.toWire(input));
      const gone = operation.effect === 'read' ? call.gone : undefined;
      /** How the attempt before ended: that says more than why there is no other. */
      let failure: PaynetError | null = null;

      for (let attempt = 1; ; attempt += 1) {
        const admitting = gate.admit(attempted, operation, deadline);
        const refusal = admitting instanceof Promise ? await admitting : admitting;
        if (refusal !== null) throw failure ?? refusal;
        if (gone?.aborted === true) {
          gate.leave(operation);
          throw new PaynetAbandoned(attempted);
        }
        if (attempt === 1) retries.noteCall();
        const begun = performance.now();
        const remainingMs = deadline - begun;
        const isFair = remainingMs >= fairMs;
        const settle = gate.begin(operation);
        try {
          const reply = await exchange(
            pool,
            { method: 'POST', path: operation.path, headers, body },
            {
              limits: { headersMs, bodyMs, callMs: Math.min(callMs, Math.ceil(remainingMs)) },
              deadlines,
              attempted,
              gone,
            },
          );
          const answer = readAnswer(operation, reply, attempted, sentinel);
          settle(null, isFair);
          options.onAttempt?.({
            operation: operation.name,
            requestId: call.requestId,
            attempt,
            durationMs: performance.now() - begun,
          });
          return answer;
        } catch (error) {
          if (!(error instanceof PaynetError)) throw error;
          settle(error, isFair);
          const isOpen = operation.effect === 'write' && !provesNothingChanged(error);
          failure = isOpen ? new PaynetOutcomeUnknown(attempted, error) : error;
          options.onAttempt?.({ ...attempted, attempt, durationMs: performance.now() - begun, error: failure });
        } finally {
          gate.leave(operation);
        }
        const pauseMs = retries.pauseMs(operation, failure, attempt, deadline - performance.now());
        if (pauseMs === null) throw failure;
        // Not in its place: whoever waits for Paynet to get better keeps nobody else waiting.
        await sleep(pauseMs);
      }
    },

    state: (): PaynetState => ({ load: gate.load(), oddMembers: sentinel.found() }),

    close: () => pool.close(),
  };
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
