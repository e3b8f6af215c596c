/**
 * Challenges: what an authenticator signs, so that no answer of before counts.
 *
 * One tells by itself when it was made, and by a code that only the servers of a store can make that it
 * is theirs, for what, and for whom. So nothing is kept of those that nobody answers, however many are
 * asked for. What was answered well is kept as used for as long as it would count.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { randomText } from "../../tokens.ts";
import { base64url, PasskeyError } from "./passkey.ts";

/** How long a challenge counts, in milliseconds. */
export const CHALLENGE_MS = 5 * 60_000;

/** Signing in, confirming who one is, adding a passkey, claiming a name with one. */
export type Purpose = "sign-in" | "confirm" | "add" | "claim";

/** What a challenge is good for, and nothing else. */
export interface ChallengeUse {
  readonly purpose: Purpose;
  readonly host: string;
  /** Whose it is, as far as that is known: of a session and an account, say. */
  readonly whose: string;
}

/** A challenge that counts. */
export interface Challenge {
  /** What it is called, and random. */
  readonly nonce: string;
}

/** Random bytes of a challenge, and bytes of its code; each is as long in base64url as 22 letters. */
const BYTES = 16;
/** The time in base 36, something random, and the code. */
const FORM = /^([0-9a-z]{8,11})~([\w-]{22})~([\w-]{22})$/;

/** @param key of the servers that share a store */
export function makeChallenge(key: string, use: ChallengeUse, now: number, nonce: string): string {
  const made = now.toString(36);
  return base64url(new TextEncoder().encode(`${made}~${nonce}~${codeOf(key, use, made, nonce)}`));
}

/**
 * Reads a challenge that came back.
 *
 * @throws {PasskeyError} If it is none of ours, for something else, or too old.
 */
export function readChallenge(
  text: string,
  key: string,
  use: ChallengeUse,
  now: number,
): Challenge {
  const [, made = "", nonce = "", code = ""] = FORM.exec(plain(text)) ?? [];
  const wanted = codeOf(key, use, made, nonce);
  const isOurs = code.length === wanted.length &&
    timingSafeEqual(new TextEncoder().encode(code), new TextEncoder().encode(wanted));
  if (!isOurs) throw new PasskeyError("its challenge is not ours, or for something else");
  const age = now - parseInt(made, 36);
  // A clock that was set back by more makes nothing older.
  if (Math.abs(age) <= CHALLENGE_MS) return { nonce };
  throw new PasskeyError("it took too long, try again");
}

export function newNonce(): string {
  return randomText(BYTES);
}

function codeOf(
  key: string,
  { purpose, host, whose }: ChallengeUse,
  made: string,
  nonce: string,
): string {
  const text = JSON.stringify([purpose, host, whose, made, nonce]);
  return base64url(createHmac("sha256", key).update(text).digest().subarray(0, BYTES));
}

function plain(challenge: string): string {
  try {
    const bytes = Uint8Array.fromBase64(challenge, { alphabet: "base64url" });
    return base64url(bytes) === challenge ? new TextDecoder().decode(bytes) : "";
  } catch {
    return "";
  }
}
