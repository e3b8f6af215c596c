/**
 * What runs in a worker: it listens, and forwards to the owner.
 *
 * @module
 */
import { onServeError } from "../serve_error.ts";
import { Listener } from "../../listener.ts";
import { Front } from "./front.ts";
import type { ListenOrder, Post, ToOwner, ToWorker } from "./messages.ts";

/** Does what the owner says at the other end of a port. */
export function serveFront(port: MessagePort): void {
  const post: Post<ToOwner> = (message, transfer = []) => port.postMessage(message, transfer);
  const front = new Front(post);
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (data.type === "listen") void listen(data, front, post);
    else front.handle(data);
  };
}

async function listen(order: ListenOrder, front: Front, post: Post<ToOwner>): Promise<void> {
  const { host, port, certificate, isFirst } = order;
  try {
    const listener = new Listener({
      ...{ host, port, certificate, handler: front.respond, onError: onServeError },
      sharing: isFirst ? "first" : "joined",
      say: (line) => post({ type: "say", line }),
    });
    post({ type: "listening", addr: listener.addr });
    await listener.run();
  } catch (error) {
    post({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}
