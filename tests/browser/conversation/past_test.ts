/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";
import { Wire } from "../support/wire.ts";

const MESSAGES = 100_000;
/** What the page may make and hold, and what may come to it until the newest are there. */
const NODES_MAX = 600;
const BYTES_MAX = 100_000;

browserTest(
  "A room of 100,000 messages opens at once, and somebody who scrolls up is not moved",
  async (stage) => {
    const wire = stage.use(new Wire(await stage.serverWith("archive", MESSAGES)));
    const ada = await stage.enter("ada", { at: wire.url });
    await ada.sees("archive", "#other-rooms");
    const bytes = wire.received;
    // Not a time, which a busy machine makes longer: what grew with the room would show here.
    const made = await ada.window.evaluate(async () => {
      let made = 0;
      const count = (changes: MutationRecord[]) =>
        changes.forEach(({ addedNodes }) => made += addedNodes.length);
      const observer = new MutationObserver(count);
      observer.observe(document.querySelector("#entries")!, { childList: true });
      document.querySelector<HTMLElement>("#other-rooms a")?.click();
      const newest = () => document.querySelector("#entries li:last-child .text")?.textContent;
      while (
        newest() !== "message 100000" || document.querySelectorAll("#entries li").length < 50
      ) {
        await new Promise(requestAnimationFrame);
      }
      count(observer.takeRecords());
      observer.disconnect();
      return made;
    });
    const came = wire.received - bytes;
    assert(made < NODES_MAX, `the newest came with ${made} elements`);
    assert(came < BYTES_MAX, `the newest came with ${came} bytes`);

    const { oldest, nodes, moved } = await ada.window.evaluate(async () => {
      const scroller = document.querySelector("#scroller")!;
      const first = () => document.querySelector("#entries .message .text")?.textContent ?? "";
      const numberOf = (text: string) => Number(text.replace("message ", ""));
      let [nodes, moved] = [0, 0];
      while (numberOf(first()) > 98_000) {
        // As a wheel turns: in steps, and never further than there is something.
        scroller.scrollTop = Math.max(0, scroller.scrollTop - 300);
        await new Promise(requestAnimationFrame);
        const top = scroller.getBoundingClientRect().top;
        const read = [...document.querySelectorAll("#entries li")]
          .find((line) => line.getBoundingClientRect().bottom > top)!.querySelector(".text")!;
        const [y, at, before] = [read.getBoundingClientRect().top, scroller.scrollTop, first()];
        while (at < 300 && first() === before) await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        moved = Math.max(moved, Math.abs(read.getBoundingClientRect().top - y));
        nodes = Math.max(nodes, document.querySelectorAll("#entries li").length);
      }
      return { oldest: numberOf(first()), nodes, moved };
    });
    assert(oldest <= 98_000);
    assert(nodes < NODES_MAX, `${nodes} messages were on the page`);
    assert(moved <= 1, `what was read moved by ${moved} pixels`);

    await ada.sees("Jump to the latest", "#newer");
    await ada.window.click("#newer");
    await ada.hears("message 100000");
    await ada.isAtTheEnd();
  },
);

browserTest(
  "A link to a message leads to it, wherever it is, and back and forward work",
  async (stage) => {
    const url = await stage.serverWith("archive", 3_000);
    const ada = await stage.open({ at: new URL("#archive/1234", url) });
    await ada.window.type("#name-dialog input", "ada\uE007");
    await ada.seesRoom("archive");
    await ada.sees("message 1234", ".found");
    const isInSight = await ada.window.evaluate(() => {
      const { top, bottom } = document.querySelector(".found")!.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    });
    assert(isInSight);
    await stage.picture("found", ada);
    await ada.goesTo("lobby");
    await ada.window.evaluate(() => history.back());
    await ada.seesRoom("archive");
    await ada.sees("message 1234", ".found");
    await ada.window.evaluate(() => history.forward());
    await ada.seesRoom("lobby");
  },
);

browserTest("What came while somebody was elsewhere begins with a line", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  await bob.says("Seen.");
  await ada.hears("Seen.");
  await ada.goesTo("garden");
  await ada.says("Roses");
  await ada.hears("Roses");
  await bob.says(...Array.from({ length: 40 }, (_, i) => `missed ${i + 1}`));
  await ada.sees("lobby", "#rooms li:has(.unread:not(:empty))");
  await ada.goesTo("lobby");
  await ada.hears("missed 40");
  await ada.sees("New since your last visit", ".first-new");
  assertEquals(await ada.window.text(".first-new .text"), "missed 1");
  await ada.sees("40 new since", "#to-news");
  bob.connection.join("garden");
  await bob.connection.change({ type: "report", room: "garden", of: 1, reason: "" }).acknowledged;
  await ada.sees("Somebody reported a message in #garden", "#banner");
  await stage.picture("news", ada);
  assertEquals(await ada.window.evaluate(laysOverTheBanner), false);
  await ada.window.click("#to-news");
  await ada.seesNothingAt("#to-news");
  await ada.says("Sorry, I was in the garden.");
  await ada.hears("Sorry, I was");
  await ada.seesNothingAt(".news");
});

/** Whether the way up to what is new hides something that the banner says. */
function laysOverTheBanner() {
  const bottom = document.querySelector("#banner")?.getBoundingClientRect().bottom ?? NaN;
  const top = document.querySelector("#to-news")?.getBoundingClientRect().top ?? NaN;
  return !(top >= bottom);
}
