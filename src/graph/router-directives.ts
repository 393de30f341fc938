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

/**
 * Writes into the schema what a router may want to know of each field, in one place and from the same rules the layer
 * enforces: `@authenticated`, `@requiresScopes` and `@tag`.
 */
class RouterDirectives<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const coordinate = `${field.parentType}.${field.name}`;
    // The other fields are as public as their type.
    const tag = INTERNAL.has(coordinate) ? { tag: 'internal' } : {};
    if (!ROOTS.has(field.parentType)) return withOptions(field, tag);
    return withOptions(field, { tag: 'public', ...tag, ...accessTo(coordinate) });
  }

  /** Of an argument with its field; fields of an input are as public as their type. */
  override onInputFieldConfig(input: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    if (input.kind !== 'Arg') return input;
    return withOptions(input, {
      tag: INTERNAL.has(`${input.parentType}.${input.parentField}`) ? 'internal' : 'public',
    });
  }

  override onTypeConfig(type: PothosTypeConfig): PothosTypeConfig {
    if (ROOTS.has(type.name)) return type;
    return withOptions(type, { tag: INTERNAL.has(type.name) ? 'internal' : 'public' });
  }
}

function accessTo(field: string): { authenticated?: true; requiresScopes?: string[][] } {
  const access = ACCESS.get(field);
  if (access === undefined) throw new Error(`Who may ask for ${field}? Say it in src/graph/router-directives.ts`);
  if (access === 'everybody') return {};
  return access === 'signed-in' ? { authenticated: true } : { requiresScopes: [[scopeFor(access)]] };
}

/** The options as if the field or type had been declared with them. */
function withOptions<T extends { pothosOptions: object }>(config: T, options: object): T {
  return Object.assign({}, config, { pothosOptions: Object.assign({}, config.pothosOptions, options) });
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
