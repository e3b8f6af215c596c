/**
 * Signals for people who are on other servers that share the store.
 *
 * @module
 */
import type { Signal } from "../../../protocol.ts";
import { nameKey } from "../../../protocol/name.ts";

/** What is told to a person's other sockets of what they have done on one. */
export type OwnSignal = Extract<Signal, { type: "read" | "notify" }>;

/** A signal for those who are in a room, or for one person: by the key of either's name. */
export type RelayedSignal =
  | { readonly room: string; readonly signal: Extract<Signal, { type: "typing" }> }
  | { readonly person: string; readonly signal: OwnSignal };

/** Who has sent a signal, by the name that it carries. */
export function senderOf(relayed: RelayedSignal): string {
  return "person" in relayed ? relayed.person : nameKey(relayed.signal.from);
}

/**
 * What a signal of somebody is about: a newer one about it makes an older one needless. What sets back
 * how far they have read is not made so by what goes on from there.
 */
export function topicOf({ signal }: RelayedSignal): string {
  const { type, room } = signal;
  const isSetBack = type === "read" && signal.back !== undefined;
  return `${type} ${isSetBack ? "back " : ""}${room}`;
}
