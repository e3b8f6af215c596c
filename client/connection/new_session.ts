/**
 * A new session for a guest whose old one the server has lost. Loaded when that is so.
 *
 * @module
 */

import type { Verdict } from "./link.ts";
import { Session, SignInError } from "./endpoint.ts";

/** What may be otherwise soon: another tab of ours was quicker, our own old socket has the name. */
const FOR_NOW = ["unreachable", "name-taken", "too-many", "unavailable"];

/**
 * Signs in as a guest. In a browser that brings a cookie in the place of the one that is no good.
 *
 * @returns why it was refused, when it was
 */
export async function beginSession(
  address: URL,
  name: string,
  fetch: typeof globalThis.fetch,
): Promise<Verdict | undefined> {
  try {
    await new Session(address, { fetch }).signIn({ name });
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const { reason, message } = error;
    return { next: FOR_NOW.includes(reason) ? "later" : "never", reason, message };
  }
}
