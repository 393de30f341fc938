import { createPayLink, createPayLinks, entities, type Operation, payLinks } from '../operations.ts';
import { type GrowthCurve, type GrowthResults, thisMachine } from '../report/results.ts';
import { FLOOR, LAYER_FOR_A_CROWD, type Server } from '../servers.ts';
import { type Contestant, enter, type Sample } from './contestant.ts';
import { type Load, startLoad } from './load.ts';
import { startProgram } from './program.ts';
import { spreadOf } from './statistics.ts';
import { watchOthers } from './usage.ts';

interface Plan {
  readonly rounds: number;
  readonly connections: number;
  readonly rampMs: number;
  readonly ms: number;
  readonly warmUpMs: number;
}

const FULL: Plan = { rounds: 20, connections: 8, rampMs: 40, ms: 100, warmUpMs: 2_500 };
const QUICK: Plan = { rounds: 1, connections: 2, rampMs: 10, ms: 40, warmUpMs: 40 };

/** Enough for every replica to be busy all the time. */
const CONNECTIONS_PER_REPLICA = 16;

/** A point of a curve: so much of something, and what is done to see what it costs. */
interface Point {
  readonly at: number;
  readonly contestant: Contestant;
  readonly operation: Operation;
  readonly connections: number;
}

interface Curve extends Omit<GrowthCurve, 'points'> {
  readonly points: readonly Point[];
}

export interface Growth {
  readonly quick: boolean;
  /** Whether the layer's schema has what the operation needs. */
  readonly has: (operation: Operation) => boolean;
  readonly say: (line: string) => void;
}

/** How the layer's cost grows with the work. */
export async function measureGrowth({ quick, has, say }: Growth): Promise<GrowthResults> {
  const plan = quick ? QUICK : FULL;
  const { cores } = thisMachine();
  const upstream = await startProgram({ name: 'the upstream', main: 'bench/dist/upstream/main.js' });
  const load = startLoad();
  const contestants: Contestant[] = [];
  const start = async (server: Server, operations: readonly Operation[], replicas = 1) => {
    const contestant = await enter(server, operations, { upstream: upstream.origin, replicas });
    contestants.push(contestant);
    return contestant;
  };
  try {
    const sized = [
      { name: 'links in a list', sizes: [10, 20, 50, 100, 200, 500, 1_000], of: payLinks },
      { name: 'links made at once', sizes: [1, 10, 25, 50, 100], of: createPayLinks },
      { name: 'entities', sizes: [1, 10, 50, 100, 250, 500], of: entities },
    ].map(({ name, sizes, of }) => ({
      name,
      operations: ends(sizes, quick)
        .map((size) => of(size))
        .filter(has),
    }));
    const layer = await start(LAYER_FOR_A_CROWD, [createPayLink, ...sized.flatMap(({ operations }) => operations)]);
    const floor = await start(FLOOR, [createPayLink]);
    const byReplicas = async (one: Contestant): Promise<Point[]> => {
      const points: Point[] = [];
      for (let replicas = 1; replicas <= cores; replicas *= 2) {
        const contestant = replicas === 1 ? one : await start(one.server, [createPayLink], replicas);
        const connections = CONNECTIONS_PER_REPLICA * replicas;
        points.push({ at: replicas, contestant, operation: createPayLink, connections });
      }
      return points;
    };
    const [layerByReplicas, floorByReplicas] = [await byReplicas(layer), await byReplicas(floor)];
    say('every answer is the right one');

    const curves: Curve[] = [
      { name: 'connections', server: layer.server.title, points: byConnections(layer, quick) },
      { name: 'connections', server: floor.server.title, points: byConnections(floor, quick) },
      ...sized.map(({ name, operations }) => ({
        name,
        server: layer.server.title,
        points: operations.map((operation) => ({
          at: operation.items,
          contestant: layer,
          operation,
          connections: plan.connections,
        })),
      })),
      { name: 'replicas', server: layer.server.title, points: layerByReplicas },
      { name: 'replicas', server: floor.server.title, points: floorByReplicas },
    ].filter(({ points }) => points.length > 0);

    const elsewhere = watchOthers();
    const measured = await measurePoints(curves, { plan, load, say });
    return {
      date: new Date().toISOString(),
      quick,
      machine: thisMachine(),
      elsewhere: elsewhere(),
      rounds: plan.rounds,
      curves: measured,
      leftOut: sized.filter(({ operations }) => operations.length === 0).map(({ name }) => name),
      crowd: await measureCrowd(load, say),
    };
  } finally {
    await load.stop();
    for (const contestant of contestants) await contestant.stop();
    await upstream.stop();
  }
}

