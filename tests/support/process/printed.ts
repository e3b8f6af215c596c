/**
 * What a program prints.
 *
 * @module
 */

/** Reads a stream to its end, and keeps what was in it. */
export class Printed {
  /** All that was printed so far. */
  text = "";
  /** Resolves when there is no more. */
  readonly ended: Promise<void>;
  #hasEnded = false;
  #more = Promise.withResolvers<void>();

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.ended = this.#read(stream);
  }

  /** What a pattern finds, as soon as it is there; `undefined` when it never will be. */
  async find(pattern: RegExp): Promise<RegExpExecArray | undefined> {
    while (true) {
      const found = pattern.exec(this.text);
      if (found) return found;
      if (this.#hasEnded) return undefined;
      await this.#more.promise;
    }
  }

  async #read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      this.text += text;
      this.#wake();
    }
    this.#hasEnded = true;
    this.#wake();
  }

  #wake(): void {
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }
}
