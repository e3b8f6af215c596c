/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest, WINDOWS } from "../../support/stage.ts";
import type { Visitor } from "../../support/visitor.ts";
import { AxTree } from "./ax_tree.ts";

/** Moves to something as a screen reader on a phone does, which needs no Tab for that. */
async function comesTo({ window }: Visitor, selector: string): Promise<void> {
  await window.until((wanted: string) => {
    const found = [...document.querySelectorAll<HTMLElement>(wanted)]
      .find((one) => one.checkVisibility());
    found?.focus();
    return found !== undefined && document.activeElement === found;
  }, selector);
}

for (const label of ["narrow-light", "narrow-dark"]) {
  browserTest(
    `Who hears a phone comes in, reads, answers, changes rooms and finds the settings: ${label}`,
    async (stage) => {
      const bob = stage.speaker("bob");
      await bob.saysIn("den", "Welcome");
      const ada = await stage.open();
      const { window } = ada;
      const tree = new AxTree(window);
      await tree.reads("textbox", /^What should people call you\?$/);
      assertEquals(await tree.nameless(), []);
      await ada.enter("ada");
      await bob.says("Have you seen *this*, @ada?");
      await tree.says("bob: Have you seen this, @ada?");
      const topic = "Plans at https://chat.example/plan, and how to avoid all of them";
      await bob.connection.change({ type: "topic", room: "lobby", text: topic }).acknowledged;
      await comesTo(ada, "#whole-topic");
      await tree.reads("button", /^Show the whole topic$/);
      await window.click("#whole-topic");
      await tree.reads("dialog", /^#lobby$/);
      await comesTo(ada, ".whole-topic a");
      await tree.reads("link", /^https:\/\/chat\.example\/plan$/);
      await window.press("\uE00C");
      await ada.seesNothingAt(".whole-topic");

      // What is out of sight is out of hearing, until it is opened.
      await comesTo(ada, "#open-side");
      await tree.reads("button", /^Rooms and people$/);
      assertEquals(await isHeard(ada, "#rooms a"), false);
      await ada.opensSide();
      assertEquals(await isHeard(ada, "#rooms a"), true);
      assertEquals(await isHeard(ada, "#composer textarea"), false);
      assertEquals(await tree.nameless(), []);
      await comesTo(ada, "#rooms .fold, #side .fold");
      await tree.reads("button", /^Rooms$/);
      await ada.follows("den");
      await ada.hears("Welcome");
      await ada.goesTo("lobby");

      await ada.opensMenuOf("Have you seen");
      await comesTo(ada, ".menu [role=menuitem]:nth-of-type(2)");
      assertEquals(await tree.nameless(), []);
      await ada.chooses("Reply");
      await tree.reads("textbox", /^Message #lobby$/, /^Replying to bob$/);
      await ada.says("Yes");
      await ada.hears("Yes");
      await ada.opensSide();
      await window.click("#open-settings");
      await comesTo(ada, ".settings [name=enter]");
      await tree.reads("combobox", /^Enter key$/);
      assertEquals(await tree.nameless(), []);
    },
    { label, window: WINDOWS[label] ?? {} },
  );
}

/** Whether something is in the tree at all. */
async function isHeard({ window }: Visitor, selector: string): Promise<boolean> {
  return await window.evaluate((wanted: string) => {
    const found = document.querySelector<HTMLElement>(wanted);
    return found !== null && found.checkVisibility({ visibilityProperty: true }) &&
      found.closest("[inert]") === null;
  }, selector);
}
