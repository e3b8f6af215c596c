/**
 * Numbers of lines, in short.
 *
 * @module
 */

/** As many ranges are kept; of what is beyond them only the count is told. */
const RANGES_MAX = 1_000;

/** A set of numbers of lines, told as ranges. */
export class LineRanges {
  /** In order, with a hole between each two. */
  readonly #ranges: [first: number, last: number][] = [];
  #beyond = 0;

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  /** Adds a line. They come nearly in order, so the place is looked for from the end. */
  add(number: number): void {
    let at = this.#ranges.length;
    while (at > 0 && (this.#ranges[at - 1]?.[0] ?? 0) > number) at--;
    const before = this.#ranges[at - 1];
    const after = this.#ranges[at];
    if (before !== undefined && number <= before[1]) return;
    if (before?.[1] === number - 1) {
      before[1] = number;
      if (after?.[0] === number + 1) this.#ranges.splice(at - 1, 2, [before[0], after[1]]);
    } else if (after?.[0] === number + 1) after[0] = number;
    else if (this.#ranges.length < RANGES_MAX) this.#ranges.splice(at, 0, [number, number]);
    else this.#beyond++;
  }

  /** For people: `line 3`, or `lines 1, 4-7`. */
  toString(): string {
    const texts = this.#ranges.map(([first, last]) =>
      first === last ? `${first}` : `${first}-${last}`
    );
    const [{ 0: first, 1: last } = [0, 0]] = this.#ranges;
    const isOne = texts.length === 1 && first === last && this.#beyond === 0;
    const more = this.#beyond > 0 ? ` and ${this.#beyond} more` : "";
    return `${isOne ? "line" : "lines"} ${texts.join(", ")}${more}`;
  }
}
