/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";
import { choosesItem, opensMessage, presses, ticks } from "../support/visitor/hands.ts";
import type { Visitor } from "../support/visitor.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

async function moderates(visitor: Visitor, text: string, item: string): Promise<void> {
  await opensMessage(visitor, text);
  await choosesItem(visitor, "Moderate…");
  await choosesItem(visitor, item);
}

async function opensSettings(visitor: Visitor): Promise<void> {
  await presses(visitor, "#room-menu");
  await choosesItem(visitor, "Room settings…");
  await visitor.sees("Slow mode", "dialog.extra");
}

inEachWindow(
  "A room's owner deletes, appoints, removes, and sets it slow, for announcements, and archived",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = stage.speaker("bob");
    await bob.saysIn("den", "Buy this", "Here I am");
    const tree = new AxTree(ada.window);
    await opensMessage(ada, "Buy this");
    await choosesItem(ada, "Delete the message");
    await presses(ada, "dialog.extra .grave");
    await ada.sees("Deleted", "#entries .text");

    await moderates(ada, "Here I am", "Make a moderator");
    await ada.sees("is a moderator now.", "#banner.good");
    await moderates(ada, "Here I am", "Remove as a moderator");
    await ada.sees("is no longer a moderator.", "#banner.good");

    await opensSettings(ada);
    assertEquals(await tree.nameless(), []);
    await ada.window.click("dialog.extra option[value='30000']");
    await ticks(ada, "dialog.extra .check input:not(#archive)");
    await stage.picture("by-hand-settings", ada);
    await presses(ada, "dialog.extra [type=submit]");
    await ada.sees("announcement-only", "#entries .happening");
    await ada.sees("Slow mode", "#entries .happening");
    await ada.seesNothingAt("dialog.extra");

    await moderates(ada, "Here I am", "Remove from this room");
    await presses(ada, "dialog.extra .grave");
    await ada.sees("was removed from", "#banner.good");

    await opensSettings(ada);
    await ticks(ada, "#archive");
    await presses(ada, "dialog.extra [type=submit]");
    await ada.sees("This room is archived", "#silence");
    assertEquals(await tree.nameless(), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await stage.picture("by-hand-archived", ada);
  },
);
