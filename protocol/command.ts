/**
 * The only entrance for what a client sends: past `parseCommand` nothing is `unknown`.
 *
 * @module
 */
import {
  type AskedRange,
  type Command,
  HISTORY_DEFAULT,
  LIMITS,
  ProtocolError,
  quote,
  SEARCH_DEFAULT,
  type Words,
} from "../protocol.ts";
import {
  emojiOf,
  epochOf,
  type Fields,
  isMessageId,
  isPosition,
  levelOf,
  limitOf,
  messageIdOf,
  optional,
  parseObject,
  positionOf,
  questionOf,
  reasonOf,
  refOf,
  seqOf,
  switchOf,
  textBesideFilesOf,
  textOf,
  topicOf,
} from "./field.ts";
import { bareFilesOf, filesOf } from "./field/files.ts";
import { readContent, readTopic } from "./field/sealed.ts";
import { isSealed } from "./name.ts";
import { parseName, parsePeople, parseRoom } from "./name/parse_name.ts";
import { actionOf } from "./command/moderation.ts";

/**
 * Reads a command from a line sent by a client.
 *
 * @throws {ProtocolError} If the line is not a command this version knows.
 */
export function parseCommand(line: string): Command {
  const fields = parseObject(line);
  try {
    return readCommand(fields);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const ref = isPosition(fields.ref) ? fields.ref : undefined;
    const id = isMessageId(fields.id) ? fields.id : undefined;
    throw new ProtocolError(error.reason, error.message, error.retry, { ref, id });
  }
}

/**
 * Reads a command from its fields, wherever they come from.
 *
 * @throws {ProtocolError} If they are not those of a command this version knows.
 */
export function readCommand(fields: Fields): Command {
  const { type } = fields;
  const ref = optional(fields.ref, refOf);
  switch (type) {
    case "join":
      return {
        type,
        ref,
        room: parseRoom(fields.room),
        after: optional(fields.after, positionOf),
        epoch: optional(fields.epoch, epochOf),
        make: optional(fields.make, switchOf),
      };
    case "leave":
    case "typing":
    case "who":
    case "pins":
      return { type, ref, room: parseRoom(fields.room) };
    case "say": {
      const place = placeOf(fields);
      const room = "room" in place ? place.room : "";
      return { type, ref, ...place, ...wordsOf(room, fields) };
    }
    case "edit": {
      const room = parseRoom(fields.room);
      // Whether its message has files, and may be without a text, is known where it is kept.
      const read = (text: unknown) => text === "" ? "" : textOf(text);
      return { type, ref, room, of: seqOf(fields.of), ...readContent(room, fields, read) };
    }
    case "delete":
    case "unread":
      return { type, ref, room: parseRoom(fields.room), of: seqOf(fields.of) };
    case "react":
      return {
        type,
        ref,
        room: parseRoom(fields.room),
        of: seqOf(fields.of),
        emoji: emojiOf(fields.emoji),
        on: switchOf(fields.on),
      };
    case "pin":
      return {
        ...{ type, ref, room: parseRoom(fields.room), of: seqOf(fields.of) },
        on: switchOf(fields.on),
      };
    case "topic": {
      const room = parseRoom(fields.room);
      return { type, ref, room, ...readTopic(room, fields, topicOf) };
    }
    case "report":
      return {
        type,
        ref,
        room: parseRoom(fields.room),
        of: seqOf(fields.of),
        reason: reasonOf(fields.reason ?? "", LIMITS.reason),
      };
    case "read":
      return { type, ref, room: parseRoom(fields.room), seq: positionOf(fields.seq) };
    case "notify":
      return { type, ref, room: parseRoom(fields.room), level: levelOf(fields.level) };
    case "front":
      return { type, ref, shown: optional(fields.room, parseRoom) };
    case "history":
      return {
        type,
        ref,
        room: parseRoom(fields.room),
        range: rangeOf(fields),
      };
    case "search":
      return {
        type,
        ref,
        room: parseRoom(fields.room),
        q: questionOf(fields.q),
        before: optional(fields.before, positionOf) ?? Infinity,
        limit: optional(fields.limit, limitOf) ?? SEARCH_DEFAULT,
      };
    case "rooms":
    case "ping":
      return { type, ref };
    case "block":
    case "unblock":
      return { type, ref, name: parseName(fields.name) };
    case "invite":
    case "uninvite":
    case "kick":
    case "mute":
    case "ban":
    case "moderator":
    case "access":
    case "slow":
    case "announce":
    case "rename":
    case "archive":
    case "close":
      return { ref, ...actionOf(type, fields) };
    default:
      throw new ProtocolError(
        "unknown-command",
        `Cannot read command: unknown type ${quote(type)}`,
      );
  }
}

/** Where something is said: in a room, or to people. */
function placeOf({ room, to }: Fields): { room: string } | { to: string[] } {
  if (to === undefined) return { room: parseRoom(room) };
  if (room === undefined) return { to: parsePeople(to) };
  throw ProtocolError.malformed("place", '"room" or "to", not both', { room, to });
}

function wordsOf(room: string, fields: Fields): Words {
  const id = messageIdOf(fields.id);
  const files = optional(fields.files, isSealed(room) ? bareFilesOf : filesOf);
  const content = readContent(room, fields, files ? textBesideFilesOf : textOf);
  return { id, ...content, reply: optional(fields.reply, seqOf), ...(files && { files }) };
}

function rangeOf(fields: Fields): AskedRange {
  const before = optional(fields.before, positionOf);
  const after = optional(fields.after, positionOf);
  const limit = optional(fields.limit, limitOf) ?? HISTORY_DEFAULT;
  const at = optional(fields.at, positionOf);
  if (at !== undefined && before === undefined && after === undefined) return { at, limit };
  if (at !== undefined) {
    throw ProtocolError.malformed("range", '"at" without "before" and "after"', { before, after });
  }
  if (after === undefined) return { before: before ?? Infinity, limit };
  if (before === undefined) return { after, limit };
  throw ProtocolError.malformed("range", '"before" or "after", not both', { before, after });
}
