import { globSync, readFileSync } from 'node:fs';
import { printSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graph/schema.ts';

const sdl = printSubgraphSchema(schema);

/** Types the specifications bring along: not ours to describe. */
const ours = Object.values(schema.getTypeMap()).filter(
  ({ name }) =>
    !name.startsWith('__') &&
    !['_Any', '_Entity', '_Service', 'String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
);

/** Everything in a type that has a description, by its coordinate. */
function elements(type: GraphQLNamedType): [coordinate: string, description: string | null | undefined][] {
  const found: [string, string | null | undefined][] = [[type.name, type.description]];
  if (isEnumType(type))
    for (const value of type.getValues()) found.push([`${type.name}.${value.name}`, value.description]);
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) found.push([`${type.name}.${field.name}`, field.description]);
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      if (field.name === '_entities' || field.name === '_service') continue;
      found.push([`${type.name}.${field.name}`, field.description]);
      for (const arg of field.args) found.push([`${type.name}.${field.name}(${arg.name})`, arg.description]);
    }
  }
  return found;
}

describe('the schema', () => {
  const described = ours.flatMap(elements);

  it.each(described)('describes %s', (coordinate, description) => {
    expect(description?.trim() ?? '', coordinate).toMatch(/^\P{Ll}.{9,}$/su);
  });

  it('has no two elements of one type with the same description: each adds a fact', () => {
    for (const type of ours) {
      const texts = elements(type).map(([, description]) => description);
      expect(new Set(texts).size, type.name).toBe(texts.length);
    }
  });

  it('is committed as it is', () => {
    expect(readFileSync('schema/paynet.graphql', 'utf8')).toBe(`${sdl}\n`);
  });

  it('composes into a supergraph without a hint', () => {
    const { supergraphSdl, errors } = composeServices([{ name: 'paynet', typeDefs: parse(sdl) }]);
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toContain('type Agent');
  });

  it('answers every mutation with a union named after it, whose failures are all PaynetErrors', () => {
    const paynetError = schema.getType('PaynetError');
    for (const { name, type } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const result = schema.getType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Result`);
      expect(String(type)).toBe(`${result?.name}!`);
      if (!isUnionType(result)) throw new Error(`${name} does not answer with a union`);
      const others = result.getTypes().filter((member) => !member.getInterfaces().some((each) => each === paynetError));
      expect(others.map(String)).toEqual([`${name.charAt(0).toUpperCase()}${name.slice(1)}Success`]);
    }
  });

  it('takes one required input for every mutation that takes anything', () => {
    for (const { args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect(args.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual(
        args.length === 0 ? [] : [expect.stringMatching(/^input: \w+Input!$/)],
      );
    }
  });
});

describe('the installation', () => {
  it('has exactly one graphql, so that everybody speaks of the same types', () => {
    expect(globSync('node_modules/**/graphql/package.json').filter((path) => !path.includes('/test/'))).toEqual([
      'node_modules/graphql/package.json',
    ]);
  });
});
