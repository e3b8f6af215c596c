/**
 * Counting what is looked at, where time would tell of the machine.
 *
 * @module
 */

/** What goes through the items of a list, one after the other. */
const THROUGH = [
  ...["every", "filter", "find", "findIndex", "findLast", "findLastIndex", "flatMap", "forEach"],
  ...["includes", "indexOf", "map", "reduce", "some", "sort", "toSorted", "slice", "splice"],
] as const;

type Iteration = { next: (this: unknown) => unknown };

/** The objects that all iterators of a kind have `next` from. */
const ITERATIONS: readonly Iteration[] = [new Map().keys(), new Set().keys(), [].values()]
  .map((iterator) => Object.getPrototypeOf(iterator));

/**
 * How many items of maps, sets and arrays are looked at while something is done at once, whether one
 * by one or by a method of arrays, which counts as if it looked at all.
 */
export function stepsOf(deed: () => void): number {
  let steps = 0;
  const undo: (() => void)[] = [];
  for (const iteration of ITERATIONS) {
    const { next } = iteration;
    iteration.next = function (this: unknown) {
      steps++;
      return next.call(this);
    };
    undo.push(() => iteration.next = next);
  }
  for (const name of THROUGH) {
    const method = Reflect.get(Array.prototype, name);
    const counting = function (this: unknown[], ...args: unknown[]) {
      steps += this.length;
      return Reflect.apply(method, this, args);
    };
    Object.defineProperty(Array.prototype, name, {
      value: counting,
      configurable: true,
      writable: true,
    });
    undo.push(() =>
      Object.defineProperty(Array.prototype, name, {
        value: method,
        configurable: true,
        writable: true,
      })
    );
  }
  try {
    deed();
  } finally {
    for (const one of undo) one();
  }
  return steps;
}
