/**
 * Secrets that bring their bearer in: made by chance, and kept as hashes.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";

/** Bytes of chance in a token: 256 bits. */
const TOKEN_BYTES = 32;

/** A secret that nobody guesses, as 43 characters of base64url. */
export function newToken(): string {
  return randomText(TOKEN_BYTES);
}

/** Random bytes, as base64url. */
export function randomText(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** A token as it is kept: who reads the store can't come in with it. */
export async function hashToken(token: string): Promise<string> {
  return base64url(await digest(token));
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export async function isSameSecret(one: string, other: string): Promise<boolean> {
  return timingSafeEqual(await digest(one), await digest(other));
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
