import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonObject } from '../../src/paynet/json.ts';

/** Numbers as somebody may write them, not only as JavaScript does. */
const digits = fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/);
const text = fc.oneof(digits, fc.string()).map((text) => JSON.stringify(text));
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    digits,
    digits,
    text,
    fc.constantFrom('true', 'null'),
    fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(' , ')}]`),
    fc
      .array(fc.tuple(text, tie('json')), { maxLength: 3 })
      .map((members) => `{${members.map((each) => each.join(' :\n')).join(',')}}`),
  ),
}));

describe('numbers that have to be exact', () => {
  it('keep their digits wherever they stand and however they are written, and all others stay numbers', () => {
    fc.assert(
      fc.property(json, (json) => {
        const body = `{"value":${json}}`;
        const exact = JSON.parse(body, (_key, value, context?: { source?: string }) =>
          typeof value === 'number' && String(value) !== context?.source ? context?.source : value,
        );
        expect(parseJsonObject(Buffer.from(body), { exactNumbers: true })).toEqual(exact);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    '120.10',
    '0.30000000000000004e0',
    '12345678901234567890',
    '0.0000001',
    '-0',
    '1e2',
    '1E2',
    '100.0',
    '-1.50',
  ])('keep those of %s', (number) => {
    for (const body of [`{"a":${number}}`, `{"a": [1,\t${number}]}`, `{"b":"x","a":{"c":[${number}]}}`])
      expect(JSON.stringify(parseJsonObject(Buffer.from(body), { exactNumbers: true }))).toContain(`"${number}"`);
  });
});
