/**
 * Deletes what somebody said in a room, and tells in the bar how far that is; beside a ban, if there is one.
 *
 * @module
 */

import {
  removeSaid,
  type SaidRemoval,
} from "../../../../client/connection/account/said_removal.ts";
import type { Said } from "../../../../protocol.ts";
import { isolated, nameKey } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import type { Room } from "../../chat/room.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import { element, style } from "../../document.ts";
import { quoteOf } from "../about_message.ts";
import type { Moderator } from "./moderator.ts";
import { type Ban, bannedText, moderate } from "./done.ts";

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

/** How many of the last messages are shown of what would be deleted. */
const SHOWN_MAX = 3;

/** Asks how far back what somebody said is deleted, without a ban. */
export async function openDeletion(room: Room, name: string, moderator: Moderator): Promise<void> {
  const back = element("select", { id: "delete-said" });
  // Whoever opens it wants something deleted.
  back.append(...BACK.slice(1).map(([value, label]) => new Option(label, value)));
  await style("people/moderation");
  const dialog = await openForm(words.deleteTitle(isolated(name), isolated(room.label)), {
    hint: words.deleteHint,
    fields: [
      ...lastOf(room, name).map(quoteOf),
      element("label", { className: "field" }, element("span", {}, words.deleteBack), back),
    ],
    yes: words.doDelete,
    className: "grave",
    act: () => {
      const removal = removalOf({ room: room.name, name }, back.value);
      if (removal) void deleteSaid(moderator, removal);
      return Promise.resolve();
    },
  });
  dialog.classList.add("care");
  back.focus();
}

/** What somebody said last, as far as it is here. */
function lastOf(room: Room, name: string): Said[] {
  const key = nameKey(name);
  return room.log.after(0)
    .filter((line): line is Said => line.type === "said" && !line.deleted)
    .filter(({ from }) => nameKey(from) === key)
    .slice(-SHOWN_MAX);
}

/**
 * Deletes it, and tells in the bar what becomes of the messages; and that their author was banned, if
 * that was done. What is told there of other things meanwhile stays until the end.
 */
export async function deleteSaid(
  moderator: Moderator,
  removal: SaidRemoval,
  ban?: Ban,
): Promise<void> {
  const { chat, draw, session } = moderator;
  const room = isolated(chat.room(removal.room)?.label ?? removal.room);
  const name = isolated(removal.name);
  let shown = "";
  const tell = (what: string, isGood: boolean) => {
    shown = ban ? `${bannedText(ban, room)} ${what}` : `${name}: ${what}`;
    const lifted = { type: "ban", room: removal.room, name: removal.name, ms: 0 } as const;
    const act = () => void moderate(moderator, lifted);
    chat.note(shown, { isGood, ...(ban && { action: words.unban, act }) });
    draw();
  };
  tell(words.deleting(0), true);
  try {
    const count = await removeSaid(session, removal, (deleted) => {
      if (chat.notice?.text === shown) tell(words.deleting(deleted), true);
    });
    tell(words.wereDeleted(count), true);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), false);
  }
}
