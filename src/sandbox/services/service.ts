import type { Answer } from '../answer.ts';
import type { JsonObject } from '../request-body.ts';
import type { ServiceName } from '../scenarios.ts';
import type { Store } from '../store.ts';

/** What a service may look at besides the request's body. */
export interface Visit {
  readonly store: Store;
  /** Where the caller reached the sandbox, without a slash at the end: links point back there. */
  readonly baseUrl: string;
}

export interface Service {
  readonly name: ServiceName;
  readonly path: string;
  readonly objectName: string;
  /** The honest answer, switch values aside. */
  readonly answer: (body: JsonObject, visit: Visit) => Answer;
  /** The body of this service's refusals under HTTP 200. */
  readonly refuse: (code: number) => Answer['body'];
}
