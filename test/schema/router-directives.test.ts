import { readFileSync } from 'node:fs';
import { assertCompositionSuccess, composeSchemaContract, composeServices } from '@theguild/federation-composition';
import {
  buildASTSchema,
  type DirectiveNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  Kind,
  type OperationTypeNode,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graph/schema.ts';
import { PEOPLE } from '../../src/sandbox/seed.ts';
import { type Asking, type Layer, startLayer } from '../support/harness.ts';
import { type Issuer, startIssuer } from '../support/issuer.ts';

/** As a router gets it. */
const subgraph = parse(readFileSync('schema/paynet.graphql', 'utf8'));
const SCOPES = ['agent:autologin', 'paylink:read', 'paylink:write'];

interface Access {
  readonly field: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** Whether a router has to know who asks at all. */
  readonly authenticated: boolean;
  /** The scope a router asks for; null where none. */
  readonly scope: string | null;
}

function rootOf(operation: Access['operation']) {
  return schema.getRootType(operation as OperationTypeNode);
}

/** What the schema tells a router of each root field. */
const rootFields: readonly Access[] = subgraph.definitions.flatMap((type) => {
  if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  const operation = (['query', 'mutation', 'subscription'] as const).find(
    (each) => rootOf(each)?.name === type.name.value,
  );
  if (operation === undefined) return [];
  return (type.fields ?? []).map(({ name, directives = [] }): Access => {
    const scopes = argumentOf(directives, 'requiresScopes', 'scopes') as string[][] | undefined;
    if (scopes !== undefined && scopes.flat().length !== 1) throw new Error(`${name.value} needs more than one scope`);
    const scope = scopes?.[0]?.[0] ?? null;
    const authenticated = scope !== null || directives.some(({ name: { value } }) => value === 'authenticated');
    return { field: name.value, operation, authenticated, scope };
  });
});

function argumentOf(directives: readonly DirectiveNode[], name: string, argument: string): unknown {
  const found = directives
    .find((each) => each.name.value === name)
    ?.arguments?.find((each) => each.name.value === argument);
  return found === undefined ? undefined : valueFromASTUntyped(found.value);
}

type Values = Readonly<Record<string, string>>;

/** The field with the least it can be asked with; a value of the given name is the given one. */
function document({ field, operation }: Access, values: Values = {}): string {
  const found: GraphQLField<unknown, unknown> | undefined = rootOf(operation)?.getFields()[field];
  if (found === undefined) throw new Error(`${field} is not in the schema`);
  const args = found.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${literal(type, name, values)}`);
  return `${operation} { ${field}${args.length === 0 ? '' : `(${args.join(', ')})`} ${selectionOf(found.type)} }`;
}

function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  const failures = isUnionType(named) ? '... on PaynetError { code }' : '';
  const isForbidden = isUnionType(named) && named.getTypes().some(({ name }) => name === 'PaynetForbidden');
  return `{ __typename ${failures} ${isForbidden ? '... on PaynetForbidden { requiredPermission }' : ''} }`;
}

function literal(type: GraphQLInputType, name: string, values: Values): string {
  if (isListType(type)) return `[${literal(type.ofType, name, values)}]`;
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name ?? '';
  if (!isInputObjectType(named)) return JSON.stringify(values[name] ?? '1');
  const fields = Object.values(named.getFields());
  const needed = named.isOneOf
    ? fields.slice(0, 1)
    : fields.filter((field) => isRequiredInputField(field) || field.name in values);
  return `{ ${needed.map((field) => `${field.name}: ${literal(field.type, field.name, values)}`).join(', ')} }`;
}

let issuer: Issuer;
let layer: Layer;
beforeAll(async () => {
  issuer = await startIssuer();
  layer = await startLayer({ env: issuer.env });
});
afterAll(async () => {
  await layer.stop();
  await issuer.stop();
});

/** What the layer itself says to a caller who asks for the field. */
async function enforced(access: Access, asking: Asking, values?: Values): Promise<{ code: unknown; needs: unknown }> {
  const isStream = access.operation === 'subscription';
  const headers: Record<string, string> = isStream ? { accept: 'text/event-stream' } : {};
  const { body, text } = await layer.query(document(access, values), {}, { ...asking, headers });
  // Nobody has the link that is asked for, so a stream is one event with what there is to say, and its end.
  const said = isStream ? (JSON.parse(/^data: (\{.*\})$/m.exec(text)?.[1] ?? '') as typeof body) : body;
  const answer = said.data?.[access.field] as { code?: string; requiredPermission?: string } | null | undefined;
  return { code: said.errors?.[0]?.extensions['code'] ?? answer?.code, needs: answer?.requiredPermission };
}

const asService = async (...scopes: string[]) => ({ token: await issuer.sign({ scope: scopes.join(' ') }) });
const NOT_ALLOWED = ['UNAUTHENTICATED', 'FORBIDDEN', 'SESSION_EXPIRED'];

describe('what the schema tells routers', () => {
  const open = rootFields.filter(({ authenticated }) => !authenticated);
  const forPeople = rootFields.filter(({ authenticated, scope }) => authenticated && scope === null);
  const scoped = rootFields.filter(({ scope }) => scope !== null);

  it('is about every root field', () => {
    expect(open.map(({ field }) => field)).toEqual(['login', 'agentSession']);
    expect(forPeople.map(({ field }) => field)).toEqual(['logout']);
    expect(scoped.length + forPeople.length + open.length).toBe(
      (['query', 'mutation', 'subscription'] as const).flatMap((operation) =>
        Object.keys(rootOf(operation)?.getFields() ?? {}).filter((name) => !name.startsWith('_')),
      ).length,
    );
  });

  it.each(open)('is what the layer enforces: $field is for everybody', async (access) => {
    expect(NOT_ALLOWED).not.toContain((await enforced(access, {})).code);
  });

  it.each(forPeople)('is what the layer enforces: $field is for whoever is signed in', async (access) => {
    expect((await enforced(access, {})).code).toBe('UNAUTHENTICATED');
    expect(NOT_ALLOWED).not.toContain((await enforced(access, { token: await layer.signIn(PEOPLE.dealer) })).code);
  });

  it.each(scoped)('is what the layer enforces: $field needs $scope, and of scopes only this', async (access) => {
    const needed = access.scope ?? '';
    expect((await enforced(access, {})).code).toBe('UNAUTHENTICATED');
    const refused = await enforced(access, await asService(...SCOPES.filter((scope) => scope !== needed)));
    expect(refused.code).toBe('FORBIDDEN');
    if (access.operation === 'mutation') expect(refused.needs).toBe(needed);
    expect(NOT_ALLOWED).not.toContain((await enforced(access, await asService(needed))).code);
  });

  it.each(['paynet', 'master', 'dealer', 'reader', 'turkish'] as const)(
    'keeps %s from nothing the layer allows, where the router goes by the person’s scopes',
    async (name) => {
      const { agentId, userName } = PEOPLE[name];
      const token = await layer.signIn(PEOPLE[name]);
      const { body } = await layer.query('{ agentSession { scopes } }', {}, { token });
      const { scopes } = (body.data as { agentSession: { scopes: string[] } }).agentSession;
      for (const access of scoped) {
        const { code } = await enforced(access, { token }, { agentId, userName });
        const isAllowed = !NOT_ALLOWED.includes(String(code));
        if (isAllowed) expect(scopes, access.field).toContain(access.scope);
      }
      expect(scopes).toEqual(name === 'reader' ? ['agent:autologin'] : SCOPES);
    },
  );

  it('reaches the supergraph', () => {
    const { supergraphSdl = '' } = composeServices([{ name: 'paynet', typeDefs: subgraph }]);
    expect(supergraphSdl).toContain('https://specs.apollo.dev/requiresScopes/v0.1');
    expect(supergraphSdl).toContain('https://specs.apollo.dev/authenticated/v0.1');
    const field = (name: string) => supergraphSdl.split('\n').find((line) => line.trim().startsWith(name)) ?? '';
    expect(field('logout:')).toContain('@authenticated');
    expect(supergraphSdl.match(/@requiresScopes\(scopes: \[\["[\w:]+"\]\]\)/g)).toHaveLength(scoped.length);
  });
});

describe('a contract', () => {
  /** The graph a contract's clients see. */
  function contract(include: readonly string[], exclude: readonly string[]) {
    const result = composeSchemaContract(
      [{ name: 'paynet', typeDefs: subgraph }],
      { include: new Set(include), exclude: new Set(exclude) },
      true,
    );
    assertCompositionSuccess(result);
    return buildASTSchema(result.publicDocumentNode);
  }

  it.each([
    ['leaves out what is internal', [], ['internal']],
    ['takes in what is public, and leaves out what is internal', ['public'], ['internal']],
  ])('that %s has everything but Paynet’s own credentials and what is for machines', (_what, include, exclude) => {
    const seen = contract(include, exclude);
    const whole = contract([], []);
    const fieldsOf = (graph: typeof seen) =>
      Object.values(graph.getTypeMap()).flatMap((type) =>
        'getFields' in type && !type.name.startsWith('__')
          ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
          : [],
      );
    const left = new Set(fieldsOf(seen));
    expect(
      fieldsOf(whole)
        .filter((field) => !left.has(field))
        .toSorted(),
    ).toEqual([
      'AgentSession.scopes',
      'AgentSession.sessionKey',
      'AutologinInput.agentId',
      'AutologinInput.userName',
      'AutologinSuccess.url',
      'Mutation.autologin',
    ]);
    expect(seen.getType('AutologinResult')).toBeUndefined();
  });
});
