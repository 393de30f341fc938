/** The load generator, in a process of its own, so that its work is not taken for the server's. */
import { createHistogram } from 'node:perf_hooks';
import { Pool } from 'undici';
import { comparable, type FromLoad, type Job, type Outcome, type Step, type ToLoad } from './job.ts';

const NS_PER_MS = 1_000_000;

class WrongAnswer extends Error {}

function send(pool: Pool, step: Step): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    pool.dispatch(
      { method: 'POST', path: step.path, headers: step.headers, body: step.body },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          const body = (chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)).toString();
          if (status === 200 && comparable(body) === step.expected) resolve();
          else reject(new WrongAnswer(`HTTP ${status}: ${body.slice(0, 500)}`));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

/** Every connection works until the time or the count is over. Latencies go where they are asked to. */
async function work(
  pools: readonly Pool[],
  { steps, connections }: Job,
  { ms, maxOperations, record }: { ms: number; maxOperations: number; record: (ns: number) => void },
): Promise<number> {
  const end = performance.now() + ms;
  let begun = 0;
  let done = 0;
  const connection = async (pool: Pool) => {
    while (begun < maxOperations && performance.now() < end) {
      begun += 1;
      const from = performance.now();
      for (const step of steps) await send(pool, step);
      record(Math.max(1, Math.round((performance.now() - from) * NS_PER_MS)));
      done += 1;
    }
  };
  await Promise.all(
    Array.from({ length: connections }, (_, index) => {
      const pool = pools[index % pools.length];
      if (pool === undefined) throw new Error('A job needs an origin');
      return connection(pool);
    }),
  );
  return done;
}

let prepared: { readonly job: Job; readonly pools: readonly Pool[] } | null = null;

async function prepare(job: Job): Promise<FromLoad> {
  await close();
  const share = Math.ceil(job.connections / job.origins.length);
  const pools = job.origins.map(
    (origin) => new Pool(origin, { connections: share, headersTimeout: 0, bodyTimeout: 0 }),
  );
  prepared = { job, pools };
  try {
    await work(pools, job, { ms: job.rampMs, maxOperations: Number.POSITIVE_INFINITY, record: () => {} });
    return { kind: 'ready', mistake: null };
  } catch (error) {
    return { kind: 'ready', mistake: describe(error) };
  }
}

async function go(): Promise<FromLoad> {
  if (prepared === null) throw new Error('There is nothing prepared');
  const { job, pools } = prepared;
  const latencies = createHistogram();
  const begun = performance.now();
  const outcome = (operations: number, mistake: string | null): Outcome => ({
    operations,
    wallMs: performance.now() - begun,
    p50Ms: latencies.percentile(50) / NS_PER_MS,
    p99Ms: latencies.percentile(99) / NS_PER_MS,
    mistake,
  });
  try {
    const { ms, maxOperations } = job;
    const operations = await work(pools, job, { ms, maxOperations, record: (ns) => latencies.record(ns) });
    return { kind: 'done', outcome: outcome(operations, null) };
  } catch (error) {
    return { kind: 'done', outcome: outcome(0, describe(error)) };
  }
}

const describe = (error: unknown) =>
  error instanceof WrongAnswer ? error.message : `no answer: ${error instanceof Error ? error.message : String(error)}`;

async function close(): Promise<void> {
  await Promise.all((prepared?.pools ?? []).map((pool) => pool.destroy()));
  prepared = null;
}

process.on('message', (message: ToLoad) => {
  void (message.kind === 'prepare' ? prepare(message.job) : go()).then((answer) => process.send?.(answer));
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
