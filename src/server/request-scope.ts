import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Language } from '../graph/shared/messages.ts';
import type { RequestNotes } from './request-log.ts';

/** What the door knows of a request before GraphQL is spoken. */
export interface RequestScope {
  readonly req: IncomingMessage;
  readonly requestId: string;
  readonly language: Language;
  /** A log whose lines hold the request's id. Made where it is needed, as most requests have nothing to say of their own. */
  readonly log: () => Logger;
  /** When the answer is due, on the clock of `performance.now()`. */
  readonly deadline: number;
  readonly notes: RequestNotes;
  /** The cookies the answer sets. */
  readonly setCookies: string[];
  /** Calls what it is given when the client leaves without its answer, unless the answered function is called before. */
  readonly whenGone: (giveUp: () => void) => () => void;
  /** What goes on for long and costs next to nothing makes room for others. */
  readonly makeRoom: () => void;
  /** The JSON body, once it is read. */
  body?: object;
}
