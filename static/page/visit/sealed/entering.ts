/**
 * What becomes of a link to a private room that the page was opened with: its key is kept in this
 * browser, and the address names the room alone.
 *
 * @module
 */

import { parseLink, SealedRoom } from "../../../../client/sealed.ts";
import { strings } from "../../../strings.ts";
import { sealedWords as words } from "../../../strings/more/sealed.ts";
import { openDialog } from "../../dialog.ts";
import { addressOf, button, element } from "../../document.ts";
import { whyNotSecure } from "../../document/why_not_secure.ts";
import { keepRoom, keptRooms } from "./keys.ts";

/** Resolves when the page can go on. */
export async function enterByLink(secret: string): Promise<void> {
  const problem = whyNotSecure(words.needsHttps);
  if (problem !== undefined) return await tell(words.needsHttps, problem);
  if (parseLink(`#!${secret}`) === undefined) return await tell(words.notWhole, words.notWholeHint);
  const { name } = await SealedRoom.of(secret);
  try {
    const rooms = await keptRooms();
    const title = freeTitle(rooms.map(({ title }) => title));
    const isKnown = rooms.some((room) => room.name === name);
    if (!isKnown) await keepRoom({ name, secret, title, tells: false, at: Date.now() });
  } catch (error) {
    console.warn(error);
    return await tell(words.notKept, words.notKeptHint);
  }
  history.replaceState(null, "", location.pathname + location.search + addressOf(name));
}

/** Of several without a name each has a number. */
function freeTitle(taken: readonly string[]): string {
  const { privateRoom: first } = strings;
  for (let title = first, number = 2;; title = `${first} ${number++}`) {
    if (!taken.includes(title)) return title;
  }
}

async function tell(title: string, hint: string): Promise<void> {
  const goOn = button(words.goOn, () => dialog.close());
  const note = element("p", { className: "note" }, hint);
  const choices = element("div", { className: "choices" }, goOn);
  const dialog = await openDialog(title, note, choices);
  goOn.focus();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}
