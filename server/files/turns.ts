/**
 * Whose upload comes in: a few at once, and of one person a part of those.
 *
 * @module
 */
import { BusyError } from "../limits/busy_error.ts";

/** When what is refused may be tried again, in milliseconds: nobody knows how long the others take. */
const RETRY_MS = 10_000;

export interface TurnsMax {
  readonly perPerson: number;
  readonly total: number;
  readonly waitingPerPerson: number;
  readonly waiting: number;
}

interface Waiting {
  readonly by: string;
  readonly resolve: () => void;
}

/** Who waits comes in the order of arrival, but for people who have as many as they may. */
export class Turns {
  readonly #max: TurnsMax;
  readonly #inside = new Map<string, number>();
  #insideAll = 0;
  /** At most `max.waiting`: more are refused. */
  #waiting: Waiting[] = [];

  constructor(max: TurnsMax) {
    this.#max = max;
  }

  /**
   * Resolves when it is a person's turn, which lasts until the result is disposed of.
   *
   * @throws {BusyError} If too many wait.
   */
  async enter(by: string): Promise<Disposable> {
    if (this.#isFree(by)) this.#take(by);
    else await this.#wait(by);
    return { [Symbol.dispose]: () => this.#leave(by) };
  }

  #isFree(by: string): boolean {
    const { perPerson, total } = this.#max;
    return this.#insideAll < total && (this.#inside.get(by) ?? 0) < perPerson;
  }

  #take(by: string): void {
    this.#insideAll++;
    this.#inside.set(by, (this.#inside.get(by) ?? 0) + 1);
  }

  #wait(by: string): Promise<void> {
    const own = this.#waiting.filter((one) => one.by === by).length;
    if (own >= this.#max.waitingPerPerson || this.#waiting.length >= this.#max.waiting) {
      const why = "Cannot upload file: too many are being uploaded, try again later";
      throw new BusyError("too-many", why, RETRY_MS);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ by, resolve });
    return promise;
  }

  #leave(by: string): void {
    this.#insideAll--;
    const left = this.#inside.get(by)! - 1;
    if (left > 0) this.#inside.set(by, left);
    else this.#inside.delete(by);
    const next = this.#waiting.findIndex((one) => this.#isFree(one.by));
    if (next === -1) return;
    const [one] = this.#waiting.splice(next, 1);
    this.#take(one!.by);
    one!.resolve();
  }
}
