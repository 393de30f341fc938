import fc from 'fast-check';
import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import { leafWriter } from '../../src/server/json-text.ts';

describe('a value that is written as JSON', () => {
  it.each([GraphQLString, GraphQLID, GraphQLInt, GraphQLFloat, GraphQLBoolean])(
    'is what its type makes of it, and what its type refuses is refused: %s',
    (type) => {
      const write = leafWriter(type);
      const orRefused = (make: () => unknown) => {
        try {
          return make();
        } catch {
          return 'refused';
        }
      };
      const anyValue = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.bigInt(), fc.object());
      fc.assert(
        fc.property(anyValue, (value) => {
          expect(orRefused(() => write(value))).toBe(orRefused(() => JSON.stringify(type.serialize(value))));
        }),
        { numRuns: 500 },
      );
    },
  );
});
