import fc from 'fast-check';
import { buildSchema, coerceInputValue, GraphQLError, type GraphQLInputType, isInputType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema as ours } from '../../src/graph/schema.ts';
import { coerceRightValue, MISTAKE } from '../../src/server/coercion.ts';

const schema = buildSchema(`
  type Query { a: Int }
  enum Colour { BLACK WHITE }
  input One @oneOf { id: ID  name: String }
  input All { id: ID!  name: String = "nobody"  colours: [Colour!]  grid: [[Int]]  inner: All  one: One  is: Boolean! = true  half: Float }
`);

const inputTypes = [schema, ours].flatMap((each) =>
  Object.values(each.getTypeMap()).filter((type) => isInputType(type)),
);

/** Values that fit some type or other, and some that fit none. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<unknown>(null, 'text', '', 'BLACK', 'PAYNET', 7, 2.5, -1, true, false, '120.10', '2026-01-01'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'id',
        'name',
        'colours',
        'grid',
        'inner',
        'one',
        'is',
        'half',
        'amount',
        'payerName',
        'links',
        'nothing',
        '__proto__',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}));

function byGraphqlJs(value: unknown, type: GraphQLInputType): unknown {
  const mistakes: GraphQLError[] = [];
  const coerced = coerceInputValue(value, type, (_path, _value, error) => void mistakes.push(error));
  return mistakes.length > 0 ? MISTAKE : coerced;
}

describe('a value of an input type', () => {
  it('is understood as graphql-js understands it, and what is none is seen to be none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...inputTypes), value, (type, value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(coerceRightValue(json, type)).toEqual(byGraphqlJs(json, type));
      }),
      { numRuns: 20_000 },
    );
  });

  it('may be of a type that holds itself', () => {
    const type = schema.getType('All');
    if (!isInputType(type)) throw new Error('It is one');
    const all = { id: '1', inner: { id: 2, one: { name: 'x' }, colours: 'BLACK', grid: [[1], null] } };
    expect(coerceRightValue(all, type)).toEqual(byGraphqlJs(all, type));
    expect(coerceRightValue(all, type)).toMatchObject({ name: 'nobody', inner: { id: '2', colours: ['BLACK'] } });
    expect(coerceRightValue({ id: '1', one: { name: 'x', id: '2' } }, type)).toBe(MISTAKE);
  });
});
