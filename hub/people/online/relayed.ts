/**
 * Signals for people who are on other servers that share the store.
 *
 * @module
 */
import type { Signal } from "../../../protocol.ts";

/** What is told to a person's other sockets of what they have done on one. */
export type OwnSignal = Extract<Signal, { type: "read" | "notify" }>;

/** A signal for those who are in a room, or for one person: by the key of either's name. */
export type RelayedSignal =
  | { readonly room: string; readonly signal: Extract<Signal, { type: "typing" }> }
  | { readonly person: string; readonly signal: OwnSignal };
