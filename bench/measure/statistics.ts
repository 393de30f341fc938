export interface Spread {
  /**
   * What only a tenth of it is below: the quietest moments. Whatever else a machine does can add to the CPU time of an
   * operation and never takes any away, so this is nearest to what it costs by itself.
   */
  readonly quiet: number;
  readonly median: number;
  /** The middle half of what was seen lies between these two. */
  readonly low: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    quiet: quantile(sorted, 0.1),
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}
