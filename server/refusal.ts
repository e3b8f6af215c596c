/**
 * What is refused over plain HTTP, and before an upgrade.
 *
 * @module
 */
import { SECURITY_HEADERS } from "./assets.ts";

/** Why a request was refused, for a program. */
export type RefusalReason =
  | "malformed"
  | "bad-name"
  | "no-session"
  | "foreign-origin"
  | "not-found"
  | "method"
  | "name-taken"
  | "not-a-websocket"
  | "too-many"
  | "stopping"
  | "unavailable";

const STATUS: Readonly<Record<RefusalReason, number>> = {
  "malformed": 400,
  "bad-name": 400,
  "no-session": 401,
  "foreign-origin": 403,
  "not-found": 404,
  "method": 405,
  "name-taken": 409,
  "not-a-websocket": 426,
  "too-many": 429,
  "stopping": 503,
  "unavailable": 503,
};

/** A request that is refused. */
export class Refusal extends Error {
  override name = "Refusal";

  /** `retryMs` is how long to wait before the same is asked again, where we know. */
  constructor(readonly reason: RefusalReason, message: string, readonly retryMs?: number) {
    super(message);
  }

  /** The answer: `{"error":reason,"message":text}`. */
  toResponse(): Response {
    return Response.json({ error: this.reason, message: this.message }, {
      status: STATUS[this.reason],
      headers: {
        ...SECURITY_HEADERS,
        "cache-control": "no-store",
        ...(this.reason === "not-a-websocket" && { upgrade: "websocket" }),
        ...(this.retryMs !== undefined &&
          { "retry-after": String(Math.ceil(this.retryMs / 1000)) }),
      },
    });
  }
}
