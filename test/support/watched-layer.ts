// oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface WatchedLayer {
  readonly url: string;
  /** Does something, and says for how long the layer's event loop was busy meanwhile: it stood still no longer. */
  watch<T>(doing: () => Promise<T>): Promise<{ result: T; busyMs: number }>;
  /** Has the loop stand still for more than half a second, beginning now; told when it turns again. */
  block(): Promise<void>;
  /** How many requests left for Paynet so far. */
  left(): Promise<number>;
  stop(): Promise<void>;
}

/** A layer in the closed profile, alone in a thread. */
export async function startWatchedLayer(): Promise<WatchedLayer> {
  const worker = new Worker(new URL('watched-loop.ts', import.meta.url));
  const hear = async <T>() => (await once(worker, 'message'))[0] as T;
  const ask = (question: 'begin' | 'end' | 'block') => {
    const answer = hear<{ busyMs: number; left: number }>();
    worker.postMessage(question);
    return answer;
  };
  const { url } = await hear<{ url: string }>();
  return {
    url,
    async watch(doing) {
      await ask('begin');
      const result = await doing();
      const { busyMs } = await ask('end');
      return { result, busyMs };
    },
    block: async () => void (await ask('block')),
    left: async () => (await ask('end')).left,
    stop: async () => void (await worker.terminate()),
  };
}
