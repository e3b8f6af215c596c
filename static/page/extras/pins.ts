/**
 * What is pinned in a room: a list of links, which who may pins and unpins.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Connection } from "../../../client/connection.ts";
import { more } from "../../strings/more.ts";
import type { Room } from "../chat/room.ts";
import { confirm, openDialog, Outcome } from "../dialog.ts";
import { button, element, style } from "../document.ts";
import { quoteOf } from "../menu/about_message.ts";
import { makeFind } from "../search/find.ts";
import { change } from "../visit/actions.ts";

/** How long a menu waits to know what is pinned. */
const WAIT_MS = 500;

/** Whether you may pin in a room: as its moderator, or in a direct room. */
export function mayPin(room: Room | undefined): boolean {
  return room !== undefined && (room.isDirect || room.settings.role !== undefined);
}

/** What is pinned, as far as that is known soon: a menu does not wait for a server that is gone. */
export async function pinsSoon(
  connection: Connection,
  room: string,
): Promise<readonly Said[] | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), WAIT_MS));
  const asked = connection.ask({ type: "pins", room }).then(
    ({ entries }) => entries,
    () => undefined,
  );
  return await Promise.race([asked, late]);
}

export async function openPins(room: Room, connection: Connection): Promise<void> {
  await style("search");
  const list = element("ol", { className: "finds" });
  const outcome = new Outcome();
  const dialog = await openDialog(`${more.pins} · ${room.label}`, list, outcome.element);
  // The link leads to where it was said, which the dialog would hide.
  list.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) dialog.close();
  });
  await outcome.attempt(async () => {
    const { entries } = await connection.ask({ type: "pins", room: room.name });
    const unpin = (said: Said, item: HTMLElement) =>
      outcome.attempt(async () => {
        if (!await confirm(more.unpinQuestion, more.unpin, quoteOf(said))) return;
        const problem = await change(connection, pinning(said, false));
        if (problem !== undefined) throw new Error(problem);
        item.remove();
        // The button that had the focus is gone.
        dialog.querySelector<HTMLElement>(".finds a, .close")?.focus();
        if (list.childElementCount === 0) outcome.tell(more.noPins);
      });
    list.append(...entries.map((said) => makePin(said, mayPin(room), unpin)));
    if (entries.length === 0) outcome.tell(more.noPins);
    list.querySelector("a")?.focus();
  });
}

/** What pins a message, or takes that back. */
export function pinning({ room, seq: of }: Said, on: boolean): {
  type: "pin";
  room: string;
  of: number;
  on: boolean;
} {
  return { type: "pin", room, of, on };
}

function makePin(
  said: Said,
  mayUnpin: boolean,
  unpin: (said: Said, item: HTMLElement) => Promise<void>,
): HTMLElement {
  const item = makeFind(said, "");
  if (!mayUnpin) return item;
  const away = button(more.unpin, () => unpin(said, item), "quiet");
  away.ariaLabel = more.unpinNamed(said.from);
  item.append(away);
  return item;
}
