/**
 * The body of a download, for as long as its reader may have it and reads it.
 *
 * @module
 */
import { JournalError } from "../../../hub/log/journal.ts";
import { DeletedFileError, FileError } from "../../files/file_error.ts";
import { CutError } from "../../service/listener/serve_error.ts";

export interface WatchedBodyOptions {
  /** Whether its reader may still have it. Asked before each piece. */
  readonly may: () => boolean;
  /** How long its reader may take for a piece, in milliseconds. What is cut is asked for again. */
  readonly stalledMs: number;
  /** Called once, when it is over, however that is. */
  readonly onEnd: () => void;
}

/** Passes on a source piece by piece, as it is read. One piece waits at most. */
export class WatchedBody {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #options: WatchedBodyOptions;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #stalled: ReturnType<typeof setTimeout> | undefined;
  #hasEnded = false;

  constructor(source: AsyncIterable<Uint8Array>, options: WatchedBodyOptions) {
    this.#source = source[Symbol.asyncIterator]();
    this.#options = options;
    this.stream = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => this.#pull(),
      cancel: () => this.#finish(),
    }, { highWaterMark: 0 });
    this.#watch();
  }

  /** Breaks it off: its reader sees that this was not the end. */
  cut(error: unknown = new CutError("The file is not sent any further")): void {
    if (this.#hasEnded) return;
    this.#controller.error(error);
    this.#finish();
  }

  async #pull(): Promise<void> {
    clearTimeout(this.#stalled);
    if (!this.#options.may()) return this.cut();
    try {
      const { done, value } = await this.#source.next();
      if (this.#hasEnded) return;
      if (done) {
        this.#controller.close();
        return this.#finish();
      }
      // Before: where the reader is gone, it is ended as soon as it is given something.
      this.#watch();
      this.#controller.enqueue(value);
    } catch (error) {
      // A store, or a folder, that fails tells so itself; and what is deleted meanwhile is no failure.
      const isTold = [JournalError, FileError, DeletedFileError].some((kind) =>
        error instanceof kind
      );
      this.cut(isTold ? undefined : error);
    }
  }

  #watch(): void {
    this.#stalled = setTimeout(() => this.cut(), this.#options.stalledMs);
  }

  #finish(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#stalled);
    // What it is read from may have failed already.
    this.#source.return?.().catch(() => undefined);
    this.#options.onEnd();
  }
}
