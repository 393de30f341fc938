import { resultCode } from './result-codes.ts';

/** Which call failed, so that a message and a log line can say so. Holds nothing that was sent or answered. */
export interface Attempted {
  /** The service, as Paynet names it: `agent/login`. */
  readonly operation: string;
  /** The id of the request that caused the call, where the caller has one. */
  readonly requestId?: string | undefined;
}

/**
 * Everything that can go wrong with a call to Paynet, by cause. Decide by class and members, never by the message.
 * No error of this family holds a secret, a card number or anything Paynet sent.
 */
export abstract class PaynetError extends Error {
  readonly operation: string;
  readonly requestId: string | undefined;

  constructor(attempted: Attempted, what: string, options?: ErrorOptions) {
    super(`${attempted.operation} ${what}`, options);
    this.name = new.target.name;
    this.operation = attempted.operation;
    this.requestId = attempted.requestId;
  }
}

/** Nothing was sent: no connection came about, or it could not be secured. */
export class PaynetUnreachable extends PaynetError {
  /** True when Paynet was there but could not prove who it is; trying again cannot help. */
  readonly insecure: boolean;

  constructor(attempted: Attempted, { insecure, cause }: { insecure: boolean; cause: unknown }) {
    super(attempted, insecure ? 'was not sent: no secure connection' : 'was not sent: no connection', { cause });
    this.insecure = insecure;
  }
}

/** No complete answer came within a time limit. */
export class PaynetTooLate extends PaynetError {
  /** False when time was up before anything left, e.g. while all connections were busy. */
  readonly sent: boolean;

  constructor(
    attempted: Attempted,
    { stage, limitMs, sent }: { stage: 'headers' | 'body' | 'call'; limitMs: number; sent: boolean },
  ) {
    super(attempted, `was not ${sent ? 'answered' : 'sent'} in time (${stage}, ${limitMs} ms)`);
    this.sent = sent;
  }
}

/** Whoever asked has left, so the answer is waited for no longer. Only of what changes nothing. */
export class PaynetAbandoned extends PaynetError {
  constructor(attempted: Attempted) {
    super(attempted, 'was given up: whoever asked has left');
  }
}

/** We did not send it ourselves: calls like it only fail at the moment, or too many are under way. */
export class PaynetHeldBack extends PaynetError {
  /**
   * `outage`: Paynet does not answer, or fails. `credentials`: it does not accept us. `overload`: more calls than it
   * answers are waiting here.
   */
  readonly because: 'outage' | 'credentials' | 'overload';
  readonly retryAfterMs: number;

  constructor(
    attempted: Attempted,
    { because, retryAfterMs }: { because: PaynetHeldBack['because']; retryAfterMs: number },
  ) {
    super(attempted, `was not sent: held back (${because})`);
    this.because = because;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The connection broke, or what came was not an answer of this service: HTML, cut or wrong JSON, a redirect, too much. */
export class PaynetUnreadable extends PaynetError {
  /**
   * `broken`: the connection broke. `foreign`: something else than an answer, for the moment. `astray`: a status that
   * says that nobody there knows the call. `huge`: it was too large. `misfit`: it worked, and a member is not as agreed.
   */
  readonly kind: 'broken' | 'foreign' | 'astray' | 'huge' | 'misfit';

  /** `why` may name members and types, never a value. */
  constructor(
    attempted: Attempted,
    why: string,
    { kind, ...options }: ErrorOptions & { readonly kind: PaynetUnreadable['kind'] },
  ) {
    super(attempted, `got no readable answer: ${why}`, options);
    this.kind = kind;
  }
}

/** Paynet said that it failed: HTTP 5xx, or a return code that leaves the outcome open. */
export class PaynetFault extends PaynetError {
  readonly httpStatus: number;
  readonly returnCode: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    attempted: Attempted,
    answer: { httpStatus: number; returnCode?: number | undefined; retryAfterMs?: number | undefined },
  ) {
    super(attempted, `failed at Paynet (HTTP ${answer.httpStatus}, return code ${answer.returnCode ?? 'none'})`);
    this.httpStatus = answer.httpStatus;
    this.returnCode = answer.returnCode;
    this.retryAfterMs = answer.retryAfterMs;
  }
}

/** Paynet asked for fewer calls (HTTP 429, which its documentation does not list). */
export class PaynetBusy extends PaynetError {
  readonly retryAfterMs: number | undefined;

  constructor(attempted: Attempted, retryAfterMs: number | undefined) {
    super(attempted, 'was turned away: too many calls');
    this.retryAfterMs = retryAfterMs;
  }
}

/** Paynet does not accept us: the company's key is wrong, or our address is not registered (HTTP 401, 403). */
export class PaynetCredentialsRefused extends PaynetError {
  constructor(attempted: Attempted, httpStatus: number) {
    super(attempted, `was refused for our own credentials (HTTP ${httpStatus})`);
  }
}

/** Paynet understood the request and refused it. Nothing was changed. */
export class PaynetRefused extends PaynetError {
  /** The Paynet return code; under a non-200 status this is `result_code`, not `code`. */
  readonly returnCode: number;
  /** The documentation's name of the code, e.g. `agentblocked`. */
  readonly returnCodeName: string;

  constructor(attempted: Attempted, returnCode: number) {
    const { name } = resultCode(returnCode);
    super(attempted, `was refused with return code ${returnCode} (${name})`);
    this.returnCode = returnCode;
    this.returnCodeName = name;
  }
}

/** A call that changes something ended so that nobody can tell whether it did. Neither done nor failed. */
export class PaynetOutcomeUnknown extends PaynetError {
  declare readonly cause: PaynetError;

  constructor(attempted: Attempted, cause: PaynetError) {
    super(attempted, 'may or may not have been carried out', { cause });
  }
}
