import type { Dispatcher } from 'undici';
import type { Reply } from './answer.ts';
import { connectionError } from './connection-errors.ts';
import type { Deadlines, Timed } from './deadlines.ts';
import { type Attempted, PaynetAbandoned, type PaynetError, PaynetTooLate } from './errors.ts';
import { atEndOfTurn } from './together.ts';

export interface ExchangeLimits {
  /** From the call's beginning to the answer's head. */
  readonly headersMs: number;
  /** The longest silence inside an answer's body. */
  readonly bodyMs: number;
  /** All of it, from beginning to end. */
  readonly callMs: number;
}

/**
 * One HTTP request and its whole reply, within the limits. Rejects with a `PaynetError`.
 *
 * Speaks to undici's handler interface because `request()` hides two things: whether anything can have left yet, and
 * a request that waits for a connection, which it lets go of only once there is one, however long ago it was aborted.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  options: ExchangeOptions,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Exchange(options, resolve, reject));
  });
}

interface ExchangeOptions {
  readonly limits: ExchangeLimits;
  readonly deadlines: Deadlines;
  readonly attempted: Attempted;
  readonly gone: AbortSignal | undefined;
}

/** Replies are made something of when all that came in a turn was read, and all that was asked for in it has left. */
const handOver = atEndOfTurn<{ resolve: (reply: Reply) => void; reply: Reply }>(({ resolve, reply }) => resolve(reply));

class Exchange implements Dispatcher.DispatchHandler, Timed {
  readonly #options: ExchangeOptions;
  readonly #resolve: (reply: Reply) => void;
  readonly #reject: (error: PaynetError) => void;
  /** There from just before the first byte is written. */
  #sent: Dispatcher.DispatchController | null = null;
  #isOver = false;
  place = -1;
  #status = 0;
  #headers: Reply['headers'] = {};
  readonly #chunks: Buffer[] = [];
  /** On the clock of `performance.now()`. */
  readonly #callEnd: number;
  #stage: 'headers' | 'body' = 'headers';
  #stageEnd: number;

  constructor(options: ExchangeOptions, resolve: (reply: Reply) => void, reject: (error: PaynetError) => void) {
    const { limits, deadlines, gone } = options;
    const now = performance.now();
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#callEnd = now + limits.callMs;
    this.#stageEnd = now + limits.headersMs;
    deadlines.add(this);
    gone?.addEventListener('abort', this);
  }

  get dueAt(): number {
    return Math.min(this.#callEnd, this.#stageEnd);
  }

  late(): void {
    const { attempted, limits } = this.#options;
    const stage = this.#callEnd <= this.#stageEnd ? 'call' : this.#stage;
    this.#giveUp(new PaynetTooLate(attempted, { stage, limitMs: limits[`${stage}Ms`], sent: this.#sent !== null }));
  }

  /** Whoever asked has gone. */
  handleEvent(): void {
    this.#giveUp(new PaynetAbandoned(this.#options.attempted));
  }

  #giveUp(error: PaynetError): void {
    this.#end();
    this.#reject(error);
    this.#sent?.abort(error);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.deadlines.delete(this);
    this.#options.gone?.removeEventListener('abort', this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: now it must not leave any more.
    if (this.#isOver) controller.abort(new Error('given up'));
    else this.#sent = controller;
  }

  onResponseStart(_controller: unknown, status: number, headers: Reply['headers']): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#stage = 'body';
    this.#stageEnd = performance.now() + this.#options.limits.bodyMs;
    this.#options.deadlines.watch(this);
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#stageEnd = performance.now() + this.#options.limits.bodyMs;
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [chunk] = this.#chunks;
    const body = this.#chunks.length === 1 && chunk !== undefined ? chunk : Buffer.concat(this.#chunks);
    this.#end();
    handOver({ resolve: this.#resolve, reply: { status: this.#status, headers: this.#headers, body } });
  }

  onResponseError(_controller: unknown, cause: Error): void {
    this.#end();
    this.#reject(connectionError(this.#options.attempted, cause, { sent: this.#sent !== null }));
  }
}
