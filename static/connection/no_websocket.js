// @ts-check
/** @import { Verdict } from "./endings.js" */

/**
 * What it means that again and again no socket opens, though the server refuses nothing. Loaded
 * when that is so.
 *
 * @module
 */

import { readRefusal, UNREACHABLE } from "./endings.js";

/** @type {Verdict} */
const NO_WEBSOCKET = {
  next: "later",
  reason: "no-websocket",
  message: "The page is reachable but WebSockets are not: a proxy in front must forward the " +
    "upgrade of /ws, see docs/proxies.md",
};

/**
 * @param {{ status: number, body: string }} [other] what another request was answered, which no
 *   proxy takes for a socket's; `undefined` where the server itself said that it would let us in
 * @returns {Verdict}
 */
export function afterBlock(other) {
  // What is not the server's may be of a proxy whose server is down, or of a hotel.
  return other === undefined || isOurs(other) ? NO_WEBSOCKET : UNREACHABLE;
}

/**
 * Whether it is how a server of ours answers who asks who they are.
 *
 * @param {{ status: number, body: string }} answer
 */
function isOurs({ status, body }) {
  if (status === 401) return readRefusal(body) !== undefined;
  try {
    return status === 200 && typeof JSON.parse(body).name === "string";
  } catch {
    return false;
  }
}
