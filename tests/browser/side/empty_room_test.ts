/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { brokenRules } from "../axe/axe.ts";
import { inEachWindow } from "../support/stage.ts";

const ENTER = "\uE007";

inEachWindow(
  "A room where nothing was said offers what it wants first, to those who may do that",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    const offers = () =>
      window.evaluate(() =>
        Array.from(document.querySelectorAll("#room-start button"), (it) => it.textContent)
      );

    // In the lobby, where she is nobody's moderator, and in a room of her own.
    await ada.sees("Copy the link to this room", "#room-start");
    assertEquals(await offers(), ["Copy the link to this room", "Set the topic"]);
    await ada.goesTo("garden");
    await ada.sees("Invite by link…", "#room-start");
    assertEquals(await offers(), ["Invite by link…", "Set the topic", "Who may come in…"]);
    await stage.picture("empty-room", ada);
    assertEquals(await brokenRules(ada, "what an empty room offers"), []);
    await window.evaluate(() =>
      document.querySelector<HTMLElement>("#room-start button:nth-child(2)")?.focus()
    );
    if (stage.isPhone) await window.click("#room-start button:nth-child(2)");
    else await window.press(ENTER);
    await window.type(".extra input", `Roses, and what eats them${ENTER}`);
    await ada.sees("Roses, and what eats them", "#topic");
    await window.until(() => document.querySelectorAll("#room-start button").length === 2);
    await window.click("#room-start button:nth-child(2)");
    await window.until(() => document.querySelector("dialog.extra select"));
    await window.click("dialog.extra .close");

    // Nothing of it is left once something is said, nor where somebody talks with one alone.
    await ada.says("Who likes roses?");
    await ada.hears("Who likes roses?");
    await ada.seesNothingAt("#room-start");
    await stage.speaker("bob").says("Not me");
    await ada.goesTo("lobby");
    await ada.hears("Not me");
    await ada.seesNothingAt("#room-start");
    await window.evaluate(() => location.hash = "@ada,bob");
    await ada.seesRoom("bob");
    await ada.seesNothingAt("#room-start");
  },
);
