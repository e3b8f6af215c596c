// @ts-check
/** @import { CloseCode } from "../../protocol.ts" */

/**
 * What the end of a socket means for coming back.
 *
 * @module
 */

/**
 * `next` is when to come back; "later" means by backoff. `reason` is a word for programs, `message`
 * a sentence for people.
 *
 * @typedef {{ next: "never" | "later" | "now" | "when read", reason: string, message: string }} Verdict
 */

/** We were asked to leave, by close() or by the server. @type {Verdict} */
export const LEFT = { next: "never", reason: "left", message: "You left" };

/** @type {Record<CloseCode, Verdict>} */
const AFTER_CLOSE = {
  1000: LEFT,
  1001: { next: "later", reason: "restarting", message: "The server stops or restarts" },
  1003: { next: "never", reason: "binary", message: "The server reads no binary frames" },
  1008: { next: "never", reason: "removed", message: "Your session ended" },
  1009: { next: "never", reason: "frame-too-big", message: "The server does not read so much" },
  1011: { next: "later", reason: "server-error", message: "The server made a mistake" },
  4008: { next: "later", reason: "too-slow", message: "You did not read for too long" },
  4009: { next: "later", reason: "too-fast", message: "You sent faster than the server reads" },
};

/** @type {Verdict} */
export const CUT = { next: "later", reason: "cut", message: "The connection was cut" };

/** The server can't be asked why: there is no network, or nobody at that address. @type {Verdict} */
export const UNREACHABLE = {
  next: "later",
  reason: "unreachable",
  message: "The server cannot be reached",
};

/** We left because our own reader lags; the log keeps for us what we can't take. @type {Verdict} */
export const UNREAD = { next: "when read", reason: "unread", message: "Too much waits to be read" };

/** Nothing came for too long, not even an answer to our ping. @type {Verdict} */
export const NO_ANSWER = { next: "later", reason: "no-answer", message: "The server went silent" };

/** The server would let us in: it says that only the upgrade is missing. */
export const NOT_A_WEBSOCKET = 426;

/**
 * After a socket that was open.
 *
 * @param {number} code
 * @param {string} reason what the server said
 * @returns {Verdict}
 */
export function afterClose(code, reason) {
  const verdict = isKnown(code) ? AFTER_CLOSE[code] : CUT;
  return reason === "" ? verdict : { ...verdict, message: reason };
}

/**
 * After a socket that was refused, by what the server answers to a plain request instead.
 *
 * @param {number} status
 * @param {string} body
 * @param {object} us
 * @param {boolean} us.wereWelcome our own old socket may still hold our name
 * @param {boolean} us.canForgetToken we are a guest, who may come back by name
 * @returns {Verdict | undefined} `undefined` when that is not what is in the way
 */
export function afterRefusal(status, body, { wereWelcome, canForgetToken }) {
  if (status === NOT_A_WEBSOCKET) return undefined;
  const refusal = readRefusal(body);
  if (refusal === undefined) return undefined;
  switch (status) {
    case 401:
      return { next: canForgetToken ? "now" : "never", ...refusal };
    case 409:
      return { next: wereWelcome ? "later" : "never", ...refusal };
    case 400:
    case 403:
    case 421:
      return { next: "never", ...refusal };
    default:
      return { next: "later", ...refusal };
  }
}

/**
 * What the server said, if it was the server: a proxy's page is nobody's last word.
 *
 * @param {string} body
 * @returns {{ reason: string, message: string } | undefined}
 */
export function readRefusal(body) {
  try {
    const { error, message } = JSON.parse(body);
    if (typeof error === "string" && typeof message === "string") return { reason: error, message };
  } catch {
    // Not JSON.
  }
}

/**
 * @param {number} code
 * @returns {code is CloseCode}
 */
function isKnown(code) {
  return code in AFTER_CLOSE;
}
