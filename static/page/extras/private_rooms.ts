/**
 * What leads to private rooms: each is loaded by who has one, or wants one.
 *
 * @module
 */

import type { Room } from "../chat/room.ts";
import { recall, SEALED } from "../browser_storage.ts";

/** Makes one. */
export async function makePrivateRoom(): Promise<void> {
  const { openNewRoom } = await import("../visit/sealed/link_dialog.ts");
  await openNewRoom();
}

/** Shows the link to one. */
export async function openPrivateLink({ name }: Room): Promise<void> {
  const { ownRooms } = await import("../visit/sealed.ts");
  const { openLink } = await import("../visit/sealed/link_dialog.ts");
  const own = ownRooms.get(name);
  if (own) await openLink(own);
}

/** Tells what is protected in one. */
export async function openSeal(room: Room | undefined): Promise<void> {
  const { openCard } = await import("../visit/sealed/card.ts");
  const { ownRooms } = await import("../visit/sealed.ts");
  await openCard(ownRooms.get(room?.name ?? ""));
}

/**
 * Deletes their keys, if whoever leaves this browser wants that.
 *
 * @returns whether they still want to leave
 */
export async function leavePrivateRooms(you: string): Promise<boolean> {
  if (recall(SEALED) === undefined) return true;
  const { leaveRooms } = await import("../visit/sealed/room_acts.ts");
  return await leaveRooms(you);
}
