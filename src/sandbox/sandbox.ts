import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import type { Confirmation } from './confirmations.ts';
import type { LinkState } from './links.ts';
import type { Pressed } from './payment.ts';
import type { JsonObject } from './request-body.ts';
import type { LinkMembers, ServiceName } from './services/service.ts';
import type { TestCardId } from './test-cards.ts';

/** A request to a service, wanted or not. It may hold passwords and keys: an aid to tests, never to be printed. */
export interface SeenRequest {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with the right key and a JSON object, about to be answered. */
export interface ServiceCall {
  readonly service: ServiceName;
  /** Its numbers are WireNumbers, which know their digits. */
  readonly body: JsonObject;
  /** 1 for the first call of this service since the start or the last reset. */
  readonly count: number;
}

export interface SandboxOptions {
  /** The system's clock by default. Sessions and links live by it. */
  readonly clock?: () => Date;
  /** SANDBOX_SECRET_KEY by default. */
  readonly secretKey?: string;
  /** Where links point to. By default wherever the caller said to have found the sandbox (its Host header). */
  readonly publicUrl?: string;
  /** `usual` by default. */
  readonly linkMembers?: LinkMembers;
  /** How long, by the clock, `detail`, `list` and `status` do not see a new link. 0 by default. */
  readonly lookupLagMs?: number;
  /**
   * Asked at each call whose body holds no switch value for it. Answers an outcome as it would be written after
   * `sandbox:`, or undefined for the ordinary answer.
   */
  readonly outcomeFor?: (call: ServiceCall) => string | undefined;
}

/** A link as it is by now, whoever knows of it. */
export interface BookEntry {
  readonly id: string;
  /** Empty when there is none. */
  readonly referenceNo: string;
  readonly url: string;
  /** Lira, digit for digit as they came. */
  readonly amount: string;
  readonly payerName: string;
  readonly agentId: string;
  readonly state: LinkState;
  /** Undefined until paid. */
  readonly xactId: string | undefined;
  readonly createdAt: Date;
}

export interface Sandbox {
  readonly handler: RequestListener;
  readonly secretKey: string;
  /** The last 1000 requests to services, newest last; the same array throughout. Pages are not among them. */
  readonly requests: readonly SeenRequest[];
  /** Every link there is, oldest first, also those nobody was told of. A new array each time. */
  readonly links: readonly BookEntry[];
  /** Every confirmation that was due and what became of it, oldest first; the same array throughout. */
  readonly confirmations: readonly Confirmation[];
  /**
   * Presses "Pay" on the page of a link: that of this id, or the newest of this reference. Throws when there is none.
   * Pays with the first test card unless told otherwise.
   */
  readonly pay: (idOrReference: string, card?: TestCardId) => Pressed;
  /** Presses "Decline", likewise. */
  readonly decline: (idOrReference: string) => Pressed;
  /** Resolves when no confirmation is under way any more, late ones included. */
  readonly settled: () => Promise<void>;
  /** Forgets every link, autologin address, request and confirmation, also those under way. */
  readonly reset: () => void;
  /** Gives up confirmations under way. Closing a running sandbox does so. */
  readonly stop: () => void;
}
