/**
 * What the server is asked to do by a command or a menu, and why it was not done, if it was not.
 *
 * @module
 */

import type { Connection } from "../../../client/connection.ts";
import type { Change } from "../../../client/connection/outbox.ts";
import { CutError, RefusedError } from "../../../client/connection/conversation.ts";
import type { Chat } from "../chat.ts";
import type { Room } from "../chat/room.ts";
import { peopleOf } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";

/** Why something was not done, if it was not. */
export type Problem = Promise<string | undefined>;

/** The visit in which something is said. */
export interface SayingVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  say(room: Room, text: string): void;
}

/**
 * Says something to people in their direct room, which may not be here yet.
 *
 * @param name the room's
 */
export async function sayIn(name: string, text: string, visit: SayingVisit): Problem {
  const { chat, connection } = visit;
  const room = chat.room(name);
  if (room) return void visit.say(room, text);
  // There is no place yet to show it in while it waits.
  if (connection.state !== "open") return strings.notNow;
  return await problemOf(() => connection.say({ to: peopleOf(name) }, text).acknowledged);
}

/** Joins a room, and makes it if it is not there. */
export function join(connection: Connection, room: string): Problem {
  return problemOf(() => connection.join(room));
}

/** Joins a room if it is there. */
export async function find(connection: Connection, room: string): Problem {
  try {
    await connection.join(room, "if-there");
  } catch (error) {
    if (error instanceof RefusedError && error.reason === "no-such-room") {
      return `${strings.noRoom(room)} ${more.makeHint(room)}`;
    }
    return problemOf(() => Promise.reject(error));
  }
}

/** Sets a topic, blocks somebody, or moderates. */
export function change(connection: Connection, wanted: Change): Problem {
  return problemOf(() => connection.change(wanted).acknowledged);
}

async function problemOf(act: () => Promise<unknown>): Problem {
  try {
    await act();
  } catch (error) {
    if (error instanceof CutError) return strings.notNow;
    return error instanceof Error ? error.message : String(error);
  }
}
