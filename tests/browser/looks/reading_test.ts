/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { numbered } from "../support/speaker.ts";
import { inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { AxTree } from "../windows/access/ax_tree.ts";

const UP = "\uE013";

inEachWindow(
  "What is new out of sight is counted at both edges, in pills of one look",
  async (stage) => {
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada");
    await bob.says("Seen.");
    await ada.hears("Seen.");
    await ada.goesTo("garden");
    await bob.says(...numbered("missed", 45));
    const gone = await bob.numberOf("Never mind.");
    await bob.connection.change({ type: "delete", room: "lobby", of: gone }).acknowledged;
    await ada.window.until(() => document.querySelector("#rooms .unread:not(:empty)"));
    await ada.goesTo("lobby");
    await ada.hears("missed 45");
    await ada.window.until(() =>
      /^45 new since \d/.test(document.querySelector("#to-news")?.textContent ?? "")
    );
    await ada.scrollsTo(0);
    await ada.seesNothingAt("#to-news");
    await ada.scrollsTo(300);
    await ada.sees("45 new since", "#to-news");
    await bob.says("One", "Two", "Three");
    await ada.sees("3 unread", "#newer");
    await stage.picture("pills", ada);
    const pills = await ada.window.evaluate(() =>
      ["#newer", "#to-news"].map((pill) => {
        const { height, borderRadius, backgroundColor, color, fontSize } = getComputedStyle(
          document.querySelector(pill)!,
        );
        return { height, borderRadius, backgroundColor, color, fontSize };
      })
    );
    assertEquals(pills[0], pills[1]);
    await ada.window.click("#newer");
    await ada.isAtTheEnd();
    await ada.window.click("#to-news");
    await ada.hasInSight(".first-new .news");
  },
);

inEachWindow(
  "Deleted messages are one line that opens, and move nobody who reads",
  async (stage) => {
    const bob = stage.speaker("bob");
    const cid = stage.speaker("cid");
    await bob.says(...numbered("line", 5));
    await cid.says("line 6");
    await bob.says(...numbered("more", 40));
    const ada = await stage.enter("ada");
    await ada.hears("more 40");
    const remove = (by: typeof bob, of: number) =>
      by.connection.change({ type: "delete", room: "lobby", of }).acknowledged;

    await ada.scrollsTo(600);
    const read = await ada.reads();
    await remove(bob, 2);
    await ada.sees("Deleted", "#entries .deleted");
    await remove(bob, 4);
    await remove(bob, 3);
    await sees(ada, "3 deleted messages");
    await remove(cid, 6);
    await remove(bob, 5);
    await sees(ada, "5 deleted messages");
    await ada.standsAgainAt(read.text, read.y);
    await ada.scrollsTo(0);
    await stage.picture("deleted-folded", ada);
    assertEquals(await brokenRules(ada, "deleted, folded"), []);
    assertEquals(await deletedInSight(ada), 1);
    if (stage.isPhone) await ada.window.click(".many .text button");
    else {
      // The others are no stops on the way.
      await ada.window.evaluate(() => {
        const line = [...document.querySelectorAll<HTMLElement>("#entries > li")]
          .find((one) => one.querySelector(".text")?.textContent === "more 1");
        line?.focus();
      });
      // It has its name for who hears it once keys are answered.
      await ada.window.until(() => document.activeElement?.hasAttribute("aria-labelledby"));
      await ada.window.press(UP);
      await ada.window.until(() => document.activeElement?.matches(".many"));
      await ada.window.press("\uE007");
    }
    await ada.window.until(() => document.querySelector(".many") === null);
    assertEquals(await deletedInSight(ada), 5);
    await ada.sees("cid", ".deleted .author");
    await stage.picture("deleted-open", ada);
    assertEquals(await brokenRules(ada, "deleted, open"), []);
    await ada.window.click(".deleted .text button");
    await sees(ada, "5 deleted messages");
  },
);

inEachWindow("A message that is heard alone says who said it, and when", async (stage) => {
  const bob = stage.speaker("bob");
  const ada = await stage.enter("ada");
  await bob.says("The roses are out.", "Come **and** see.");
  await ada.hears("Come and see.");
  const tree = new AxTree(ada.window);
  await ada.window.evaluate(() => document.querySelector<HTMLElement>("#scroller")?.focus());
  await ada.window.press(UP);
  await tree.reads("listitem", /^bob \d+:\d\d.* Come and see\.$/);
  await ada.window.press(UP);
  await tree.reads("listitem", /bob \d+:\d\d.* The roses are out\.$/);
});

async function sees(ada: Visitor, words: string): Promise<void> {
  await ada.sees(words, ".many .text");
}

async function deletedInSight({ window }: Visitor): Promise<number> {
  return await window.evaluate(() =>
    [...document.querySelectorAll("#entries .deleted")]
      .filter((line) =>
        line.checkVisibility({ visibilityProperty: true }) &&
        line.getBoundingClientRect().height > 0
      ).length
  );
}
