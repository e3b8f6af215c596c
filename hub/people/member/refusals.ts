/**
 * What somebody is told whose command could not be executed.
 *
 * @module
 */
import { ProtocolError } from "../../../protocol.ts";
import { JournalError } from "../../log/journal.ts";

/** The refusal of what could not be stored or read: nothing happened, it may be tried again. */
export function unavailable(): ProtocolError {
  const message = "Cannot reach the store: nothing was stored, try again with the same id";
  return new ProtocolError("unavailable", message);
}

/** Whether an error is our own bug: neither a refusal nor a failure of the storage. */
export function isBug(error: unknown): boolean {
  return !(error instanceof ProtocolError || error instanceof JournalError);
}

/** The refusal for a failure, by its cause. */
export function unanswered(error: unknown): ProtocolError {
  if (!isBug(error)) return unavailable();
  const message = "Cannot do this: the server has an internal error, and has logged it";
  return new ProtocolError("unavailable", message);
}

/** The refusal of what only members of a room may do. */
export function notAMember(room: string): ProtocolError {
  return new ProtocolError("not-a-member", `Cannot reach ${room}: join it first`);
}
