/**
 * Notices a thread that hangs: in an endless loop, or blocked.
 *
 * @module
 */

/** How often it is asked for a sign of life, in milliseconds. */
const PING_MS = 1_000;
/**
 * How many questions in a row may go unanswered. They are counted, and no time is measured: whoever asks
 * may have been kept from the processor as long, as on a machine that was asleep.
 */
export const UNANSWERED_MAX = 10;

export interface WatchdogOptions {
  readonly ping: () => void;
  /** Called once, when it hangs. */
  readonly onStuck: () => void;
  /** How often to ask, in milliseconds. */
  readonly everyMs?: number;
}

/** Asks from when it is made until it is disposed of, or has had enough. */
export class Watchdog implements Disposable {
  readonly #options: WatchdogOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #unanswered = 0;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#ask(), options.everyMs ?? PING_MS);
  }

  /** Whatever comes from the thread is a sign of life: an answer may wait behind much else. */
  notice(): void {
    this.#unanswered = 0;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #ask(): void {
    if (this.#unanswered === UNANSWERED_MAX) {
      this[Symbol.dispose]();
      return this.#options.onStuck();
    }
    this.#unanswered++;
    this.#options.ping();
  }
}
