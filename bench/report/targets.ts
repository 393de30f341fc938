import { FLOOR, LAYER } from '../servers.ts';
import type { Results } from './results.ts';

export interface Verdict {
  readonly what: string;
  readonly found: string;
  readonly met: boolean;
}

/** At most so many times the floor. For the bulk: 70 µs a link where one call of the floor's costs 50. */
const MAX_RATIO: Readonly<Record<string, number>> = { login: 2.8, createPayLink: 1.8, createPayLinks100: 1.4 };
const MAX_START_UP_CPU_MS = 1_000;
const MAX_REST_MEGABYTES = 120;

/** What the layer is meant to reach, as far as this run can tell. */
export function targets({ servers, operations }: Results): Verdict[] {
  const layer = servers.find(({ name }) => name === LAYER.name);
  if (layer === undefined) return [];
  const verdicts: Verdict[] = [];
  for (const { name, title } of operations) {
    const ratio = layer.operations[name]?.ratio;
    if (ratio === undefined || ratio === null) continue;
    const limit = MAX_RATIO[name];
    if (limit !== undefined)
      verdicts.push({
        what: `${title}: at most ${limit} times the floor`,
        found: ratio.toFixed(2),
        met: ratio <= limit,
      });
    const peers = servers.filter((server) => server !== layer && server.name !== FLOOR.name);
    const best = peers.toSorted((a, b) => (a.operations[name]?.ratio ?? 0) - (b.operations[name]?.ratio ?? 0))[0];
    const bestRatio = best?.operations[name]?.ratio;
    if (best !== undefined && bestRatio !== undefined && bestRatio !== null)
      verdicts.push({
        what: `${title}: ahead of every peer`,
        found: `${ratio.toFixed(2)}, and ${bestRatio.toFixed(2)} of ${best.title}`,
        met: ratio <= bestRatio,
      });
  }
  const { startUpCpuMs, restMegabytes } = layer;
  verdicts.push({
    what: `start-up to the first answer under ${MAX_START_UP_CPU_MS} ms of CPU`,
    found: `${Math.round(startUpCpuMs.quiet)} ms`,
    met: startUpCpuMs.quiet < MAX_START_UP_CPU_MS,
  });
  verdicts.push({
    what: `memory at rest under ${MAX_REST_MEGABYTES} MB`,
    found: `${Math.round(restMegabytes.median)} MB`,
    met: restMegabytes.median < MAX_REST_MEGABYTES,
  });
  return verdicts;
}
