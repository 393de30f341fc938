import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/server/json-body.ts';

const outcome = (read: () => unknown) => {
  try {
    return { value: read() };
  } catch {
    return 'no JSON';
  }
};
const whole = (bytes: Buffer) => outcome(() => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));

const document = fc
  .tuple(fc.constantFrom('{ viewer { id } }', 'query Ödeme { a(b: "\\"variables\\":,\\"query\\":") }'), fc.nat(300))
  .map(([text, padding]) => `${text}#${'x'.repeat(padding)}`);
const member = fc.oneof(
  { weight: 4, arbitrary: document.map((text) => `"query":${JSON.stringify(text)}`) },
  { weight: 4, arbitrary: fc.json().map((json) => `"variables":${json}`) },
  fc.constantFrom(
    '"operationName":"Ödeme"',
    '"operationName":null',
    '"query":1',
    '"query":{"query":"{ a }"}',
    '"variables":{"a":[{"query":"x","variables":{}}],"query":"y"}',
    '"extensions":{"query":"x","variables":1}',
    '"__proto__":{"query":"z"}',
    '"variables" : {}',
    '"variables":',
    '}',
    '{',
    '',
  ),
);
/** Members in any order, twice or not at all, well formed or not, and now and then cut. */
const body = fc
  .tuple(fc.array(member, { maxLength: 6 }), fc.constantFrom(',', ', ', ',\n'), fc.option(fc.nat(400), { freq: 5 }))
  .map(([members, comma, cut]) => Buffer.from(`{${members.join(comma)}}`).subarray(0, cut ?? undefined));

describe('reading the body of a request', () => {
  it('says what JSON.parse says of it, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 8 }), (bodies) => {
        for (const bytes of [...bodies, ...bodies]) expect(outcome(() => readJson(bytes))).toEqual(whole(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['before', (query: string, variables: object) => JSON.stringify({ query, variables, operationName: 'Pay' })],
    ['after', (query: string, variables: object) => JSON.stringify({ operationName: 'Pay', variables, query })],
  ])('takes a document %s the variables for the one it is, also where another is as long', (_, write) => {
    const documents = ['a', 'b', 'c'].map((letter) => `{ ${letter}${'x'.repeat(200)} }`);
    for (const query of [...documents, ...documents]) {
      for (const variables of [{ amount: '1.10' }, { amount: '2.20', note: 'Sipariş' }, {}]) {
        const read = readJson(Buffer.from(write(query, variables)));
        expect(read).toStrictEqual({ query, variables, operationName: 'Pay' });
      }
    }
  });

  it('refuses a comma before which there is nothing', () => {
    expect(outcome(() => readJson(Buffer.from(`{${' '.repeat(200)},"variables":{}}`)))).toBe('no JSON');
  });

  it.each(['}', ' }', ',"a":1}', '', '"'])('refuses a document it knows where %s comes after its comma', (rest) => {
    const [query, variables] = [`{ ${'y'.repeat(200)} }`, { a: 1 }];
    expect(readJson(Buffer.from(JSON.stringify({ query, variables })))).toEqual({ query, variables });
    const bytes = Buffer.from(`{"query":${JSON.stringify(query)},${rest}`);
    expect(outcome(() => readJson(bytes))).toBe('no JSON');
  });

  it('refuses bytes that are no UTF-8 on either side of what it recognised', () => {
    const bytes = Buffer.from(JSON.stringify({ query: `{ ${'x'.repeat(200)} }`, variables: { note: 'abc' } }));
    expect(outcome(() => readJson(bytes))).not.toBe('no JSON');
    for (const place of [bytes.indexOf('xxx'), bytes.indexOf('abc')]) {
      const broken = Buffer.from(bytes);
      broken[place] = 0xff;
      expect(outcome(() => readJson(broken))).toBe('no JSON');
    }
  });
});
