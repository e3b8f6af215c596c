/**
 * What moderators can do with a room, in its menu.
 *
 * @module
 */

import type { Room } from "../../chat/room.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import type { MenuItem } from "../../menu.ts";
import type { Moderator } from "./moderator.ts";

export function careItems(room: Room, moderator: Moderator): MenuItem[] {
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
      text: words.people,
      act: async () => {
        const { PeopleDialog } = await import("./people_dialog.ts");
        await new PeopleDialog(room, moderator).open();
      },
    },
  ];
}
