import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import type { Spread } from '../measure/statistics.ts';

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${arch()}`,
    node: process.version,
  };
}

export interface OperationResult {
  /** CPU time of the server for one operation, in microseconds. */
  readonly cpuUs: Spread;
  /** The quiet figure as a multiple of the floor's. */
  readonly ratio: number | null;
  readonly perSecond: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
}

export interface ServerResult {
  readonly name: string;
  readonly title: string;
  readonly startUpCpuMs: Spread;
  readonly firstAnswerMs: Spread;
  readonly restMegabytes: Spread;
  readonly loadedMegabytes: number;
  readonly operations: Readonly<Record<string, OperationResult>>;
}

export interface Results {
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Machine;
  /** The share of the cores that went to anything else than this bench while it measured. */
  readonly elsewhere: number;
  readonly rounds: number;
  readonly connections: number;
  readonly operations: readonly { readonly name: string; readonly title: string; readonly items: number }[];
  /** Operations the layer's schema does not have. */
  readonly leftOut: readonly string[];
  readonly servers: readonly ServerResult[];
}

export interface GrowthPoint {
  /** How much of it: connections, links, entities or replicas. */
  readonly at: number;
  /** How many links or entities one operation was about. */
  readonly items: number;
  readonly cpuUs: Spread;
  readonly perSecond: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
}

export interface GrowthCurve {
  readonly name: string;
  readonly server: string;
  readonly points: readonly GrowthPoint[];
}

export interface GrowthResults {
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Machine;
  readonly elsewhere: number;
  readonly rounds: number;
  readonly curves: readonly GrowthCurve[];
  readonly leftOut: readonly string[];
  /** Many at once, before a slow upstream: how long the last one waits, and how long it must. */
  readonly crowd: {
    readonly requests: number;
    readonly upstreamMs: number;
    readonly pool: number;
    readonly idealMs: number;
    readonly tookMs: number;
    readonly p99Ms: number;
  };
}