/** All of them, or only where a curve begins and ends. */
function ends(sizes: readonly number[], quick: boolean): readonly number[] {
  return quick ? [...sizes.slice(0, 1), ...sizes.slice(-1)] : sizes;
}

function byConnections(contestant: Contestant, quick: boolean): Point[] {
  return ends([1, 4, 16, 64, 256, 1_024], quick).map((connections) => ({
    at: connections,
    contestant,
    operation: createPayLink,
    connections,
  }));
}

async function measurePoints(
  curves: readonly Curve[],
  { plan: { rounds, rampMs, ms, warmUpMs }, load, say }: { plan: Plan; load: Load; say: (line: string) => void },
): Promise<GrowthCurve[]> {
  const samples = new Map<Point, Sample[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, server, points } of curves) {
      for (const point of points) {
        const { contestant, operation, connections } = point;
        const pace = { connections, rampMs, ms: round === 0 ? warmUpMs : ms };
        const sample = await contestant.sample(operation, load, pace);
        // The first round is there to warm up.
        if (round > 0) samples.set(point, [...(samples.get(point) ?? []), sample]);
      }
      say(`${round === 0 ? 'warmed up' : `round ${round} of ${rounds}`}: ${name}, ${server}`);
    }
  }
  return curves.map(({ points, ...curve }) => ({
    ...curve,
    points: points.map((point) => {
      const of = (member: keyof Sample) => spreadOf((samples.get(point) ?? []).map((each) => each[member]));
      return {
        at: point.at,
        items: point.operation.items,
        cpuUs: of('cpuUs'),
        perSecond: of('perSecond'),
        p50Ms: of('p50Ms'),
        p99Ms: of('p99Ms'),
      };
    }),
  }));
}

const CROWD = 1_000;
const SLOW_UPSTREAM_MS = 50;
/** How many creates the layer lets run at Paynet at once: three quarters of `PAYNET_MAX_CONNECTIONS`. */
const POOL = 48;

/** A thousand at once, before an upstream that takes its time. */
async function measureCrowd(load: Load, say: (line: string) => void): Promise<GrowthResults['crowd']> {
  const upstream = await startProgram({
    name: 'the slow upstream',
    main: 'bench/dist/upstream/main.js',
    env: { DELAY_MS: String(SLOW_UPSTREAM_MS) },
  });
  try {
    const layer = await enter(LAYER_FOR_A_CROWD, [createPayLink], { upstream: upstream.origin });
    try {
      // One round to open the connections and to wake the code; then each of them asks once.
      const { perSecond, p99Ms } = await layer.sample(createPayLink, load, {
        connections: CROWD,
        rampMs: 2_000,
        ms: 60_000,
        maxOperations: CROWD,
      });
      const tookMs = (CROWD / perSecond) * 1_000;
      say(`${CROWD} at once, each ${SLOW_UPSTREAM_MS} ms upstream: all answered after ${Math.round(tookMs)} ms`);
      return {
        requests: CROWD,
        upstreamMs: SLOW_UPSTREAM_MS,
        pool: POOL,
        idealMs: Math.ceil(CROWD / POOL) * SLOW_UPSTREAM_MS,
        tookMs,
        p99Ms,
      };
    } finally {
      await layer.stop();
    }
  } finally {
    await upstream.stop();
  }
}
