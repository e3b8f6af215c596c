/**
 * Posts: what people say, until it is an entry of a room's log.
 *
 * @module
 */
import type { Command, FileInfo, ProtocolError } from "../../protocol.ts";
import { idsOf } from "../../protocol/field/files.ts";
import { contentOf } from "../../protocol/field/sealed.ts";
import { roomCallIn } from "../../protocol/markup.ts";
import type { RoomAction } from "../request.ts";
import type { Appended, Draft, Unnumbered } from "./journal.ts";
import type { Member } from "../people/member.ts";
import { reaches, type Role } from "../permissions/roles.ts";
import { cannot } from "../refused_command.ts";

/** A command that becomes an entry, if the journal accepts it. */
export type Speech = Extract<Command, { type: "say" | "edit" | "delete" | "react" | "topic" }>;

/** Pins a message, or takes that back. */
export type PinCommand = Extract<Command, { type: "pin" }>;

/** What somebody said, or a notice of the server. */
export interface Post {
  readonly draft: Draft;
  readonly member: Member;
  readonly speech: Speech | RoomAction | PinCommand;
}

/** What a member says in a room in which they have a role, `at` milliseconds since the epoch. */
export interface Saying {
  readonly member: Member;
  readonly speech: Speech;
  readonly room: string;
  readonly at: number;
  readonly role: Role;
  /** How many people are there. */
  readonly count: number;
  readonly files?: readonly FileInfo[] | "missing" | undefined;
}

/** In a room with more people than this only its moderators may call everybody. */
export const CALLED_MAX = 20;

/** The post for a member's command. */
export function postOf(saying: Saying): Post {
  const { member, speech, room, at, role, files = [] } = saying;
  const { name: from, id: by, bot } = member.person;
  const said = withCall(entryOf(speech, room, from, at), saying);
  const byWhom = bot ? { ...said, bot: true as const } : said;
  const entry = files.length > 0 && files !== "missing" ? { ...byWhom, files: [...files] } : byWhom;
  const { key, names } = member.person;
  const formerly = names?.filter((name) => name !== key);
  const plain = { entry, by, ...(formerly && { formerly }) };
  const draft = reaches(role, "moderator") ? { ...plain, moderator: true } as const : plain;
  if (speech.type !== "say" || !speech.files) return { member, speech, draft };
  if (files === "missing") return { member, speech, draft: { ...draft, refused: "no-such-file" } };
  return { member, speech, draft: { ...draft, files: idsOf(speech.files) } };
}

/** The post of a notice about a member's action. */
export function noticePost(
  member: Member,
  action: RoomAction,
  text: string,
  room: string,
  at: number,
): Post {
  return { member, speech: action, draft: { entry: { type: "notice", room, at, text }, by: "" } };
}

/** Tells the author that the post is refused. */
export function refusePost({ member, speech }: Post, error: ProtocolError): void {
  member.refuse(error, speech);
}

/** The refusal of a post that the journal did not accept. */
export function notAppended(
  { type }: Post["speech"],
  reason: Extract<Appended, { refused: unknown }>["refused"],
): ProtocolError {
  const why = {
    "no-such-message": "there is no such message",
    // The same for files of others, for attached ones, and for those that never were.
    "no-such-file": "you have no such upload, or it is part of another message",
    "forbidden": "it is somebody else's",
    "too-long": "it has all the reactions that it can have",
    "malformed": "a message without files must have a text",
  };
  return cannot(type, reason, why[reason]);
}

/** A message that says whom its `@room` or `@here` calls, if its author may call everybody. */
function withCall(entry: Unnumbered, { member, role, count }: Saying): Unnumbered {
  if (entry.type !== "said") return entry;
  const calls = roomCallIn(entry.text);
  if (calls === undefined) return entry;
  const { bot } = member.person;
  const may = bot?.room === undefined
    ? reaches(role, "moderator") || count <= CALLED_MAX
    : bot.calls === true;
  return may ? { ...entry, calls } : entry;
}

function entryOf(speech: Speech, room: string, from: string, at: number): Unnumbered {
  switch (speech.type) {
    case "say": {
      const { id, reply } = speech;
      const words = { ...contentOf(speech), ...(reply !== undefined && { reply }) };
      return { type: "said", room, id, from, at, ...words };
    }
    case "edit":
      return { type: "edited", room, of: speech.of, from, at, ...contentOf(speech) };
    case "delete":
      return { type: "deleted", room, of: speech.of, from, at };
    case "react":
      return { type: "reacted", room, of: speech.of, from, at, emoji: speech.emoji, on: speech.on };
    case "topic":
      return { type: "topic", room, from, at, ...contentOf(speech) };
    default:
      return speech satisfies never;
  }
}
