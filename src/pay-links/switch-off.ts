import type { PaynetServices } from '../paynet/client.ts';
import { PaynetError } from '../paynet/errors.ts';
import type { LinkRecord, LinkSelector } from '../paynet/services/mail-order.ts';
import { findLink } from './find-link.ts';
import { isFinal, statusOf } from './status.ts';

/**
 * Makes sure that a link cannot be paid. Null when it is so; otherwise the link, which has come to its end. Tries until
 * one of the two is certain; `pause` is called between tries with what went wrong, and ends them by throwing.
 */
export async function switchOff(
  link: LinkRecord,
  referenceNo: string,
  paynet: PaynetServices,
  pause: (cause: PaynetError) => Promise<void>,
): Promise<LinkRecord | null> {
  const selector: LinkSelector = link.id === null ? { referenceNo } : { id: link.id };
  for (let now: LinkRecord | null = link; ; now = await findLink(paynet, selector).catch(() => null)) {
    if (now !== null && isFinal(statusOf(now))) return now;
    if (now !== null && statusOf(now) === 'PASSIVE') return null;
    try {
      await paynet.mailOrder.setStatus({ link: selector, status: 'passive' });
      return null;
    } catch (error) {
      if (!(error instanceof PaynetError)) throw error;
      await pause(error);
    }
  }
}
