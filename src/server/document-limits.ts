import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The deepest ready-made operation has 5. */
const MAX_DEPTH = 10;
/** Of `__typename` too: each is work, and a way to do one thing many times. */
const MAX_ALIASES = 30;
const MAX_DIRECTIVES = 30;
const MAX_DIRECTIVES_AT_ONE_PLACE = 5;
/** Every two of the same name are compared with all that is below them, and so are theirs. Ready-made operations have up to 11. */
const MAX_REPEATS = 100;
/** Calls to Paynet one operation could lead to: four pages whose size only the variables tell. */
const MAX_COST = 500;
/** What the resolver takes at most, and if nothing is said. */
const LARGEST_PAGE = 100;
const DEFAULT_PAGE = 20;

/**
 * Why a document is refused before it is looked at any closer, or null. The number of tokens bounds it as a whole; these
 * bound what grows faster than the document: one walk over it, and each fragment is looked into once.
 */
export function whyTooMuch(document: DocumentNode): string | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let directives = 0;
  let repeats = 0;
  const looked = new Map<string, Weight>();

  /** A selection with everything that is spread into it, as it will be executed. */
  function weigh({ selections }: SelectionSetNode): Weight {
    let sum = NOTHING;
    const names = new Set<string>();
    const add = (selection: SelectionNode) => {
      countDirectives(selection.directives);
      switch (selection.kind) {
        case Kind.FIELD: {
          const name = (selection.alias ?? selection.name).value;
          if (names.has(name)) repeats += 1;
          names.add(name);
          sum = together(sum, weighField(selection));
          break;
        }
        case Kind.INLINE_FRAGMENT:
          selection.selectionSet.selections.forEach(add);
          break;
        case Kind.FRAGMENT_SPREAD:
          sum = together(sum, weighFragment(selection.name.value));
          break;
      }
    };
    selections.forEach(add);
    return sum;
  }

  function weighField(field: FieldNode): Weight {
    const below = field.selectionSet === undefined ? NOTHING : weigh(field.selectionSet);
    // Introspection nests deeper by nature; graphql-js bounds it itself.
    const depth = field.name.value === '__schema' || field.name.value === '__type' ? 1 : below.depth + 1;
    return {
      depth,
      aliases: below.aliases + (field.alias === undefined ? 0 : 1),
      cost: below.cost + costOf(field),
    };
  }

  function weighFragment(name: string): Weight {
    const known = looked.get(name);
    const fragment = fragments.get(name);
    if (known !== undefined || fragment === undefined) return known ?? NOTHING;
    // One that is spread into itself is refused by validation; here it weighs nothing.
    looked.set(name, NOTHING);
    const weight = weigh(fragment.selectionSet);
    looked.set(name, weight);
    return weight;
  }

  let most = 0;
  function countDirectives(found: readonly DirectiveNode[] = []): void {
    directives += found.length;
    most = Math.max(most, found.length);
  }

  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let all = NOTHING;
  for (const definition of document.definitions) {
    if ('directives' in definition) countDirectives(definition.directives);
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      for (const { directives } of definition.variableDefinitions ?? []) countDirectives(directives);
      all = together(all, weigh(definition.selectionSet));
    }
    // Also one that is spread nowhere.
    if (definition.kind === Kind.FRAGMENT_DEFINITION) weighFragment(definition.name.value);
  }

  if (all.depth > MAX_DEPTH) return `An operation can be at most ${MAX_DEPTH} fields deep.`;
  if (all.aliases > MAX_ALIASES) return `A document can hold at most ${MAX_ALIASES} aliases.`;
  if (most > MAX_DIRECTIVES_AT_ONE_PLACE) {
    return `At most ${MAX_DIRECTIVES_AT_ONE_PLACE} directives can stand at one place.`;
  }
  if (directives > MAX_DIRECTIVES) return `A document can hold at most ${MAX_DIRECTIVES} directives.`;
  if (repeats > MAX_REPEATS) return `A document can ask for a field again at most ${MAX_REPEATS} times.`;
  if (all.cost > MAX_COST) return 'This asks for too many payment links at once; ask for fewer, or for smaller pages.';
  return null;
}

/** What a selection comes to. */
interface Weight {
  readonly depth: number;
  readonly aliases: number;
  readonly cost: number;
}

const NOTHING: Weight = { depth: 0, aliases: 0, cost: 0 };

function together(one: Weight, other: Weight): Weight {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    cost: one.cost + other.cost,
  };
}

/** Calls to Paynet by name of the field: links are read one by one, and of a page each may have to be read again. */
function costOf({ name, arguments: given = [] }: FieldNode): number {
  if (name.value === 'payLink') return 1;
  if (name.value !== 'payLinks') return 0;
  const size = given.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (size === undefined) return 1 + DEFAULT_PAGE;
  return 1 + (size.kind === Kind.INT ? Number(size.value) : LARGEST_PAGE);
}
