/**
 * Bearer tokens: random, and stored as hashes.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { CLAIM_CODE_GROUPS, CLAIM_CODE_SYMBOLS } from "../../protocol/claim_code.ts";

/** Random bytes in a token: 256 bits. */
const TOKEN_BYTES = 32;

/** A random secret, as 43 characters of base64url. */
export function newToken(): string {
  return randomText(TOKEN_BYTES);
}

/** Whether a text can be a token: nothing else need be looked up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** Random bytes, as base64url. */
export function randomText(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** Whether a text may be an id that we made: of a session, or of a note in the audit log. */
export function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}

/** A random code that can be typed by hand. */
export function newClaimCode(): string {
  const { count, length } = CLAIM_CODE_GROUPS;
  const symbols = Array.from(
    crypto.getRandomValues(new Uint8Array(count * length)),
    (byte) => CLAIM_CODE_SYMBOLS[byte % CLAIM_CODE_SYMBOLS.length],
  ).join("");
  return symbols.match(new RegExp(`.{${length}}`, "g"))!.join("-");
}

/** A token as it is stored: reading the store does not give anybody access. */
export function hashToken(token: string): string {
  return base64url(digest(token));
}

/** Whether two secrets are the same, compared in constant time. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** WebCrypto would use another thread: 80 µs instead of 3, for each connection. */
function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
