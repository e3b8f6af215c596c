/**
 * What is asked of the server by a command or a menu, and why it was not done, if it was not.
 *
 * @module
 */

import type { Change } from "../../../client/connection/outbox.ts";
import { CutError } from "../../../client/connection/conversation.ts";
import type { Chat } from "../chat.ts";
import type { Deeds } from "../deeds.ts";
import { peopleOf } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";

/** Why something was not done, if it was not. */
export type Problem = Promise<string | undefined>;

/**
 * Says something to people in their direct room, which may not be here yet.
 *
 * @param name the room's
 */
export async function tell(deeds: Deeds, chat: Chat, name: string, text: string): Problem {
  const { connection } = deeds;
  const room = chat.room(name);
  if (room) return void deeds.say(room, text);
  // There is no place yet to show it in while it waits.
  if (connection.state !== "open") return strings.notNow;
  return await problemOf(() => connection.say({ to: peopleOf(name) }, text).acknowledged);
}

/** Comes into a room. */
export function enter({ connection }: Deeds, room: string): Problem {
  return problemOf(() => connection.join(room));
}

/** Sets a topic, or does what a moderator says. */
export function obey({ connection }: Deeds, order: Change): Problem {
  return problemOf(() => connection.change(order).acknowledged);
}

async function problemOf(act: () => Promise<unknown>): Problem {
  try {
    await act();
  } catch (error) {
    if (error instanceof CutError) return strings.notNow;
    return error instanceof Error ? error.message : String(error);
  }
}
