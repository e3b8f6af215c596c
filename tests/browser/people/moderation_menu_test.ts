/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../support/contrast.ts";
import { browserTest, inEachWindow } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";
const TAB = "\uE004";
const DOWN = "\uE015";
const END = "\uE010";

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
    await bob.window.click("dialog.extra [type=submit]");
    await bob.sees("Your report was sent", "#banner");

    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Moderate…");
    await ada.sees("Mute for 1 hour", ".menu");
    await ada.chooses("Ban…");
    await ada.sees("Also ban everybody", "dialog.extra");
    assertEquals(await standsBeforeItsWords(ada), true);
    await ada.window.press(ESCAPE);
    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Moderate…");
    await ada.chooses("Mute for 1 hour");
    await eve.sees("muted", "#entries .happening");
  },
);

inEachWindow(
  "A room's owner reads a report, bans, lifts the ban, and sets the room by its dialogs",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    await stage.speaker("eve").saysIn("den", "Buy this now, it is cheap, and it is only for you!");
    await ada.hears("Buy this now");

    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Report…");
    await ada.sees("A copy of this one message", "dialog");
    await window.type("dialog.extra textarea", "Says it in every room");
    await stage.picture("report", ada);
    assertEquals(await faintTexts(ada), []);
    await window.click("dialog.extra [type=submit]");
    await ada.sees("Your report was sent", "#banner");

    await ada.opensMenuOf("Buy this now");
    await ada.chooses("Moderate…");
    await ada.sees("Mute for 1 hour", ".menu");
    await stage.picture("moderate", ada);
    await ada.chooses("Ban…");
    await window.type("dialog.extra input:not([type])", "Sells things");
    await stage.picture("ban", ada);
    assertEquals(await faintTexts(ada), []);
    await window.click("dialog.extra [type=submit]");
    await ada.sees("banned", "#entries .happening");

    await ada.picks("#room-menu", "People and bans…");
    await ada.sees("ada reported eve", "#people-dialog");
    await ada.sees("Sells things", "#people-dialog");
    // Who moderates is told who has no account: in that list, and beside the conversation.
    await ada.sees("guest", "#people-dialog .badge");
    await window.until(() =>
      document.querySelector("#people .yours .note")?.textContent === "you · guest"
    );
    await stage.picture("people-and-bans", ada);
    assertEquals(await faintTexts(ada), []);
    await window.click("#people-dialog .report .choices button:last-child");
    await ada.sees("No reports are waiting", "#people-dialog");
    await window.click("#people-dialog [aria-label='Lift the ban on eve']");
    await window.until(() =>
      !document.querySelector("#people-dialog")?.textContent?.includes("eve")
    );
    await window.click("#people-dialog .close");

    await ada.picks("#room-menu", "Room settings…");
    await ada.sees("Slow mode", "dialog.extra");
    await window.fill("dialog.extra input:not([type])", "Burrow");
    await stage.picture("room-settings", ada);
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await window.click("dialog.extra [type=submit]");
    await ada.seesRoom("Burrow");
  },
);

browserTest("The settings of a room are opened, set and closed by keys", async (stage) => {
  const ada = await stage.enter("ada");
  const { window } = ada;
  await ada.goesTo("den");
  await window.evaluate(() => document.querySelector<HTMLElement>("#room-menu")?.focus());
  await window.press(ENTER);
  await window.until(() => document.activeElement?.textContent === "Set the topic");
  // The last is to leave; above it is how the room is moderated.
  await window.press(END, "\uE013");
  await window.until(() => document.activeElement?.textContent === "People and bans…");
  await window.press(ENTER);
  await ada.sees("No reports are waiting", "#people-dialog");
  await window.press(ESCAPE);
  await ada.seesNothingAt("#people-dialog");

  await window.evaluate(() => document.querySelector<HTMLElement>("#room-menu")?.focus());
  await window.press(ENTER);
  await window.until(() => document.activeElement?.textContent === "Set the topic");
  await window.press(END, "\uE013", "\uE013", "\uE013", ENTER);
  await window.until(() => document.activeElement?.matches("dialog.extra input"));
  await window.press(TAB, TAB, DOWN, TAB, " ", ENTER);
  await ada.sees("announcement-only", "#entries .happening");
  await ada.sees("Slow mode", "#entries .happening");
  await ada.seesNothingAt("dialog.extra");
});
