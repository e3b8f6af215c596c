/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";

const ENTER = "\uE007";
const ESCAPE = "\uE00C";

browserTest("What is typed where nothing takes it goes to where one writes", async (stage) => {
  const ada = await stage.enter("ada");
  // The page listens once it is idle, when it also tells which tab shows what.
  await ada.window.until(() => Object.keys(localStorage).some((key) => key.startsWith("tab ")));
  await ada.window.click("#rooms a[aria-current]");
  await ada.window.evaluate(() => document.querySelector<HTMLElement>("#rooms a")?.focus());
  await ada.window.press("H", "i", ENTER);
  await ada.hears("Hi");
  // Not behind what lies over it.
  await ada.window.click("#room-menu");
  await ada.window.until(() => document.querySelector(".menu button") === document.activeElement);
  await ada.window.press("x", ESCAPE);
  assertEquals(await ada.composerText(), "");
});

browserTest(
  "What moderates somebody opens where they are, and says whom it is about",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob");
    await bob.goesTo("den");
    await ada.sees("bob", "#people");
    await ada.window.click("#people [data-person=bob], #people li:has([data-person=bob]) button");
    await ada.chooses("Moderate…");
    await ada.sees("Mute for 1 hour", ".menu[role=menu]");
    await ada.sees("bob", ".menu[role=menu] > p");
    const [far, width] = await ada.window.evaluate(() => {
      const person = [...document.querySelectorAll("#people button")].find((one) =>
        one.textContent?.includes("bob")
      );
      const left = document.querySelector(".menu[role=menu]")?.getBoundingClientRect().left ?? NaN;
      return [left - (person?.getBoundingClientRect().left ?? NaN), innerWidth];
    });
    assert(Math.abs(far) < width / 4, `it is ${far} pixels away`);
  },
);

browserTest(
  "What moderates somebody is seen on a phone, where the list of people has closed",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    const bob = await stage.enter("bob");
    await bob.goesTo("den");
    await ada.opensSide();
    await ada.sees("bob", "#people");
    await ada.window.click("#people li:nth-child(2) .who");
    await ada.chooses("Moderate…");
    await ada.sees("Mute for 1 hour", ".menu[role=menu]");
    await ada.chooses("Mute for 1 hour");
    await ada.sees("bob is muted.", "#banner.good");
  },
  { window: { width: 390, height: 844, touch: true } },
);
