import { describe, expect, it } from 'vitest';
import { createRecentlyUsed } from '../src/recently-used.ts';

const UNLIMITED = Number.POSITIVE_INFINITY;

describe('what was used lately', () => {
  it('is kept, however much comes only once', () => {
    const kept = createRecentlyUsed<string>({ entries: 100, keyUnits: UNLIMITED });
    kept.set('daily', 'here');
    for (let index = 0; index < 10_000; index += 1) {
      kept.set(`once ${index}`, 'gone soon');
      if (index % 40 === 0) expect(kept.get('daily')).toBe('here');
    }
    expect(kept.get('once 0')).toBeUndefined();
    expect(kept.get('once 9999')).toBe('gone soon');
  });

  it('is never more than was allowed, by number and by the length of what it is found by', () => {
    const count = (kept: { get(key: string): unknown }, name: (index: number) => string) =>
      Array.from({ length: 1_000 }, (_, index) => kept.get(name(index))).filter((found) => found !== undefined).length;

    const few = createRecentlyUsed<number>({ entries: 10, keyUnits: UNLIMITED });
    const short = (index: number) => String(index);
    for (let index = 0; index < 1_000; index += 1) few.set(short(index), index);
    expect(count(few, short)).toBeLessThanOrEqual(10);

    const long = (index: number) => String(index).padStart(100, 'x');
    const small = createRecentlyUsed<number>({ entries: 1_000, keyUnits: 1_000 });
    for (let index = 0; index < 1_000; index += 1) small.set(long(index), index);
    expect(count(small, long)).toBeGreaterThan(0);
    expect(count(small, long)).toBeLessThanOrEqual(10);
  });
});
