import { randomBytes } from 'node:crypto';
import type { Agent } from './dealers.ts';
import { Links } from './links.ts';

/** An open door into the portal: who asked for it decides whose portal it opens. */
export interface Gate {
  readonly agent: Agent;
  readonly userName: string;
}

/** Everything the sandbox remembers of what it was asked to make. */
export class Store {
  readonly now: () => Date;
  readonly links: Links;
  readonly #gates = new Map<string, Gate>();

  constructor(clock: () => Date, lookupLagMs: number) {
    this.now = clock;
    this.links = new Links(clock, lookupLagMs);
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
    this.links.reset();
    this.#gates.clear();
  }
}
