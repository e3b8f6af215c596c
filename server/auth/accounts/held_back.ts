/**
 * Accounts that may not be used: suspended, not approved yet, or refused.
 *
 * @module
 */
import { AuthError } from "../auth_error.ts";
import type { Account } from "./account.ts";

/** Code units of a reason that an administrator gives. */
export const REASON_MAX = 200;

/** Whether somebody is suspended at a time. */
export function isSuspended({ suspended }: Account, at: number): boolean {
  return suspended !== undefined && at < (suspended.until ?? Infinity);
}

/**
 * Checks that an account may be used now. Its owner is told why not, and until when: nobody else gets
 * here.
 *
 * @throws {AuthError} If it may not.
 */
export function refuseHeldBack(account: Account, at: number): void {
  const { suspended, waits } = account;
  if (suspended && isSuspended(account, at)) {
    const end = suspended.until === undefined ? "" : ` until ${inWords(suspended.until)}`;
    throw AuthError.heldBack("suspended", `your account is suspended${end}: ${suspended.reason}`);
  }
  if (waits?.refused) {
    throw AuthError.heldBack("not-approved", `your sign-up was refused: ${waits.refused.reason}`);
  }
  if (waits) {
    throw AuthError.heldBack(
      "not-approved",
      "your account waits for an administrator to approve it",
    );
  }
}

/** A time in words, to the minute; rounded up, as it is the end of something. */
function inWords(at: number): string {
  const minute = 60_000;
  return `${new Date(Math.ceil(at / minute) * minute).toISOString().slice(0, 16)} UTC`
    .replace("T", " ");
}
