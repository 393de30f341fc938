import { setTimeout as sleep } from 'node:timers/promises';
import { login } from '../operations.ts';
import type { Server } from '../servers.ts';
import { checkedSteps } from './asking.ts';
import { startProgram } from './program.ts';
import { cpuMicroseconds, residentMegabytes } from './usage.ts';

export interface StartUp {
  /** CPU time from nothing to the first answer, all threads, in milliseconds. */
  readonly cpuMs: number;
  readonly firstAnswerMs: number;
  readonly restMegabytes: number;
}

/** Starts a server, waits for its first answer, which has to be right, and ends it again. */
export async function measureStartUp(
  server: Server,
  { upstream, restMs }: { upstream: string; restMs: number },
): Promise<StartUp> {
  const program = await startProgram({ ...server, env: { ...server.env, PAYNET_BASE_URL: upstream } });
  try {
    await checkedSteps({ server, origin: program.origin }, login, null);
    const firstAnswerMs = performance.now() - program.startedAt;
    const cpuMs = cpuMicroseconds(program.pid) / 1_000;
    await sleep(restMs);
    return { cpuMs, firstAnswerMs, restMegabytes: residentMegabytes(program.pid) };
  } finally {
    await program.stop();
  }
}
