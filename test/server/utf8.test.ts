import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreatePayLinkDocument } from '../../src/operations/index.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { utf8Letters } from '../../src/utf8.ts';
import { type Layer, startLayer } from '../support/harness.ts';

let layer: Layer;
let token: string;
beforeAll(async () => {
  layer = await startLayer();
  token = await layer.signIn(PEOPLE.dealer);
});
afterAll(() => layer.stop());

describe('an answer in UTF-8', () => {
  it('has the bytes of its letters, whatever these are and however many', () => {
    // Around where it is done in another way.
    const lengths = [1_000, 32_768].map((about) => fc.integer({ min: about - 10, max: about + 10 }));
    const long = fc.tuple(fc.oneof(...lengths), fc.constantFrom('a', 'é', 'ş', '€', '😀'));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.option(long), fc.string({ unit: 'binary' }), (a, middle, b) => {
        const text = a + (middle === null ? '' : middle[1].repeat(middle[0])) + b;
        expect(Buffer.from(utf8Letters(text), 'latin1').toString()).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['a', 'é', 'ş', '€', '😀'])(
    'arrives whole and as long as it says, also where all of it is %s',
    async (letter) => {
      for (const count of [1, 300, 900]) {
        const note = letter.repeat(count);
        const input = { payerName: 'Ayşe', amount: '1', note };
        const { body, text, headers } = await layer.execute(CreatePayLinkDocument, { input }, { token });
        expect(body.data?.createPayLink).toMatchObject({ payLink: { note } });
        expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
      }
    },
  );
});
