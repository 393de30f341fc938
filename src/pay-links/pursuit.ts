import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PaynetCredentialsRefused,
  PaynetError,
  PaynetHeldBack,
  PaynetOutcomeUnknown,
  PaynetRefused,
  PaynetUnreachable,
} from '../paynet/errors.ts';
import type { LinkRecord } from '../paynet/services/mail-order.ts';
import { compareDecimals } from '../paynet/wire.ts';
import { type Answer, type Store, StoreUnavailable } from '../store/store.ts';
import type { Expected } from './confirmations.ts';
import {
  type CreateCall,
  KEY_KEPT_MS,
  KeyReused,
  type MadeLink,
  type Progress,
  ReferenceTaken,
  Undecided,
} from './creation.ts';
import { findLink, idOf } from './find-link.ts';
import { type Intention, isSent, referenceOf, unsettledKeyOf } from './intention.ts';
import { isFinal, statusOf } from './status.ts';
import { switchOff } from './switch-off.ts';

export interface PursuitOptions {
  readonly settleMs: number;
  /** For an intention with a key: what all replicas know of its attempts. */
  readonly store?: Store;
  readonly progress?: Progress;
  readonly save?: (progress: Progress) => Answer<void>;
}

/** Paynet's code for "duplicate data": perhaps our own earlier attempt. */
const DUPLICATE = 5;
/** Where Paynet fails in the same way again and again, more links would be made and switched off for nothing. */
const MAX_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const NO_PROGRESS: Progress = { fingerprint: '', generation: 0, isUnclear: false, retired: [] };

/**
 * One call's way to the link of an intention: look, make, and after an end nobody understands look again. The order is
 * the point: an attempt is noted before it leaves, a link is looked for before another is made, and one whose address
 * was told to nobody is switched off first, so that at most one can ever be paid.
 */
export class Pursuit {
  readonly #intention: Intention;
  readonly #call: CreateCall;
  readonly #options: PursuitOptions;
  readonly #isOwnReference: boolean;
  #progress: Progress;
  #referenceNo: string;
  /** Without a store: until when, on the clock of `performance.now()`, the last attempt may still come to something. */
  #unsettledUntil = 0;
  #cause: PaynetError | undefined;
  #attempts = 0;
  #isFresh = false;

  constructor(intention: Intention, call: CreateCall, options: PursuitOptions) {
    this.#intention = intention;
    this.#call = call;
    this.#options = options;
    this.#progress = options.progress ?? NO_PROGRESS;
    this.#isOwnReference = intention.input.referenceNo !== undefined;
    this.#referenceNo = this.#newReference();
  }

