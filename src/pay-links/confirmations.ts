import { setTimeout as sleep } from 'node:timers/promises';
import type { Seal } from '../access/seal.ts';
import type { PaynetServices } from '../paynet/client.ts';
import { type Confirmation, readConfirmation } from '../paynet/confirmation.ts';
import { compareDecimals, type Decimal } from '../paynet/wire.ts';
import { orWhileAway, type Store } from '../store/store.ts';
import { findLink, idOf } from './find-link.ts';
import { isFinal, statusOf } from './status.ts';
import type { PayLinkWatch } from './watch.ts';

/** Paynet may confirm a moment before it shows the payment. */
const LOOK_AGAIN_AFTER_MS = [0, 1_000, 3_000, 10_000] as const;
/** A payment that was told once need not be looked at again for every repetition of its confirmation. */
const FINISHED_KEPT_MS = 60 * 60_000;

/** What a link was made with, sealed into the address its payment is confirmed at. */
export interface Expected {
  readonly referenceNo: string;
  readonly amount: Decimal;
  /** The payer bears the fee, so more is charged than the amount. */
  readonly addsCommission: boolean;
}

export interface ConfirmationsOptions {
  /** Not bound to any request: a confirmation comes when it comes. */
  readonly paynet: PaynetServices;
  readonly store: Store;
  readonly watch: Pick<PayLinkWatch, 'tell'>;
  readonly seal: Seal;
  /** Told of a post whose members contradict the link: somebody may be trying something. Names members, no values. */
  readonly onContradiction: (found: { referenceNo: string; members: readonly string[] }) => void;
}

/**
 * Confirmations of payments. Nobody signs them, so the address is the only proof that one comes from Paynet: it holds
 * what the link was made with, encrypted, and whoever does not know it can make none. Even then a post is a hint, and
 * Paynet is asked.
 */
export interface Confirmations {
  /** What stands at the end of the address for this link. */
  tokenFor(expected: Expected): string;
  /** Takes a post in. Resolves once all is done that it leads to; a forged one leads to nothing. */
  receive(token: string, body: Uint8Array): Promise<void>;
}

export function createConfirmations(options: ConfirmationsOptions): Confirmations {
  const { paynet, store, watch, seal, onContradiction } = options;
  /** Addresses whose link is being looked at: what comes meanwhile needs no look of its own. */
  const underWay = new Map<string, Promise<void>>();

  function open(token: string): Expected | null {
    const content = seal.open(token);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only we can have sealed it
    return content === null ? null : (JSON.parse(content) as Expected);
  }

  async function look(address: string, { referenceNo }: Expected, isPatient: boolean): Promise<void> {
    const finished = `confirmed:${address}`;
    if ((await orWhileAway(store.get(finished), null)) !== null) return;
    for (const afterMs of isPatient ? LOOK_AGAIN_AFTER_MS : [0]) {
      await sleep(afterMs, undefined, { ref: false });
      const link = await findLink(paynet, { referenceNo }).catch(() => null);
      if (link === null) continue;
      const id = link.id ?? idOf({ referenceNo });
      await watch.tell(id, link);
      if (!isFinal(statusOf(link))) continue;
      await orWhileAway(store.set(finished, id, FINISHED_KEPT_MS), undefined);
      return;
    }
  }

  return {
    tokenFor: (expected) => seal.seal(JSON.stringify(expected)),

    async receive(token, body) {
      const expected = open(token);
      if (expected === null) return;
      const said = readConfirmation(body);
      const { referenceNo } = expected;
      const members = contradictions(said, expected);
      if (members.length > 0) onContradiction({ referenceNo, members });

      // Of each address apart: a reference of the caller's own may have several links.
      const address = ivOf(token);
      const running = underWay.get(address);
      if (running !== undefined) return running;
      // One that does not fit, or says it did not succeed, is worth one look and no waiting for it to come true.
      const isCredible = said.isSucceed !== false && members.length === 0;
      const looking = look(address, expected, isCredible).finally(() => underWay.delete(address));
      underWay.set(address, looking);
      return looking;
    },
  };
}

/** The number a token was sealed with once: it tells the token from all others, however it is spelt. */
function ivOf(token: string): string {
  const [, , iv = ''] = token.split('.');
  return Buffer.from(iv, 'base64url').toString('hex');
}

/** The members that say another thing than what the link was made with. */
function contradictions(said: Confirmation, { referenceNo, amount, addsCommission }: Expected): string[] {
  const isMore = said.amount !== null && compareDecimals(said.amount, amount) > 0;
  const isLess = said.amount !== null && compareDecimals(said.amount, amount) < 0;
  return [
    ...(said.referenceNo !== null && said.referenceNo !== referenceNo ? ['reference_no'] : []),
    ...(isLess || (isMore && !addsCommission) ? ['amount'] : []),
    ...(said.currency !== null && said.currency !== 'TRY' ? ['currency'] : []),
  ];
}
