/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest, type Stage } from "../../support/stage.ts";
import type { Visitor } from "../../support/visitor.ts";
import { AxTree } from "./ax_tree.ts";

const [ENTER, ESCAPE, TAB] = ["\uE007", "\uE00C", "\uE004"];
const [UP, DOWN, END] = ["\uE013", "\uE015", "\uE010"];
/** Held down, with the key that follows. */
const [SHIFT, CTRL] = ["\uE008", "\uE009"];
/** A dialog has fewer stops than that. */
const STOPS_MAX = 40;

/** Somebody who comes in by the keyboard alone. */
async function comesIn(stage: Stage): Promise<{ ada: Visitor; tree: AxTree }> {
  const ada = await stage.open();
  const tree = new AxTree(ada.window);
  await tree.reads("textbox", /^What should people call you\?$/);
  assertEquals(await tree.nameless(), []);
  await ada.window.press(..."ada", ENTER);
  await tree.reads("textbox", /^Message #lobby$/);
  return { ada, tree };
}

/** Goes by the arrows through a menu, to what is called so. */
async function picks({ window }: Visitor, tree: AxTree, item: string): Promise<void> {
  await window.until(() => document.activeElement?.closest(".menu"));
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    const { role, name } = await tree.focused();
    assertEquals([role === "menuitem" || role === "button", name !== ""], [true, true], name);
    if (name === item) return await window.press(ENTER);
    await window.press(DOWN);
  }
  throw new Error(`No item ${item} came under the focus`);
}

/** Goes once around, and finds nothing but what has a name, inside of what is open. */
async function isTrapped({ window }: Visitor, tree: AxTree, dialog: string): Promise<string[]> {
  const names: string[] = [];
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    await window.press(TAB);
    const where = await window.evaluate((opened: string) => {
      const { activeElement } = document;
      // Between the last and the first are the browser's own things.
      return activeElement === document.body ? "browser" : !!activeElement?.closest(opened);
    }, dialog);
    if (where === "browser") continue;
    assertEquals(where, true, `the focus left ${dialog} after ${names.join(", ")}`);
    const { role, name } = await tree.focused();
    assertEquals([role === "none", name !== ""], [false, true], names.join(", "));
    if (names.includes(name)) return names;
    names.push(name);
  }
  throw new Error(`The focus does not come around: ${names.join(", ")}`);
}

