/**
 * From format 5 to 6: what is said goes to the log of commits first. A store without one is a store
 * whose log is empty, so there is no more to do than to forget who held it. A server that would not see
 * the log must not open it.
 *
 * @module
 */
import type { Step } from "../migrations.ts";

/** Where it was noted who held the store. */
const HOLD = ["hold"];

export async function* oneLog(): AsyncGenerator<Step> {
  yield await Promise.resolve((atomic: Deno.AtomicOperation) => atomic.delete(HOLD));
}
