/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { numbered } from "../support/speaker.ts";
import { browserTest } from "../support/stage.ts";

browserTest(
  "Someone who has scrolled up is not moved, and sees how many new messages there are",
  async (stage) => {
    const ada = await stage.enter("ada");
    const bob = stage.speaker("bob");
    await bob.says(...numbered("message", 80));
    await ada.hears("message 80");
    await ada.isAtTheEnd();

    await ada.scrollsTo(300);
    const before = await ada.reads();
    await bob.says("news 1", "news 2", "news 3");
    await ada.sees("3 unread", "#newer");
    assertEquals(await ada.reads(), before);
    await stage.picture("scrolled-up", ada);

    await ada.window.click("#newer");
    await ada.isAtTheEnd();
    await ada.seesNothingAt("#newer");
    await bob.says("news 4");
    await ada.hears("news 4");
    await ada.isAtTheEnd();
  },
);

browserTest("Who says something is brought to the end to see it", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  await bob.says(...numbered("message", 80));
  await ada.hears("message 80");
  await ada.scrollsTo(0);
  await ada.says("Sorry, I was reading the old ones.");
  await ada.hears("Sorry, I was reading the old ones.");
  await ada.isAtTheEnd();
});

browserTest(
  "The page holds 500 messages, and somebody who reads loses none of the 300 that follow",
  async (stage) => {
    const ada = await stage.enter("ada");
    const bob = stage.speaker("bob");
    await bob.says(...numbered("old", 480));
    await ada.hears("old 480");
    await ada.scrollsTo(5000);
    const before = await ada.reads();
    await bob.says(...numbered("new", 300));
    await ada.sees("300 unread", "#newer");
    await ada.hearsThisMany(500);
    assertEquals(await ada.reads(), before);

    const read = new Set(await ada.conversation());
    while (!read.has("bob: new 300")) {
      const size = read.size;
      await ada.scrollsTo(Number.MAX_SAFE_INTEGER);
      await ada.window.until((last: string) => {
        const texts = Array.from(document.querySelectorAll("#entries .text"));
        return texts.at(-1)?.textContent !== last;
      }, [...read].at(-1)?.slice("bob: ".length) ?? "");
      for (const message of await ada.conversation()) read.add(message);
      assert(read.size > size);
    }
    await ada.hearsThisMany(500);
    const texts = [...numbered("old", 480), ...numbered("new", 300)].map((text) => `bob: ${text}`);
    assertEquals([...read], texts);
  },
);

browserTest(
  "What grows above while somebody scrolls does not carry off what they read",
  async (stage) => {
    const ada = await stage.enter("ada");
    const bob = stage.speaker("bob");
    await bob.says(...numbered("message", 80));
    await ada.hears("message 80");
    await ada.scrollsTo(600);
    // Then the page knows that they are not at the end any more.
    await ada.window.until(() => document.querySelector("#newer")?.checkVisibility());
    const before = await ada.reads();
    // Both before the browser tells of the scroll.
    await ada.window.evaluate(() => {
      document.querySelector("#scroller")?.scrollBy({ top: -50 });
      document.querySelector<HTMLElement>("#entries > li")?.style.setProperty("margin-top", "99px");
    });
    await ada.standsAgainAt(before.text, before.y + 50);
    await ada.window.evaluate(() => {
      document.querySelector("#scroller")?.scrollBy({ top: 50 });
      document.querySelector<HTMLElement>("#entries > li")?.style.setProperty("margin-top", "0px");
    });
    await ada.standsAgainAt(before.text, before.y);
  },
);

browserTest("Who comes to the end while something arrives follows it", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  await bob.says(...numbered("message", 80));
  await ada.hears("message 80");
  await ada.scrollsTo(0);
  await ada.window.until(() => document.querySelector("#newer")?.checkVisibility());
  await ada.window.evaluate(() => {
    const frame = requestAnimationFrame;
    const drawings: FrameRequestCallback[] = [];
    globalThis.requestAnimationFrame = (drawing) => drawings.push(drawing);
    const scroller = document.querySelector("#scroller");
    // Once something has arrived that waits to be drawn, they come to the end, and then it is.
    const wait = setInterval(() => {
      if (drawings.length === 0) return;
      clearInterval(wait);
      scroller?.addEventListener("scroll", () => {
        globalThis.requestAnimationFrame = frame;
        for (const drawing of drawings) frame(drawing);
      }, { once: true });
      scroller?.scrollTo({ top: scroller.scrollHeight });
    });
  });
  await bob.says("news");
  await ada.hears("news");
  await ada.isAtTheEnd();
});
