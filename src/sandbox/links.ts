import { randomUUID } from 'node:crypto';
import type { Agent } from './dealers.ts';
import type { TestCard } from './test-cards.ts';

const HOUR_MS = 60 * 60_000;

/** What `mailorder/create` was asked: its documented members that the sandbox shows or keeps. No text is an empty one. */
export interface LinkRequest {
  /** Lira, digit for digit as they came. */
  readonly amount: string;
  readonly payerName: string;
  readonly note: string;
  readonly agentNote: string;
  readonly referenceNo: string;
  readonly userName: string;
  readonly email: string;
  readonly phone: string;
  readonly sendsSms: boolean;
  readonly addsCommission: boolean;
  /** Digit for digit as they came. */
  readonly lifetimeHours: string;
  readonly succeedUrl: string;
  readonly errorUrl: string;
  readonly confirmationUrl: string;
}

export interface Payment {
  readonly xactId: string;
  readonly paidAt: Date;
  readonly card: TestCard;
}

export interface Link extends LinkRequest {
  readonly id: string;
  /** The id inside the link's address; Paynet's samples show that it differs from `id`. */
  readonly pageId: string;
  readonly url: string;
  readonly agent: Agent;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  isPassive: boolean;
  payment: Payment | undefined;
}

export type LinkState = 'awaiting' | 'paid' | 'passive' | 'expired';

/** Every link there is, in the order of creation. */
export class Links {
  readonly #clock: () => Date;
  readonly #lagMs: number;
  readonly #all: Link[] = [];

  /** `lagMs`: how long services do not see a new link that already has a page. */
  constructor(clock: () => Date, lagMs: number) {
    this.#clock = clock;
    this.#lagMs = lagMs;
  }

  /** A link that exists once `keep` is called. Undefined when its lifetime ends beyond what a date can hold. */
  draft(agent: Agent, request: LinkRequest, baseUrl: string): { link: Link; keep: () => void } | undefined {
    const createdAt = this.#clock();
    const expiresAt = new Date(createdAt.getTime() + Number(request.lifetimeHours) * HOUR_MS);
    if (Number.isNaN(expiresAt.getTime())) return undefined;
    const ids = { id: randomUUID(), pageId: randomUUID() };
    const url = `${baseUrl}/S/M?id=${ids.pageId}`;
    const link: Link = { ...request, ...ids, url, agent, createdAt, expiresAt, isPassive: false, payment: undefined };
    return { link, keep: () => this.#all.push(link) };
  }

  get all(): readonly Link[] {
    return this.#all;
  }

  onPage(pageId: string): Link | undefined {
    return this.#all.find((link) => link.pageId === pageId);
  }

  /** What services see by now, newest first. */
  visible(): Link[] {
    const latest = this.#clock().getTime() - this.#lagMs;
    return this.#all.filter(({ createdAt }) => createdAt.getTime() <= latest).toReversed();
  }

  /** By now. A passive link expires like any other. */
  stateOf({ payment, expiresAt, isPassive }: Link): LinkState {
    if (payment !== undefined) return 'paid';
    if (expiresAt.getTime() <= this.#clock().getTime()) return 'expired';
    return isPassive ? 'passive' : 'awaiting';
  }

  reset(): void {
    this.#all.length = 0;
  }
}

/** The link of that id, else the newest of that reference. `newestFirst` is sorted accordingly. */
export function selectLink(
  newestFirst: readonly Link[],
  { id, referenceNo }: { readonly id: string; readonly referenceNo: string },
): Link | undefined {
  return id === ''
    ? newestFirst.find((link) => referenceNo !== '' && link.referenceNo === referenceNo)
    : newestFirst.find((link) => link.id === id);
}