  get referenceNo(): string {
    return this.#referenceNo;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Whether a request to make it left in this call. */
  get hasAttempted(): boolean {
    return this.#attempts > 0;
  }

  /** Whether the link is the answer to that request, so that nobody can have paid it yet. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** Whether anything may exist at Paynet because of this intention. */
  get mayHaveMade(): boolean {
    const { isUnclear, generation, retired } = this.#progress;
    return isUnclear || generation > 0 || retired.length > 0;
  }

  async run(): Promise<MadeLink> {
    // A key may have been used before anything we remember; without one, this is the first attempt there is.
    let isFirst = this.#intention.key === undefined;
    try {
      if (!isFirst) await this.#save({});
      for (;;) {
        const existing = isFirst ? null : await this.#existing();
        if (existing !== null) return existing;
        if (this.#attempts === MAX_ATTEMPTS) throw this.#undecided(this.#options.settleMs);
        const made = await this.#attempt();
        if (made !== null) return made;
        isFirst = false;
      }
    } catch (error) {
      // A link that could not be noted as made must not be told either: whoever asks again would have it replaced.
      if (error instanceof StoreUnavailable && this.mayHaveMade) throw this.#undecided(1_000);
      throw error;
    }
  }

  /** The link, if it exists and is of use; null where surely there is none, so that one can be made. */
  async #existing(): Promise<MadeLink | null> {
    for (;;) {
      const found = await this.#lookUp();
      if (found === null) return null;
      if (!this.#isOurs(found)) {
        // With an attempt of ours whose end nobody has seen, ours may stand behind it.
        if (this.#intention.key === undefined || this.#progress.isUnclear) throw this.#undecided(null);
        throw this.#isOwnReference ? new ReferenceTaken(this.#referenceNo) : new KeyReused();
      }
      const link = this.#linkFrom(found);
      const isEnough = found.url !== null || isSent(this.#intention.input) || isFinal(statusOf(found));
      if (isEnough || !this.#progress.isUnclear) {
        if (!isEnough && statusOf(found) === 'PASSIVE' && (await this.#hasSuccessor())) continue;
        await this.#save({ isUnclear: false, made: link });
        return link;
      }
      // Its address was told to nobody: the only attempts we know of ended without an answer.
      const finished = await switchOff(found, this.#referenceNo, this.#call.paynet, (cause) => {
        this.#cause = cause;
        return this.#pause(FIRST_PAUSE_MS, 0);
      });
      if (finished !== null) return this.#linkFrom(finished);
      if (this.#isOwnReference) {
        await this.#save({ isUnclear: false, retired: [...this.#progress.retired, link.id] });
        return null;
      }
      await this.#save({ isUnclear: false, generation: this.#progress.generation + 1 });
      this.#referenceNo = this.#newReference();
      if (this.#intention.key === undefined) return null;
    }
  }

  /** Whether a passive link was given up for another, by a process whose memory is lost. Then that one is looked at next. */
  async #hasSuccessor(): Promise<boolean> {
    const { key } = this.#intention;
    if (key === undefined || this.#isOwnReference) return false;
    const generation = this.#progress.generation + 1;
    const referenceNo = referenceOf(key.caller, key.name, generation);
    const successor = await findLink(this.#call.paynet, { referenceNo }).catch((error: unknown) => {
      if (!(error instanceof PaynetError)) throw error;
      this.#cause = error;
      throw this.#undecided(1_000);
    });
    if (successor === null) return false;
    await this.#save({ generation });
    this.#referenceNo = referenceNo;
    return true;
  }

  /** One request to make it. Null where nobody knows what it came to. */
  async #attempt(): Promise<MadeLink | null> {
    const { input, beforeItLeaves } = this.#intention;
    const referenceNo = this.#referenceNo;
    const { isUnclear } = this.#progress;
    const { settleMs } = this.#options;
    if (this.#attempts === 0 && beforeItLeaves !== undefined) await beforeItLeaves();
    const confirmationUrl = input.confirmationUrl ?? this.#call.confirmationUrlFor(this.#expected(referenceNo));
    this.#call.noteReference(referenceNo);
    // Noted before it leaves, for whoever asks after this process was killed: it may leave until the deadline.
    const unsettled = this.#noteUnsettled(this.#call.deadline - performance.now() + settleMs);
    if (unsettled instanceof Promise) await unsettled;
    const begun = this.#save({ isUnclear: true });
    if (begun instanceof Promise) await begun;
    this.#attempts += 1;
    try {
      const { id, url } = await this.#call.paynet.mailOrder.create({ ...input, referenceNo, confirmationUrl });
      const made: MadeLink = { id, url, referenceNo };
      this.#isFresh = true;
      const ended = this.#save({ isUnclear: false, made });
      if (ended instanceof Promise) await ended;
      return made;
    } catch (error) {
      if (!(error instanceof PaynetError)) throw error;
      this.#cause = error;
      if (error instanceof PaynetOutcomeUnknown) {
        await this.#noteUnsettled(settleMs);
        return null;
      }
      if (error instanceof PaynetRefused && error.returnCode === DUPLICATE) {
        if (isUnclear || this.#intention.key !== undefined) return null;
        const found = await findLink(this.#call.paynet, { referenceNo }).catch(() => null);
        if (found !== null && this.#isOurs(found)) return this.#linkFrom(found);
      }
      // This attempt surely came to nothing, so what is known is what was known before it.
      await this.#save({ isUnclear });
      await this.#noteUnsettled(isUnclear ? settleMs : 0);
      // "Nothing was sent" is true of this attempt only; there was one before whose end nobody has seen.
      if (isUnclear && !(error instanceof PaynetRefused)) {
        throw this.#undecided(error instanceof PaynetHeldBack ? error.retryAfterMs : settleMs);
      }
      throw error;
    }
  }

  /** The link of the reference. Null only when Paynet still knew none after every attempt had time to come to something. */
  async #lookUp(): Promise<LinkRecord | null> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const doubtMs = await this.#doubtMs();
      let isSure = doubtMs <= 0;
      try {
        const found = await findLink(this.#call.paynet, { referenceNo: this.#referenceNo });
        const isRetired = found !== null && this.#progress.retired.includes(idOfRecord(found, this.#referenceNo));
        if (found !== null && !isRetired) return found;
        // A link we gave up hides whatever else has the reference.
        if (isRetired && this.#progress.isUnclear) isSure = false;
      } catch (error) {
        if (!(error instanceof PaynetError)) throw error;
        if (this.#attempts === 0 && cannotAsk(error)) await this.#giveUp(error);
        this.#cause ??= error;
        isSure = false;
      }
      if (isSure) {
        // Making it again would tell the payer twice, if it was told once: that is for a person to decide.
        if (this.#progress.isUnclear && isSent(this.#intention.input)) throw this.#undecided(null);
        return null;
      }
      await this.#pause(doubtMs > 0 ? Math.min(pauseMs, doubtMs + 1) : pauseMs, doubtMs);
    }
  }

  /**
   * Paynet was not asked, and nothing left in this call. Where nothing of the key can exist, because every attempt there
   * may have been would be remembered, there is nothing to wait for: the caller is told at once what is wrong. Otherwise
   * that would sound like a failure; and where looking is held back, waiting would only keep the caller.
   */
  async #giveUp(error: PaynetError): Promise<void> {
    const { store } = this.#options;
    const isFirst = !this.mayHaveMade && store !== undefined && (await store.ageMs()) >= KEY_KEPT_MS;
    if (isFirst) throw error;
    this.#cause = error;
    if (error instanceof PaynetHeldBack) throw this.#undecided(error.retryAfterMs);
  }

  /** Whether a link of our reference is the one that is wanted. A reference of the caller's can name others, too. */
  #isOurs(found: LinkRecord): boolean {
    const { input, key } = this.#intention;
    const isSame =
      (found.amount === null || compareDecimals(found.amount, input.amount) === 0) &&
      (found.agentId === null || input.agentId === undefined || found.agentId === input.agentId);
    if (!this.#isOwnReference) return isSame;
    // Without a key nothing tells the link of this call from those of others; and what is older than any key means was
    // asked for as another one: last month's, which was paid, is not this month's.
    const isOld = found.createdAt !== null && Date.parse(found.createdAt) < Date.now() - KEY_KEPT_MS;
    return isSame && key !== undefined && !isOld && isSamePayer(found.payerName, input.payerName);
  }

  #expected(referenceNo: string): Expected {
    const { amount, addCommissionToAmount } = this.#intention.input;
    return { referenceNo, amount, addsCommission: addCommissionToAmount };
  }

  #linkFrom(found: LinkRecord): MadeLink {
    const referenceNo = this.#referenceNo;
    return { id: idOfRecord(found, referenceNo), url: found.url, referenceNo };
  }

  /** How much longer "none" proves nothing: an attempt may be on its way, perhaps one from before the store's memory. */
  async #doubtMs(): Promise<number> {
    const { store, settleMs } = this.#options;
    if (store === undefined) return this.#unsettledUntil - performance.now();
    return Math.max(await store.remainingMs(this.#unsettledKey), settleMs - (await store.ageMs()));
  }

  /** From now on an attempt may still come to something for so long. */
  #noteUnsettled(ms: number): Answer<void> {
    this.#unsettledUntil = performance.now() + ms;
    return this.#options.store?.set(this.#unsettledKey, 'attempted', ms);
  }

  get #unsettledKey(): string {
    return unsettledKeyOf(this.#intention.input.agentId, this.#referenceNo);
  }

  #save(change: Partial<Progress>): Answer<void> {
    this.#progress = { ...this.#progress, ...change };
    return this.#options.save?.(this.#progress);
  }

  #newReference(): string {
    const { key, input } = this.#intention;
    if (input.referenceNo !== undefined) return input.referenceNo;
    return key === undefined ? randomUUID() : referenceOf(key.caller, key.name, this.#progress.generation);
  }

  /** Waits, or gives up where there is no time left to look once more. */
  async #pause(ms: number, doubtMs: number): Promise<void> {
    if (performance.now() + ms >= this.#call.deadline) throw this.#undecided(Math.max(doubtMs, 1_000));
    await sleep(ms);
  }

  #undecided(retryAfterMs: number | null): Undecided {
    return new Undecided(this.#referenceNo, retryAfterMs, this.#cause);
  }
}

/** Whether Paynet did not even hear the question, and will not for a while. */
function cannotAsk(error: PaynetError): boolean {
  return (
    error instanceof PaynetUnreachable || error instanceof PaynetCredentialsRefused || error instanceof PaynetHeldBack
  );
}

/** Whether two names may be one: in capitals or not, by Turkish rules or English ones, cut short, or masked. */
function isSamePayer(found: string | null, wanted: string): boolean {
  if (found === null || found.includes('*')) return true;
  const [one, other] = [inCapitals(found), inCapitals(wanted)];
  return one.startsWith(other) || other.startsWith(one);
}

function inCapitals(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLocaleUpperCase('tr').replaceAll('İ', 'I');
}

function idOfRecord(found: LinkRecord, referenceNo: string): string {
  return found.id ?? idOf({ referenceNo });
}
