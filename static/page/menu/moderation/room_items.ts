/**
 * What moderators can do with a room, in its menu.
 *
 * @module
 */

import { RoomModeration } from "../../../../client/connection/account/room_moderation.ts";
import type { Room } from "../../chat/room.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import type { MenuItem } from "../../menu.ts";
import type { Moderator } from "./moderator.ts";

export function roomModerationItems(room: Room, moderator: Moderator): MenuItem[] {
  if (room.settings.role === undefined || room.isDirect) return [];
  return [
    {
      text: words.settings,
      act: async () => {
        const { openRoomSettings } = await import("./room_settings_dialog.ts");
        await openRoomSettings(room, moderator);
      },
    },
    {
      text: words.several,
      act: async () => {
        const { openSeveral } = await import("./several_dialog.ts");
        await openSeveral(room, moderator);
      },
    },
    {
      text: words.people,
      mark: waitingReports(room, moderator),
      act: async () => {
        const { PeopleDialog } = await import("./people_dialog.ts");
        await new PeopleDialog(room, moderator).open();
      },
    },
  ];
}

/** How many reports wait, in words. The menu is the same where that cannot be known now. */
async function waitingReports(room: Room, { session }: Moderator): Promise<string> {
  try {
    const { reports } = await new RoomModeration(session).overview(room.name);
    return reports > 0 ? words.waiting(reports) : "";
  } catch (error) {
    console.error(error);
    return "";
  }
}
