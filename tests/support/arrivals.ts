/**
 * What came and waits to be looked at, or is waited for. The wait ends: a test fails instead of hanging.
 *
 * @module
 */

/** How long anything may take that a test waits for, in milliseconds: a machine may be busy. */
export const PATIENCE_MS = 60_000;

/** A queue for one test. */
export class Arrivals<T> {
  readonly #here: T[] = [];
  readonly #waiting: ((item: T) => void)[] = [];
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  push(item: T): void {
    const first = this.#waiting.shift();
    if (first === undefined) this.#here.push(item);
    else first(item);
  }

  next(): Promise<T> {
    const [first] = this.#here.splice(0, 1);
    if (first !== undefined) return Promise.resolve(first);
    return soon(new Promise<T>((resolve) => this.#waiting.push(resolve)), this.#what);
  }
}

/** What a promise brings, or an error that says what never came. */
export async function soon<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
