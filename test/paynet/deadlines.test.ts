import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadlines, type Timed } from '../../src/paynet/deadlines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Begins after so long, is due so long after that, and is over by itself, comes closer, or neither. */
const plan = fc.record({
  beginsMs: fc.integer({ min: 1, max: 100 }),
  dueMs: fc.integer({ min: 1, max: 100 }),
  endsMs: fc.option(fc.integer({ min: 1, max: 120 })),
  closer: fc.option(fc.record({ afterMs: fc.integer({ min: 1, max: 50 }), dueMs: fc.integer({ min: 1, max: 20 }) })),
});

describe('deadlines', () => {
  it('end whatever is not over by then, once, within a millisecond, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 20 }), (plans) => {
        const deadlines = new Deadlines();
        const begun = performance.now();
        const runs = plans.map(({ beginsMs, dueMs, endsMs, closer }) => {
          let dueAt = begun + beginsMs + dueMs;
          let isOver = false;
          const run = { wasLateAt: [] as number[], isOver: () => isOver, dueAt: () => dueAt };
          const timed: Timed = {
            place: -1,
            get dueAt() {
              return dueAt;
            },
            late() {
              end();
              run.wasLateAt.push(performance.now());
            },
          };
          const end = () => {
            if (isOver) return;
            isOver = true;
            deadlines.delete(timed);
          };
          setTimeout(() => {
            deadlines.add(timed);
            if (endsMs !== null) setTimeout(end, endsMs);
            if (closer === null) return;
            setTimeout(() => {
              if (isOver) return;
              dueAt = Math.min(dueAt, performance.now() + closer.dueMs);
              deadlines.watch(timed);
            }, closer.afterMs);
          }, beginsMs);
          return run;
        });
        vi.advanceTimersByTime(1_000);
        for (const [index, { endsMs, beginsMs }] of plans.entries()) {
          const run = runs[index];
          expect(run?.isOver()).toBe(true);
          const dueAt = run?.dueAt() ?? 0;
          const endedItself = endsMs !== null && begun + beginsMs + endsMs < dueAt;
          if (endedItself) expect(run?.wasLateAt).toEqual([]);
          else if (run?.wasLateAt.length === 0) expect(begun + beginsMs + (endsMs ?? Number.NaN)).toBe(dueAt);
          else expect(run?.wasLateAt.map((at) => at - dueAt)).toEqual([expect.toSatisfy((ms) => ms >= 0 && ms <= 1)]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
