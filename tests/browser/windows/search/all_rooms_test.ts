/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../../support/stage.ts";

const [ENTER, TAB, DOWN] = ["\uE007", "\uE004", "\uE015"];

inEachWindow(
  "What was said in any of one's rooms is found by words and operators",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.says("Tea in the lobby");
    await ada.goesTo("den");
    await ada.says("Tea in the den: https://tea.example");
    const bob = stage.speaker("bob");
    await bob.saysIn("den", "Tea of bob");
    await ada.hears("Tea of bob");
    const finds = () =>
      window.evaluate(() =>
        Array.from(document.querySelectorAll("#search .words"), (one) => one.textContent)
      );
    await window.click("#open-search");
    await window.fill("#search input", "tea -bob");
    await ada.sees("in the den", "#search li");
    assertEquals((await finds()).length, 1);
    if (stage.isPhone) await window.click("#search option[value=all]");
    // From the field to the choice, and by an arrow to the next.
    else await window.press(TAB, DOWN);
    await ada.sees("Tea in the lobby", "#search li");
    await ada.sees("#lobby", "#search li time");
    await stage.picture("search-all", ada);
    assertEquals(await finds(), ["Tea in the den: https://tea.example", "Tea in the lobby"]);
    await window.fill("#search input", "tea before:2026-13-40");
    await ada.sees("takes a date such as 2026-11-30", "#search .problem");
    await window.fill("#search input", "tea in:lobby");
    await ada.sees("Tea in the lobby", "#search li");
    await window.until(() => document.querySelectorAll("#search li").length === 1);
    if (stage.isPhone) await window.click("#search li a");
    else {
      await window.evaluate(() => document.querySelector<HTMLElement>("#search li a")?.focus());
      await window.press(ENTER);
    }
    await ada.seesRoom("lobby");
    await ada.sees("Tea in the lobby", ".found");
  },
);
