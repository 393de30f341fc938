import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatObject, quoted } from '../src/json-text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'ı', '"', '\\', '\n', '\u2028', '\u007f', 'a') }),
);

describe('what is written as JSON.stringify writes it', () => {
  it('is a text, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(quoted(text)).toBe(JSON.stringify(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is an object of plain values, without those that are undefined', () => {
    const value = fc.oneof(anyText, fc.boolean(), fc.constant(undefined));
    const members = fc.dictionary(fc.constantFrom('one', 'two', 'three'), value);
    fc.assert(
      fc.property(members, (members) => {
        expect(flatObject(members)).toBe(JSON.stringify(members));
      }),
    );
  });
});
