/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { numbered } from "../../support/speaker.ts";
import { inEachWindow } from "../../support/stage.ts";
import type { Visitor } from "../../support/visitor.ts";

/** Waits until so many messages are unread in all rooms, as the title says. */
async function isUnread(visitor: Visitor, count: number): Promise<void> {
  await visitor.window.until((wanted: number) => {
    const [, unread = 0] = /^\((\d+)\)/.exec(document.title) ?? [];
    return Number(unread) === wanted;
  }, count);
}

inEachWindow("A message is marked unread, and stays so until one comes back", async (stage) => {
  const bob = stage.speaker("bob");
  await bob.says(...numbered("news", 6));
  const ada = await stage.enter("ada");
  await ada.hears("news 6");
  await isUnread(ada, 0);
  await ada.opensMenuOf("news 4");
  await ada.sees("Mark unread from here", ".menu");
  await stage.picture("mark-unread-menu", ada);
  await ada.chooses("Mark unread from here");
  await isUnread(ada, 3);
  assertEquals(await ada.window.text(".first-new .text"), "news 4");
  await stage.picture("marked-unread", ada);

  // What is said meanwhile is in sight, and does not make the rest read.
  await bob.says("news 7");
  await ada.hears("news 7");
  await isUnread(ada, 4);
  await ada.goesTo("den");
  await isUnread(ada, 4);
  await ada.goesTo("lobby");
  await isUnread(ada, 0);

  // Or until one says something.
  await ada.opensMenuOf("news 2");
  await ada.chooses("Mark unread from here");
  await isUnread(ada, 6);
  await ada.says("I have read it");
  await ada.hears("I have read it");
  await isUnread(ada, 0);
});

inEachWindow(
  "What is unread is so after a reload, whatever was in its room before",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says("Said before.");
    await bob.saysIn("garden", "Said before, too.");
    const ada = await stage.open({ at: new URL("/#garden", stage.url) });
    await ada.window.fill("#name-dialog input", "ada\uE007");
    await ada.seesRoom("garden");
    await ada.hears("Said before, too.");
    // Nothing was said there, and she never looks at the lobby.
    await ada.goesTo("den");
    await bob.saysIn("den", "Is anybody here?", "@ada?");
    await ada.hears("@ada?");
    await ada.goesTo("garden");
    await ada.goesTo("cellar");
    await ada.goesTo("garden");
    await bob.saysIn("cellar", "One", "@ada, two");
    await bob.says("Three");
    await isUnread(ada, 3);
    await ada.window.reload();
    await ada.hears("Said before, too.");
    await isUnread(ada, 3);
    assertEquals(await marked(ada), ["lobby", "cellar 1"]);
    await stage.picture("unread-again", ada);
    await ada.goesTo("cellar");
    await ada.hears("@ada, two");
    assertEquals(await ada.window.text(".first-new .text"), "One");
    await isUnread(ada, 1);
  },
);

/** The rooms that have something unread, each with how much of it is for them. */
async function marked({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>("#rooms li.has-news"), (row) => {
      const count = row.querySelector<HTMLElement>(".unread")?.dataset.count ?? "";
      return `${row.querySelector(".name")?.textContent} ${count}`.trim();
    })
  );
}
