/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest, inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { choosesItem, opensMessage, presses } from "../support/visitor/hands.ts";
import { canWrite, entersBy, linkIn, makesRoom, opensNewRoom, TITLE } from "./rooms.ts";

inEachWindow(
  "Somebody makes a private room, and talks there with who has its link",
  async (stage) => {
    const ada = await stage.enter("ada");
    await opensNewRoom(ada);
    await linkIn(ada, "#new-private-room");
    await stage.picture("private-room-new", ada);
    await ada.window.click("#new-private-room .close");
    const link = await makesRoom(ada);
    const bob = await entersBy(stage, "bob", link);
    await ada.says("The cake is **chocolate**, @bob");
    await bob.hears("The cake is chocolate");
    await bob.says("I bring candles");
    await ada.hears("I bring candles");
    await stage.picture("private-room", ada);
    await stage.picture("private-room-by-link", bob);
    assertEquals(await bob.window.evaluate(() => document.title), "Private room · Hubbub");
    assertEquals(await ada.window.evaluate(() => document.title), "Private room · Hubbub");
    await opensMessage(bob, "I bring candles");
    await choosesItem(bob, "Edit");
    await bob.rewrites("I bring forty candles");
    await ada.hears("I bring forty candles");
    await ada.window.reload();
    await ada.seesRoom(TITLE);
    await ada.hears("I bring forty candles");
    await ada.hears("The cake is chocolate");
  },
);

/** Types in spite of all, and goes to where one writes. Returns what came there. */
async function writesInSpite({ window }: Visitor): Promise<string> {
  const ESCAPE = "\uE00C";
  await window.press("a", ESCAPE, "b");
  return await window.evaluate(() => {
    const composer = document.querySelector<HTMLTextAreaElement>("#composer textarea")!;
    composer.focus();
    return document.activeElement === composer ? "the caret" : composer.value;
  });
}

browserTest(
  "Until the page begins anew in a private room, nobody writes into the room before",
  async (stage) => {
    const ada = await stage.enter("ada");
    // The page stays as it is in the moment before it begins anew.
    await ada.window.beforeEachPage(() =>
      addEventListener("hashchange", (event) => {
        if (location.hash.startsWith("#!")) event.stopImmediatePropagation();
      })
    );
    await ada.window.reload();
    await ada.seesRoom("lobby");
    await opensNewRoom(ada);
    await linkIn(ada, "#new-private-room");
    await presses(ada, "#new-private-room [type=submit]");
    await ada.sees("Entering the room…", "#new-private-room [role=status]");
    assertEquals(await writesInSpite(ada), "");
    await ada.window.reload();
    await ada.seesRoom("Private room");
    await canWrite(ada);
    await presses(ada, "#room-menu");
    await choosesItem(ada, "Change the link…");
    await presses(ada, "#change-link [type=submit]");
    await ada.sees("Entering the room…", "#banner");
    assertEquals(await writesInSpite(ada), "");
    await ada.window.reload();
    await canWrite(ada);
    await ada.says("The cake is chocolate");
    await ada.hears("The cake is chocolate");
  },
);
