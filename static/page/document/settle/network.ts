/**
 * What the device says of its network.
 *
 * @module
 */
import type { Connection } from "../../../../client/connection.ts";

/** A server on this machine or in this house may still answer. That takes no second. */
const ANSWER_MS = 1_000;

/** Finds out at once whether the server can still be reached, where the device says that it has no network. */
export function watchNetwork(connection: () => Connection | undefined): void {
  addEventListener("offline", () => connection()?.retryNow(ANSWER_MS));
}
