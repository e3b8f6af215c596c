/**
 * Does what somebody wrote for the server to do. Loaded with the first of these.
 *
 * @module
 */

import type { SaidRemoval } from "../../../client/connection/account/said_removal.ts";
import type { Order } from "../../../client/connection/slash.ts";
import type { Moderator } from "../menu/moderation/moderator.ts";
import type { LevelVisit } from "../menu/notify_menu.ts";
import { change, type Problem } from "./actions.ts";

/**
 * @param removal what is deleted after a ban, if that was asked for
 * @returns why it was not done, if it was not
 */
export async function giveOrder(
  wanted: Order,
  removal: SaidRemoval | undefined,
  moderator: Moderator,
  visit: LevelVisit,
): Problem {
  const { chat, connection } = moderator;
  if (wanted.type === "notify") {
    const { chooseLevel } = await import("../menu/notify_menu.ts");
    const room = chat.room(wanted.room);
    return room && await chooseLevel(room, wanted.level, visit);
  }
  if (wanted.type === "block" || wanted.type === "unblock") {
    const { changeBlock } = await import("../menu/person_menu.ts");
    return await changeBlock(moderator, wanted);
  }
  const problem = await change(connection, wanted);
  if (problem !== undefined) return problem;
  if (removal === undefined) return void await tell(moderator, wanted);
  const { deleteSaid } = await import("../menu/moderation/deleting.ts");
  // The bar tells what becomes of it.
  void deleteSaid(moderator, removal, wanted.type === "ban" ? wanted : undefined);
}

/** Whoever wrote it is told as by a menu that it is done, wherever they have scrolled, and may undo it. */
async function tell(moderator: Moderator, done: Order) {
  if (!("room" in done) || done.room === undefined) return;
  if (done.type === "topic" || done.type === "notify") return;
  const { tellDone } = await import("../menu/moderation/done.ts");
  tellDone(moderator, { ...done, room: done.room });
}
