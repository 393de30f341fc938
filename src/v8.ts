import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * What V8 is told for a service of many short requests, before anything runs. It puts what outlives a few collections into
 * the space for old things from the beginning. Under load these are the answers of slow calls, which then are kept, with
 * all they hold, until the next full collection: a list took three times as long. And little outlives a collection here:
 * four threads that look for it together take three times as long as one, and other cores have processes of their own.
 * In a quiet time V8 would collect as much as it can, and forget what objects look like of which there are none just then:
 * with that goes all code that was compiled for them, and the next thousand requests take two or three times as long. So it
 * collects then as it does at other times.
 * Where there are pauses it would also keep the heap as small as it can, and collect all of it after every few megabytes that
 * outlive a moment: several times a second under load, for a list a third of its cost and more. So it may grow to twice what is alive.
 * Functions are compiled as well as they can be after a thousand calls and not after three thousand: the few that a request
 * needs do not change their ways, and until then it takes half as long again.
 */
export function tuneForShortRequests(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--no-memory-reducer-favors-memory');
  setFlagsFromString('--heap-growing-percent=100');
  setFlagsFromString('--invocation-count-for-turbofan=1000');
}

/** Gives back the memory that only starting needed, a quarter of all. V8 itself would wait until it is short of it. */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
