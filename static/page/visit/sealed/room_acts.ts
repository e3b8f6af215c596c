/**
 * What one can do with a private room, in its menu.
 *
 * @module
 */

import { newSecret, SealedRoom } from "../../../../client/sealed.ts";
import type { Connection } from "../../../../client/connection.ts";
import { strings } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { sealedWords as words } from "../../../strings/more/sealed.ts";
import type { Chat } from "../../chat.ts";
import type { Room } from "../../chat/room.ts";
import { keep, keysOf, recall, seals, UNSENT } from "../../browser_storage.ts";
import { confirm, prompt } from "../../dialog.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import { LOBBY } from "../../../../protocol/name.ts";
import { addressOf, element } from "../../document.ts";
import type { MenuItem } from "../../menu.ts";
import { ownRooms, tellTabs } from "../sealed.ts";
import { openCard } from "./card.ts";
import { forgetRoom, keepRoom, type KeptRoom, keptRooms } from "./keys.ts";
import { enterAnew, linkOf, openLink, TITLE_MAX } from "./link_dialog.ts";
import type { OwnRoom } from "./own_room.ts";

/** Where it is done. */
export interface SealedVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  draw(): void;
}

/** The groups of a room's menu that only a private one has. */
export function sealedItems(
  room: Room,
  visit: SealedVisit,
): { first: MenuItem[]; last: MenuItem[] } {
  const own = ownRooms.get(room.name);
  const about = { text: words.about, act: () => openCard(own) };
  const forget = { text: words.forget, act: () => forgetHere(room, visit) };
  if (own === undefined) return { first: [about], last: [forget] };
  return {
    first: [
      { text: more.privateLink, act: () => openLink(own) },
      about,
      { text: words.rename, act: () => rename(own, visit) },
      {
        text: own.kept.tells ? words.tellNot : words.tell,
        act: () => toggleTelling(own, visit),
      },
    ],
    last: [{ text: words.change, act: () => changeLink(room, own, visit) }, forget],
  };
}

async function rename(own: OwnRoom, visit: SealedVisit): Promise<void> {
  await prompt(words.renameQuestion, own.title, TITLE_MAX, async (text) => {
    await change(own, { title: text || strings.privateRoom });
    visit.draw();
    return undefined;
  });
}

async function toggleTelling(own: OwnRoom, visit: SealedVisit): Promise<void> {
  const tells = !own.kept.tells;
  await change(own, { tells });
  visit.chat.note(tells ? words.told : words.toldNot, { isGood: true });
  visit.draw();
}

async function change(own: OwnRoom, kept: Partial<KeptRoom>): Promise<void> {
  own.kept = { ...own.kept, ...kept };
  await keepRoom(own.kept);
}

/** A new room: what was said stays in the old one, where a sealed message leads on. */
async function changeLink(room: Room, own: OwnRoom, visit: SealedVisit): Promise<void> {
  const { chat, connection } = visit;
  const points = element("input", { type: "checkbox", checked: true });
  const dialog = await openForm(words.changeTitle, {
    hint: words.changeHint,
    fields: [element("label", { className: "check" }, points, words.pointer)],
    yes: words.doChange,
    act: async () => {
      const key = await SealedRoom.of(newSecret());
      if (points.checked) {
        await connection.say(room.name, words.moved(await linkOf(key))).acknowledged;
      }
      const { name, secret } = key;
      await keepRoom({ ...own.kept, name, secret, at: Date.now() });
      await change(own, { title: words.oldRoom(own.title) });
      chat.note(words.entering, { isGood: true });
      visit.draw();
      enterAnew(secret);
    },
  });
  dialog.id = "change-link";
}

async function forgetHere(room: Room, { connection, chat }: SealedVisit): Promise<void> {
  if (!await confirm(words.forgetQuestion(room.title), words.doForget)) return;
  await forgetKey(room.name, chat.you);
  connection.leave(room.name);
}

/**
 * Whoever leaves this browser to somebody else leaves no key.
 *
 * @returns whether they still want to leave
 */
export async function leaveRooms(you: string): Promise<boolean> {
  const rooms = await keptRooms();
  if (rooms.length === 0) return true;
  if (!await confirm(words.leaveQuestion(rooms.length), words.doLeave)) return false;
  for (const { name } of rooms) await forgetKey(name, you);
  // Nor does the next one stand where they were.
  history.replaceState(null, "", addressOf(LOBBY));
  return true;
}

/** Deletes a key, and what is kept here of its room. */
export async function forgetKey(room: string, you: string): Promise<void> {
  await forgetRoom(room);
  ownRooms.delete(room);
  seals.delete(room);
  for (const key of keysOf(UNSENT)) {
    if (Object(recall(key)).room === room) keep(key, undefined);
  }
  for (const key of keysOf(`draft ${you} ${room}`)) keep(key, undefined);
  const { openStore } = await import("../../sending/drafts/file_store.ts");
  await (await openStore()).clearRoom(room);
  tellTabs(room);
}
