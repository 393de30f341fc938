import { quoted, WRITTEN_OTHERWISE } from '../json-text.ts';

/** A field that only reads a member of its object, which is no object itself. */
export interface Leaf {
  readonly responseName: string;
  readonly member: string;
  readonly isNullable: boolean;
  /** Whether any text is a value of the type, and is written as it is. */
  readonly isText: boolean;
  /** A value as JSON; null where it is none of the type. Throws where the type does. */
  readonly write: (value: unknown) => string | null;
}

/** The leaves of an object as JSON has them between its braces; null where one of them is not simply there and right. */
export type WriteLeaves = (source: object) => string | null;

/**
 * Compiles leaves that stand side by side to one function, which asks for each member by its name. Code that is given the
 * names asks for all members of all objects at one place, and V8 has to find out each time where such an object has it.
 *
 * Of what a client sent only names of fields get into the code, as literals; GraphQL knows no letters but those of ASCII in
 * them. Null where the process was told to compile nothing.
 */
export function compileLeaves(leaves: readonly Leaf[], { isFirst }: { isFirst: boolean }): WriteLeaves | null {
  const writers = leaves.map((_, index) => `write${index}`);
  // A text's second quotation mark is written with what comes next: half the pieces are put together in half the time.
  const code = `return (source) => {
  let text = '', isOpen = false, value, written;
  ${leaves.map((leaf, index) => codeOf(leaf, `${isFirst && index === 0 ? '' : ','}${quoted(leaf.responseName)}:`, writers[index])).join('\n  ')}
  return isOpen ? text + '"' : text;
};`;
  try {
    // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- what it is made of is said above
    const make = new Function('WRITTEN_OTHERWISE', ...writers, code) as (...given: unknown[]) => WriteLeaves;
    return make(WRITTEN_OTHERWISE, ...leaves.map(({ write }) => write));
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

function codeOf({ member, isNullable, isText }: Leaf, label: string, write = ''): string {
  /** Adds the label, some JSON that never changes, and then a value. */
  const add = (fixed: string, value = "''") =>
    `text += (isOpen ? ${literal(`"${label}${fixed}`)} : ${literal(label + fixed)}) + ${value}`;
  const asText = `if (typeof value === 'string' && !WRITTEN_OTHERWISE.test(value)) { ${add('"', 'value')}; isOpen = true; } else `;
  return `value = source[${literal(member)}];
  ${isText ? asText : ''}if (value === null || value === undefined) { ${isNullable ? `${add('null')}; isOpen = false;` : 'return null;'} }
  else if (typeof value === 'object' || typeof value === 'function') return null;
  else { written = ${write}(value); if (written === null) return null; ${add('', 'written')}; isOpen = false; }`;
}

function literal(text: string): string {
  return JSON.stringify(text);
}
