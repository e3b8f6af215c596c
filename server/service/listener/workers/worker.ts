/**
 * The module of a worker: its first message has the port by which the owner speaks to it.
 *
 * @module
 */
import { serveFront } from "./serve_front.ts";

globalThis.addEventListener("message", (event) => {
  if (event instanceof MessageEvent) serveFront(event.data);
}, { once: true });
