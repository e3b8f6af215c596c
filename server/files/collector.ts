/**
 * Collects what is left of files, in the background.
 *
 * @module
 */
import { JournalError } from "../../hub/log/journal.ts";
import type { Service } from "../service.ts";
import { DutyCycle } from "../service/duty_cycle.ts";
import { FileError } from "./file_error.ts";
import { rest } from "../service/rest.ts";

/** How long it rests when nothing is left, in milliseconds. */
const REST_MS = 30_000;

export interface CollectorOptions {
  readonly files: {
    /** Does some of what is to be done; `false` when nothing is. */
    collectSome(): Promise<boolean>;
  };
  /** Shares the time for background work. */
  readonly background?: DutyCycle | undefined;
  /** Called with our own bugs. */
  readonly onError: (error: unknown) => void;
  readonly restMs?: number | undefined;
}

/** Begins at once: the process may have ended before it was done, or in the middle of an upload. */
export class Collector implements Service {
  readonly #options: CollectorOptions;
  readonly #background: DutyCycle;
  readonly #stopping = new AbortController();

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#background = options.background ?? new DutyCycle();
  }

  async run(): Promise<void> {
    const { files, onError, restMs = REST_MS } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        while (!signal.aborted && await this.#background.step(() => files.collectSome()));
      } catch (error) {
        // A failing store, or folder, reports its failure itself.
        if (!(error instanceof JournalError || error instanceof FileError)) onError(error);
      }
      await rest(restMs, signal);
    }
  }

  /** Stops between two steps. */
  stop(): void {
    this.#stopping.abort();
  }
}
