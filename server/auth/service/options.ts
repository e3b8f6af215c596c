/**
 * What the auth service is created with.
 *
 * @module
 */
import type { Backing } from "../../backing.ts";
import type { Limits } from "../../limits.ts";
import type { Rules } from "../accounts.ts";
import type { Effort } from "../accounts/passwords.ts";
import type { AuditNote } from "../audit.ts";
import type { Origins } from "../origins.ts";

/** Anybody may connect and claim a name. */
export const OPEN: Rules = { signUp: "open", guests: true };

export interface AuthServiceOptions {
  readonly backing: Backing;
  readonly rules?: Rules | undefined;
  readonly edge?: Origins | undefined;
  readonly limits?: Limits | undefined;
  /** What a try of a password costs. */
  readonly effort?: Effort | undefined;
  /** The clock, in milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  /** Called with what is noted in the audit log. */
  readonly onNote?: ((note: AuditNote) => void) | undefined;
  readonly onError?: ((error: unknown) => void) | undefined;
}
