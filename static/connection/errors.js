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
   */
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

/** The connection ended before there was an answer. */
export class CutError extends Error {
  /** @override */
  name = "CutError";
}
