/**
 * What a worker does, until a file is there: whichever worker takes it away hangs then, in an endless loop
 * or blocked. It has an end, should nobody notice. The address of this module says which file, and how.
 *
 * @module
 */
import { serveFront as serve } from "../../../server/service/listener/workers/serve_front.ts";
import { PATIENCE_MS } from "../arrivals.ts";

const asked = new URL(import.meta.url).searchParams;

export function serveFront(port: MessagePort): void {
  serve(port);
  setInterval(hangIfTold, 20);
}

function hangIfTold(): void {
  try {
    Deno.removeSync(asked.get("file") ?? "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  if (asked.get("how") === "blocked") {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE_MS);
    return;
  }
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end);
}
