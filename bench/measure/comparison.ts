import type { Operation } from '../operations.ts';
import { type OperationResult, type Results, type ServerResult, thisMachine } from '../report/results.ts';
import { FLOOR, type Server } from '../servers.ts';
import { type Contestant, enter, type Sample } from './contestant.ts';
import { type Load, startLoad } from './load.ts';
import { startProgram } from './program.ts';
import { measureStartUp, type StartUp } from './start-up.ts';
import { spreadOf } from './statistics.ts';
import { watchOthers } from './usage.ts';

interface Plan {
  readonly startUps: number;
  /** What is still there when nothing has happened for so long is what a server takes at rest. */
  readonly restMs: number;
  readonly connections: number;
  readonly rounds: number;
  readonly rampMs: number;
  readonly ms: number;
  /** For each server and operation, before anything counts: V8 goes on compiling for more than ten thousand operations. */
  readonly warmUpMs: number;
  readonly warmUpOperations: number;
}

/** Slices are short and many, because others use the machine too: some of them fall into its quiet moments. */
const FULL: Plan = {
  startUps: 3,
  restMs: 1_000,
  connections: 8,
  rounds: 30,
  rampMs: 40,
  ms: 100,
  warmUpMs: 10_000,
  warmUpOperations: 15_000,
};
const QUICK: Plan = {
  startUps: 1,
  restMs: 200,
  connections: 2,
  rounds: 2,
  rampMs: 10,
  ms: 60,
  warmUpMs: 100,
  warmUpOperations: 100,
};

export interface Comparison {
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  /** Titles of operations the layer does not have. */
  readonly leftOut: readonly string[];
  readonly quick: boolean;
  readonly say: (line: string) => void;
}

/** All servers beside each other, on all operations. */
export async function compare(comparison: Comparison): Promise<Results> {
  const { servers, operations, leftOut, quick, say } = comparison;
  const plan = quick ? QUICK : FULL;
  const upstream = await startProgram({ name: 'the upstream', main: 'bench/dist/upstream/main.js' });
  const load = startLoad();
  const contestants: Contestant[] = [];
  try {
    const startUps = await startAll(comparison, plan, upstream.origin);
    for (const server of servers) contestants.push(await enter(server, operations, { upstream: upstream.origin }));
    say('every server gives every operation the right answer');

    const elsewhere = watchOthers();
    const samples = await takeTurns(contestants, comparison, { plan, load });
    const floor = contestants.find(({ server }) => server === FLOOR);
    return {
      date: new Date().toISOString(),
      quick,
      machine: thisMachine(),
      elsewhere: elsewhere(),
      rounds: plan.rounds,
      connections: plan.connections,
      operations: operations.map(({ name, title, items }) => ({ name, title, items })),
      leftOut,
      servers: contestants.map((contestant) => ({
        ...resultsOf(contestant, startUps.get(contestant.server) ?? []),
        operations: Object.fromEntries(
          operations.map((operation) => {
            const of = (each: Contestant | undefined) => each && (samples.get(each)?.get(operation) ?? []);
            return [operation.name, summary(of(contestant) ?? [], of(floor))];
          }),
        ),
      })),
    };
  } finally {
    await load.stop();
    for (const contestant of contestants) await contestant.stop();
    await upstream.stop();
  }
}

async function startAll({ servers, say }: Comparison, { startUps, restMs }: Plan, upstream: string) {
  const found = new Map<Server, StartUp[]>(servers.map((server) => [server, []]));
  for (let turn = 1; turn <= startUps; turn += 1) {
    const line: string[] = [];
    for (const server of servers) {
      const startUp = await measureStartUp(server, { upstream, restMs });
      found.get(server)?.push(startUp);
      line.push(`${server.name} ${Math.round(startUp.cpuMs)}`);
    }
    say(`start-up ${turn} of ${startUps}, CPU ms: ${line.join(', ')}`);
  }
  return found;
}

type Samples = Map<Contestant, Map<Operation, Sample[]>>;

async function takeTurns(
  contestants: readonly Contestant[],
  { operations, say }: Comparison,
  { plan, load }: { plan: Plan; load: Load },
): Promise<Samples> {
  const { connections, rounds, rampMs, ms, warmUpMs, warmUpOperations } = plan;
  for (const operation of operations) {
    for (const contestant of contestants)
      await contestant.sample(operation, load, { connections, rampMs, ms: warmUpMs, maxOperations: warmUpOperations });
    say(`warmed up: ${operation.title}`);
  }

  const samples: Samples = new Map(contestants.map((each) => [each, new Map(operations.map((one) => [one, []]))]));
  for (let round = 0; round < rounds; round += 1) {
    for (const operation of operations) {
      // Another one begins each time, so that nobody always follows the same neighbour.
      const first = round % contestants.length;
      for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
        const sample = await contestant.sample(operation, load, { connections, rampMs, ms });
        samples.get(contestant)?.get(operation)?.push(sample);
      }
      const line = contestants.map((each) => {
        const cpuUs = samples.get(each)?.get(operation)?.at(-1)?.cpuUs ?? 0;
        return `${each.server.name} ${Math.round(cpuUs)}`;
      });
      say(`round ${round + 1} of ${rounds}, ${operation.title}, CPU µs: ${line.join(', ')}`);
    }
  }
  return samples;
}

function resultsOf(contestant: Contestant, startUps: readonly StartUp[]): Omit<ServerResult, 'operations'> {
  const of = (member: keyof StartUp) => spreadOf(startUps.map((each) => each[member]));
  return {
    name: contestant.server.name,
    title: contestant.server.title,
    startUpCpuMs: of('cpuMs'),
    firstAnswerMs: of('firstAnswerMs'),
    restMegabytes: of('restMegabytes'),
    loadedMegabytes: contestant.residentMegabytes(),
  };
}

function summary(samples: readonly Sample[], floor: readonly Sample[] | undefined): OperationResult {
  const of = (member: keyof Sample) => spreadOf(samples.map((each) => each[member]));
  const cpuUs = of('cpuUs');
  return {
    cpuUs,
    ratio: floor === undefined ? null : cpuUs.quiet / spreadOf(floor.map((each) => each.cpuUs)).quiet,
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
  };
}
