/**
 * Deletes what somebody said who was banned, and tells how far that is beside the ban.
 *
 * @module
 */

import {
  removeSaid,
  type SaidRemoval,
} from "../../../../client/connection/account/said_removal.ts";
import { isolated } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import type { Moderator } from "./moderator.ts";
import { moderate } from "./done.ts";

/** How long what somebody said may be back to be deleted, in hours; "all" for everything. */
export const BACK: readonly [value: string, label: string][] = [
  ["", words.deleteNothing],
  ["1", words.deleteHour],
  ["24", words.deleteDay],
  ["168", words.deleteWeek],
  ["all", words.deleteAll],
];

/** What is to be deleted by a choice of those; `undefined` for nothing. */
export function removalOf(
  { room, name }: { room: string; name: string },
  back: string,
): SaidRemoval | undefined {
  if (back === "") return undefined;
  return { room, name, ...(back !== "all" && { hours: Number(back) }) };
}

/**
 * Deletes it, and tells in the bar that somebody was banned and what becomes of their messages. What is
 * told there by others meanwhile stays until the end.
 */
export async function deleteSaid(moderator: Moderator, removal: SaidRemoval): Promise<void> {
  const { chat, draw, session } = moderator;
  const room = isolated(chat.room(removal.room)?.label ?? removal.room);
  const name = isolated(removal.name);
  let shown = "";
  const tell = (what: string, isGood: boolean) => {
    shown = `${words.isBanned(name, room)} ${what}`;
    const lifted = { type: "ban", room: removal.room, name: removal.name, ms: 0 } as const;
    const act = () => void moderate(moderator, lifted);
    chat.note(shown, { isGood, action: words.unban, act });
    draw();
  };
  tell(words.deleting(0), true);
  try {
    const count = await removeSaid(session, removal, (deleted) => {
      if (chat.notice === shown) tell(words.deleting(deleted), true);
    });
    tell(words.wereDeleted(count), true);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), false);
  }
}
