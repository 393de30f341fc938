import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Language } from '../graph/shared/messages.ts';
import type { CallOptions } from '../paynet/request.ts';
import type { Head } from './head.ts';
import type { RequestNotes } from './request-log.ts';

/** What the door knows of a request before GraphQL is spoken. */
export interface RequestScope {
  readonly req: IncomingMessage;
  /** What is known of the answer's head by now. */
  readonly head: Head;
  readonly requestId: string;
  readonly language: Language;
  /** A log whose lines hold the request's id. Made where it is needed, as most requests have nothing to say of their own. */
  readonly log: () => Logger;
  /** When the answer is due, on the clock of `performance.now()`. */
  readonly deadline: number;
  readonly notes: RequestNotes;
  /** The cookies the answer sets. */
  readonly setCookies: string[];
  /** Aborted once whoever asked has gone. */
  readonly gone: () => AbortSignal;
  /** What goes on for long and costs next to nothing makes room for others. */
  readonly makeRoom: () => void;
  /** The JSON body, where the answer is a stream. */
  body?: object;
}

/** Tells when whoever asked has gone. Only from when it is first asked for: few requests have anything to give up. */
export function goneFrom(response: ServerResponse): () => AbortSignal {
  let leaving: AbortController | undefined;
  return () => {
    if (leaving !== undefined) return leaving.signal;
    const controller = new AbortController();
    if (response.closed) controller.abort();
    // Once all is sent nothing is left to give up, and to abort is to make an error, with its stack.
    else response.once('close', () => void (response.writableFinished || controller.abort()));
    leaving = controller;
    return controller.signal;
  };
}

/**
 * What the reads of a request are bound to, which nobody needs once whoever asked has gone.
 *
 * A class wherever something is made on demand for each request: to V8 every object literal with a getter is of a shape of
 * its own, and a shape is kept, with all that its getter leads to, until the next full collection.
 */
export class ReadCall implements CallOptions {
  readonly requestId: string;
  readonly deadline: number;
  readonly #gone: () => AbortSignal;

  constructor({ requestId, deadline, gone }: RequestScope) {
    this.requestId = requestId;
    this.deadline = deadline;
    this.#gone = gone;
  }

  get gone(): AbortSignal {
    return this.#gone();
  }
}
