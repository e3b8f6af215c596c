/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";
import { choosesItem, opensMessage, presses } from "../support/visitor/hands.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

const ENTER = "\uE007";

inEachWindow(
  "Somebody is called, chooses what calls them, changes their name, and is told what takes https",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.saysIn("den", "Welcome");
    const ada = await stage.open();
    const { window } = ada;
    await window.beforeEachPage(() => {
      Object.defineProperty(globalThis, "isSecureContext", { value: false });
    });
    await window.reload();
    await ada.enter("ada");
    await ada.goesTo("den");
    const tree = new AxTree(window);
    await bob.saysIn("den", "Tea, @here?");
    await ada.hears("Tea, @here?");
    await window.until(() => document.querySelector("#entries .calls .mention.you"));
    assertEquals(await tree.nameless(), []);
    if (!stage.isPhone) {
      // What the line is that they come to, in words.
      await opensMessage(ada, "Tea, @here?");
      await ada.sees("Copy the link", ".menu");
      assertEquals(await tree.nameless(), []);
      await window.press("\uE00C");
      await tree.reads("listitem", /^bob [^·]*Tea, @here\?$/);
    }

    await presses(ada, "#room-menu");
    await choosesItem(ada, "Notifications: what mentions you");
    await choosesItem(ada, "Every message");
    await window.reload();
    await ada.seesRoom("den");
    await presses(ada, "#room-menu");
    await ada.sees("Notifications: every message", ".menu");
    await stage.picture("by-hand-levels", ada);
    await window.press("\uE00C");

    await ada.says("Mine");
    await ada.hears("Mine");
    await ada.opensSide();
    await presses(ada, "#open-settings");
    await ada.sees("need https", "#needs-https");
    assertEquals(await tree.nameless(), []);
    await presses(ada, ".person .rename");
    await window.fill("#rename-dialog input", `byron${ENTER}`);
    await ada.sees("byron", "#you");
    await ada.seesRoom("den");
    if (stage.isPhone) await presses(ada, "#close-side");
    await opensMessage(ada, "Mine");
    await choosesItem(ada, "Edit");
    await ada.rewrites("Mine, still");
    await ada.hears("Mine, still");
    assertEquals(await ada.conversation().then((lines) => lines.at(-1)), "ada: Mine, still");
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
  },
);
