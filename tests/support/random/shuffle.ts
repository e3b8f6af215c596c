/**
 * Interleavings without clocks.
 *
 * @module
 */
import { setImmediate } from "node:timers";
import type { Store } from "../../../server/kv/store.ts";
import { below } from "./random.ts";

/** Of a journal whose stores are held: it waits for nothing else. */
export const TIMELESS = { others: { sleep: () => Promise.resolve() } } as const;

/** How many turns whatever is ready may take until it waits again, for a store or for ever. */
const TURNS = 200;

/**
 * Holds what is done with stores, before it is done and before its result is known, and lets one
 * after the other go on, in an order that chance decides. The same chance decides the same.
 */
export class Shuffle {
  readonly #random: () => number;
  #held: (() => void)[] = [];
  #isOver = false;
  /** What was started and is under way. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Holds what is done with a store from now on. */
  hold(store: Store): void {
    const use = store.use.bind(store);
    store.use = async <T>(operation: (kv: Deno.Kv) => Promise<T>): Promise<T> => {
      await this.wait();
      const result = use(operation);
      this.#busy = result.catch(() => {});
      try {
        return await result;
      } finally {
        await this.wait();
      }
    };
  }

  /** Resolves when chance decides so. */
  async wait(): Promise<void> {
    if (!this.#isOver) await new Promise<void>((resolve) => this.#held.push(resolve));
  }

  /** Lets one go on that waits, until it waits again; `false` when nobody does. */
  async step(): Promise<boolean> {
    await turns();
    const [next] = this.#held.splice(below(this.#held.length, this.#random), 1);
    next?.();
    await turns();
    await this.#busy;
    await turns();
    return next !== undefined;
  }

  /** Lets all go on, one after the other, until nobody waits. */
  async finish(): Promise<void> {
    while (await this.step());
  }

  /** Holds nothing any more. */
  end(): void {
    this.#isOver = true;
    for (const go of this.#held.splice(0)) go();
  }
}

async function turns(): Promise<void> {
  for (let i = 0; i < TURNS; i++) await undefined;
  // And one of the event loop, as commits wait for that.
  await new Promise<void>((resolve) => setImmediate(() => resolve()));
  for (let i = 0; i < TURNS; i++) await undefined;
}
