/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { brokenRules } from "../../axe/axe.ts";
import { numbered } from "../../support/speaker.ts";
import { browserTest, inEachWindow } from "../../support/stage.ts";
import type { Visitor } from "../../support/visitor.ts";
import { AxTree } from "../access/ax_tree.ts";

/** Waits until mentions are to be gone to, so many in each direction. */
async function pointsTo({ window }: Visitor, above: number, below: number): Promise<void> {
  await window.until(
    (above: number, below: number) => {
      const countAt = (edge: string) => {
        const pill = document.querySelector<HTMLElement>(`.jumps.${edge} .mentions`);
        return pill?.checkVisibility() ? parseInt(pill.innerText.replace(/\D+/g, "")) : 0;
      };
      return countAt("above") === above && countAt("below") === below;
    },
    above,
    below,
  );
}

/** Waits until somebody is at a message, which is in the middle of what they see. */
async function isAt(visitor: Visitor, text: string): Promise<void> {
  await visitor.window.until((wanted: string) => {
    const line = document.activeElement;
    if (!line?.matches("#entries > li")) return false;
    const { top, bottom } = line.getBoundingClientRect();
    return line.querySelector(".text")?.textContent === wanted && top > 0 && bottom < innerHeight;
  }, text);
}

inEachWindow(
  "One comes from mention to mention in a room in which much was said",
  async (stage) => {
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada");
    await bob.says("Seen.");
    await ada.hears("Seen.");
    await ada.goesTo("garden");
    await bob.says(...numbered("first", 60), "@ada, one");
    await bob.says(...numbered("second", 60), "@ada, two", ...numbered("third", 60), "@ada, three");
    await bob.says(...numbered("fourth", 40));
    await ada.window.until(() => document.querySelector("#rooms .unread[data-count='3']"));
    // After a reload only the last of what was said is there.
    await ada.window.reload();
    await ada.window.until(() => document.querySelector("#rooms .unread[data-count='3']"));
    await ada.goesTo("lobby");
    await ada.hears("fourth 40");
    await pointsTo(ada, 3, 0);
    await stage.picture("mentions-above", ada);
    assertEquals(await brokenRules(ada, "mentions above", ".jumps.above"), []);
    await ada.window.evaluate(() => {
      document.querySelector<HTMLElement>(".jumps.above .mentions")?.focus();
    });
    await new AxTree(ada.window).reads("button", /^Further up: 3 messages that mention you$/);

    if (stage.isPhone) await ada.window.click(".jumps.above .mentions");
    else {
      await ada.window.evaluate(() => document.querySelector<HTMLElement>("#scroller")?.focus());
      await ada.window.press("m");
    }
    await isAt(ada, "@ada, three");
    await pointsTo(ada, 2, 0);
    // What was not there comes for it.
    await ada.window.press("m");
    await isAt(ada, "@ada, two");
    await pointsTo(ada, 1, 0);
    await stage.picture("mention-reached", ada);
    await ada.window.click(".jumps.above .mentions");
    await isAt(ada, "@ada, one");
    await pointsTo(ada, 0, 0);

    // One that is said now is below; one that is taken back is not.
    await bob.says("@ada, four", ...numbered("fifth", 40));
    const gone = await bob.numberOf("@ada, never mind");
    await pointsTo(ada, 0, 2);
    await stage.picture("mention-below", ada);
    assertEquals(await brokenRules(ada, "a mention below", ".jumps.below"), []);
    await bob.connection.change({ type: "delete", room: "lobby", of: gone }).acknowledged;
    await pointsTo(ada, 0, 1);
    await ada.window.click(".jumps.below .mentions");
    await isAt(ada, "@ada, four");
    await pointsTo(ada, 0, 0);
    assertEquals((await ada.overflow()).x, 0);
  },
);

browserTest(
  "Mentions that nobody has looked at are there when they come to the room again",
  async (stage) => {
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada");
    await ada.goesTo("garden");
    await bob.says("@ada, one", ...numbered("news", 60));
    await ada.window.until(() => document.querySelector("#rooms .unread[data-count='1']"));
    await ada.goesTo("lobby");
    await pointsTo(ada, 1, 0);
    await ada.sees("1 message mentions you. In the conversation, M goes there.", "#voice");
    await ada.says("Here I am");
    await pointsTo(ada, 1, 0);
    await ada.goesTo("garden");
    await pointsTo(ada, 0, 0);
    await ada.goesTo("lobby");
    await pointsTo(ada, 1, 0);
    await ada.window.click(".jumps.above .mentions");
    await isAt(ada, "@ada, one");
    await pointsTo(ada, 0, 0);
    await ada.goesTo("garden");
    await ada.goesTo("lobby");
    await ada.isAtTheEnd();
    await pointsTo(ada, 0, 0);
  },
);
