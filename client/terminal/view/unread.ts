/**
 * Which rooms have news.
 *
 * @module
 */

import type { RoomSummary } from "../../../protocol.ts";
import { isDirect } from "../../../protocol/name.ts";
import type { Labels } from "./labels.ts";

/** The rooms with news, as people write them, each with how much there is. */
export function unreadOf(rooms: readonly RoomSummary[], you: string, labels: Labels): string[] {
  return rooms.filter(isUnread)
    .map((room) => `${labels.of(room.room, you)} ${room.unread || room.mentions}`);
}

/** Whether there is news in a room that is ours. All is unread in one that we have never been in. */
function isUnread({ room, read, joined, unread, mentions, notify }: RoomSummary): boolean {
  if (notify === "nothing") return false;
  return mentions > 0 || unread > 0 && (read > 0 || joined === true || isDirect(room));
}
