import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const NS_PER_US = 1_000;

/** A process and all that it started, as they are now. */
function family(pid: number): number[] {
  const children = tasks(pid).flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean));
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

/**
 * CPU time a process and its children have used so far, all threads, in microseconds. The scheduler's own account, to
 * the nanosecond: `/proc/<pid>/stat` ticks in hundredths of a second, which is a hundred operations.
 */
export function cpuMicroseconds(pid: number): number {
  let ns = 0;
  for (const each of family(pid)) {
    for (const task of tasks(each)) ns += Number(read(`/proc/${each}/task/${task}/schedstat`).split(' ', 1)[0] ?? 0);
  }
  return ns / NS_PER_US;
}

/** Resident memory of a process and its children, in megabytes. */
export function residentMegabytes(pid: number): number {
  const kilobytes = family(pid).map((each) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${each}/status`))?.[1] ?? 0));
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1_024;
}

/** The share of the machine's cores that goes to anything else, from now on. All that is ours is a child of this process. */
export function watchOthers(): () => number {
  const begun = othersByNow();
  return () => {
    const { at, others } = othersByNow();
    return Math.max(0, (others - begun.others) / ((at - begun.at) * 1_000 * availableParallelism()));
  };
}

const othersByNow = () => ({
  at: performance.now(),
  others: machineMicroseconds() - cpuMicroseconds(process.pid),
});

/** CPU time all of the machine's cores have been busy so far, in microseconds; ticks of hundredths of a second. */
function machineMicroseconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    /^cpu +(.*)$/m.exec(read('/proc/stat'))?.[1]?.split(' ').map(Number) ?? [];
  return (user + nice + system + irq + softirq) * 10_000;
}

/** Whether this machine keeps the accounts that are read here. */
export function canMeasure(): boolean {
  return cpuMicroseconds(process.pid) > 0;
}

function tasks(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    // It has ended in the meantime.
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
