/** Something that has to be over by a certain time. */
export interface Timed {
  /** On the clock of `performance.now()`. May move, but has to be told where it comes earlier. */
  readonly dueAt: number;
  /** Where it stands among those under way. */
  place: number;
  /** It is not over by then, and ends now: it deletes itself. */
  late(): void;
}

/**
 * One timer for all that is under way. Nearly everything is over long before it is due, and to set and clear a timer for
 * each of them takes as long as all other limits together.
 *
 * They stand in an array. A set that something enters and leaves all the time makes itself a new table now and then, and
 * each table points to the next: once one of them is old, all that was under way since is kept until the next full collection.
 */
export class Deadlines {
  readonly #underWay: Timed[] = [];
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;

  add(timed: Timed): void {
    timed.place = this.#underWay.push(timed) - 1;
    this.watch(timed);
  }

  /** Once for each that was added. */
  delete({ place }: Timed): void {
    const last = this.#underWay.pop();
    if (last === undefined || last.place === place) return;
    this.#underWay[place] = last;
    last.place = place;
  }

  /** It is due earlier than it was. */
  watch({ dueAt }: Timed): void {
    if (dueAt >= this.#wakesAt) return;
    clearTimeout(this.#timer);
    this.#wakesAt = dueAt;
    // What is under way keeps the process alive, and not that it is timed.
    this.#timer = setTimeout(() => this.#wake(), Math.ceil(Math.max(0, dueAt - performance.now()))).unref();
  }

  #wake(): void {
    this.#wakesAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const timed of this.#underWay.filter(({ dueAt }) => dueAt <= now)) timed.late();
    for (const timed of this.#underWay) this.watch(timed);
  }
}
