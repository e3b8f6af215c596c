/**
 * Refusals over plain HTTP, and before an upgrade.
 *
 * @module
 */
import type { Reason } from "../../protocol.ts";
import type { AuthReason } from "../auth/auth_error.ts";
import type { BusyReason } from "../limits/busy_error.ts";
import { coded } from "../../protocol/text/sentences.ts";
import { answer } from "./answer.ts";

/** Why a request was refused, for a program: what the server itself refuses, and what only HTTP does. */
export type RefusalReason =
  | AuthReason
  | BusyReason
  | "not-found"
  | "method"
  | "too-slow"
  | "too-long"
  | "quota"
  | "not-json"
  | "encoded"
  | "not-a-websocket";

/** The status for each reason. */
export const STATUS: Readonly<Record<RefusalReason, number>> = {
  "bad-name": 400,
  "malformed": 400,
  "no-session": 401,
  "bad-password": 401,
  "bad-passkey": 401,
  "passkey-needed": 401,
  "bad-passphrase": 401,
  "bad-claim": 403,
  "bad-reset": 403,
  "foreign-origin": 403,
  "forbidden": 403,
  "not-invited": 403,
  "suspended": 403,
  "not-approved": 403,
  "quota": 403,
  "not-found": 404,
  "method": 405,
  "too-slow": 408,
  "name-taken": 409,
  "too-long": 413,
  "not-json": 415,
  "encoded": 415,
  "foreign-host": 421,
  "not-a-websocket": 426,
  "too-many": 429,
  "stopping": 503,
  "unavailable": 503,
};

/** Code units of a message at most: it may quote what was asked for, such as a path. */
const MESSAGE_MAX_LENGTH = 300;

export interface RefusalOptions {
  /** How long to wait before the same is asked again, in milliseconds, where we know. */
  readonly retryMs?: number | undefined;
  /** Its extra cost compared with other requests, in the unit of `WEIGHT`. */
  readonly weight?: number;
  /** Why a command was refused, as a socket is told it. */
  readonly command?: Reason;
}

/**
 * A request that is refused: an answer of HTTP. Only `server/http` and `server/api` know it; what they
 * ask throws errors of its own, of which `errors.ts` makes this.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  readonly reason: RefusalReason;
  readonly retryMs: number | undefined;
  readonly weight: number;
  readonly #command: Reason | undefined;

  constructor(
    reason: RefusalReason,
    message: string,
    { retryMs, weight = 0, command }: RefusalOptions = {},
  ) {
    super(message);
    this.reason = reason;
    this.retryMs = retryMs;
    this.weight = weight;
    this.#command = command;
  }

  /** The answer: `{"error":reason,"message":text}`, of a command with the socket's `reason` and `retry`. */
  toResponse(): Response {
    const ofCommand = this.#command && { reason: this.#command, retry: this.retryMs };
    const response = answer(
      { error: this.reason, message: brief(this.message), ...coded(this.message), ...ofCommand },
      STATUS[this.reason],
    );
    if (this.reason === "not-a-websocket") response.headers.set("upgrade", "websocket");
    if (this.retryMs !== undefined) {
      response.headers.set("retry-after", String(Math.ceil(this.retryMs / 1000)));
    }
    return response;
  }
}

function brief(message: string): string {
  if (message.length <= MESSAGE_MAX_LENGTH) return message;
  return `${message.slice(0, MESSAGE_MAX_LENGTH).toWellFormed()}…`;
}
