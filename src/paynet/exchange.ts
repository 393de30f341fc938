import type { Dispatcher } from 'undici';
import type { Reply } from './answer.ts';
import { connectionError } from './connection-errors.ts';
import { type Attempted, PaynetAbandoned, PaynetTooLate } from './errors.ts';

export interface ExchangeLimits {
  /** From the call's beginning to the answer's head. */
  readonly headersMs: number;
  /** The longest silence inside an answer's body. */
  readonly bodyMs: number;
  /** All of it, from beginning to end. */
  readonly callMs: number;
}

/** Calls what it is given when whoever waits for the answer has left, unless the answered function is called before. */
export type WhenGone = (giveUp: () => void) => () => void;

/**
 * One HTTP request and its whole reply, within the limits. Rejects with a `PaynetError`.
 *
 * Speaks to undici's handler interface because `request()` hides two things: whether anything can have left yet, and
 * a request that waits for a connection, which it lets go of only once there is one, however long ago it was aborted.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: ExchangeLimits,
  attempted: Attempted,
  whenGone?: WhenGone,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    /** There from just before the first byte is written. */
    let sent: Dispatcher.DispatchController | null = null;
    let isOver = false;
    let head: Omit<Reply, 'body'> = { status: 0, headers: {} };
    const chunks: Buffer[] = [];

    /** On the clock of `performance.now()`. */
    const callEnd = performance.now() + limits.callMs;
    let stage: 'headers' | 'body' = 'headers';
    let stageEnd = performance.now() + limits.headersMs;
    // One timer for both limits; it is set anew only where it would come too late, or has come too early.
    let timer: NodeJS.Timeout | undefined;
    const wake = () => {
      const waitMs = Math.min(callEnd, stageEnd) - performance.now();
      if (waitMs > 0) {
        timer = setTimeout(wake, Math.ceil(waitMs));
        return;
      }
      const late = callEnd <= stageEnd ? 'call' : stage;
      const error = new PaynetTooLate(attempted, { stage: late, limitMs: limits[`${late}Ms`], sent: sent !== null });
      end(() => reject(error));
      sent?.abort(error);
    };
    const expectBody = () => {
      if (isOver) return;
      clearTimeout(timer);
      wake();
    };
    const end = (settle: () => void) => {
      isOver = true;
      clearTimeout(timer);
      stay?.();
      settle();
    };
    wake();
    const stay = whenGone?.(() => {
      const error = new PaynetAbandoned(attempted);
      end(() => reject(error));
      sent?.abort(error);
    });

    dispatcher.dispatch(request, {
      onRequestStart(controller) {
        // Given up while it waited for a connection: now it must not leave any more.
        if (isOver) controller.abort(new Error('given up'));
        else sent = controller;
      },
      onResponseStart(_controller, status, headers) {
        if (status < 200) return;
        head = { status, headers };
        stage = 'body';
        stageEnd = performance.now() + limits.bodyMs;
        // A short body comes with its head, and is there when what came is read.
        queueMicrotask(expectBody);
      },
      onResponseData(_controller, chunk) {
        stageEnd = performance.now() + limits.bodyMs;
        chunks.push(chunk);
      },
      onResponseEnd() {
        const [chunk] = chunks;
        const body = chunks.length === 1 && chunk !== undefined ? chunk : Buffer.concat(chunks);
        end(() => resolve({ ...head, body }));
      },
      onResponseError(_controller, cause) {
        end(() => reject(connectionError(attempted, cause, { sent: sent !== null })));
      },
    });
  });
}
