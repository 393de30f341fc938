import * as z from 'zod';
import { InvalidInput } from './failures.ts';
import { addProblem, wholeNumber } from './input.ts';

const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;

/** The arguments of a connection: how many, in which direction, and from where. */
export const pageArguments = z.compile(
  z
    .object({
      first: wholeNumber(1, MAX_PAGE),
      after: z.string().nullish(),
      last: wholeNumber(1, MAX_PAGE),
      before: z.string().nullish(),
    })
    .transform(({ first, after, last, before }, context) => {
      const isForwards = last === undefined && (before ?? null) === null;
      if (!isForwards && (first !== undefined || (after ?? null) !== null)) {
        addProblem(context, 'last', 'ONE_DIRECTION_ONLY');
        return z.NEVER;
      }
      const size = first ?? last ?? DEFAULT_PAGE;
      return { size, isForwards, cursor: (isForwards ? after : before) ?? undefined };
    }),
);

/** A place in a list as an opaque text. `list` tells one list from another, so that no cursor is used with the wrong one. */
export function encodeCursor(list: string, place: object): string {
  return Buffer.from(JSON.stringify({ list, ...place })).toString('base64url');
}

/** The place a cursor stands for; fails by the argument's name. A cursor proves nothing: whoever uses it is still asked. */
export function decodeCursor<Place>(cursor: string, list: string, place: z.ZodType<Place>, field: string): Place {
  const content = readJson(cursor);
  const parsed = place.safeParse(content);
  if (parsed.success && z.looseObject({ list: z.literal(list) }).safeParse(content).success) return parsed.data;
  throw new InvalidInput([{ field, code: 'NOT_A_CURSOR_OF_THIS_LIST' }]);
}

function readJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
