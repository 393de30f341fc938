import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter } from '../measure/contestant.ts';
import { type Load, startLoad } from '../measure/load.ts';
import { type Program, startProgram } from '../measure/program.ts';
import { createPayLink, OPERATIONS, type Operation } from '../operations.ts';
import { SLICE } from '../peers/slice.ts';
import type { Server } from '../servers.ts';

const PACE = { connections: 4, rampMs: 50, ms: 400 };

let load: Load;
let upstream: Program;
beforeAll(async () => {
  load = startLoad();
  upstream = await startProgram({ name: 'the upstream', main: 'bench/dist/upstream/main.js' });
});
afterAll(async () => {
  await load.stop();
  await upstream.stop();
});

describe('a server that answers wrongly', () => {
  const liar = (lies: string): Server => ({
    name: 'liar',
    title: 'Liar',
    main: 'bench/test/liar.ts',
    env: { LIES: lies },
    // It knows of no sign-in.
    speaks: 'graphql',
  });
  const asked: Operation = { ...createPayLink, signedIn: false };

  it('is told by its name, with what differs, before anything is measured', async () => {
    await expect(enter(liar('always'), [asked], { upstream: upstream.origin })).rejects.toThrow(
      'liar answered createPayLink wrongly: data.createPayLink.payLink.url is "https://elsewhere.example" and not "https://pts.paynet.com.tr/o/ORD-2026-118"',
    );
  });

  it.each(['after a while', 'with an error'])('is caught under load too (%s)', async (lies) => {
    const contestant = await enter(liar(lies), [asked], { upstream: upstream.origin });
    await expect(contestant.sample(asked, load, PACE)).rejects.toThrow(
      /^liar answered createPayLink wrongly: HTTP 200: /,
    );
    await contestant.stop();
  });

  it('is not one that answers rightly', async () => {
    const contestant = await enter(liar('never'), [asked], { upstream: upstream.origin });
    const { cpuUs, perSecond, p50Ms, p99Ms } = await contestant.sample(asked, load, PACE);
    for (const figure of [cpuUs, perSecond, p50Ms, p99Ms]) expect(figure).toBeGreaterThan(0);
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
    await contestant.stop();
  });

  it('may also be one that does not start, and what it said is shown', async () => {
    const broken: Server = { ...liar('never'), main: 'bench/test/nothing-here.ts' };
    await expect(enter(broken, [asked], { upstream: upstream.origin })).rejects.toThrow(
      /^liar did not start:[\s\S]*Cannot find module/,
    );
  });
});

describe.each<[string, GraphQLSchema]>([
  [
    "the layer's schema",
    buildSchema(readFileSync(new URL('../../schema/paynet.graphql', import.meta.url), 'utf8'), {
      assumeValidSDL: true,
    }),
  ],
  ["the peers' slice of it", buildSchema(SLICE.replace(/^extend schema.*$/m, ''), { assumeValidSDL: true })],
])('%s', (_, schema) => {
  // Federation adds its own fields when it serves.
  const isOurs = ({ needs }: Operation) => !needs.includes('Query._entities');
  const isThere = ({ needs }: Operation) =>
    needs.every((coordinate) => {
      const [type = '', field = ''] = coordinate.split('.');
      const parent = type === 'Query' ? schema.getQueryType() : schema.getMutationType();
      return parent?.getFields()[field] !== undefined;
    });

  it.each(OPERATIONS.filter((operation) => isOurs(operation) && isThere(operation)))(
    'has what $name asks for',
    ({ query }) => {
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    },
  );
});
