import { GraphQLError, Kind, type ValueNode } from 'graphql';
import type { Decimal } from '../../paynet/wire.ts';
import { builder } from '../builder.ts';

/**
 * A wrong kind of JSON value is a mistake in the request; what the text says is judged with the rest of the input.
 * `expected` is for whoever words the answer, so that it need not quote graphql-js, which quotes the value.
 */
function expected(what: string): GraphQLError {
  return new GraphQLError(`expected ${what}`, { extensions: { expected: what } });
}

function textValue(what: string) {
  return {
    parseValue(value: unknown): string {
      if (typeof value !== 'string') throw expected(what);
      return value;
    },
    parseLiteral(node: ValueNode): string {
      if (node.kind !== Kind.STRING) throw expected(what);
      return node.value;
    },
  };
}

builder.scalarType('Decimal', {
  description:
    'An exact decimal number as text, with a dot: `"120.10"`. Never a binary float, so no digit is lost. As input a whole number is fine too; a fraction must be text.',
  serialize: (value) => value satisfies Decimal,
  parseValue(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    throw expected('a decimal number as text, like "120.10"');
  },
  parseLiteral(node) {
    // In a document the digits are still as they were written, so nothing is lost here.
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return node.value;
    throw expected('a decimal number as text, like "120.10"');
  },
});

builder.scalarType('Date', {
  description: 'A day, `yyyy-MM-dd`, without time and zone. Days at Paynet are days in Turkey (UTC+3).',
  serialize: (value) => value,
  ...textValue('a day as text, like "2026-03-31"'),
});

builder.scalarType('DateTime', {
  description: 'A point in time, ISO 8601 with its offset: `2026-03-31T21:00:00.000Z`.',
  serialize: (value) => value,
  ...textValue('a point in time as text, like "2026-03-31T21:00:00Z"'),
});

builder.scalarType('EmailAddress', {
  description: 'An e-mail address.',
  serialize: (value) => value,
  ...textValue('an e-mail address as text'),
});

builder.scalarType('URL', {
  description: 'An absolute address. What is given must be https and lead to a public host.',
  serialize: (value) => value,
  ...textValue('an address as text'),
});

builder.scalarType('JSON', {
  description: 'Any JSON value, as Paynet sent it. Only for what Paynet does not document.',
  serialize: (value) => value,
});
