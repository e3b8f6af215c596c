/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../../support/contrast.ts";
import { browserTest, inEachWindow } from "../../support/stage.ts";
import type { Visitor } from "../../support/visitor.ts";

const [ENTER, END, TAB] = ["\uE007", "\uE010", "\uE004"];

/** Waits until so many messages are there that say only that they were deleted. */
async function seesDeleted({ window }: Visitor, count: number): Promise<void> {
  await window.until((wanted: number) => {
    const texts = Array.from(document.querySelectorAll<HTMLElement>("#entries .message"));
    return texts.filter(({ classList }) => classList.contains("deleted")).length === wanted;
  }, count);
}

inEachWindow(
  "Whoever bans somebody deletes what they said with it, and is told how much that was",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    await stage.speaker("eve").saysIn("den", "Buy this", "Buy that", "Buy now");
    await ada.hears("Buy now");
    await ada.says("No, eve");
    await ada.hears("No, eve");

    await ada.opensMenuOf("Buy now");
    await ada.chooses("Moderate…");
    await ada.chooses("Ban…");
    await ada.sees("Also delete what they said here", "dialog.extra");
    await window.click("#delete-said option[value=all]");
    await stage.picture("ban-and-delete", ada);
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    await window.click("dialog.extra [type=submit]");
    await ada.sees("3 messages were deleted.", "#banner.good");
    await ada.sees("is banned from", "#banner.good");
    await seesDeleted(ada, 3);
    await ada.hears("No, eve");
    await stage.picture("banned-and-deleted", ada);
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });
    assertEquals(await window.text("#banner button"), "Lift the ban");
    await window.click("#banner button");
    await ada.sees("is no longer banned", "#banner.good");
  },
);

browserTest(
  "What somebody said is deleted by keys, or by a command, and a refusal is told beside the ban",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    await stage.speaker("eve").saysIn("den", "Buy this");
    await ada.hears("Buy this");
    await ada.opensMenuOf("Buy this");
    await ada.chooses("Moderate…");
    await ada.chooses("Ban…");
    await ada.sees("Also delete what they said here", "dialog.extra");
    await window.evaluate(() =>
      document.querySelector<HTMLElement>("dialog.extra .close")?.focus()
    );
    // The length, then what is deleted: nothing, and last in the list everything.
    await window.press(TAB, TAB, END);
    assertEquals(
      await window.evaluate(() =>
        document.querySelector<HTMLSelectElement>("#delete-said")?.selectedOptions[0]?.textContent
      ),
      "Everything",
    );
    await window.press(TAB, ENTER);
    await ada.sees("1 message was deleted.", "#banner.good");
    await seesDeleted(ada, 1);

    // Of who is kept out already, and without another ban.
    await stage.speaker("carol").saysIn("den", "A flood", "of words");
    await ada.hears("of words");
    await ada.says("/ban carol");
    await ada.sees("carol was banned", "#entries");
    await ada.opensMenuOf("of words");
    await ada.chooses("Moderate…");
    await ada.sees("Lift the ban", ".menu");
    await ada.chooses("Delete what they said…");
    await window.until(() => document.activeElement?.matches("#delete-said"));
    await ada.sees("of words", "dialog blockquote");
    await stage.picture("delete-said", ada);
    await window.press(END, TAB, TAB, ENTER);
    await ada.sees("carol: 2 messages were deleted.", "#banner.good");
    await ada.seesNothingAt("#banner button");
    await seesDeleted(ada, 3);

    await stage.speaker("mallory").saysIn("den", "One", "Two");
    await ada.hears("Two");
    await ada.says("/ban mallory 1d delete=all: spam");
    await ada.sees("2 messages were deleted.", "#banner.good");
    await seesDeleted(ada, 5);
    await ada.says("/ban trent delete=1h");
    await ada.sees("There was nothing to delete.", "#banner.good");
    await ada.says("/ban trent delete=60d");
    await ada.sees("hours must be above 0", "#banner:not(.good)");
    await ada.sees("is banned from", "#banner");
  },
);
