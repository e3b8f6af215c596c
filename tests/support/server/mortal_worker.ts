/**
 * A worker that ends as by a bug of ours, when a test tells it to.
 *
 * @module
 */
import "../../../server/service/listener/workers/worker.ts";
import { DIE } from "./die.ts";

globalThis.addEventListener("message", (event) => {
  if (event instanceof MessageEvent && event.data === DIE) throw new Error("told to die");
});