browserTest(
  "Who has a keyboard and a screen reader comes in, talks, answers, reacts and edits",
  async (stage) => {
    const { ada, tree } = await comesIn(stage);
    const { window } = ada;
    await window.press(..."Hello", ENTER);
    await ada.hears("Hello");
    await tree.reads("textbox", /^Message #lobby$/);
    const bob = stage.speaker("bob");
    await bob.says("Have you seen *this*, @ada?");
    await tree.says("bob: Have you seen this, @ada?");
    assertEquals(await tree.nameless(), []);

    await window.press(SHIFT + TAB);
    await tree.reads("region", /^Conversation$/);
    await window.press(UP);
    await tree.reads("listitem", /^bob .*Have you seen this, @ada\?/);
    await window.press("r");
    await tree.reads("textbox", /^Message #lobby$/, /^Replying to bob$/);
    await window.press(..."Yes", ENTER);
    await ada.hears("Yes");
    await tree.reads("textbox", /^Message #lobby$/, /^$/);

    await window.press(SHIFT + TAB, UP, UP, ENTER);
    await tree.reads("menuitem", /^React with 👍$/);
    assertEquals(await tree.nameless(), []);
    await window.press(ENTER);
    await tree.reads("listitem", /^bob .*👍 1/);
    await window.press(ESCAPE);
    await tree.reads("textbox", /^Message #lobby$/);
    await window.press(UP);
    await tree.reads("textbox", /^Message #lobby$/, /^Editing your message$/);
    await window.press(..."!", ENTER);
    await ada.hears("Yes!");
    await tree.reads("textbox", /^Message #lobby$/, /^$/);
    assertEquals(await tree.nameless(), []);
  },
);

browserTest(
  "Who has a screen reader hears what calls them elsewhere, and where that is, and nothing else",
  async (stage) => {
    const { ada, tree } = await comesIn(stage);
    await ada.goesTo("den");
    const bob = stage.speaker("bob");
    await bob.says("To nobody");
    await bob.says("Where is the tea, @ada?");
    await tree.says("bob · #lobby: Where is the tea, @ada?");
    const voice = () => document.querySelector("#voice")?.textContent;
    assertEquals(await ada.window.evaluate(voice), "bob · #lobby: Where is the tea, @ada?");
    await bob.saysTo("ada", "Found it");
    await tree.says("bob: Found it");
  },
);

browserTest(
  "Who has a keyboard and a screen reader opens cards, moderates and reports, and writes on",
  async (stage) => {
    const { ada, tree } = await comesIn(stage);
    const { window } = ada;
    await window.press(CTRL + "k");
    await tree.reads("combobox", /^Find or create a room$/);
    await window.press(..."den", ENTER);
    await tree.reads("button", /^Create the room$/);
    await window.press(ENTER);
    await tree.reads("textbox", /^Message #den$/);
    await stage.speaker("bob").saysIn("den", "Buy this");
    await tree.says("bob: Buy this");

    await window.press(SHIFT + TAB, UP, ENTER);
    await picks(ada, tree, "Profile of bob");
    await tree.reads("button", /^Message$/);
    assertEquals(await tree.nameless(), []);
    await picks(ada, tree, "Report…");
    await tree.reads("textbox", /^What is wrong with it/);
    const report = await isTrapped(ada, tree, "dialog.extra");
    assertEquals(report.toSorted(), [
      ...["Cancel", "Close", "Report", "What is wrong with it? (optional)"],
    ]);
    await window.press(ESCAPE);
    await tree.reads("listitem", /Buy this/);

    await window.press(ENTER);
    await picks(ada, tree, "Moderate…");
    await picks(ada, tree, "Ban…");
    await ada.sees("For how long", "dialog.extra");
    assertEquals(await tree.nameless(), []);
    const ban = await isTrapped(ada, tree, "dialog.extra");
    assertEquals(ban.toSorted(), [
      ...["Also ban everybody who comes from their IP address", "Also delete what they said here"],
      ...["Ban", "Cancel", "Close", "For how long", "Reason (only moderators see it)"],
    ]);
    await window.press(ESCAPE);
    await tree.reads("listitem", /Buy this/);
    await window.press(ENTER);
    await picks(ada, tree, "Moderate…");
    await picks(ada, tree, "Mute for 1 hour");
    await tree.says("bob is muted.");
    // What is typed after that arrives where one writes.
    await window.press(ESCAPE);
    await tree.reads("textbox", /^Message #den$/);
    await window.press(..."Stop it", ENTER);
    await ada.hears("Stop it");
  },
);

browserTest(
  "Who has a keyboard and a screen reader changes the room, searches and sets the page",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.saysIn("den", "The plans are on the table");
    const { ada, tree } = await comesIn(stage);
    const { window } = ada;
    await window.press(CTRL + "k");
    await tree.reads("combobox", /^Find or create a room$/);
    await window.press(..."den");
    await window.until(() => document.querySelector("#finds [aria-selected=true]"));
    await window.press(ENTER);
    await tree.reads("textbox", /^Message #den$/);
    await ada.hears("The plans");

    await window.press(CTRL + SHIFT + "F");
    await tree.reads("searchbox", /^Words or a name$/);
    await window.press(..."plans", ENTER);
    await ada.sees("The plans", "#search ol");
    assertEquals(await tree.nameless(), []);
    await window.press(DOWN);
    await tree.reads("link", /^bob .*The plans are on the table$/);
    await window.press(ESCAPE);
    await tree.reads("button", /^Search this room$/);
    await window.press(TAB);
    await tree.reads("button", /^Room menu$/);
    await window.press(ENTER);
    await tree.reads("menuitem", /^Set the topic$/);
    assertEquals(await tree.nameless(), []);
    await window.press(END, ESCAPE);
    await tree.reads("button", /^Room menu$/);

    for (let stop = 0; (await tree.focused()).name !== "Settings"; stop++) {
      assertEquals(stop < STOPS_MAX, true, "the settings come under the focus");
      await window.press(SHIFT + TAB);
      const { role, name } = await tree.focused();
      assertEquals(name !== "" || role === "RootWebArea" || role === "none", true, role);
    }
    await window.press(ENTER);
    await window.until(() => document.activeElement?.closest("dialog.extra"));
    assertEquals(await tree.nameless(), []);
    const settings = await isTrapped(ada, tree, "dialog.extra");
    for (const name of ["Colours", "Language", "Sound", "Notifications", "Sign out"]) {
      assertEquals(settings.includes(name), true, `${name} of ${settings.join(", ")}`);
    }
    await window.press(ESCAPE);
    await tree.reads("button", /^Settings$/);
    await stage.picture("access-tree", ada);
  },
);
