/**
 * Errors for what the server refuses now, and may do later.
 *
 * @module
 */

/** The reason, for a program. */
export type BusyReason = "too-many" | "unavailable" | "stopping";

/** Something that may be asked for again. It knows nothing of HTTP: `server/http/errors.ts` does. */
export class BusyError extends Error {
  override readonly name = "BusyError";
  readonly reason: BusyReason;
  /** How long to wait before the same is asked for again, in milliseconds, where that is known. */
  readonly retryMs: number | undefined;

  constructor(reason: BusyReason, message: string, retryMs?: number) {
    super(message);
    this.reason = reason;
    this.retryMs = retryMs;
  }

  /** Somebody asks for too much, or has too much. */
  static tooMany(action: string, why: string, retryMs: number): BusyError {
    return new BusyError("too-many", `Cannot ${action}: ${why}`, retryMs);
  }

  /** The server can't do it for anybody now. */
  static unavailable(action: string, why: string, retryMs: number): BusyError {
    return new BusyError("unavailable", `Cannot ${action}: ${why}`, retryMs);
  }

  /** The server is stopping, and accepts nothing more. */
  static stopping(action: string): BusyError {
    return new BusyError("stopping", `Cannot ${action}: the server stops`);
  }
}
