import { parseArgs } from 'node:util';
import type { Operation } from './operations.ts';
import type { Server } from './servers.ts';

export interface Options {
  readonly quick: boolean;
  readonly growth: boolean;
  /** Ends with a code of its own where a target is missed. */
  readonly strict: boolean;
  /** Names of servers and operations; none means all. */
  readonly only: readonly string[];
}

export class UsageError extends Error {}

export const USAGE = `npm run bench -- [--quick] [--growth] [--strict] [--only name,name]

  --quick    a short run: says whether it works, not how fast it is
  --growth   how cost grows with connections, links, entities and replicas
  --strict   ends with 3 where a target is missed
  --only     of servers and operations, these

It ends with 0 when everything was measured, 1 when a server did not start or answered wrongly, 64 for options it does
not know, and 69 on a machine that does not say what a process costs (it needs Linux).`;

export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        growth: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
      },
    });
    return { ...values, only: values.only.flatMap((list) => list.split(',')).filter((name) => name !== '') };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Those that are meant. Where no operation is named all are, and where no server is named all are. */
export function chosen<Thing extends Server | Operation>(
  things: readonly Thing[],
  { only }: Options,
  known: readonly string[],
): readonly Thing[] {
  const stranger = only.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new UsageError(`There is no "${stranger}"; there are: ${known.join(', ')}`);
  const named = things.filter(({ name }) => only.includes(name));
  return named.length === 0 ? things : named;
}
