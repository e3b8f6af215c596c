/**
 * Waiting that a signal ends, and places that are waited for in order.
 *
 * @module
 */

/** How something is asked for. */
export interface CallOptions {
  /** Gives it up: nothing more is sent of it, though it may be on its way already. */
  signal?: AbortSignal | undefined;
}

/**
 * Where to begin: with what is said from now on; after what was read before, which is remembered; after
 * a message's number; or at the room's start.
 */
export type Since = "now" | "last-read" | "start" | number;

/** How a room is joined. */
export interface JoinOptions extends CallOptions {
  /** `"now"` unless said. */
  since?: Since | undefined;
}

/**
 * What a promise resolves with, unless a signal aborts first.
 *
 * @param onAbort what is not wanted any more then
 * @throws The signal's reason, if it aborts.
 */
export async function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  onAbort: () => void = () => {},
): Promise<T> {
  if (signal === undefined) return await promise;
  const { promise: aborted, reject }: PromiseWithResolvers<never> = Promise.withResolvers();
  const abort = () => {
    onAbort();
    reject(signal.reason);
  };
  // Whoever gave it up does not hear how it ends.
  promise.catch(() => {});
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Resolves after a time. */
export async function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve }: PromiseWithResolvers<void> = Promise.withResolvers();
  const timer = setTimeout(resolve, ms);
  await abortable(promise, signal, () => clearTimeout(timer));
}

/** Whether a promise settles within a time. It never rejects. */
export async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise: late, resolve }: PromiseWithResolvers<false> = Promise.withResolvers();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([promise.then(() => true, () => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A number of places, which are given in the order in which they are asked for. */
export class Places {
  #free: number;
  /** As long as what the program says faster than it can be stored, and holds in any case. */
  #waiting: Set<() => void> = new Set();

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when a place is ours, until it is given back. */
  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    const { promise, resolve }: PromiseWithResolvers<void> = Promise.withResolvers();
    this.#waiting.add(resolve);
    await abortable(promise, signal, () => {
      // It may have been given to us just now.
      if (!this.#waiting.delete(resolve)) this.giveBack();
    });
  }

  giveBack(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      return next();
    }
    this.#free++;
  }
}
