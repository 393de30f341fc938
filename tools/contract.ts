import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { type DirectiveNode, Kind, parse, print, visit } from 'graphql';
import { publicSchema } from './public-schema.ts';

export interface Contract {
  /** The subgraph as it was released. */
  readonly released: string;
  /** The subgraph as it is. */
  readonly present: string;
  /** Says under "Unreleased" what breaks somebody. */
  readonly changelog: string;
}

export interface Breach {
  /** https://spec.graphql.org/draft/#sec-Schema-Coordinates; a key of an entity with its directive. */
  readonly coordinate: string;
  readonly message: string;
  readonly isDeclared: boolean;
}

export interface Comparison {
  /** What breaks nobody who was prepared for it, like a new value of an enum. */
  readonly surprises: readonly string[];
  readonly breaches: readonly Breach[];
}

/** How a line of the changelog begins that declares a breach. */
export const declaration = (coordinate: string) => `- BREAKING: \`${coordinate}\``;

/** Compares the schema with the contract of the last release. */
export async function compare({ released, present, changelog }: Contract): Promise<Comparison> {
  const changes = await diff(publicSchema(released), publicSchema(present));
  const at = (level: CriticalityLevel) => changes.filter(({ criticality }) => criticality.level === level);
  const declared = unreleasedLines(changelog);
  const breaking = [...at(CriticalityLevel.Breaking).map(describe), ...keysGone(released, present)];
  return {
    surprises: at(CriticalityLevel.Dangerous).map(({ message }) => message),
    breaches: breaking.map((breach) => ({
      ...breach,
      isDeclared: declared.some((line) => line.startsWith(declaration(breach.coordinate))),
    })),
  };
}

/** The inspector writes an argument as one more member. */
function describe({ path = '', message }: Change): Omit<Breach, 'isDeclared'> {
  const [type, field, argument] = path.split('.');
  return { coordinate: argument === undefined ? path : `${type}.${field}(${argument}:)`, message };
}

/** Keys other subgraphs refer to entities by. Clients never see them, so the public schema has none. */
function keysGone(before: string, after: string): Omit<Breach, 'isDeclared'>[] {
  const kept = keysIn(after);
  return [...keysIn(before)]
    .filter((key) => !kept.has(key))
    .map((coordinate) => ({ coordinate, message: 'Other subgraphs may know the entity by this key' }));
}

function keysIn(sdl: string): Set<string> {
  const keys = new Set<string>();
  const collect = ({ name, directives }: { name: { value: string }; directives?: readonly DirectiveNode[] }) => {
    for (const directive of directives ?? []) {
      if (directive.name.value === 'key') keys.add(`${name.value} ${print(directive)}`);
    }
  };
  visit(parse(sdl), { [Kind.OBJECT_TYPE_DEFINITION]: collect, [Kind.INTERFACE_TYPE_DEFINITION]: collect });
  return keys;
}

/** What the changelog says about the release to come. */
function unreleasedLines(changelog: string): string[] {
  const section = changelog.split(/^## /m).find((each) => each.startsWith('Unreleased\n'));
  return section?.split('\n') ?? [];
}
