/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest, WINDOWS } from "./stage.ts";

for (const [name, options] of Object.entries(WINDOWS)) {
  browserTest(`The page fits its window: ${name}`, async (stage) => {
    const bob = stage.speaker("bob");
    await bob.says("Good morning!", "Did everybody sleep well?");
    await stage.speaker("余").says("很好，谢谢！");
    const ada = await stage.enter("ada", options);
    await ada.hears("很好，谢谢！");
    await ada.says("Like a stone. Which, given how much I had to carry yesterday, is the least.");
    await ada.hears("Like a stone.");
    await stage.picture(name, ada);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
  });
}

browserTest(
  "On a phone the rooms are in a drawer, which closes when one is picked",
  async (stage) => {
    const ada = await stage.enter("ada", { width: 390, height: 844 });
    await ada.goesTo("garden");
    assertEquals(await isSideReachable(), false);
    await ada.window.click("#open-side");
    assertEquals(await isSideReachable(), true);
    await ada.window.until(() =>
      document.querySelector("#side")?.getBoundingClientRect().left === 0
    );
    await stage.picture("drawer", ada);
    await ada.window.click("#rooms a");
    await ada.seesRoom("lobby");
    assertEquals(await isSideReachable(), false);

    async function isSideReachable(): Promise<boolean> {
      return await ada.window.evaluate(() => document.querySelector("#side:not([inert])") !== null);
    }
  },
);

browserTest("The whole page is small", async (stage) => {
  // Who comes for the first time is asked for a name; all others see the conversation at once.
  const ada = await stage.enter("ada");
  await ada.window.reload();
  await ada.seesRoom("lobby");
  const files = await ada.window.evaluate(() =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
      .map((entry) => {
        const { name, decodedBodySize } = entry as PerformanceResourceTiming;
        return { name: new URL(name).pathname, bytes: decodedBodySize };
      })
  );
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const bytes = sizes.values().reduce((sum, size) => sum + size, 0);
  assert(bytes < 100_000, `the page has ${bytes} bytes: ${JSON.stringify([...sizes])}`);
});
