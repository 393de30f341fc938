import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromLoad, Job, Outcome, ToLoad } from '../load/job.ts';

const MAIN = new URL('../load/main.ts', import.meta.url).pathname;

/** The load generator, seen from outside. */
export interface Load {
  /** Runs a job. `around` is given what begins the counted part, once nothing is in flight any more. */
  run<Result>(job: Job, around: (go: () => Promise<Outcome>) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

/** A body that was not the right one, or none at all. */
export class LoadMistake extends Error {}

export function startLoad(): Load {
  const child = fork(MAIN, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let waiting: PromiseWithResolvers<FromLoad> | null = null;
  child.on('message', (message) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other end is load/main.ts, which sends nothing else
    waiting?.resolve(message as FromLoad);
  });
  child.on('exit', () => waiting?.reject(new Error('The load generator has ended')));

  async function ask(message: ToLoad): Promise<FromLoad> {
    waiting = Promise.withResolvers();
    child.send(message);
    return waiting.promise;
  }

  return {
    async run(job, around) {
      const ready = await ask({ kind: 'prepare', job });
      if (ready.kind === 'ready' && ready.mistake !== null) throw new LoadMistake(ready.mistake);
      return around(async () => {
        const done = await ask({ kind: 'go' });
        if (done.kind !== 'done') throw new Error('The load generator answered something else');
        if (done.outcome.mistake !== null) throw new LoadMistake(done.outcome.mistake);
        return done.outcome;
      });
    },
    async stop() {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
