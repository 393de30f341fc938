import type { PaynetServices } from '../paynet/client.ts';
import { PaynetRefused } from '../paynet/errors.ts';
import type { LinkRecord, LinkSelector } from '../paynet/services/mail-order.ts';

/** Return codes with which `detail` says that there is no such link: agentnotfound, noprocess, nodata. */
const NO_SUCH_LINK: ReadonlySet<number> = new Set([4, 6, 12]);

/** The link as Paynet knows it, or null where it knows none. Rejects with a `PaynetError`. */
export async function findLink(paynet: PaynetServices, selector: LinkSelector): Promise<LinkRecord | null> {
  try {
    return await paynet.mailOrder.detail(selector);
  } catch (error) {
    if (error instanceof PaynetRefused && NO_SUCH_LINK.has(error.returnCode)) return null;
    throw error;
  }
}

const BY_REFERENCE = 'reference:';

/** What names a link to everybody: Paynet's id, or `reference:` and its reference where Paynet tells no id. */
export function idOf(selector: LinkSelector): string {
  return 'id' in selector ? selector.id : `${BY_REFERENCE}${selector.referenceNo}`;
}

/** Which link such an id means. */
export function selectorOf(id: string): LinkSelector {
  return id.startsWith(BY_REFERENCE) ? { referenceNo: id.slice(BY_REFERENCE.length) } : { id };
}
