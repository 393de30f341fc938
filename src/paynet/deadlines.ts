/** Something that has to be over by a certain time. */
export interface Timed {
  /** On the clock of `performance.now()`. May move, but has to be told where it comes earlier. */
  readonly dueAt: number;
  /** It is not over by then, and ends now: it deletes itself. */
  late(): void;
}

/**
 * One timer for all that is under way. Nearly everything is over long before it is due, and to set and clear a timer for
 * each of them takes as long as all other limits together.
 */
export class Deadlines {
  readonly #underWay = new Set<Timed>();
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;

  add(timed: Timed): void {
    this.#underWay.add(timed);
    this.watch(timed);
  }

  delete(timed: Timed): void {
    this.#underWay.delete(timed);
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
    for (const timed of this.#underWay) {
      if (timed.dueAt <= now) timed.late();
      else this.watch(timed);
    }
  }
}
