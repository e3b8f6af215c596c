// @ts-check
/** @import { Account } from "../connection/account.js" */
/** @import { Chat } from "./chat.js" */
/** @import { Deeds } from "./deeds.js" */
/** @import { MenuItem } from "./menu.js" */

/**
 * Blocking people: by the menu beside them, and by the list of all who are blocked.
 *
 * @module
 */

import { isolated, nameKey } from "../connection/names.js";
import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { obey } from "./asking.js";
import { confirm, openDialog } from "./dialog.js";
import { button, element } from "./part.js";
import { openMenu } from "./menu.js";
import { style } from "./style.js";

/**
 * Who blocks, and where it shows.
 *
 * @typedef {object} Blocker
 * @property {Deeds} deeds
 * @property {Chat} chat
 * @property {Account} account
 * @property {() => void} draw
 * @property {(room: string) => void} goTo
 */

/**
 * Blocks somebody, or ends that. What they said is shown no more, or again: it is fetched anew.
 *
 * @param {Pick<Blocker, "deeds" | "chat" | "draw">} blocker
 * @param {{ type: "block" | "unblock", name: string }} order
 * @returns {Promise<string | undefined>} why it was not done, if it was not
 */
export async function changeBlock({ deeds, chat, draw }, { type, name }) {
  const problem = await obey(deeds, { type, name });
  if (problem !== undefined) return problem;
  for (const room of [...chat.rooms, ...chat.directRooms]) room.readAgain();
  chat.note(type === "block" ? more.isBlocked(isolated(name)) : more.isUnblocked(isolated(name)));
  draw();
}

/**
 * What can be done about somebody.
 *
 * @param {Blocker} blocker
 * @param {string} name
 * @param {boolean} isBlocked
 * @returns {MenuItem}
 */
export function blockItem(blocker, name, isBlocked) {
  const { chat, draw } = blocker;
  const act = async (/** @type {"block" | "unblock"} */ type) => {
    const problem = await changeBlock(blocker, { type, name });
    if (problem === undefined) return;
    chat.note(problem);
    draw();
  };
  if (isBlocked) return { text: more.unblock(name), act: () => act("unblock") };
  const ask = async () => {
    if (await confirm(more.blockQuestion(isolated(name)), more.block)) await act("block");
  };
  return { text: more.blockMenu(name), kind: "grave", act: ask };
}

/**
 * What one can do with somebody in the list of people.
 *
 * @param {Blocker} blocker
 * @param {{ name: string, room: string }} person and the room of you and them
 * @param {Element} at
 */
export async function openPersonMenu(blocker, { name, room }, at) {
  const blocks = await blocker.account.blocks();
  const isBlocked = blocks.some((block) => nameKey(block.name) === nameKey(name));
  await openMenu(at, strings.personMenu, [
    isBlocked ? [] : [{ text: more.writeTo(name), act: () => blocker.goTo(room) }],
    [blockItem(blocker, name, isBlocked)],
  ]);
}

/** Shows who is blocked. @param {Blocker} blocker */
export async function openBlocks(blocker) {
  await style("account");
  const told = element("p", { className: "note", role: "status" });
  const list = element("ul", { className: "sessions" });
  const show = async () => {
    const blocks = await blocker.account.blocks();
    list.replaceChildren(...blocks.map(({ name }) => row(name)));
    if (blocks.length === 0 && told.textContent === "") told.textContent = more.nobodyBlocked;
  };
  const row = (/** @type {string} */ name) => {
    const end = button(more.unblockShort, async () => {
      const problem = await changeBlock(blocker, { type: "unblock", name });
      told.textContent = problem ?? more.isUnblocked(isolated(name));
      // The button that had the focus is gone.
      dialog.querySelector("button")?.focus();
      await show();
    }, "quiet");
    end.ariaLabel = more.unblock(name);
    return element("li", {}, element("b", { dir: "auto" }, name), end);
  };
  const dialog = await openDialog(more.blocks, list, told);
  dialog.id = "blocks-dialog";
  await show();
}
