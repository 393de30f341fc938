import type { Answer } from '../answer.ts';
import type { JsonObject } from '../request-body.ts';
import type { Store } from '../store.ts';

export const SERVICE_NAMES = ['login', 'autologin', 'create', 'detail', 'list', 'status'] as const;
/** What switch values call a service. */
export type ServiceName = (typeof SERVICE_NAMES)[number];

/**
 * How much `detail` and the rows of `list` show, since Paynet's pages are cut off in the middle of their tables:
 * `documented` is what can be seen there, `usual` adds `id` and `status`, `generous` also the addresses `url` and, in
 * `detail`, `confirmation_url`.
 */
export type LinkMembers = 'documented' | 'usual' | 'generous';

/** What a service may look at besides the request's body. */
export interface Visit {
  readonly store: Store;
  /** Where the caller reached the sandbox, without a slash at the end: links point back there. */
  readonly baseUrl: string;
  readonly linkMembers: LinkMembers;
}

export interface Service {
  readonly name: ServiceName;
  readonly path: string;
  /** The page it is documented on. */
  readonly page: string;
  readonly objectName: string;
  /** The honest answer, switch values aside. */
  readonly answer: (body: JsonObject, visit: Visit) => Answer;
  /** The body of this service's refusals under HTTP 200. */
  readonly refuse: (code: number) => Answer['body'];
}
