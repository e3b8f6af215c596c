/**
 * What works for as long as the server does.
 *
 * @module
 */
import { rest } from "./rest.ts";

/** It is started once, and stopped once. */
export interface Service {
  /** Works until it is stopped, and has done by the end what it took on. */
  run(): Promise<void>;
  /** Has `run` end. */
  stop(): void;
}

/**
 * Starts services, and stops all of them at once when it is disposed of. One that fails ends the
 * process, as nothing works without it: so each deals with its own errors.
 */
export function started(...services: readonly Service[]): AsyncDisposable {
  const running = services.map((service) => service.run());
  return {
    async [Symbol.asyncDispose]() {
      for (const service of services) service.stop();
      await Promise.all(running);
    },
  };
}

export interface RepeatingOptions {
  /** How long it rests between two times, in milliseconds. */
  readonly everyMs: number;
  /** What is done each time; the next time waits for it. */
  readonly act: () => unknown;
  /** Told of what `act` throws. The next time it is tried again. */
  readonly onError: (error: unknown) => void;
}

/** Does something over and over. */
export class Repeating implements Service {
  readonly #options: RepeatingOptions;
  readonly #stopping = new AbortController();

  constructor(options: RepeatingOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { everyMs, act, onError } = this.#options;
    const { signal } = this.#stopping;
    await rest(everyMs, signal);
    while (!signal.aborted) {
      try {
        await act();
      } catch (error) {
        onError(error);
      }
      await rest(everyMs, signal);
    }
  }

  stop(): void {
    this.#stopping.abort();
  }
}
