import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = new URL('../..', import.meta.url).pathname;
const STARTS_WITHIN_MS = 30_000;
const STOPS_WITHIN_MS = 5_000;

export interface Program {
  readonly pid: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** When it was started, on the clock of `performance.now()`. */
  readonly startedAt: number;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly name: string;
  /** Relative to the repository. */
  readonly main: string;
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
// Whatever ends the harness ends what it started.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a server of ours on a free port of this machine and waits until the port is open. */
export async function startProgram({ name, main, env = {} }: ProgramOptions): Promise<Program> {
  const port = await freePort();
  // A file, as a service's log goes to one; it is looked at only where something goes wrong.
  const folder = mkdtempSync(join(tmpdir(), 'paynet-bench-'));
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const startedAt = performance.now();
  // Nothing of the caller's settings, so that a developer's own account has no part in it.
  const child = spawn(process.execPath, [join(ROOT, main)], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  running.add(child);
  child.once('exit', () => running.delete(child));

  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
      await once(child, 'exit');
      clearTimeout(timer);
    }
    rmSync(folder, { recursive: true, force: true });
  };

  const giveUpAt = startedAt + STARTS_WITHIN_MS;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      const said = readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n');
      await end();
      throw new Error(`${name} did not start:\n${said}`);
    }
    await sleep(2);
  }
  return { pid: child.pid ?? 0, origin: `http://127.0.0.1:${port}`, startedAt, stop: end };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
