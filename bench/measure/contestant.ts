import type { Step } from '../load/job.ts';
import type { Operation } from '../operations.ts';
import type { Server } from '../servers.ts';
import { checkedSteps, tokenFor, WrongAnswer } from './asking.ts';
import { type Load, LoadMistake } from './load.ts';
import { type Program, startProgram } from './program.ts';
import { cpuMicroseconds, residentMegabytes } from './usage.ts';

export interface Sample {
  /** CPU time of the server's processes for one operation, in microseconds. */
  readonly cpuUs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How one slice of load goes. */
export interface Pace {
  readonly connections: number;
  readonly rampMs: number;
  readonly ms: number;
  readonly maxOperations?: number;
}

/** A server that runs, as one process or as several, with every answer checked. */
export interface Contestant {
  readonly server: Server;
  sample(operation: Operation, load: Load, pace: Pace): Promise<Sample>;
  residentMegabytes(): number;
  stop(): Promise<void>;
}

/** Far more than any server does in the time; a slice has to end even where a clock stands still. */
const MAX_OPERATIONS = 200_000;

export async function enter(
  server: Server,
  operations: readonly Operation[],
  { upstream, replicas = 1 }: { upstream: string; replicas?: number },
): Promise<Contestant> {
  const programs: Program[] = [];
  const stop = async () => {
    for (const program of programs) await program.stop();
  };
  try {
    for (let started = 0; started < replicas; started += 1)
      programs.push(await startProgram({ ...server, env: { ...server.env, PAYNET_BASE_URL: upstream } }));
    const steps = await allSteps(server, operations, programs);
    return {
      server,
      sample: (operation, load, pace) =>
        takeSample({ server, operation, programs, steps: steps.get(operation) ?? [] }, load, pace),
      residentMegabytes: () => programs.reduce((sum, { pid }) => sum + residentMegabytes(pid), 0),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function allSteps(server: Server, operations: readonly Operation[], programs: readonly Program[]) {
  const steps = new Map<Operation, readonly Step[]>();
  const [first] = programs;
  if (first === undefined) return steps;
  // Replicas take each other's tokens.
  const token = operations.some(({ signedIn }) => signedIn) ? await tokenFor({ server, origin: first.origin }) : null;
  for (const { origin } of programs) {
    for (const operation of operations) steps.set(operation, await checkedSteps({ server, origin }, operation, token));
  }
  return steps;
}

interface Subject {
  readonly server: Server;
  readonly operation: Operation;
  readonly programs: readonly Program[];
  readonly steps: readonly Step[];
}

async function takeSample({ server, operation, programs, steps }: Subject, load: Load, pace: Pace): Promise<Sample> {
  const usedSoFar = () => programs.reduce((sum, { pid }) => sum + cpuMicroseconds(pid), 0);
  const job = { origins: programs.map(({ origin }) => origin), steps, maxOperations: MAX_OPERATIONS, ...pace };
  try {
    return await load.run(job, async (go) => {
      const before = usedSoFar();
      const { operations, wallMs, p50Ms, p99Ms } = await go();
      return { cpuUs: (usedSoFar() - before) / operations, perSecond: (operations / wallMs) * 1_000, p50Ms, p99Ms };
    });
  } catch (error) {
    throw error instanceof LoadMistake ? new WrongAnswer(server, operation, error.message) : error;
  }
}
