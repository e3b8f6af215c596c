// @ts-check
/** @import { Verdict } from "./link.js" */

/**
 * A new session for a guest whose old one the server has lost. Loaded when that is so.
 *
 * @module
 */

import { Session, SignInError } from "./session.js";

/** What may be otherwise soon: another tab of ours was quicker, our own old socket has the name. */
const FOR_NOW = ["unreachable", "name-taken", "too-many", "unavailable"];

/**
 * Signs in as a guest. In a browser that brings a cookie in the place of the one that is no good.
 *
 * @param {URL} address
 * @param {string} name
 * @param {typeof globalThis.fetch} fetch
 * @returns {Promise<Verdict | undefined>} why it was refused, when it was
 */
export async function beginSession(address, name, fetch) {
  try {
    await new Session(address, { fetch }).signIn({ name });
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    const { reason, message } = error;
    return { next: FOR_NOW.includes(reason) ? "later" : "never", reason, message };
  }
}
