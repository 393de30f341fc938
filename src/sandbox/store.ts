import { randomBytes, randomUUID } from 'node:crypto';
import type { Agent } from './dealers.ts';

const HOUR_MS = 60 * 60_000;

/** What `mailorder/create` was asked, its documented members that the sandbox shows or keeps. */
export interface LinkRequest {
  /** Lira, digit for digit as they came. */
  readonly amount: string;
  readonly payerName: string;
  readonly note: string | undefined;
  readonly addsCommission: boolean;
  readonly lifetimeHours: number;
}

export interface Link extends LinkRequest {
  readonly id: string;
  /** The id inside the link's address; Paynet's samples show that it differs from `id`. */
  readonly pageId: string;
  readonly agent: Agent;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** An open door into the portal: who asked for it decides whose portal it opens. */
export interface Gate {
  readonly agent: Agent;
  readonly userName: string;
}

/** Everything the sandbox remembers. */
export class Store {
  readonly #clock: () => Date;
  readonly #links = new Map<string, Link>();
  readonly #gates = new Map<string, Gate>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock();
  }

  /** A link that exists once `keep` is called. Undefined when its lifetime ends beyond what a date can hold. */
  draftLink(agent: Agent, request: LinkRequest): { link: Link; keep: () => void } | undefined {
    const createdAt = this.now();
    const expiresAt = new Date(createdAt.getTime() + request.lifetimeHours * HOUR_MS);
    if (Number.isNaN(expiresAt.getTime())) return undefined;
    const link = { ...request, id: randomUUID(), pageId: randomUUID(), agent, createdAt, expiresAt };
    return { link, keep: () => this.#links.set(link.pageId, link) };
  }

  linkOnPage(pageId: string): Link | undefined {
    return this.#links.get(pageId);
  }

  /** A gate that opens once `keep` is called. Its token begins like the documented one and ends in `=` as that does. */
  draftGate(gate: Gate): { token: string; keep: () => void } {
    const token = `EAAAAL${randomBytes(65).toString('base64')}`;
    return { token, keep: () => this.#gates.set(token, gate) };
  }

  gate(token: string): Gate | undefined {
    return this.#gates.get(token);
  }

  reset(): void {
    this.#links.clear();
    this.#gates.clear();
  }
}
