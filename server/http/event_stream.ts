/**
 * Answers that go on: event streams, as `EventSource` and `curl -N` read them.
 *
 * @module
 */
import {
  type ServerSentEventMessage,
  ServerSentEventStream,
} from "@std/http/server-sent-event-stream";
import { SECURITY_HEADERS } from "./headers.ts";
import { CutError } from "../service/listener/serve_error.ts";

export type { ServerSentEventMessage };

/** A proxy that buffers would keep what is said until there is a lot of it. */
const HEADERS: Readonly<Record<string, string>> = {
  ...SECURITY_HEADERS,
  "cache-control": "no-store",
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
};

export interface EventStreamOptions {
  /**
   * The next messages, a few; none when there is nothing now. They are asked for only when those before
   * are taken: how much waits for a slow reader is what one call gives, and what the network buffers.
   */
  readonly next: () => Promise<readonly ServerSentEventMessage[]>;
  /** What is sent when there was nothing for a while. */
  readonly heartbeat: () => Promise<ServerSentEventMessage>;
  /** Called once, when the reader is gone, or has not read for `stalledMs`, or `next` has failed. */
  readonly onEnd: (why: "gone" | "stalled" | "failed", error?: unknown) => void;
  readonly heartbeatMs: number;
  readonly stalledMs: number;
}

/** One event stream. It takes messages as its reader reads them. */
export class EventStream {
  readonly #options: EventStreamOptions;
  /** Not piped: a pipe whose reader does not read can't be broken off. */
  readonly #encoder = new ServerSentEventStream();
  readonly #encode = this.#encoder.writable.getWriter();
  readonly #encoded = this.#encoder.readable.getReader();
  readonly #body: ReadableStream<Uint8Array<ArrayBuffer>>;
  #controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  /** Messages that were asked for and not read yet. */
  #pending: ServerSentEventMessage[] = [];
  #wake: (() => void) | undefined;
  #stalled: ReturnType<typeof setTimeout> | undefined;
  #hasEnded = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#body = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => this.#pull(),
      cancel: () => this.#finish("gone"),
    }, { highWaterMark: 0 });
  }

  toResponse(): Response {
    return new Response(this.#body, { headers: HEADERS });
  }

  /** Notes that there may be something to send. */
  wake(): void {
    this.#wake?.();
  }

  /** Ends the stream: what was taken from the logs and not read is not sent any more. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#pending = [];
    clearTimeout(this.#stalled);
    this.#controller.close();
    this.wake();
  }

  async #pull(): Promise<void> {
    clearTimeout(this.#stalled);
    try {
      while (!this.#hasEnded && this.#pending.length === 0) {
        // Before it is looked: what comes meanwhile must not be missed.
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        this.#pending = [...await this.#options.next()];
        if (this.#pending.length > 0 || this.#hasEnded) break;
        if (await this.#isQuiet(promise)) this.#pending = [await this.#options.heartbeat()];
      }
      // It may have ended while we waited.
      const message = this.#pending.shift();
      if (this.#hasEnded || !message) return;
      const [, { value }] = await Promise.all([this.#encode.write(message), this.#encoded.read()]);
      if (this.#hasEnded || !value) return;
      // Before: where the reader is gone, it is ended as soon as it is given something.
      this.#stalled = setTimeout(() => this.#break("stalled"), this.#options.stalledMs);
      this.#controller.enqueue(value);
    } catch (error) {
      this.#break("failed", error);
    }
  }

  /** Waits for something to send; `true` when there was nothing for so long that a heartbeat is due. */
  async #isQuiet(woken: Promise<void>): Promise<boolean> {
    const quiet = Promise.withResolvers<true>();
    const timer = setTimeout(() => quiet.resolve(true), this.#options.heartbeatMs);
    const isQuiet = await Promise.race([woken, quiet.promise]);
    clearTimeout(timer);
    return isQuiet === true;
  }

  /** Breaks the connection: its reader sees that this was not the end, and comes back. */
  #break(why: "stalled" | "failed", error?: unknown): void {
    if (this.#hasEnded) return;
    this.#controller.error(new CutError("The event stream ends early"));
    this.#finish(why, error);
  }

  #finish(why: "gone" | "stalled" | "failed", error?: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#pending = [];
    clearTimeout(this.#stalled);
    this.wake();
    this.#options.onEnd(why, error);
  }
}
