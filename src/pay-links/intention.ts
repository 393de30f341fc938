import { hash } from 'node:crypto';
import type { CreateLinkInput } from '../paynet/services/mail-order.ts';

/** One link somebody wants. However often it is asked for with the same key, it is one link. */
export interface Intention {
  /** What it is called; without one, every call is an intention of its own. */
  readonly key: IntentionKey | undefined;
  /** What the link is to be. A reference in it is the caller's own. */
  readonly input: CreateLinkInput;
  /** Asked once, before a request to make it leaves for the first time: what it rejects with is what becomes of it. */
  readonly beforeItLeaves?: () => Promise<void>;
}

export interface IntentionKey {
  /** Who asks, so that the keys of different callers never meet. */
  readonly caller: string;
  /** The caller's own name for it. */
  readonly name: string;
}

/** Whether Paynet tells the payer about the link: then a second one would be seen by a person. */
export function isSent({ sendEmail, sendSms }: CreateLinkInput): boolean {
  return sendEmail === true || sendSms === true;
}

/**
 * The reference of an intention with a key: a function of caller and key, so that any replica, also one that was just
 * started, can ask Paynet whether the link exists. `generation` counts up when a link had to be given up for another.
 * Only 0-9 and a-f vary: no folding of case can confuse two, not even the Turkish one. 43 of at most 50 characters.
 */
export function referenceOf(caller: string, key: string, generation: number): string {
  return `pl-${digest([caller, key, generation]).slice(0, 40)}`;
}

/** What tells one input from another, without holding any of it. */
export function fingerprintOf(input: CreateLinkInput): string {
  const members = Object.entries(input).filter(([, value]) => value !== undefined);
  return digest(members.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Where the store keeps what is known of an intention. */
export function storeKeyOf(caller: string, key: string): string {
  return `create:${digest([caller, key])}`;
}

/** What whoever makes a link of a reference of their own holds meanwhile. Of each agent apart, as agents have order numbers alike. */
export function referenceLockOf(agentId: string | undefined, referenceNo: string): string {
  return `create-reference:${digest([agentId, referenceNo])}:lock`;
}

/** Where the store keeps that an attempt at a link of this reference may still come to something, of each agent apart. */
export function unsettledKeyOf(agentId: string | undefined, referenceNo: string): string {
  return `create-unsettled:${digest([agentId, referenceNo])}`;
}

function digest(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex');
}
