/**
 * What is found in a room's log, on request; and what is pinned there, so that it is found.
 *
 * @module
 */
import { type Answer, type Entry, ProtocolError, type Said } from "../protocol.ts";
import { PINS_MAX } from "./log/journal.ts";
import type { PinCommand } from "./log/posts.ts";
import { redacted } from "./people/block_list.ts";
import type { Permissions } from "./permissions/permissions.ts";
import { Caller } from "./people/member/caller.ts";
import { cannot } from "./refused_command.ts";
import type { CommandRequest, RoomCommand } from "./request.ts";
import type { Room } from "./room.ts";

/** What asks for entries of a room's log. */
export type Finding = Extract<RoomCommand, { type: "history" | "search" | "pins" }>;

/**
 * Answers with entries from a room's log.
 *
 * @throws {ProtocolError} If the member is not allowed to read it any more by then.
 */
export async function find(
  room: Room,
  request: CommandRequest<Finding>,
  permissions: Permissions,
): Promise<Answer> {
  const { member, command, at } = request;
  const answer = await answerOf(room, request);
  permissions.authorize(command, member, room, at);
  return redacted(answer, member.blocks);
}

function answerOf(room: Room, { member, command, at }: CommandRequest<Finding>): Promise<Answer> {
  switch (command.type) {
    case "history":
      return room.history(command);
    case "search":
      return room.search(member, command, at);
    case "pins":
      return pinsOf(room, command.ref);
    default:
      return command satisfies never;
  }
}

/** What is pinned, as it is now: what was trimmed or erased is not there any more. */
async function pinsOf(room: Room, ref: number | undefined): Promise<Answer> {
  const head = await room.journal.head(room.key);
  const entries: Said[] = [];
  for (const seq of head?.pins?.toReversed() ?? []) {
    const [entry] = await room.journal.read(room.key, { after: seq - 1, limit: 1 });
    if (entry?.type === "said" && entry.seq === seq && !entry.deleted) entries.push(entry);
  }
  return { type: "pins", ref, room: room.name, entries };
}

/** Hears that a pin is stored, which a notice tells the others. */
class PinCall extends Caller {
  override acknowledge(_entry: Entry): void {
    this.answer({ type: "done" });
  }
}

/**
 * Pins a message for everybody in the room, or takes that back. A notice says who did it, which is what
 * makes it durable and known to all servers.
 *
 * @throws {ProtocolError} If there is no such message, or there are as many as there may be.
 */
export async function pin(
  room: Room,
  { member, command, at }: CommandRequest<PinCommand>,
): Promise<Answer> {
  const { of, on, ref } = command;
  const { pins = [], first = 1 } = await room.journal.head(room.key) ?? {};
  const done = { type: "done", ref, room: room.name } as const;
  if (pins.includes(of) === on) return done;
  if (on && pins.filter((seq) => seq >= first).length >= PINS_MAX) {
    throw cannot(
      "pin",
      "quota",
      "as many messages are pinned here as there may be; unpin one first",
    );
  }
  const { name: from } = member.person;
  const text = `Message #${of} was ${on ? "pinned" : "unpinned"} by ${from}`;
  const entry = { type: "notice", room: room.name, at, text, pin: { of, on, from } } as const;
  const call = new PinCall(member.person);
  room.post({ member: call, speech: command, draft: { entry, by: "" } });
  const outcome = await call.outcome;
  if (outcome.type !== "done") throw new ProtocolError("unavailable", "Cannot pin: try again");
  return done;
}
