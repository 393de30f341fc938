import { FewAtOnce } from '../../few-at-once.ts';
import { findLink, idOf } from '../../pay-links/find-link.ts';
import type { PaynetServices } from '../../paynet/client.ts';
import { PaynetError } from '../../paynet/errors.ts';
import type { LinkRecord, LinkSelector } from '../../paynet/services/mail-order.ts';
import { toFailure } from '../shared/failures.ts';

/** Paynet has no service for several links at once, so many are as many calls, a few at a time. */
export const LINKS_READ_AT_ONCE = 8;

/** Reads links within one request: asked twice, a link leaves once. Most requests read none, and cost nothing here. */
export class PayLinkLoader {
  readonly #paynet: PaynetServices;
  #reads: { readonly links: Map<string, Promise<LinkRecord | null>>; readonly few: FewAtOnce } | undefined;

  constructor(paynet: PaynetServices) {
    this.#paynet = paynet;
  }

  /** Null where there is none. Rejects with a `Failure`. */
  load(selector: LinkSelector): Promise<LinkRecord | null> {
    const { links, few } = (this.#reads ??= { links: new Map(), few: new FewAtOnce(LINKS_READ_AT_ONCE) });
    const id = idOf(selector);
    const known = links.get(id);
    if (known !== undefined) return known;
    const link = few.do(() => this.#read(selector));
    links.set(id, link);
    return link;
  }

  /** It has changed, and is read anew when it is next asked for. */
  clear(selector: LinkSelector): this {
    this.#reads?.links.delete(idOf(selector));
    return this;
  }

  async #read(selector: LinkSelector): Promise<LinkRecord | null> {
    try {
      return await findLink(this.#paynet, selector);
    } catch (error) {
      throw error instanceof PaynetError ? toFailure(error) : error;
    }
  }
}
