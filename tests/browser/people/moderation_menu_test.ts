/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ESCAPE = "\uE00C";

/** Whether the box of the dialog is in the line of what it is about, and not above it. */
async function standsBeforeItsWords({ window }: Visitor): Promise<boolean> {
  return await window.evaluate(() => {
    const box = document.querySelector<HTMLElement>("dialog.extra [type=checkbox]");
    const label = box?.closest("label");
    if (!box || !label) return false;
    const [inner, outer] = [box.getBoundingClientRect(), label.getBoundingClientRect()];
    return inner.left - outer.left < 2 && inner.width < outer.width / 4;
  });
}

browserTest(
  "Moderators act by the menu of a message, and whoever sees something bad reports it",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob", { width: 390, height: 844, touch: true });
    await bob.goesTo("den");
    const eve = await stage.enter("eve");
    await eve.goesTo("den");
    await eve.says("Buy this now");
    await ada.sees("Buy this now");
    await bob.sees("Buy this now");

    await bob.opensMenuOf("Buy this now");
    await bob.chooses("Report…");
    await bob.sees("A copy of this one message", "dialog");
    await stage.picture("report", bob);
    await bob.window.click("dialog.extra [type=submit]");
    await bob.sees("Your report was sent", "#banner");

    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Moderate…");
    await ada.sees("Mute for 1 hour", ".menu");
    await stage.picture("moderate", ada);
    await ada.chooses("Ban…");
    await ada.sees("Also everybody", "dialog.extra");
    assertEquals(await standsBeforeItsWords(ada), true);
    await ada.window.press(ESCAPE);
    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Moderate…");
    await ada.chooses("Mute for 1 hour");
    await eve.sees("muted", "#entries .happening");
  },
);
