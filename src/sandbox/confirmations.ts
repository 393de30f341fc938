import { setTimeout as delay } from 'node:timers/promises';
import { findConfirmOutcome } from './confirm-outcomes.ts';
import { confirmationBody } from './confirmation-body.ts';
import type { Link, Payment } from './links.ts';
import { type PostResult, postOnLoopback } from './post-on-loopback.ts';

/** A confirmation that was due, and what became of it. */
export type Confirmation = PostResult & {
  /** The link's `confirmation_url`, as it was given. */
  readonly url: string;
  /** The JSON as it was posted, or would have been. */
  readonly body: string;
};

/** Tells merchants of payments, in the background. */
export class Confirmations {
  readonly results: Confirmation[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #giveUp = new AbortController();

  announce(link: Link, payment: Payment): void {
    if (link.confirmationUrl === '') return;
    const underWay = this.#deliver(link, payment, this.#giveUp.signal).catch((error: unknown) => {
      // Given up by a reset or at the end; anything else is a mistake in the sandbox itself.
      if (!(error instanceof Error && error.name === 'AbortError')) console.error(error);
    });
    this.#underWay.add(underWay);
    void underWay.then(() => this.#underWay.delete(underWay));
  }

  async #deliver(link: Link, payment: Payment, signal: AbortSignal): Promise<void> {
    const outcome = findConfirmOutcome(link.note);
    const url = link.confirmationUrl;
    const body = confirmationBody(link, payment, outcome?.kind === 'unknown' ? undefined : outcome);
    if (outcome?.kind === 'lost') {
      this.results.push({ url, body, status: undefined, failure: 'not sent: lost on purpose' });
      return;
    }
    // A confirmation that waits must not keep the process alive.
    if (outcome?.kind === 'late') await delay(outcome.delayMs, undefined, { signal, ref: false });
    for (let time = 0; time < (outcome?.kind === 'twice' ? 2 : 1); time += 1) {
      this.results.push({ url, body, ...(await postOnLoopback(url, body, signal)) });
    }
  }

  /** Resolves when nothing is under way any more, late confirmations included. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Gives up what is under way. Its results are never recorded. */
  cancel(): void {
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
  }

  /** Gives up what is under way and forgets what was. */
  reset(): void {
    this.cancel();
    this.results.length = 0;
  }
}
