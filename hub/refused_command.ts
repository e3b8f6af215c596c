/**
 * Refusals of commands, in sentences for people.
 *
 * @module
 */
import { type Command, ProtocolError, type Reason } from "../protocol.ts";

/** What a command does, where its type is not the verb for it. */
const PHRASES: Readonly<Partial<Record<Command["type"], string>>> = {
  read: "mark messages as read",
  unread: "mark messages as unread",
  pins: "list what is pinned",
  notify: "choose what calls you",
  front: "tell what you look at",
  typing: "write here",
  history: "read what was said",
  who: "list who is here",
  rooms: "list rooms",
  topic: "set the topic",
  moderator: "change who moderates",
  access: "change who has access",
  slow: "set slow mode",
  announce: "change who may say something",
};

/** The refusal of a command of a type, for a reason and because of what is told. */
export function cannot(
  type: Command["type"],
  reason: Reason,
  why: string,
  retry?: number,
): ProtocolError {
  return new ProtocolError(reason, `Cannot ${PHRASES[type] ?? type}: ${why}`, retry);
}

/** The refusal of what somebody may not do. */
export function forbidden(type: Command["type"], why: string): ProtocolError {
  return cannot(type, "forbidden", why);
}
