/**
 * What runs in a worker: it listens, and forwards to the owner.
 *
 * @module
 */
import { onServeError } from "../serve_error.ts";
import { Listener } from "../../listener.ts";
import { Front } from "./front.ts";
import type { ListenOrder, Post, ToOwner, ToWorker } from "./messages.ts";

/** Does what the owner says at the other end of a port, until there is a bug of ours. */
export function serveFront(port: MessagePort): void {
  const post: Post<ToOwner> = (message, transfer = []) => port.postMessage(message, transfer);
  const front = new Front(post);
  let listener: Listener | undefined;
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
    if (data.type === "listen") listener = listen(data, front, post);
    else if (data.type === "ping") post({ type: "pong" });
    else front.handle(data);
  };
  const end = (error: unknown) => {
    front.close();
    listener?.stop();
    const message = error instanceof Error ? error.stack ?? error.message : String(error);
    post({ type: "failed", message });
  };
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    end(event.error);
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    end(event.reason);
  });
}

function listen(
  order: ListenOrder,
  front: Front,
  post: Post<ToOwner>,
): Listener | undefined {
  const { host, port, certificate, isFirst } = order;
  const fail = (error: unknown) =>
    post({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  try {
    const listener = new Listener({
      ...{ host, port, certificate, handler: front.respond, onError: onServeError },
      sharing: isFirst ? "first" : "joined",
      say: (line) => post({ type: "say", line }),
    });
    post({ type: "listening", addr: listener.addr });
    listener.run().catch(fail);
    return listener;
  } catch (error) {
    fail(error);
  }
}
