/**
 * Rooms that the server cannot read, as this browser has them. Loaded only where it has the key of one.
 *
 * @module
 */

import type { Connection } from "../../../client/connection.ts";
import { SealedRoom } from "../../../client/sealed.ts";
import { draftKey, keepDraft, keysOf, lastName, recall, seals } from "../browser_storage.ts";
import { keep, tabId, UNSENT } from "../browser_storage.ts";
import { isTabOpen } from "../call/tab.ts";
import { baseUrl, style } from "../document.ts";
import { keptRooms } from "./sealed/keys.ts";
import { OwnRoom } from "./sealed/own_room.ts";
import { PageConnection } from "./sealed/page_connection.ts";

/** By name: as many as somebody has entered in this browser. */
export const ownRooms: Map<string, OwnRoom> = new Map();

/** Tells the browser's other tabs which room is forgotten: they have its key no more, once they are loaded again. */
const channel = new BroadcastChannel(`sealed ${baseUrl().pathname}`);
channel.onmessage = ({ data }) => {
  if (ownRooms.has(data)) location.reload();
};

export function tellTabs(forgotten: string): void {
  channel.postMessage(forgotten);
}

/** Connects by what seals and opens in these rooms. */
export async function connect(): Promise<Connection> {
  await style("conversation/sealed");
  const unsent = keysOf(UNSENT).map((key) => recall(key));
  for (const kept of await keptRooms()) {
    const own = ownRooms.get(kept.name) ?? new OwnRoom(await SealedRoom.of(kept.secret), kept);
    ownRooms.set(kept.name, own);
    seals.set(kept.name, own);
    await own.takeUnsent(unsent);
  }
  await recallDrafts(lastName());
  return new PageConnection(baseUrl(), { byCookie: true }, ownRooms);
}

/** Brings back what was written here, or in a tab that is gone. */
async function recallDrafts(you: string): Promise<void> {
  const start = draftKey(you, "~");
  for (const key of keysOf(start)) {
    const end = key.lastIndexOf(" ");
    const [place, tab] = [`~${key.slice(start.length, end)}`, key.slice(end + 1)];
    const own = ownRooms.get(place.split("#")[0] ?? "");
    if (own === undefined || tab !== tabId && isTabOpen(tab)) continue;
    const text = await own.recallDraft(recall(key));
    if (text === undefined) continue;
    keep(key, undefined);
    keepDraft(you, place, text);
  }
}
