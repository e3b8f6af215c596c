/**
 * Services: what runs for as long as the server does.
 *
 * @module
 */
import { rest } from "./service/rest.ts";

/** It is started once, and stopped once. */
export interface Service {
  /** Runs until it is stopped; what it has begun is done when it returns. */
  run(): Promise<void>;
  /** Makes `run` return. */
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
  /** The work of one round; the next round waits for it. */
  readonly act: () => unknown;
  /** Called with what `act` throws. The next round tries again. */
  readonly onError: (error: unknown) => void;
}

/** Runs something again and again. */
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
