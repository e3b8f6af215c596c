/**
 * Errors of the connection, as the library tells them.
 *
 * @module
 */

import * as connection from "../connection.ts";
import { type Asked, CutError, RefusedError } from "./errors.ts";

/**
 * An error that says what was asked.
 *
 * @param ended.reason why the connection ended for good, if it did
 * @param ended.signal what may have ended it: then its reason is the error
 */
export function about(
  asked: Asked,
  error: unknown,
  { reason = "cut", signal }: {
    reason?: string | undefined;
    signal?: AbortSignal | undefined;
  },
): unknown {
  if (error instanceof connection.CutError || error instanceof CutError) {
    if (signal?.aborted) return signal.reason;
    return new CutError(error instanceof CutError ? error.reason : reason, error.message, asked);
  }
  if (error instanceof connection.RefusedError || error instanceof RefusedError) {
    return new RefusedError(error.reason, error.message, asked, error.retry);
  }
  // No frame could hold it: so it is refused before it is sent.
  return error instanceof RangeError ? new RefusedError("too-long", error.message, asked) : error;
}
