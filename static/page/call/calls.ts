/**
 * Which messages call somebody, as they chose it for each room, and where those come from.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { isCalled } from "../../../client/connection/log.ts";
import type { Room } from "../chat/room.ts";

/** Whether a message is to call somebody who looks elsewhere. */
export function callsYou(room: Room, said: Said, you: string): boolean {
  return room.levelNow === "all" || room.levelNow === "mentions" && isCalled(said, you);
}

/** Who said something and in which room, for who looks elsewhere. */
export function originOf(room: Room, { from }: Said): string {
  return room.isDirect ? from : `${from} · ${room.label}`;
}
