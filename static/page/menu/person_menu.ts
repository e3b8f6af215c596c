/**
 * Blocking people: by the menu beside them, and by the list of all who are blocked.
 *
 * @module
 */

import type { Account } from "../../../client/connection/account.ts";
import type { Chat } from "../chat.ts";
import type { Connection } from "../../../client/connection.ts";
import { type MenuItem, openMenu } from "../menu.ts";
import { isolated, nameKey } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { change } from "../visit/actions.ts";
import { resetItems } from "./reset_password.ts";
import { confirm, openDialog } from "../dialog.ts";
import { button, element, style } from "../document.ts";

/** Who blocks, and where it shows. */
export interface Blocker {
  connection: Connection;
  chat: Chat;
  account: Account;
  draw: () => void;
  goTo: (room: string) => void;
}

/**
 * Blocks somebody, or ends that. What they said is shown no more, or again: it is fetched anew.
 *
 * @returns why it was not done, if it was not
 */
export async function changeBlock(
  { connection, chat, draw }: Pick<Blocker, "connection" | "chat" | "draw">,
  { type, name }: { type: "block" | "unblock"; name: string },
): Promise<string | undefined> {
  const problem = await change(connection, { type, name });
  if (problem !== undefined) return problem;
  for (const room of [...chat.rooms, ...chat.directRooms]) room.readAgain();
  chat.note(type === "block" ? more.isBlocked(isolated(name)) : more.isUnblocked(isolated(name)));
  draw();
}

/** What can be done about somebody. */
export function blockItem(blocker: Blocker, name: string, isBlocked: boolean): MenuItem {
  const { chat, draw } = blocker;
  const act = async (type: "block" | "unblock") => {
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
 * @param person and the room of you and them
 */
export async function openPersonMenu(
  blocker: Blocker,
  { name, room }: { name: string; room: string },
  at: Element,
): Promise<void> {
  const { account } = blocker;
  const [blocks, reset] = await Promise.all([account.blocks(), resetItems(account, name)]);
  const isBlocked = blocks.some((block) => nameKey(block.name) === nameKey(name));
  await openMenu(at, strings.personMenu, [
    isBlocked ? [] : [{ text: more.writeTo(name), act: () => blocker.goTo(room) }],
    [...reset, blockItem(blocker, name, isBlocked)],
  ]);
}

/** Shows the people who are blocked. */
export async function openBlocks(blocker: Blocker): Promise<void> {
  await style("account");
  const notice = element("p", { className: "note", role: "status" });
  const list = element("ul", { className: "sessions" });
  const show = async () => {
    const blocks = await blocker.account.blocks();
    list.replaceChildren(...blocks.map(({ name }) => row(name)));
    if (blocks.length === 0 && notice.textContent === "") notice.textContent = more.nobodyBlocked;
  };
  const row = (name: string) => {
    const end = button(more.unblockShort, async () => {
      const problem = await changeBlock(blocker, { type: "unblock", name });
      notice.textContent = problem ?? more.isUnblocked(isolated(name));
      // The button that had the focus is gone.
      dialog.querySelector("button")?.focus();
      await show();
    }, "quiet");
    end.ariaLabel = more.unblock(name);
    return element("li", {}, element("b", { dir: "auto" }, name), end);
  };
  const dialog = await openDialog(more.blocks, list, notice);
  dialog.id = "blocks-dialog";
  await show();
}
