import DataLoader from 'dataloader';
import pLimit, { type LimitFunction } from 'p-limit';
import { findLink, idOf } from '../../pay-links/find-link.ts';
import type { PaynetServices } from '../../paynet/client.ts';
import { PaynetError } from '../../paynet/errors.ts';
import type { LinkRecord, LinkSelector } from '../../paynet/services/mail-order.ts';
import { toFailure } from '../shared/failures.ts';

/** Paynet has no service for several links at once, so a batch is as many calls, a few at a time. */
const MAX_CALLS_AT_ONCE = 8;

/** Reads links within one request: asked twice, a link leaves once. Null where there is none. */
export type PayLinkLoader = DataLoader<LinkSelector, LinkRecord | null, string>;

export function createPayLinkLoader(paynet: PaynetServices): PayLinkLoader {
  // Most requests read no link.
  let limit: LimitFunction | undefined;

  async function read(selector: LinkSelector): Promise<LinkRecord | null | Error> {
    try {
      return await findLink(paynet, selector);
    } catch (error) {
      if (error instanceof PaynetError) return toFailure(error);
      throw error;
    }
  }

  function readAll(selectors: readonly LinkSelector[]): Promise<(LinkRecord | null | Error)[]> {
    const oneOfFew = (limit ??= pLimit(MAX_CALLS_AT_ONCE));
    return Promise.all(selectors.map((selector) => oneOfFew(() => read(selector))));
  }

  return new DataLoader(readAll, { cacheKeyFn: idOf });
}
