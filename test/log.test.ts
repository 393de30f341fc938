import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineWriter, createLog } from '../src/log.ts';

describe('a line that comes with every request', () => {
  it('says what the log itself would have written, whatever its members are', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    const write = createLineWriter(log, 'said', { audit: true });
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(undefined), fc.constant(null));
    const members = fc.dictionary(fc.constantFrom('one', 'two', 'three'), fc.oneof(value, fc.record({ inner: value })));
    fc.assert(
      fc.property(members, (said) => {
        lines.length = 0;
        write(said);
        log.child({ audit: true }).info(said, 'said');
        const [written, logged] = lines.map((line) => line.replace(/"time":\d+/, '"time":0'));
        expect(written).toBe(logged);
      }),
    );
  });
});
