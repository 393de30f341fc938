import './shared/scalars.ts';
import './agent/index.ts';
import './pay-link/index.ts';
import './session/index.ts';
import { builder } from './builder.ts';
import { answerEntitiesOneByOne } from './shared/entities.ts';

/** The subgraph: everything the modules declared, with the federation fields a router needs. */
export const schema = answerEntitiesOneByOne(
  builder.toSubGraphSchema({ linkUrl: 'https://specs.apollo.dev/federation/v2.6' }),
);
