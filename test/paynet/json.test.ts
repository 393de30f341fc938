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

/** The object in which each number that is not written as JavaScript writes it is its own digits; null for anything else. */
function readSlowly(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body, (_key, value, context?: { source?: string }) =>
      typeof value === 'number' && String(value) !== context?.source ? context?.source : value,
    );
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const readExactly = (body: string) => parseJsonObject(Buffer.from(body), { exactNumbers: true });

/** Some bytes of a text that others have come in place of. */
interface Damage {
  readonly at: number;
  readonly removed: number;
  readonly put: string;
}

const damage = fc.record<Damage>({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.integer({ min: 0, max: 2 }),
  put: fc.oneof(
    fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '0', '1', '.', '-', '+', 'e', ' ', 't', '\n', '\0', 'ş'),
    fc.constantFrom('1.10', '"a"', '1.0:', '{1.0 :', '\\"', ',2.50', '01.0', '1.0.0', '-', '.10', '1e', '1.0ş'),
  ),
});

function damaged(body: string, damages: readonly Damage[]): string {
  return damages.reduce((text, { at, removed, put }) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + put + text.slice(place + removed);
  }, body);
}

describe('numbers that have to be exact', () => {
  it('keep their digits wherever they stand and however they are written, and all others stay numbers', () => {
    fc.assert(
      fc.property(json, (json) => {
        const body = `{"value":${json}}`;
        expect(readExactly(body)).toEqual(readSlowly(body));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('make no JSON of what is none', () => {
    fc.assert(
      fc.property(json, fc.array(damage, { minLength: 1, maxLength: 3 }), (json, damages) => {
        const body = damaged(`{"value":${json}, "number":1.10}`, damages);
        expect(readExactly(body)).toEqual(readSlowly(body));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('are not looked for without end', () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels)}1.10${']'.repeat(levels)}}`;
    expect(JSON.stringify(readExactly(nested(900)))).toContain('"1.10"');
    for (const levels of [1_100, 100_000]) expect(readExactly(nested(levels))).toBeNull();
    expect(readExactly(`{"a":[${'[{}],'.repeat(5_000)}1.10]}`)).not.toBeNull();
  });

  it.each([
    '{1.10:1}',
    '{"a":1,1.10 \n:2}',
    '{"a":01.10}',
    '{"a":1.10.10}',
    '{"a":.10}',
    '{"a":1.}',
    '{"a":+1.10}',
    '{"a":--1.10}',
    '{"a":1.10 1.10}',
    '{"a"1.10}',
    '{"a":1.10"b"}',
    '{"a":"1.10',
    '{"a":"1.10\\',
    '{"a":1.10',
    '{"a":1.10e}',
    '1.10',
    '[1.10]',
  ])('make no object of %s', (body) => {
    expect(readSlowly(body)).toBeNull();
    expect(readExactly(body)).toBeNull();
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
      expect(JSON.stringify(readExactly(body))).toContain(`"${number}"`);
  });
});
