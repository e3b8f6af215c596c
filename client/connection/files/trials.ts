/**
 * How often something is tried.
 *
 * @module
 */

import { CutError, RefusedError } from "../conversation.ts";
import { isForLater } from "./refusal.ts";

/** The longest that we wait because the server says so: a longer one may be a mistake. */
const WAIT_MAX_MS = 60_000;

/**
 * How long to wait after the nth failure in a row, counted from 0, in milliseconds: as a list, or as a
 * function, which gives `undefined` when it has been enough.
 */
export type Waits = readonly number[] | ((nth: number) => number | undefined);

/** Waits after failures in a row, longer each time, until it has been enough. */
export class Trials {
  readonly #waitsMs: Waits;
  #failures = 0;

  constructor(waitsMs: Waits) {
    this.#waitsMs = waitsMs;
  }

  /** It went on, so failures before that do not count. */
  succeed(): void {
    this.#failures = 0;
  }

  /**
   * Waits before the next trial.
   *
   * @throws What failed, if there is to be none. A network that fails becomes a CutError.
   */
  async afterFailure(error: unknown, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const isRefusal = error instanceof RefusedError;
    // `fetch` rejects with a TypeError when the network is what failed; so does a stream of it.
    if (isRefusal ? !isForLater(error) : !isOfNetwork(error)) throw error;
    const nth = this.#failures++;
    const waits = this.#waitsMs;
    const waitMs = typeof waits === "function" ? waits(nth) : waits[nth];
    if (waitMs === undefined) throw isRefusal ? error : cutBy(error);
    const wantedMs = isRefusal ? Math.min(error.retry ?? 0, WAIT_MAX_MS) : 0;
    await wait(Math.max(waitMs, wantedMs), signal);
  }
}

/** Whatever a runtime calls it, it is none of our own errors and none of whoever reads a file. */
function isOfNetwork(error: unknown): boolean {
  if (error instanceof CutError || error instanceof RangeError) return false;
  if (error instanceof TypeError) return true;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^(ECONN|EPIPE|UND_ERR|Connection|ERR_STREAM)/.test(code) ||
    error instanceof Error && /^(Http|ConnectionReset|ConnectionAborted|BrokenPipe|UnexpectedEof)$/
        .test(error.name);
}

function cutBy(error: unknown): CutError {
  const why = error instanceof Error ? error.message : String(error);
  return new CutError(`The server cannot be reached: ${why}`);
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject }: PromiseWithResolvers<void> = Promise.withResolvers();
  const timer = setTimeout(resolve, ms);
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}
