/** Of what it is given to do, so much is under way at once. The rest begins in its order, each when another has ended. */
export class FewAtOnce {
  readonly #most: number;
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  do<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#underWay < this.#most) return this.#begin(work);
    return new Promise((resolve) => this.#waiting.push(() => resolve(this.#begin(work))));
  }

  #begin<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1;
    const result = work();
    const ended = () => {
      this.#underWay -= 1;
      this.#waiting.shift()?.();
    };
    result.then(ended, ended);
    return result;
  }
}
