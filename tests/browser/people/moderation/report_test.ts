/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../../support/contrast.ts";
import { browserTest, inEachWindow } from "../../support/stage.ts";
import type { Visitor } from "../../support/visitor.ts";

const [ENTER, ESCAPE, DOWN, UP] = ["\uE007", "\uE00C", "\uE015", "\uE013"];
const [TAB, END] = ["\uE004", "\uE010"];

/** The messages that are to be chosen among, as they are read. */
async function offered({ window }: Visitor): Promise<string[]> {
  return await window.evaluate(() =>
    Array.from(
      document.querySelectorAll<HTMLElement>("dialog.extra .messages label > span"),
      ({ innerText }) => innerText,
    )
  );
}

inEachWindow(
  "Whoever opens a card reports one of that person's last messages, and that one alone",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    const eve = stage.speaker("eve");
    await eve.saysIn("den", "Hello", "Buy this now, it is cheap, and it is only for you!", "Gone");
    await stage.speaker("bob").saysIn("den", "Stop it, eve");
    await eve.saysIn("den", "I only say what I sell");
    await ada.hears("what I sell");
    await ada.opensMenuOf("Gone");
    await ada.chooses("Delete the message");
    await window.click("dialog.extra .grave");
    await ada.sees("Deleted", "#entries");

    await window.click("#entries .author");
    await ada.sees("@eve", ".card");
    await stage.picture("card-report", ada);
    await ada.chooses("Report…");
    await ada.sees("A copy of the one message that you choose", "dialog.extra");
    const sentence = "Buy this now, it is cheap, and it is only for you!";
    assertEquals(await offered(ada), ["I only say what I sell", sentence, "Hello"]);
    // Nothing is chosen, so nothing is sent.
    await window.click("dialog.extra [type=submit]");
    assertEquals(await window.evaluate(() => document.querySelector("dialog :checked")), null);
    await window.click("dialog.extra .messages label:nth-of-type(2)");
    await window.type("dialog.extra textarea", "Says it in every room");
    await stage.picture("report-choice", ada);
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await window.click("dialog.extra [type=submit]");
    await ada.sees("Your report was sent", "#banner.good");

    await ada.picks("#room-menu", "People and bans…");
    await ada.sees("ada reported eve", "#people-dialog");
    assertEquals(await window.text("#people-dialog .report blockquote"), sentence);
  },
);

browserTest(
  "A message is chosen and reported by keys, and of who said nothing that is told",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    const gus = await stage.enter("gus");
    await ada.goesTo("den");
    await stage.speaker("eve").saysIn("den", "One", "Two");
    await ada.hears("Two");
    await window.evaluate(() => document.querySelector<HTMLElement>("#scroller")?.focus());
    await window.press(UP);
    await window.press(ENTER);
    await ada.chooses("Profile of eve");
    await ada.sees("@eve", ".card");
    await window.press(END, UP);
    await window.until(() => document.activeElement?.textContent === "Report…");
    await window.press(ENTER);
    await window.until(() => document.activeElement?.matches("dialog.extra [type=radio]"));
    await window.press(DOWN, TAB);
    await window.until(() => document.activeElement?.matches("dialog.extra textarea"));
    await window.press(TAB, TAB, ENTER);
    await ada.sees("Your report was sent", "#banner.good");
    await ada.picks("#room-menu", "People and bans…");
    await ada.sees("ada reported eve", "#people-dialog");
    assertEquals(await window.text("#people-dialog .report blockquote"), "One");
    await window.press(ESCAPE);

    await gus.goesTo("den");
    await ada.sees("gus", "#people");
    await window.evaluate(() => {
      document.querySelector<HTMLElement>('#people [data-person="gus"]')?.closest<HTMLElement>(
        ".who",
      )?.click();
    });
    await ada.sees("@gus", ".card");
    await ada.chooses("Report…");
    await ada.sees("gus said nothing here lately", "#banner");
  },
);

browserTest(
  "On a phone, what comes of an action on somebody in the list of people is in sight",
  async (stage) => {
    const ada = await stage.enter("ada", { width: 390, height: 844, touch: true });
    const { window } = ada;
    await stage.speaker("eve").says("Buy this");
    await ada.hears("Buy this");
    const opensCard = async () => {
      await ada.opensSide();
      await ada.sees("eve", "#people");
      await window.click("#people li:nth-child(2) .who");
      await ada.sees("@eve", ".card");
    };
    await opensCard();
    await ada.chooses("Mention");
    await ada.hasWritten("@eve ");
    await window.until(() => document.activeElement?.matches("#composer textarea"));
    await opensCard();
    await ada.chooses("Report…");
    await ada.sees("A copy of this one message", "dialog.extra");
    await window.click("dialog.extra [type=submit]");
    await ada.sees("Your report was sent", "#banner");
    await window.until(() => {
      const banner = document.querySelector("#banner");
      const { left = 0, top = 0, height = 0 } = banner?.getBoundingClientRect() ?? {};
      return banner?.contains(document.elementFromPoint(left + 8, top + height / 2));
    });
  },
);
