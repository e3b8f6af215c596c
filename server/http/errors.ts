/**
 * What an error of the server becomes over HTTP. It is decided here alone.
 *
 * @module
 */
import { JournalError } from "../../hub/log/journal.ts";
import { ProtocolError, type Reason } from "../../protocol.ts";
import { AuthError } from "../auth/auth_error.ts";
import { BusyError } from "../limits/busy_error.ts";
import { Refusal, type RefusalReason } from "./refusal.ts";

/** What the hub's refusals are over HTTP. */
const OF_PROTOCOL: Readonly<Record<Reason, RefusalReason>> = {
  "malformed": "malformed",
  "unknown-command": "malformed",
  "too-long": "too-long",
  "not-a-member": "forbidden",
  "no-such-room": "not-found",
  "no-such-message": "not-found",
  "no-such-person": "not-found",
  "forbidden": "forbidden",
  "muted": "forbidden",
  "quota": "forbidden",
  "too-fast": "too-many",
  "unavailable": "unavailable",
};

/** The refusal that tells an error to who asked; `undefined` for a bug, of which they learn nothing. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof AuthError) return new Refusal(error.reason, error.message);
  if (error instanceof BusyError) {
    return new Refusal(error.reason, error.message, { retryMs: error.retryMs });
  }
  if (error instanceof ProtocolError) {
    const { reason, message, retry: retryMs } = error;
    return new Refusal(OF_PROTOCOL[reason], message, { retryMs });
  }
  // A store that fails says so itself, and may work the next time.
  if (error instanceof JournalError) return new Refusal("unavailable", error.message);
  return undefined;
}
