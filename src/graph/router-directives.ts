import SchemaBuilder, {
  BasePlugin,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
} from '@pothos/core';
import { type Action, scopeFor } from '../access/permissions.ts';

/** Who may ask for each root field: everybody, whoever is signed in, or who may do the action by its rule. */
const ACCESS: ReadonlyMap<string, 'everybody' | 'signed-in' | Action> = new Map([
  ['Query.agentSession', 'everybody'],
  ['Query.payLink', 'readPayLink'],
  ['Query.payLinks', 'readPayLink'],
  ['Mutation.login', 'everybody'],
  ['Mutation.logout', 'signed-in'],
  ['Mutation.autologin', 'autologin'],
  ['Mutation.createPayLink', 'createPayLink'],
  ['Mutation.createPayLinks', 'createPayLinks'],
  ['Mutation.deactivatePayLink', 'switchPayLink'],
  ['Mutation.reactivatePayLink', 'switchPayLink'],
  ['Subscription.payLinkChanged', 'readPayLink'],
]);

/** What hands out a credential of Paynet's own, or is for machines of the company only. All else is tagged `public`. */
const INTERNAL: ReadonlySet<string> = new Set([
  'Mutation.autologin',
  'AutologinInput',
  'AutologinResult',
  'AutologinSuccess',
  'AgentSession.sessionKey',
  'AgentSession.scopes',
]);

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** What the federation itself wants of every subgraph, and no client sees. */
const isFederations = (name: string): boolean => name.startsWith('_');

type Maybe<T> = T | null | undefined;
type Directives = { readonly name: string; readonly args?: Readonly<Record<string, unknown>> }[];

/** Where the directives that are used come from: a directive of the schema itself. */
export const FEDERATION = {
  name: 'link',
  args: {
    url: 'https://specs.apollo.dev/federation/v2.6',
    import: ['@authenticated', '@key', '@requiresScopes', '@shareable', '@tag'],
  },
};

/**
 * Writes into the schema what a router may want to know of each field, in one place and from the same rules the layer
 * enforces: `@authenticated`, `@requiresScopes` and `@tag`.
 */
class RouterDirectives<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (isFederations(field.parentType) || isFederations(field.name)) return field;
    const coordinate = `${field.parentType}.${field.name}`;
    const isInternal = INTERNAL.has(coordinate);
    // The other fields are as public as their type.
    if (!ROOTS.has(field.parentType)) return isInternal ? withDirectives(field, [tag('internal')]) : field;
    return withDirectives(field, [...accessTo(coordinate), tag(isInternal ? 'internal' : 'public')]);
  }

  /** Of an argument with its field; fields of an input are as public as their type. */
  override onInputFieldConfig(input: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    if (input.kind !== 'Arg' || isFederations(input.parentField ?? '')) return input;
    return withDirectives(input, [
      tag(INTERNAL.has(`${input.parentType}.${input.parentField}`) ? 'internal' : 'public'),
    ]);
  }

  override onTypeConfig(type: PothosTypeConfig): PothosTypeConfig {
    if (ROOTS.has(type.name) || isFederations(type.name)) return type;
    return withDirectives(type, [tag(INTERNAL.has(type.name) ? 'internal' : 'public')]);
  }
}

const tag = (name: 'public' | 'internal') => ({ name: 'tag', args: { name } });

function accessTo(field: string): Directives {
  const access = ACCESS.get(field);
  if (access === undefined) throw new Error(`Who may ask for ${field}? Say it in src/graph/router-directives.ts`);
  if (access === 'everybody') return [];
  if (access === 'signed-in') return [{ name: 'authenticated' }];
  return [{ name: 'requiresScopes', args: { scopes: [[scopeFor(access)]] } }];
}

/** The field or type with these behind its own, where the plugin for directives keeps them. */
function withDirectives<T extends { extensions?: Maybe<Readonly<Record<string, unknown>>> }>(
  config: T,
  added: Directives,
): T {
  const own = config.extensions?.['directives'];
  const directives = [...(Array.isArray(own) ? own : []), ...added];
  return Object.assign({}, config, { extensions: Object.assign({}, config.extensions, { directives }) });
}

const NAME = 'routerDirectives';
export default NAME;

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      [NAME]: RouterDirectives<Types>;
    }
  }
}

SchemaBuilder.registerPlugin(NAME, RouterDirectives);
