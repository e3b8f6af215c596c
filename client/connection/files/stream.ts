/**
 * Bytes on their way: counted, and given up when they stand still.
 *
 * @module
 */

/** Aborts when nothing has moved for too long, or when somebody else does not want it any more. */
export class Stall {
  readonly #ms: number;
  readonly #stalled = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Aborts what stands still. */
  readonly signal: AbortSignal;

  constructor(ms: number, signal: AbortSignal | undefined) {
    this.#ms = ms;
    this.signal = AbortSignal.any([this.#stalled.signal, ...(signal ? [signal] : [])]);
    this.moved();
  }

  moved(): void {
    clearTimeout(this.#timer);
    const error = new TypeError(`nothing moved for ${this.#ms / 1_000} s`);
    this.#timer = setTimeout(() => this.#stalled.abort(error), this.#ms);
  }

  /** Watches no more. */
  end(): void {
    clearTimeout(this.#timer);
  }
}

/** A stream as it is read, and why it could not be read on, if it could not. */
export interface Counted {
  readonly stream: ReadableStream<Uint8Array>;
  readonly failure: Error | undefined;
}

/**
 * The same bytes, of which somebody hears as they are taken.
 *
 * @param size how many there must be
 */
export function counted(
  source: ReadableStream<Uint8Array>,
  size: number,
  onTaken: (bytes: number) => void,
): Counted {
  const reader = source.getReader();
  let left = size;
  let failure: Error | undefined;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) left -= value.length;
        if (done ? left > 0 : left < 0) throw new Error("It changed while it was being sent");
        if (done) return controller.close();
        controller.enqueue(value);
        onTaken(value.length);
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        await reader.cancel(failure).catch(() => undefined);
        throw failure;
      }
    },
    cancel: (reason) => reader.cancel(reason),
    // Nothing is read ahead of who sends it: what counts as sent has at least been taken.
  }, { highWaterMark: 0 });
  return {
    stream,
    get failure() {
      return failure;
    },
  };
}
