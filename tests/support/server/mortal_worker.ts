/**
 * A worker that ends as by a bug of ours, when a test tells it to.
 *
 * @module
 */
import "../../../server/service/listener/workers/worker.ts";

/** What a test says to one. */
export const DIE = "die";

globalThis.addEventListener("message", (event) => {
  if (event instanceof MessageEvent && event.data === DIE) throw new Error("told to die");
});
