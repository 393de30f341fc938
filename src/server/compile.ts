import { quoted, WRITTEN_OTHERWISE } from '../json-text.ts';

/** A field that does nothing but read a member of its object: a value, or another object of such fields. */
export type PlainField = Constant | Leaf | PlainObject;

/** One that is the same for every object. */
export interface Constant {
  readonly responseName: string;
  /** As JSON. */
  readonly constant: string;
}

interface Member {
  readonly responseName: string;
  readonly member: string;
  readonly isNullable: boolean;
}

export interface Leaf extends Member {
  /** Whether any text is a value of the type, and is written as it is. */
  readonly isText: boolean;
  /** A value as JSON; null where it is none of the type. Throws where the type does. */
  readonly write: (value: unknown) => string | null;
}

export interface PlainObject extends Member {
  readonly fields: readonly PlainField[];
}

/** Plain fields of an object as JSON has them between its braces; null where one of them is not simply there and right. */
export type WritePlain = (source: object) => string | null;

/**
 * Compiles plain fields that stand side by side to one function, which asks for each member by its name. Code that is given
 * the names asks for all members of all objects at one place, and V8 has to find out each time where such an object has it.
 *
 * Of what a client sent only names of fields get into the code, as literals; GraphQL knows no letters but those of ASCII in
 * them. Null where the process was told to compile nothing.
 */
export function compilePlain(fields: readonly PlainField[], { isFirst }: { isFirst: boolean }): WritePlain | null {
  const code = new Code();
  const body = code.ofFields(fields, 'source', isFirst);
  try {
    const names = code.writers.map((_, index) => `write${index}`);
    // TypeScript knows of code made from text only that it is a function. It takes what it is given names for, and no more.
    // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- for these reasons
    const make = new Function('WRITTEN_OTHERWISE', ...names, whole(body)) as (...given: unknown[]) => WritePlain;
    return make(WRITTEN_OTHERWISE, ...code.writers);
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

/** A text's second quotation mark is written with what comes next: half the pieces are put together in half the time. */
function whole(body: string): string {
  return `return (source) => {
    let text = '', isOpen = false;
    ${body}
    return isOpen ? text + '"' : text;
  };`;
}

class Code {
  readonly writers: Leaf['write'][] = [];
  #values = 0;

  ofFields(fields: readonly PlainField[], source: string, isFirst: boolean): string {
    return fields
      .map((field, index) => {
        const label = `${isFirst && index === 0 ? '' : ','}${quoted(field.responseName)}:`;
        if ('constant' in field) return add(label + field.constant);
        const value = `value${this.#values}`;
        this.#values += 1;
        const whereAbsent = field.isNullable ? add(`${label}null`) : 'return null;';
        return `const ${value} = ${source}[${literal(field.member)}];
          ${'fields' in field ? '' : this.#ofText(field, label, value)}
          if (${value} === null || ${value} === undefined) { ${whereAbsent} }
          else { ${'fields' in field ? this.#ofObject(field, label, value) : this.#ofLeaf(field, label, value)} }`;
      })
      .join('\n');
  }

  #ofText({ isText }: Leaf, label: string, value: string): string {
    if (!isText) return '';
    return `if (typeof ${value} === 'string' && !WRITTEN_OTHERWISE.test(${value})) { ${add(`${label}"`, value)} isOpen = true; } else`;
  }

  #ofLeaf({ write }: Leaf, label: string, value: string): string {
    const writer = `write${this.writers.push(write) - 1}`;
    return `if (typeof ${value} === 'object' || typeof ${value} === 'function') return null;
      const written = ${writer}(${value});
      if (written === null) return null;
      ${add(label, 'written')}`;
  }

  /** A failure that was returned, or what comes later, is for others. */
  #ofObject({ fields }: PlainObject, label: string, value: string): string {
    return `if (typeof ${value} !== 'object' || ${value} instanceof Error || ${value}.then !== undefined) return null;
      ${add(`${label}{`)}
      ${this.ofFields(fields, value, true)}
      ${add('}')}`;
  }
}

/** Adds what is fixed, and then a value. */
function add(fixed: string, value?: string): string {
  const more = value === undefined ? '' : ` + ${value}`;
  return `text += (isOpen ? ${literal(`"${fixed}`)} : ${literal(fixed)})${more}; isOpen = false;`;
}

function literal(text: string): string {
  return JSON.stringify(text);
}
