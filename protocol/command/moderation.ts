/**
 * Parses the commands of moderators, owners and administrators.
 *
 * @module
 */
import { type ModerationAction, ProtocolError } from "../../protocol.ts";
import {
  accessOf,
  durationOf,
  type Fields,
  optional,
  reasonOf,
  slowOf,
  switchOf,
} from "../field.ts";
import { isSealed } from "../name.ts";
import { parseName, parseRoom } from "../name/parse_name.ts";

/** Characters of the reason for a ban or a mute. */
const REASON_MAX = 200;

/**
 * Reads the fields of an action.
 *
 * @throws {ProtocolError} If one is not what it must be.
 */
export function actionOf(type: ModerationAction["type"], fields: Fields): ModerationAction {
  if (type === "ban") return banOf(fields);
  const room = parseRoom(fields.room);
  switch (type) {
    case "invite":
    case "uninvite":
    case "kick":
      return { type, room, name: parseName(fields.name) };
    case "mute":
      return {
        ...{ type, room, name: parseName(fields.name), ms: durationOf(fields.ms) },
        ...reasonIn(fields),
      };
    case "moderator":
      return { type, room, name: parseName(fields.name), on: switchOf(fields.on) };
    case "access":
      return { type, room, access: accessOf(fields.access) };
    case "slow":
      return { type, room, ms: slowOf(fields.ms) };
    case "announce":
    case "archive":
      return { type, room, on: switchOf(fields.on) };
    case "rename":
      if (isSealed(room)) {
        const why = "the name of a private room comes from its link; set a topic instead";
        throw new ProtocolError("forbidden", `Cannot rename: ${why}`);
      }
      return { type, room, name: parseName(fields.name) };
    case "close":
      return { type, room };
    default:
      return type satisfies never;
  }
}

/** A ban from a room or, without one, from the server. */
function banOf(fields: Fields): ModerationAction {
  const ban = {
    type: "ban",
    name: parseName(fields.name),
    ms: optional(fields.ms, durationOf),
    address: optional(fields.address, switchOf),
    ...reasonIn(fields),
  } as const;
  const room = optional(fields.room, parseRoom);
  return room === undefined ? ban : { ...ban, room };
}

/** Why somebody is banned or muted; nothing, if that is not told. */
function reasonIn(fields: Fields): { reason?: string } {
  const reason = optional(fields.reason, (reason) => reasonOf(reason, REASON_MAX));
  return reason ? { reason } : {};
}
