import { Repeater, SlidingBuffer } from '@repeaterjs/repeater';
import { FewAtOnce } from '../few-at-once.ts';
import type { PaynetServices } from '../paynet/client.ts';
import type { LinkRecord } from '../paynet/services/mail-order.ts';
import { orWhileAway, type Store } from '../store/store.ts';
import { findLink, idOf, selectorOf } from './find-link.ts';
import { isFinal, type PayLinkStatus, statusOf } from './status.ts';

/** However many links are watched, asking about them must not crowd out what people wait for. */
const MAX_POLLS_AT_ONCE = 4;
/** The state is what counts, so of what a slow listener has not taken yet only the newest is kept. */
const KEPT_FOR_SLOW_LISTENERS = 1;

export interface WatchOptions {
  /** Not bound to any request: a watch outlives them. */
  readonly paynet: PaynetServices;
  readonly store: Store;
  /** How often a link somebody watches is asked about, in case its confirmation was lost. */
  readonly pollMs: number;
}

/** Why a watch ends before the link comes to its end. */
export type WatchEnd = 'session-over' | 'stopping';

/** Who watches. */
export interface Watcher {
  /** When the session ends, in milliseconds since 1970. */
  readonly until: number;
  /** Calls back when it ends before that; the answered function ends the calling back. */
  readonly onSessionOver?: (callback: () => void) => () => void;
  /** Whether a link may be told: a reference can come to lead to somebody else's. */
  readonly maySee: (link: LinkRecord) => boolean;
}

export interface PayLinkWatch {
  /**
   * The link as it is, and again whenever its status changes, until that is final. `id` is what `idOf` gives, `now` the
   * link as it was read just before. Ends early with the reason, when the session does or the service stops.
   */
  watch(id: string, now: LinkRecord, by: Watcher): AsyncIterable<LinkRecord | WatchEnd>;
  /** Tells everybody who watches the link, on every replica, what was learnt of it. */
  tell(id: string, link: LinkRecord): Promise<void>;
  /** Ends every watch. */
  close(): void;
}

/** One link that somebody here watches. */
interface Watched {
  listeners: Set<(link: LinkRecord) => void>;
  status: PayLinkStatus;
  stop: () => void;
}

export function createPayLinkWatch({ paynet, store, pollMs }: WatchOptions): PayLinkWatch {
  const polls = new FewAtOnce(MAX_POLLS_AT_ONCE);
  const watched = new Map<string, Watched>();
  const closing = new AbortController();

  async function tell(id: string, link: LinkRecord): Promise<void> {
    // While the store is away, other replicas learn of it by asking.
    await orWhileAway(store.publish(topicOf(id), JSON.stringify(link)), undefined);
  }

  /** Asks about a link; whoever listens anywhere hears only what is new. */
  async function ask(id: string, entry: Watched): Promise<void> {
    if (watched.get(id) !== entry) return;
    const link = await findLink(paynet, selectorOf(id)).catch(() => null);
    if (link === null) return;
    if (statusOf(link) !== entry.status) await tell(id, link);
    // Who began to listen with an older look at the link than others here did has still to hear of it.
    else for (const listener of entry.listeners) listener(link);
  }

  /** Asks about a link now and then. */
  function poll(id: string, entry: Watched): () => void {
    let timer: NodeJS.Timeout;
    let isOver = false;
    const next = () => {
      // A look may have been under way when it was stopped.
      if (isOver) return;
      // Apart from each other, so that links watched since one moment are not all asked about in another.
      timer = setTimeout(
        () => void polls.do(() => ask(id, entry)).finally(next),
        pollMs * (0.8 + 0.4 * Math.random()),
      ).unref();
    };
    next();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }

  /** Where Paynet names no ids, a confirmation leads to a reference only. Others may have it too, so it is asked about. */
  function askWhenReferenceIsTold(id: string, { referenceNo, ...now }: LinkRecord, entry: Watched): () => void {
    if (now.id !== null || referenceNo === null || idOf({ referenceNo }) === id) return () => undefined;
    return store.subscribe(topicOf(idOf({ referenceNo })), () => void polls.do(() => ask(id, entry)));
  }

  function listen(id: string, now: LinkRecord, listener: (link: LinkRecord) => void): () => void {
    const entry = watched.get(id) ?? begin(id, now);
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0) return;
      entry.stop();
      if (watched.get(id) === entry) watched.delete(id);
    };
  }

  function begin(id: string, now: LinkRecord): Watched {
    const entry: Watched = { listeners: new Set(), status: statusOf(now), stop: () => undefined };
    const unsubscribe = store.subscribe(topicOf(id), (message) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody but `tell` above publishes there
      const link = JSON.parse(message) as LinkRecord;
      entry.status = statusOf(link);
      for (const listener of entry.listeners) listener(link);
    });
    const stops = [unsubscribe, poll(id, entry), askWhenReferenceIsTold(id, now, entry)];
    entry.stop = () => {
      for (const stop of stops) stop();
    };
    watched.set(id, entry);
    return entry;
  }

  return {
    tell,
    watch: (id, now, { until, onSessionOver, maySee }) =>
      new Repeater<LinkRecord | WatchEnd>(async (push, stop) => {
        let told: PayLinkStatus | undefined;
        const take = (link: LinkRecord) => {
          const status = statusOf(link);
          if (status === told || !maySee(link)) return;
          told = status;
          void push(link);
          if (isFinal(status)) stop();
        };
        const endWith = (why: WatchEnd) => {
          void push(why);
          stop();
        };
        const stopListening = listen(id, now, take);
        const onClose = () => endWith('stopping');
        closing.signal.addEventListener('abort', onClose);
        const timer = setTimeout(() => endWith('session-over'), until - Date.now()).unref();
        const stopWaiting = onSessionOver?.(() => endWith('session-over'));
        take(now);
        if (closing.signal.aborted) onClose();
        await stop;
        clearTimeout(timer);
        stopWaiting?.();
        closing.signal.removeEventListener('abort', onClose);
        stopListening();
      }, new SlidingBuffer(KEPT_FOR_SLOW_LISTENERS)),
    close: () => closing.abort(),
  };
}

function topicOf(id: string): string {
  return `pay-link:${id}`;
}
