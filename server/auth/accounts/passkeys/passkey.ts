/**
 * A passkey as it is stored with its account, and what is the same about all of them.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** Passkeys that an account may have: they are stored with it, in one row. */
export const PASSKEYS_MAX = 16;
/** Code points of a passkey's name at most. */
export const NAME_MAX = 64;
/** Bytes that a credential's id may have, as the specification says. */
export const CREDENTIAL_ID_MAX = 1_023;

/** Signatures that we verify, by their numbers in COSE: ES256, EdDSA and RS256. The first is preferred. */
export const ALGORITHMS = [-7, -8, -257] as const;
export type Algorithm = typeof ALGORITHMS[number];

/** A passkey. Times are in milliseconds since the epoch. */
export interface Passkey {
  /** What we call it: the hash of what its authenticator does. */
  readonly id: string;
  /** What its authenticator calls it, in base64url. */
  readonly credential: string;
  /** The host that it is for: browsers offer it nowhere else. */
  readonly host: string;
  readonly algorithm: Algorithm;
  /** Its public key, as SPKI in base64. */
  readonly key: string;
  /** How often it was used, by its own count; 0 where it does not count. */
  readonly counter: number;
  /** Whether it may be on more than one device. */
  readonly synced: boolean;
  /** How browsers reach what it is on, such as `usb`. */
  readonly transports: readonly string[];
  /** What its owner calls it. */
  readonly name: string;
  readonly made: number;
  readonly used?: number;
}

/** Why what an authenticator sent is not accepted. Whoever asked says what could not be done for it. */
export class PasskeyError extends Error {
  override readonly name = "PasskeyError";
}

/** What we call the passkey of a credential. */
export function passkeyId(credential: Uint8Array): string {
  return base64url(createHash("sha256").update(credential).digest());
}

/**
 * What authenticators know a person by: neither their name nor their id, and the same for all of their
 * passkeys, so that an authenticator keeps one for each account.
 */
export function userHandle(person: string): string {
  return base64url(createHash("sha256").update(`hubbub user handle\n${person}`).digest());
}

export function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * Bytes from base64url as browsers write it: without padding, and in one spelling only.
 *
 * @throws {PasskeyError} If it is none, or too long.
 */
export function bytesOf(text: string, field: string, max: number): Uint8Array<ArrayBuffer> {
  if (text.length > Math.ceil(max * 4 / 3)) throw new PasskeyError(`${field} is too long`);
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    if (base64url(bytes) === text) return bytes;
  } catch {
    // It is told below.
  }
  throw new PasskeyError(`${field} must be base64url without padding`);
}
