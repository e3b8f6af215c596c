/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";

const ANY_PART = ["*/page/dialog/*", "*/page/menu/*", "*/page/search.ts*", "*/page/extras*"];

async function block({ window }: Visitor, urls: readonly string[]): Promise<void> {
  await window.devtools("Network.setBlockedURLs", { urls });
}

browserTest(
  "A part of the page that does not come is said to be missing, and opens when it is tried again",
  async (stage) => {
    // What somebody may want next is loaded once they are in.
    const ada = await stage.open();
    await ada.window.devtools("Network.enable", {});
    await block(ada, ANY_PART);
    await ada.enter("ada");
    await ada.says("Here");
    await ada.hears("Here");
    await ada.types("Half a sent");
    for (
      const [opener, opened] of [["#find-room", ".finder"], ["#open-settings", "dialog.extra"]]
    ) {
      await block(ada, ANY_PART);
      await ada.window.click(opener!);
      await ada.sees("A part of the page has not come", "#banner:not([hidden])");
      assertEquals(await ada.composerText(), "Half a sent");
      await stage.picture("part-missing", ada);
      await block(ada, []);
      await ada.window.click("#banner button");
      await ada.window.until((wanted: string) => document.querySelector(wanted), opened!);
      await ada.seesNothingAt("#banner:not([hidden])");
      await ada.window.press("\uE00C");
      await ada.window.until(() => document.querySelector("dialog[open]") === null);
    }
  },
);

browserTest(
  "What a menu opens is said to be missing where it does not come, and comes when it is tried again",
  async (stage) => {
    const ada = await stage.open();
    await ada.window.devtools("Network.enable", {});
    await block(ada, ["*/room_settings_dialog.ts*", "*/people_dialog.ts*", "*/report_dialog.ts*"]);
    await ada.enter("ada");
    await ada.says("Here");
    await ada.hears("Here");
    const isSettled = () =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("/missing.ts"));
    await ada.window.until(isSettled);
    await ada.goesTo("garden");
    await ada.picks("#room-menu", "Room settings…");
    await ada.sees("A part of the page has not come", "#banner:not([hidden])");
    await block(ada, []);
    await ada.window.click("#banner button");
    await ada.seesNothingAt("#banner:not([hidden])");
    await ada.picks("#room-menu", "Room settings…");
    await ada.window.until(() => document.querySelector("dialog[open]"));
  },
);
