/**
 * The bodies of one request and its answer, on their way between a worker and the owner.
 *
 * @module
 */
import { CutError } from "../serve_error.ts";
import type { BodyStep, Post } from "./messages.ts";

export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * One side of it: a body comes, and another one goes. A piece is read only when the other side asks for
 * it, so that a slow reader slows its sender down and nothing piles up between them.
 */
export class Exchange {
  readonly #call: number;
  readonly #post: Post<BodyStep>;
  readonly #onSent: () => void;
  #incoming: ReadableStreamDefaultController<Bytes> | undefined;
  /** Resolves when what was asked for has come. */
  #pulled: PromiseWithResolvers<void> | undefined;
  /** Opens what goes, once it is asked for. */
  #open: (() => ReadableStreamDefaultReader<Uint8Array> | undefined) | undefined;
  #outgoing: ReadableStreamDefaultReader<Uint8Array> | undefined;
  /** Pieces that were read before they were asked for. */
  #ahead: Promise<ReadableStreamReadResult<Uint8Array>>[] = [];
  /** Whether nothing goes any more. */
  #isOver = false;

  /** @param onSent called when nothing goes any more: it was sent, has failed, or is not wanted */
  constructor(call: number, post: Post<BodyStep>, onSent: () => void = () => {}) {
    this.#call = call;
    this.#post = post;
    this.#onSent = onSent;
  }

  /** What comes from the other side. */
  receive(onEnd: () => void = () => {}): ReadableStream<Bytes> {
    return new ReadableStream<Bytes>({
      start: (controller) => {
        this.#incoming = controller;
      },
      pull: async () => {
        this.#pulled = Promise.withResolvers();
        this.#post({ type: "pull", call: this.#call });
        await this.#pulled.promise;
        if (!this.#incoming) onEnd();
      },
      cancel: () => {
        this.#incoming = undefined;
        this.#pulled?.resolve();
        this.#post({ type: "cancel", call: this.#call });
        onEnd();
      },
    }, { highWaterMark: 0 });
  }

  /** Sends what `open` opens when the other side first asks for it. */
  offer(open: () => ReadableStreamDefaultReader<Uint8Array> | undefined): void {
    this.#open = open;
  }

  /** Sends what a reader still has, after what was read of it already. */
  send(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    ahead: readonly Promise<ReadableStreamReadResult<Uint8Array>>[],
  ): void {
    this.#outgoing = reader;
    this.#ahead = [...ahead];
    if (this.#isOver) this.#cancel();
  }

  handle(step: BodyStep): void {
    switch (step.type) {
      case "pull":
        void this.#sendNext();
        return;
      case "cancel":
        return this.#cancel();
      case "chunk":
        this.#incoming?.enqueue(step.chunk);
        this.#pulled?.resolve();
        return;
      case "end":
        return this.#end((incoming) => incoming.close());
      case "break":
        return this.#break(step.why);
      default:
        step satisfies never;
    }
  }

  /** Breaks off what is under way: the other side is gone. */
  fail(why: string): void {
    this.#break(why);
    this.#cancel();
  }

  /** Breaks off what comes: nobody asks the other side for it any more. */
  abandon(): void {
    this.#break("The request was answered");
  }

  #break(why: string): void {
    this.#end((incoming) => incoming.error(new CutError(why)));
  }

  #end(how: (incoming: ReadableStreamDefaultController<Bytes>) => void): void {
    if (this.#incoming) how(this.#incoming);
    this.#incoming = undefined;
    this.#pulled?.resolve();
  }

  #cancel(): void {
    // What it was opened from may have failed.
    this.#outgoing?.cancel().catch(() => undefined);
    this.#over();
  }

  #over(): void {
    this.#outgoing = this.#open = undefined;
    this.#ahead = [];
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onSent();
  }

  async #sendNext(): Promise<void> {
    const call = this.#call;
    try {
      this.#outgoing ??= this.#open?.();
      this.#open = undefined;
      const { value } = await (this.#ahead.shift() ?? this.#outgoing?.read()) ?? {};
      if (value) {
        // A copy of its own: the buffer may hold more, and may be somebody's who still needs it.
        const chunk = value.slice();
        return this.#post({ type: "chunk", call, chunk }, [chunk.buffer]);
      }
      this.#post({ type: "end", call });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#post({ type: "break", call, why });
    }
    this.#over();
  }
}
