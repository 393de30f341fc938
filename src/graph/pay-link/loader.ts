import DataLoader from 'dataloader';
import pLimit from 'p-limit';
import { findLink, idOf } from '../../pay-links/find-link.ts';
import type { PaynetServices } from '../../paynet/client.ts';
import { PaynetError } from '../../paynet/errors.ts';
import type { LinkRecord, LinkSelector } from '../../paynet/services/mail-order.ts';
import { toFailure } from '../shared/failures.ts';

/** Paynet has no service for several links at once, so a batch is as many calls, a few at a time. */
const MAX_CALLS_AT_ONCE = 8;

/** Reads links within one request: asked twice, a link leaves once. Most requests read none, and cost nothing here. */
export class PayLinkLoader {
  readonly #paynet: PaynetServices;
  #loader: DataLoader<LinkSelector, LinkRecord | null, string> | undefined;

  constructor(paynet: PaynetServices) {
    this.#paynet = paynet;
  }

  /** Null where there is none. Rejects with a `Failure`. */
  load(selector: LinkSelector): Promise<LinkRecord | null> {
    return (this.#loader ??= createLoader(this.#paynet)).load(selector);
  }

  /** It has changed, and is read anew when it is next asked for. */
  clear(selector: LinkSelector): this {
    this.#loader?.clear(selector);
    return this;
  }
}

function createLoader(paynet: PaynetServices): DataLoader<LinkSelector, LinkRecord | null, string> {
  const oneOfFew = pLimit(MAX_CALLS_AT_ONCE);

  async function read(selector: LinkSelector): Promise<LinkRecord | null | Error> {
    try {
      return await findLink(paynet, selector);
    } catch (error) {
      if (error instanceof PaynetError) return toFailure(error);
      throw error;
    }
  }

  return new DataLoader((selectors) => Promise.all(selectors.map((selector) => oneOfFew(() => read(selector)))), {
    cacheKeyFn: idOf,
  });
}
