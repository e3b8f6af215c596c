/**
 * Which messages call somebody, as they chose it for each room, and where those come from.
 *
 * @module
 */

import type { NotifyLevel, Said } from "../../../protocol.ts";
import { isCalled } from "../../../client/connection/log.ts";
import type { Room } from "../chat/room.ts";

/** Whether a message is to call somebody who looks elsewhere. */
export function callsYou(room: Room, said: Said, you: string): boolean {
  const level = levelOf(room);
  return level === "all" || level === "mentions" && isCalled(said, you);
}

/** What calls somebody in a room: as they chose, or as is usual. */
export function levelOf({ level, isMuted, isDirect }: Room): NotifyLevel {
  if (isMuted) return "nothing";
  return level ?? (isDirect ? "all" : "mentions");
}

/** Who said something and in which room, for who looks elsewhere. */
export function originOf(room: Room, { from }: Said): string {
  return room.isDirect ? from : `${from} · ${room.label}`;
}
