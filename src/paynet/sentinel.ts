import type { Members } from './codec.ts';
import type { JsonObject } from './json.ts';
import type { Operation } from './operation.ts';

/** How often a member of an answer was not as the documentation leads to expect. Holds no value. */
export interface OddMember {
  readonly operation: string;
  /** The documented member, with the objects it stands in before it; `unknown` where nobody documented it. */
  readonly member: string;
  readonly what: 'new' | 'missing' | 'empty';
  readonly count: number;
}

/**
 * Watches what answers are made of, so that a change at Paynet is seen before anybody misses something. Many documented
 * members are always missing or empty; what tells is that it changes. Only counts, because it looks at every answer.
 */
export interface Sentinel {
  look(operation: Operation<never, unknown>, body: JsonObject): void;
  found(): OddMember[];
}

/** What every answer may hold beside its data. */
const ENVELOPE: readonly string[] = ['object_name', 'code', 'message'];

/** An object of an answer, as its codec reads it. */
interface Shape {
  readonly places: ReadonlyMap<string, number>;
  readonly nested: readonly (Shape | null)[];
  /** What the first object was made of, in its order: the next ones nearly always are too, and no name is searched for. */
  usual: readonly { readonly name: string; readonly place: number | undefined }[];
  /** How many objects were looked at, and in how many of them each member was. */
  looks: number;
  readonly present: Float64Array;
  readonly empty: Float64Array;
  added: number;
}

export function createSentinel(): Sentinel {
  const shapes = new Map<string, Shape>();

  function shapeOf({ name, answer }: Operation<never, unknown>): Shape {
    const known = shapes.get(name);
    if (known !== undefined) return known;
    const made = createShape(answer.members);
    shapes.set(name, made);
    return made;
  }

  return {
    look: (operation, body) => lookAt(shapeOf(operation), body, ENVELOPE),
    found: () => [...shapes].flatMap(([operation, shape]) => countsOf(operation, '', shape)),
  };
}

function lookAt(shape: Shape, value: unknown, besides: readonly string[]): void {
  // The rows of a list are alike.
  const object: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(object)) return;
  if (shape.looks === 0) shape.usual = Object.keys(object).map((name) => ({ name, place: shape.places.get(name) }));
  shape.looks += 1;
  let at = 0;
  for (const name in object) {
    const usual = shape.usual[at];
    at += 1;
    const place = usual !== undefined && usual.name === name ? usual.place : shape.places.get(name);
    if (place === undefined) {
      if (!besides.includes(name)) shape.added += 1;
      continue;
    }
    shape.present[place] = (shape.present[place] ?? 0) + 1;
    const member = object[name];
    if (member === null || member === '' || member === ' ') shape.empty[place] = (shape.empty[place] ?? 0) + 1;
    const nested = shape.nested[place];
    if (nested !== null && nested !== undefined) lookAt(nested, member, []);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

function createShape(members: Members): Shape {
  const all = Object.entries(members);
  return {
    places: new Map(all.map(([name], place) => [name, place])),
    nested: all.map(([, member]) => (member === 'value' ? null : createShape(member))),
    usual: [],
    looks: 0,
    present: new Float64Array(all.length),
    empty: new Float64Array(all.length),
    added: 0,
  };
}

function countsOf(operation: string, path: string, shape: Shape): OddMember[] {
  const named = [...shape.places].flatMap(([name, place]): OddMember[] => {
    const member = path + name;
    const nested = shape.nested[place];
    return [
      { operation, member, what: 'missing', count: shape.looks - (shape.present[place] ?? 0) },
      { operation, member, what: 'empty', count: shape.empty[place] ?? 0 },
      ...(nested === null || nested === undefined ? [] : countsOf(operation, `${member}.`, nested)),
    ];
  });
  const added: OddMember = { operation, member: `${path}unknown`, what: 'new', count: shape.added };
  return [...named, added].filter(({ count }) => count > 0);
}
