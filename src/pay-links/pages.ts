import { hash } from 'node:crypto';
import type { PaynetServices } from '../paynet/client.ts';
import type { LinkPage, LinkRecord } from '../paynet/services/mail-order.ts';

/** Which list: a window of days, perhaps of one agent. */
export interface ListWindow {
  readonly from: string;
  readonly to: string;
  readonly agentId?: string | undefined;
}

/** A row by what it is, not only by where it was: rows shift while links are made. */
export interface Place {
  /** Where it stood when it was read, counted from 0. */
  readonly index: number;
  readonly key: string;
  /** How many rows there were then; null where Paynet did not say. */
  readonly total: number | null;
}

export interface Row extends Place {
  readonly record: LinkRecord;
}

export interface Stretch {
  /** In the order of the list, whichever way it was read. */
  readonly rows: readonly Row[];
  /** Whether the list goes on in the direction it was read. */
  readonly goesOn: boolean;
  readonly total: number | null;
}

/** The row a cursor stands for is not in its list any more. */
export class PlaceGone extends Error {}

/** Paynet documents no maximum; a hundred short rows are a small answer. */
const MAX_ROWS_A_CALL = 100;
/** How far a row is looked for that is not where it was, and not where as many new rows would have moved it. */
const MAX_ROWS_SEARCHED = 2_000;
/** Where rows move between two calls again and again, somebody else has to wait. */
const MAX_ATTEMPTS = 4;

/**
 * Reads a list that Paynet pages by row index. Each stretch is read together with the row it follows, and where that is
 * another one by now it is found again first, so that rows which shift are neither lost nor doubled.
 */
export function createListReader(paynet: PaynetServices, window: ListWindow) {
  const read = (offset: number, limit: number) => paynet.mailOrder.list({ ...window, offset, limit });
  /** As many rows as Paynet gives at once, where it has shown that this is fewer than it was asked for. */
  let most = Number.POSITIVE_INFINITY;

  /** Up to `count` rows behind a place, or from the beginning. */
  async function behind(place: Place | null, count: number): Promise<Stretch> {
    const { page, offset, at } =
      place === null
        ? { page: await read(0, count), offset: 0, at: -1 }
        : await around(place, (index) => ({ offset: index, limit: count + 1 }));
    return { rows: rowsOf(page, offset).slice(at + 1), goesOn: hasMore(page, offset), total: page.total };
  }

  /** Up to `count` rows before a place, or before the end. */
  async function before(place: Place | null, count: number): Promise<Stretch> {
    if (place === null) {
      const end = await endOfList();
      if (end === 0) return { rows: [], goesOn: false, total: 0 };
      const { offset, limit } = spanBefore(end, Math.min(count, most));
      const page = await read(offset, limit);
      if (isCut(page, offset, limit)) return before(null, count);
      return { rows: rowsOf(page, offset), goesOn: offset > 0, total: page.total };
    }
    const { page, offset, at } = await around(place, (index) => {
      const { offset, limit } = spanBefore(index, Math.min(count, most - 1));
      return { offset, limit: limit + 1 };
    });
    return { rows: rowsOf(page, offset).slice(0, at), goesOn: offset > 0, total: page.total };
  }

  /** Whether Paynet gave fewer rows than there are and were asked for; and from now on as many are asked for as it gives. */
  function isCut({ rows, total, hasMore }: LinkPage, offset: number, limit: number): boolean {
    const goesOn = hasMore ?? (total !== null && offset + rows.length < total);
    if (rows.length >= limit || rows.length < 2 || !goesOn) return false;
    most = rows.length;
    return true;
  }

  /** A stretch that holds the row of a place where `span` wants it, wherever that row is by now. */
  async function around(
    place: Place,
    span: (index: number) => { offset: number; limit: number },
  ): Promise<{ page: LinkPage; offset: number; at: number }> {
    let { index } = place;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const { offset, limit } = span(index);
      const page = await read(offset, limit);
      const at = positionOf(place, page);
      if (at === index - offset) return { page, offset, at };
      if (index - offset >= page.rows.length && isCut(page, offset, limit)) continue;
      const moved = page.total === null || place.total === null ? 0 : page.total - place.total;
      if (at !== undefined) index = offset + at;
      // New rows usually come at one end, so it has moved by as many as there are new ones.
      else if (attempt === 1 && moved !== 0 && place.index + moved >= 0) index = place.index + moved;
      else index = await search(place);
    }
    throw new PlaceGone();
  }

  async function search(place: Place): Promise<number> {
    for (let offset = 0; offset < MAX_ROWS_SEARCHED; ) {
      const page = await read(offset, MAX_ROWS_A_CALL);
      const at = positionOf(place, page);
      if (at !== undefined) return offset + at;
      if (page.rows.length === 0 || !hasMore(page, offset)) break;
      offset += page.rows.length;
    }
    throw new PlaceGone();
  }

  async function endOfList(): Promise<number> {
    const { total } = await read(0, 1);
    if (total !== null) return total;
    for (let offset = 0; offset < MAX_ROWS_SEARCHED; ) {
      const page = await read(offset, MAX_ROWS_A_CALL);
      offset += page.rows.length;
      if (page.rows.length === 0 || !hasMore(page, offset - page.rows.length)) return offset;
    }
    throw new PlaceGone();
  }

  return { behind, before };
}

function spanBefore(end: number, size: number): { offset: number; limit: number } {
  return { offset: Math.max(0, end - size), limit: Math.min(size, end) };
}

function rowsOf({ rows, total }: LinkPage, offset: number): Row[] {
  const found: Row[] = [];
  for (const record of rows) found.push(new RowOfPage(record, offset + found.length, total));
  return found;
}

/** Most places are never told to anybody, so that only who asks for the key has it made. */
class RowOfPage implements Row {
  readonly record: LinkRecord;
  readonly index: number;
  readonly total: number | null;

  constructor(record: LinkRecord, index: number, total: number | null) {
    this.record = record;
    this.index = index;
    this.total = total;
  }

  get key(): string {
    return keyOf(this.record);
  }
}

function positionOf({ key }: Place, { rows }: LinkPage): number | undefined {
  const at = rows.findIndex((record) => keyOf(record) === key);
  return at === -1 ? undefined : at;
}

function hasMore({ rows, total, hasMore }: LinkPage, offset: number): boolean {
  return hasMore ?? (total === null ? rows.length > 0 : offset + rows.length < total);
}

/**
 * What tells a row from others: its id, or where Paynet shows none what does not change in the life of a link. As a hash,
 * because a page may end at a row that is not the caller's to see.
 */
export function keyOf(record: LinkRecord): string {
  const { id, referenceNo, agentId, amount, note, agentNote, phone, expiresInHours } = record;
  const constant = id === null ? [referenceNo, agentId, amount, note, agentNote, phone, expiresInHours] : [id];
  return hash('sha256', JSON.stringify(constant), 'base64url').slice(0, 22);
}
