/** How finely the time is cut. What is counted leaves the count up to a tenth of the span early. */
const SLICES = 10;

/** How often something happened in the last while, by the clock that never jumps. */
export interface RecentCount {
  add(): void;
  total(): number;
  clear(): void;
}

export function createRecentCount(spanMs: number): RecentCount {
  const sliceMs = spanMs / SLICES;
  const slices = new Float64Array(SLICES);
  let newest = Math.floor(performance.now() / sliceMs);
  let total = 0;

  function moveOn(): void {
    const now = Math.floor(performance.now() / sliceMs);
    for (let passed = Math.min(now - newest, SLICES); passed > 0; passed -= 1) {
      const slice = (now - passed + 1) % SLICES;
      total -= slices[slice] ?? 0;
      slices[slice] = 0;
    }
    newest = now;
  }

  return {
    add() {
      moveOn();
      const slice = newest % SLICES;
      slices[slice] = (slices[slice] ?? 0) + 1;
      total += 1;
    },
    total() {
      moveOn();
      return total;
    },
    clear() {
      slices.fill(0);
      total = 0;
    },
  };
}
