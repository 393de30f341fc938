import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { readAnswer } from './answer.ts';
import { createConnector } from './connect.ts';
import {
  type Attempted,
  PaynetCredentialsRefused,
  PaynetError,
  PaynetOutcomeUnknown,
  PaynetRefused,
  PaynetTooLate,
  PaynetUnreachable,
} from './errors.ts';
import { type ExchangeLimits, exchange } from './exchange.ts';
import type { Operation } from './operation.ts';

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
  /** Told of every attempt, for logs and metrics. Must not throw. */
  readonly onAttempt?: ((report: AttemptReport) => void) | undefined;
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

/** One resend is enough for a name server's hiccup or a restarting proxy, and too little to make an outage worse. */
const MAX_ATTEMPTS = 2;
const RESEND_WITHIN_MS = 100;

const MAX_CONNECTIONS = 64;
/** Shorter than any server's usual limit, so that we never write to a connection the other side is closing. */
const IDLE_CONNECTION_MS = 4_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The one place a request to Paynet leaves. */
export function createTransport(options: TransportOptions) {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const headers = {
    authorization: `Basic ${options.keyFormat === 'base64' ? btoa(`${options.secretKey}:`) : options.secretKey}`,
    'content-type': 'application/json; charset=UTF-8',
    accept: 'application/json; charset=UTF-8',
  };
  const pool = new Pool(options.baseUrl, {
    connections: MAX_CONNECTIONS,
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

  async function attemptOnce<Input, Answer>(
    operation: Operation<Input, Answer>,
    body: string,
    attempted: Attempted,
    remainingMs: number,
  ): Promise<Answer> {
    try {
      const reply = await exchange(
        pool,
        { method: 'POST', path: operation.path, headers, body },
        { ...limits, callMs: Math.min(limits.callMs, Math.ceil(remainingMs)) },
        attempted,
      );
      return readAnswer(operation, reply, attempted);
    } catch (error) {
      if (operation.effect === 'write' && error instanceof PaynetError && !provesNothingChanged(error)) {
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

      for (let attempt = 1; ; attempt += 1) {
        const begun = performance.now();
        const report = (error?: PaynetError) =>
          options.onAttempt?.({
            ...attempted,
            attempt,
            durationMs: performance.now() - begun,
            ...(error === undefined ? {} : { error }),
          });
        const remainingMs = deadline - begun;
        if (remainingMs <= 0) throw new PaynetTooLate(attempted, { stage: 'call', limitMs: 0, sent: false });
        try {
          const answer = await attemptOnce(operation, body, attempted, remainingMs);
          report();
          return answer;
        } catch (error) {
          if (!(error instanceof PaynetError)) throw error;
          report(error);
          const pauseMs = Math.random() * RESEND_WITHIN_MS;
          const canResend = error instanceof PaynetUnreachable && !error.insecure && attempt < MAX_ATTEMPTS;
          if (!canResend || performance.now() + pauseMs >= deadline) throw error;
          await sleep(pauseMs);
        }
      }
    },

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
