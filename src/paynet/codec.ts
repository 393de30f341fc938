import { isObject, type JsonObject } from './json.ts';

/**
 * Reads a value of an answer. Lenient readers answer null where they cannot, strict ones `Unreadable`; then all that the
 * value stands in is unreadable too.
 */
export type Reader<T> = (value: unknown) => T | Unreadable;

interface Misfit {
  readonly path: readonly string[];
  readonly problem: string;
}

/** What cannot be read: where it stands and what was expected, never what came. */
export class Unreadable {
  readonly misfits: readonly Misfit[];

  constructor(misfits: readonly Misfit[]) {
    this.misfits = misfits;
  }

  /** The misfits as the object or list sees them in which this is called `name`. */
  within(name: string): Misfit[] {
    return this.misfits.map(({ path, problem }) => ({ path: [name, ...path], problem }));
  }

  describe(): string {
    return this.misfits.map(({ path, problem }) => `${path.join('.')}: ${problem}`).join('; ');
  }
}

export const UNEXPECTED_TYPE = new Unreadable([{ path: [], problem: 'unexpected type' }]);

export function expected(what: string): Unreadable {
  return new Unreadable([{ path: [], problem: `expected ${what}` }]);
}

/** The members of an object of an answer, by their wire names: values, and objects or lists of them with their own. */
export interface Members {
  readonly [name: string]: 'value' | Members;
}

/** Reads an object, and says of which members, so that somebody can watch whether they come. */
export interface Codec<T> {
  readonly members: Members;
  readonly read: Reader<T>;
}

export type Decoded<SomeCodec> = SomeCodec extends Codec<infer T> ? T : never;

/** An object as it came. Any of its members may be missing. */
type Wire<Of extends Members> = { readonly [Name in keyof Of]?: unknown };

/**
 * The codec of an object with these members. `make` reads lenient members as they are, and strict ones through `strict`.
 * It is plain code, and no description that something goes through, because lists have a thousand members.
 */
export function record<Of extends Members, T>(
  members: Of,
  make: (wire: Wire<Of>, strict: Strict<keyof Of & string>) => T,
): Codec<T> {
  return {
    members,
    read(value) {
      if (!isObject(value)) return UNEXPECTED_TYPE;
      const strict = new Strict(value);
      const made = make(value, strict);
      return strict.unreadable(members) ?? made;
    },
  };
}

/** Reads those members of an object that make it unreadable where they are. */
export class Strict<Name extends string> {
  readonly #wire: JsonObject;
  #found: Map<string, Unreadable> | undefined;

  constructor(wire: JsonObject) {
    this.#wire = wire;
  }

  read<T>(name: Name, read: Reader<T>): T {
    const value = read(this.#wire[name]);
    if (!(value instanceof Unreadable)) return value;
    this.#found ??= new Map();
    this.#found.set(name, value);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is made of it is given to nobody
    return undefined as T;
  }

  /** What was unreadable, in the order of the members; undefined where nothing was. */
  unreadable(members: Members): Unreadable | undefined {
    const found = this.#found;
    return found && new Unreadable(Object.keys(members).flatMap((name) => found.get(name)?.within(name) ?? []));
  }
}

/** A list. Strict: one item that cannot be read is enough. */
export function list<T>(read: Reader<T>): Reader<T[]> {
  return (value) => {
    if (!Array.isArray(value)) return UNEXPECTED_TYPE;
    const items: T[] = [];
    const misfits: Misfit[] = [];
    for (const [index, item] of value.entries()) {
      const made = read(item);
      if (made instanceof Unreadable) misfits.push(...made.within(String(index)));
      else items.push(made);
    }
    return misfits.length === 0 ? items : new Unreadable(misfits);
  };
}

/** Null where it is missing. */
export function optional<T>(read: Reader<T>): Reader<T | null> {
  return (value) => (value === null || value === undefined ? null : read(value));
}

/** Null where it is missing or cannot be read. */
export function orNull<T>(read: Reader<T>): (value: unknown) => T | null {
  return (value) => {
    const made = read(value);
    return made instanceof Unreadable ? null : made;
  };
}
