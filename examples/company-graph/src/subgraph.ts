import { readFileSync } from 'node:fs';

/** A subgraph as a registry keeps it. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  readonly url: string;
}

/** Paynet's subgraph, as this project publishes it. */
export const PAYNET_SDL = readFileSync(new URL('../../../schema/paynet.graphql', import.meta.url), 'utf8');
