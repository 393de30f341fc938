import './shared/scalars.ts';
import './agent/index.ts';
import './pay-link/index.ts';
import './session/index.ts';
import './federation.ts';
import { builder } from './builder.ts';
import { FEDERATION } from './router-directives.ts';

/** The subgraph: everything the modules declared, with the federation fields a router needs. */
export const schema = builder.toSchema({ schemaDirectives: [FEDERATION] });
