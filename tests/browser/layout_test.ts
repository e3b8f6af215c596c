/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest } from "./support/stage.ts";

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
        const { name, encodedBodySize } = entry as PerformanceResourceTiming;
        return { name: new URL(name).pathname, bytes: encodedBodySize };
      })
  );
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const bytes = sizes.values().reduce((sum, size) => sum + size, 0);
  assert(bytes < 70_000, `the page has ${bytes} bytes: ${JSON.stringify([...sizes])}`);
});
