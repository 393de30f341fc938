import { randomBytes } from 'node:crypto';
import type { Confirmations } from './confirmations.ts';
import type { Link, LinkState } from './links.ts';
import type { Store } from './store.ts';
import type { TestCard } from './test-cards.ts';

/** What became of a press on one of the payment page's buttons. */
export interface Pressed {
  /** False when the link was paid, passive or expired already: then nothing happened. */
  readonly accepted: boolean;
  /** The link's state afterwards. */
  readonly state: LinkState;
  /** Of this attempt; undefined when it was not accepted. */
  readonly xactId: string | undefined;
  /** Where the payer's browser is sent. Undefined where the link names no http or https address for it. */
  readonly redirectUrl: string | undefined;
}

interface Desk {
  readonly store: Store;
  readonly confirmations: Confirmations;
}

export function pay(link: Link, card: TestCard, { store, confirmations }: Desk): Pressed {
  const state = store.links.stateOf(link);
  if (state !== 'awaiting') return { accepted: false, state, xactId: undefined, redirectUrl: undefined };

  const xactId = freshXactId();
  const payment = { xactId, paidAt: store.now(), card };
  link.payment = payment;
  confirmations.announce(link, payment);
  return { accepted: true, state: 'paid', xactId, redirectUrl: withXactId(link.succeedUrl, xactId) };
}

/** The bank says no: the link stays as it is and may be tried again. Confirmations are for successes only. */
export function decline(link: Link, { store }: Pick<Desk, 'store'>): Pressed {
  const state = store.links.stateOf(link);
  if (state !== 'awaiting') return { accepted: false, state, xactId: undefined, redirectUrl: undefined };

  const xactId = freshXactId();
  return { accepted: true, state, xactId, redirectUrl: withXactId(link.errorUrl, xactId) };
}

/** A return address with the transaction's id at the end of its query. */
export function withXactId(address: string, xactId: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  url.search += `${url.search === '' ? '?' : '&'}xact_id=${encodeURIComponent(xactId)}`;
  return url.href;
}

/** Its `+`, `/` and `*` are what a careless reader of a query or a path would spoil. */
function freshXactId(): string {
  const random = randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x');
  return `xk_${random.slice(0, 9)}+${random.slice(9, 17)}/${random.slice(17, 25)}*${random.slice(25)}`;
}
