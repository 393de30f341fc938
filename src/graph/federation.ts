import { readFile } from 'node:fs/promises';
import { brandWithType } from '@pothos/core';
import type { RequestContext } from '../context.ts';
import { FewAtOnce } from '../few-at-once.ts';
import { SCHEMA_FILES } from '../schema-files.ts';
import { AgentType, type KnownAgent, referredAgent } from './agent/types.ts';
import { builder } from './builder.ts';
import { LINKS_READ_AT_ONCE } from './pay-link/loader.ts';
import type { PayLink } from './pay-link/model.ts';
import { referredPayLink } from './pay-link/queries.ts';
import { PayLinkType } from './pay-link/types.ts';

/** The subgraph as a router gets it. Printing it takes Apollo's whole library; the tests hold that the file is fresh. */
const SUBGRAPH = new URL('paynet.graphql', SCHEMA_FILES);

/** What a router sends to name a thing. */
interface Reference {
  readonly __typename: string;
  readonly id?: unknown;
}

/** What other subgraphs may refer to, and how each is found. By which keys its type says, with `@key`. */
const ENTITIES = new Map([
  ['Agent', { type: AgentType, find: referredAgent }],
  ['PayLink', { type: PayLinkType, find: referredPayLink }],
]);

// What federation wants every subgraph to have: https://www.apollographql.com/docs/graphos/reference/federation/subgraph-specific-fields
builder.scalarType('_Any', { serialize: (value) => value });

const EntityType = builder.unionType('_Entity', { types: [AgentType, PayLinkType] });

const ServiceType = builder.objectRef<{ readonly sdl: string }>('_Service').implement({
  fields: (t) => ({ sdl: t.exposeString('sdl', { description: 'This subgraph in the schema language.' }) }),
});

builder.queryFields((t) => ({
  _entities: t.field({
    type: [EntityType],
    nullable: { list: false, items: true },
    args: { representations: t.arg({ type: ['_Any'], required: true }) },
    // Each by itself: one that names nothing of ours is null, and one that fails takes none of the others with it. A few
    // are under way at once: hundreds that wait for the loader, each with all that waits for it, outlive collections.
    async resolve(_root, { representations }, context) {
      const few = new FewAtOnce(LINKS_READ_AT_ONCE);
      const found = await Promise.allSettled(representations.map((each) => few.do(() => findEntity(each, context))));
      return found.map((each) => (each.status === 'fulfilled' ? each.value : Promise.reject(each.reason)));
    },
  }),
  _service: t.field({
    type: ServiceType,
    nullable: false,
    resolve: async () => ({ sdl: (await readFile(SUBGRAPH, 'utf8')).trimEnd() }),
  }),
}));

async function findEntity(reference: unknown, context: RequestContext): Promise<KnownAgent | PayLink | null> {
  if (!isReference(reference)) return null;
  const entity = ENTITIES.get(reference.__typename);
  if (entity === undefined) return null;
  const found = await entity.find(reference, context);
  brandWithType(found, entity.type);
  return found;
}

function isReference(sent: unknown): sent is Reference {
  return typeof sent === 'object' && sent !== null && '__typename' in sent && typeof sent.__typename === 'string';
}
