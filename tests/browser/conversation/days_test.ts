/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";
import { Speaker } from "../support/speaker.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

/** A moment of a summer's day, on the clocks of this machine. */
function at(day: number, hours: number, ms = 0): number {
  return new Date(2026, 6, day, hours).getTime() + ms;
}

/** Sets the clock of the page. It goes on from there. */
async function sets({ window }: Visitor, time: number): Promise<void> {
  await window.evaluate((time: number) => {
    const start = performance.now();
    Date.now = () => time + performance.now() - start;
  }, time);
}

async function seesDays({ window }: Visitor, ...days: string[]): Promise<void> {
  await window.until(
    (days: string[]) =>
      Array.from(document.querySelectorAll("#entries .day:not([hidden])"), (day) => day.textContent)
        .join() === days.join(),
    days,
  );
}

browserTest(
  "A page that is open over midnight calls one day Today, and the day before Yesterday",
  async (stage) => {
    let now = at(14, 12);
    const server = stage.use(await TestServer.start({ now: () => now }));
    const bob = stage.use(new Speaker(server.url(), "bob"));
    await bob.says("At noon");
    const ada = await stage.enter("ada", { at: server.url() });
    await ada.hears("At noon");
    await sets(ada, now);
    await bob.says("After lunch");
    await ada.hears("After lunch");
    await seesDays(ada, "Today");

    // Nothing else happens until the clock strikes.
    now = at(15, 0, -800);
    await sets(ada, now);
    await bob.says("Late at night");
    await ada.hears("Late at night");
    await seesDays(ada, "Yesterday");

    now = at(15, 9);
    await bob.says("In the morning");
    await ada.hears("In the morning");
    await seesDays(ada, "Yesterday", "Today");
    assertEquals((await ada.conversation()).length, 4);
  },
);

browserTest("What was found today says another day tomorrow", async (stage) => {
  const now = at(14, 12);
  const server = stage.use(await TestServer.start({ now: () => now }));
  const bob = stage.use(new Speaker(server.url(), "bob"));
  await bob.says("Green tea");
  const ada = await stage.enter("ada", { at: server.url() });
  await ada.hears("Green tea");
  await sets(ada, at(15, 0, -800));
  await ada.window.click("#open-search");
  await ada.window.type("#search input", "tea");
  await ada.window.until(() =>
    /Jul 14/.test(document.querySelector("#search time")?.textContent ?? "")
  );
});
