/**
 * What the library rejects with.
 *
 * @module
 */

import type { Reason } from "../../protocol.ts";

/** What an error is about: a command, such as `{ type: "join", room: "lobby" }`. */
export type Asked = { readonly type: string; readonly [field: string]: unknown };

/** The server will not do what it was asked. */
export class RefusedError extends Error {
  /** Why, for programs. */
  readonly reason: Reason;
  /** What was refused. */
  readonly asked: Asked;
  /** How long to wait before the same is asked again, in milliseconds, where that helps. */
  readonly retry: number | undefined;
  /** The name of this kind of error. */
  override name = "RefusedError";

  /** Makes an error with a sentence for people; `retry` is in milliseconds. */
  constructor(reason: Reason, message: string, asked: Asked, retry?: number) {
    super(message);
    this.reason = reason;
    this.asked = asked;
    this.retry = retry;
  }
}

/** The connection ended for good, or we are out of a room, before something was done. */
export class CutError extends Error {
  /** Why, for programs. */
  readonly reason: string;
  /** What was not done. */
  readonly asked: Asked | undefined;
  /** The name of this kind of error. */
  override name = "CutError";

  /** Makes an error with a sentence for people. */
  constructor(reason: string, message: string, asked?: Asked) {
    super(message);
    this.reason = reason;
    this.asked = asked;
  }
}

/** The server does not let us in, or can't be reached: then its `reason` is `"unreachable"`. */
export class SignInError extends Error {
  /** Why, for programs. */
  readonly reason: string;
  /** What was refused. */
  readonly asked: Asked;
  /** How long to wait before the same is asked again, in milliseconds, where that helps. */
  readonly retry: number | undefined;
  /** The name of this kind of error. */
  override name = "SignInError";

  /** Makes an error with a sentence for people; `retry` is in milliseconds. */
  constructor(reason: string, message: string, asked: Asked, retry?: number) {
    super(message);
    this.reason = reason;
    this.asked = asked;
    this.retry = retry;
  }
}
