/**
 * Meters: what counts while the server runs. Each belongs to the part that it measures; `Metrics` names
 * them for whoever watches the server.
 *
 * They cost as much as an addition, so they always run. Labels are given when a meter is made: nothing
 * that comes from the network can become one.
 *
 * @module
 */

/** A number that only grows. */
export class Counter {
  #value = 0;

  get value(): number {
    return this.#value;
  }

  add(by = 1): void {
    this.#value += by;
  }
}

/** A counter for each of some labels. */
export class LabelledCounter<L extends string> {
  readonly #counts: Map<string, number>;

  /** The labels are the names of a table's rows. */
  constructor(table: Readonly<Record<L, unknown>>) {
    this.#counts = new Map(Object.keys(table).map((label) => [label, 0]));
  }

  add(label: L): void {
    const count = this.#counts.get(label);
    if (count !== undefined) this.#counts.set(label, count + 1);
  }

  entries(): Iterable<readonly [label: string, count: number]> {
    return this.#counts.entries();
  }
}

/** How often values were at most as large as each of some bounds. */
export class Histogram {
  readonly #bounds: readonly number[];
  /** One for each bound, and one for what is larger than all. */
  readonly #counts: number[];
  #sum = 0;
  readonly #listeners: ((value: number) => void)[] = [];

  /** `bounds` from the smallest to the largest. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Array(bounds.length + 1).fill(0);
  }

  get sum(): number {
    return this.#sum;
  }

  get count(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  observe(value: number): void {
    const at = this.#bounds.findIndex((bound) => value <= bound);
    this.#counts[at === -1 ? this.#bounds.length : at]! += 1;
    this.#sum += value;
    for (const listener of this.#listeners) listener(value);
  }

  /** Calls a listener with each value from now on. */
  listen(listener: (value: number) => void): void {
    this.#listeners.push(listener);
  }

  /** How many values were at most as large as each bound, and `Infinity`. */
  *cumulative(): Iterable<readonly [bound: number, count: number]> {
    let count = 0;
    for (const [i, bound] of [...this.#bounds, Infinity].entries()) {
      count += this.#counts[i]!;
      yield [bound, count];
    }
  }
}

/** Bounds for durations, in seconds: from a commit to what everybody feels. */
export const SECONDS = [
  ...[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05],
  ...[0.1, 0.25, 0.5, 1, 2.5, 5, 10],
] as const;
/** Bounds for numbers of entries. */
export const ENTRIES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;
