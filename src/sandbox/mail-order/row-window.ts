export interface Paging {
  readonly limit: number;
  /** Row indexes; 0 is as good as absent. */
  readonly startingAfter: number;
  readonly endingBefore: number;
}

export interface RowWindow<Row> {
  readonly rows: readonly Row[];
  /** Whether rows follow the last one of the window. */
  readonly hasMore: boolean;
}

/**
 * The rows a page asks for, by index counted from 0: `startingAfter: 15, limit: 15` are the rows from 15 up to 30,
 * `endingBefore: 90, limit: 15` those from 75 up to 90.
 */
export function rowWindow<Row>(all: readonly Row[], { limit, startingAfter, endingBefore }: Paging): RowWindow<Row> {
  const backwards = startingAfter === 0 && endingBefore > 0;
  const start = backwards ? Math.max(0, endingBefore - limit) : startingAfter;
  const end = backwards ? endingBefore : startingAfter + limit;
  return { rows: all.slice(start, end), hasMore: end < all.length };
}
