/**
 * Why a request is not authenticated, or not permitted.
 *
 * @module
 */
import type { ProtocolError } from "../../protocol.ts";

/** The reason, for a program. */
export type AuthReason =
  | "bad-name"
  | "malformed"
  | "no-session"
  | "bad-password"
  | "bad-passkey"
  | "passkey-needed"
  | "bad-claim"
  | "bad-passphrase"
  | "bad-reset"
  | "foreign-origin"
  | "foreign-host"
  | "forbidden"
  | "not-invited"
  | "suspended"
  | "not-approved"
  | "name-taken";

/** A request that auth refuses. It knows nothing of HTTP: `server/http/errors.ts` makes an answer of it. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly reason: AuthReason;

  constructor(reason: AuthReason, message: string) {
    super(message);
    this.reason = reason;
  }

  /** No session: there is no token and no name were given, or the token is none of ours. */
  static noSession(action: string, why: string): AuthError {
    return new AuthError("no-session", `Cannot ${action}: ${why}`);
  }

  static forbidden(action: string, why: string): AuthError {
    return new AuthError("forbidden", `Cannot ${action}: ${why}`);
  }

  /** An account that may not be used now, and why. */
  static heldBack(reason: "suspended" | "not-approved", why: string): AuthError {
    return new AuthError(reason, `Cannot sign in: ${why}`);
  }

  /** A name that is taken. */
  static nameTaken(action: string, why: string): AuthError {
    return new AuthError("name-taken", `Cannot ${action}: ${why}`);
  }

  /** A name that looks like what somebody else is shown by. */
  static nameShown(action: string, name: string): AuthError {
    return AuthError.nameTaken(action, `somebody's display name looks like ${name}`);
  }

  /** A name that is reserved. */
  static nameReserved(action: string, name: string): AuthError {
    return new AuthError(
      "bad-name",
      `Cannot ${action}: ${name} is reserved, or looks like what is`,
    );
  }

  /** What cannot be a name, as the protocol says why. */
  static malformedName({ message }: ProtocolError): AuthError {
    return new AuthError("bad-name", message);
  }

  /** What cannot be a password. */
  static malformedPassword(why: string): AuthError {
    return new AuthError("malformed", `Cannot accept password: ${why}`);
  }

  static wrongPassword(action: string, why: string): AuthError {
    return new AuthError("bad-password", `Cannot ${action}: ${why}`);
  }

  /** A passkey that is not accepted. */
  static wrongPasskey(action: string, why: string): AuthError {
    return new AuthError("bad-passkey", `Cannot ${action}: this passkey is not accepted: ${why}`);
  }

  /** A passkey that may have been copied. */
  static copiedPasskey(action: string, name: string): AuthError {
    return new CopiedPasskeyError(action, name);
  }

  /** An account whose password is right, and not enough. */
  static passkeyNeeded(): AuthError {
    return new AuthError(
      "passkey-needed",
      "Cannot sign in: this account needs a passkey, too; where there is none, a sign-in code",
    );
  }

  static wrongPassphrase(why: string): AuthError {
    return new AuthError("bad-passphrase", `Cannot connect: ${why}`);
  }

  /** A wrong administrator code. */
  static wrongCode(why = "it is wrong, already used, or replaced by a newer one"): AuthError {
    return new AuthError("bad-claim", `Cannot use code: ${why}`);
  }

  /** A link that sets no password. Why not, nobody is told. */
  static wrongReset(): AuthError {
    const why = "it is wrong, expired, already used, or replaced by a newer one; ask for another";
    return new AuthError("bad-reset", `Cannot use link: ${why}`);
  }

  static notInvited(why: string, action = "claim name"): AuthError {
    return new AuthError("not-invited", `Cannot ${action}: ${why}`);
  }

  /** A request that another site's page makes. */
  static foreignPage(why: string): AuthError {
    return new AuthError("foreign-origin", `Cannot connect: ${why}`);
  }

  /** A request for a host name that is not ours. */
  static foreignHost(why: string): AuthError {
    return new AuthError("foreign-host", `Cannot answer: ${why}`);
  }
}

/** A passkey that has counted less than before: another has the same key. */
export class CopiedPasskeyError extends AuthError {
  readonly passkey: string;

  constructor(action: string, passkey: string) {
    super(
      "bad-passkey",
      `Cannot ${action}: the passkey ${passkey} may have been copied; remove it, and add another`,
    );
    this.passkey = passkey;
  }
}
