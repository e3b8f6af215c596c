/**
 * Signals that end a program which has something to put in order first.
 *
 * @module
 */

/** With their numbers. Windows has no others than Ctrl-C and Ctrl-Break. */
const SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 2], ["SIGBREAK", 21]]
  : [["SIGHUP", 1], ["SIGINT", 2], ["SIGTERM", 15]];

/** A signal has ended us. `number` is that of the signal. */
export class InterruptedError extends Error {
  readonly number: number;

  override name = "InterruptedError";

  constructor(signal: Deno.Signal, number: number) {
    super(`Ended by ${signal}`);
    this.number = number;
  }
}

/** Aborts at the first signal, as long as it is not disposed of. The second ends the program at once. */
export class Interruption implements Disposable {
  readonly #controller = new AbortController();
  readonly #listeners: readonly (readonly [Deno.Signal, () => void])[];

  constructor() {
    this.#listeners = SIGNALS.map(([signal, number]) => {
      return [signal, () => this.#interrupt(new InterruptedError(signal, number))] as const;
    });
    for (const [signal, listener] of this.#listeners) Deno.addSignalListener(signal, listener);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    for (const [signal, listener] of this.#listeners) Deno.removeSignalListener(signal, listener);
  }

  #interrupt(error: InterruptedError): void {
    if (this.#controller.signal.aborted) Deno.exit(128 + error.number);
    this.#controller.abort(error);
  }
}
