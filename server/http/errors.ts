/**
 * Maps errors to HTTP answers. Nothing else does.
 *
 * @module
 */
import { JournalError } from "../../hub/log/journal.ts";
import { ProtocolError, type Reason } from "../../protocol.ts";
import { AuthError } from "../auth/auth_error.ts";
import { FileError, type FileReason } from "../files/file_error.ts";
import { BusyError } from "../limits/busy_error.ts";
import { Refusal, type RefusalReason } from "./refused_request.ts";

/** The HTTP refusals for the hub's. */
const OF_PROTOCOL: Readonly<Record<Reason, RefusalReason>> = {
  "malformed": "malformed",
  "unknown-command": "malformed",
  "too-long": "too-long",
  "not-a-member": "forbidden",
  "no-such-room": "not-found",
  "no-such-message": "not-found",
  "no-such-person": "not-found",
  "no-such-file": "not-found",
  "forbidden": "forbidden",
  "muted": "forbidden",
  "quota": "forbidden",
  "too-fast": "too-many",
  "unavailable": "unavailable",
};

/** The HTTP refusals for those of uploads. */
const OF_FILES: Readonly<Record<FileReason, RefusalReason>> = {
  "too-long": "too-long",
  "quota": "quota",
  "too-slow": "too-slow",
  "broken-off": "malformed",
  "forbidden": "forbidden",
  "unavailable": "unavailable",
};

/** The refusal for an error; `undefined` for a bug, whose details are not sent. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof AuthError) return new Refusal(error.reason, error.message);
  if (error instanceof BusyError) {
    return new Refusal(error.reason, error.message, { retryMs: error.retryMs });
  }
  if (error instanceof ProtocolError) {
    const { reason, message, retry: retryMs } = error;
    return new Refusal(OF_PROTOCOL[reason], message, { retryMs, command: reason });
  }
  if (error instanceof FileError) return new Refusal(OF_FILES[error.reason], error.message);
  // A failing store reports its failure itself, and may work the next time.
  if (error instanceof JournalError) return new Refusal("unavailable", error.message);
  return undefined;
}
