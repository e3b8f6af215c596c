// @ts-check
/** @import { Reason } from "../../protocol.ts" */

/**
 * What a promise of a connection rejects with.
 *
 * @module
 */

/** The server will not do what it was asked. `reason` is for programs, `message` for people. */
export class RefusedError extends Error {
  /** @override */
  name = "RefusedError";

  /**
   * @param {Reason} reason
   * @param {string} message
   * @param {number} [retry] milliseconds to wait before the same is asked again, where that helps
   */
  constructor(reason, message, retry) {
    super(message);
    this.reason = reason;
    this.retry = retry;
  }
}

/** The connection ended before there was an answer. */
export class CutError extends Error {
  /** @override */
  name = "CutError";
}
