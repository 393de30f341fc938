import type { Dispatcher } from 'undici';
import type { Reply } from './answer.ts';
import { connectionError } from './connection-errors.ts';
import { type Attempted, PaynetTooLate } from './errors.ts';

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
  limits: ExchangeLimits,
  attempted: Attempted,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    /** There from just before the first byte is written. */
    let sent: Dispatcher.DispatchController | null = null;
    let isOver = false;
    let head: Omit<Reply, 'body'> = { status: 0, headers: {} };
    const chunks: Buffer[] = [];

    const giveUpAfter = (limitMs: number, stage: 'headers' | 'body' | 'call') =>
      setTimeout(() => {
        const error = new PaynetTooLate(attempted, { stage, limitMs, sent: sent !== null });
        end(() => reject(error));
        sent?.abort(error);
      }, limitMs);
    const callTimer = giveUpAfter(limits.callMs, 'call');
    let stageTimer = giveUpAfter(limits.headersMs, 'headers');
    const end = (settle: () => void) => {
      isOver = true;
      clearTimeout(callTimer);
      clearTimeout(stageTimer);
      settle();
    };

    dispatcher.dispatch(request, {
      onRequestStart(controller) {
        // Given up while it waited for a connection: now it must not leave any more.
        if (isOver) controller.abort(new Error('given up'));
        else sent = controller;
      },
      onResponseStart(_controller, status, headers) {
        if (status < 200) return;
        head = { status, headers };
        clearTimeout(stageTimer);
        stageTimer = giveUpAfter(limits.bodyMs, 'body');
      },
      onResponseData(_controller, chunk) {
        stageTimer.refresh();
        chunks.push(chunk);
      },
      onResponseEnd() {
        end(() => resolve({ ...head, body: Buffer.concat(chunks) }));
      },
      onResponseError(_controller, cause) {
        end(() => reject(connectionError(attempted, cause, { sent: sent !== null })));
      },
    });
  });
}
