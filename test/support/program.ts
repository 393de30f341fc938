import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENVIRONMENT } from '../../src/config.ts';

export interface Program {
  readonly pid: number;
  /** Everything it printed so far, on both outputs. */
  readonly printed: () => string;
  /** Waits until it has printed something, and answers that. Rejects after half a minute, with all it printed. */
  readonly waitFor: (pattern: RegExp) => Promise<string>;
  /** Its exit code, when it has ended. */
  readonly exit: Promise<number | null>;
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Every setting said to be nothing, so that a developer's `.env`, with a real key in it, has no say in a test. */
const NO_SETTINGS = Object.fromEntries(Object.keys(ENVIRONMENT.shape).map((name) => [name, '']));

/** A command of ours as a person starts it, with a clean environment of its own. Nothing of it outlives the test. */
export function startProgram(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child: ChildProcess = spawn(command, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...NO_SETTINGS, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm starts a shell that starts node, and a signal has to reach them all.
    detached: true,
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    pid: child.pid ?? 0,
    printed: () => printed,
    exit,
    async waitFor(pattern) {
      for (const end = performance.now() + 30_000; performance.now() < end; await sleep(50)) {
        const [whole, part] = pattern.exec(printed) ?? [];
        if (whole !== undefined) return part ?? whole;
        if (child.exitCode !== null) break;
      }
      throw new Error(`It never printed ${String(pattern)}, but:\n${printed}`);
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
        process.kill(-child.pid, signal);
      return exit;
    },
  };
}
