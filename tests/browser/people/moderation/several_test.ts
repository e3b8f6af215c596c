/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { faintTexts } from "../../support/contrast.ts";
import { inEachWindow } from "../../support/stage.ts";
import type { Visitor } from "../../support/visitor.ts";

const RAIDERS = ["eve", "mallory", "oscar"];
const DIALOG = "#several-dialog";
const TAB = "\uE004";
const ENTER = "\uE007";

inEachWindow(
  "A moderator bans several raiders at once, with all that they said, and lifts that at once",
  async (stage) => {
    const ada = await stage.enter("ada");
    const { window } = ada;
    await ada.goesTo("den");
    await stage.speaker("bob").saysIn("den", "Hello");
    for (const name of RAIDERS) {
      await stage.speaker(name).saysIn("den", `Buy this, says ${name}`, `Now, says ${name}`);
    }
    await ada.hears("Now, says oscar");

    await ada.picks("#room-menu", "Several people at once…");
    await ada.sees("0 of 4 chosen", DIALOG);
    await window.click(`${DIALOG} [type=submit]`);
    await ada.sees("Choose at least one person.", DIALOG);
    await window.click(`${DIALOG} #choose-people option[value="15"]`);
    await ada.sees("4 of 4 chosen", DIALOG);
    await window.click(`${DIALOG} input[value=bob]`);
    await ada.sees("3 of 4 chosen", DIALOG);
    assertEquals(await chosen(ada), RAIDERS);
    await stage.picture("several", ada);
    assertEquals(await faintTexts(ada), []);
    assertEquals(await ada.overflow(), { x: 0, y: 0 });

    await window.click(`${DIALOG} [type=submit]`);
    const question = "Ban 3 people from #den for 1 day? 6 messages will be deleted for everybody";
    await ada.sees(question);
    await stage.picture("several-sure", ada);
    await window.click("dialog:last-of-type .quiet:not(.close)");
    await window.until(() => document.activeElement?.matches("#several-dialog [type=submit]"));
    await window.click(`${DIALOG} .check input`);
    await ada.sees("A school or an office often has one IP address", DIALOG);
    await window.click(`${DIALOG} [type=submit]`);
    await ada.sees(
      "Ban 3 people from #den for 1 day, with everybody who comes from their IP addresses?",
    );
    await window.click("dialog:last-of-type .quiet:not(.close)");
    await window.until(() => document.activeElement?.matches("#several-dialog [type=submit]"));
    await window.click(`${DIALOG} .check input`);
    await window.click(`${DIALOG} [type=submit]`);
    await ada.sees(question);
    await window.click("dialog:last-of-type button.grave");
    await ada.sees("3 people are banned from #den. 6 messages were deleted.");
    await stage.picture("several-done", ada);
    await ada.sees("3 people were banned by ada for 1 day: ", "#entries .happening");
    await window.until(() =>
      !document.querySelector("#entries")?.textContent?.includes("Buy this")
    );
    await ada.sees("Hello", "#entries");

    await ada.sees("Lift the bans");
    await window.evaluate(() => {
      const lift = Array.from(document.querySelectorAll("button"))
        .find(({ textContent }) => textContent === "Lift the bans");
      lift?.click();
    });
    await ada.sees("3 people are no longer banned from #den.");
  },
);

inEachWindow("Several people are removed, chosen by the keyboard alone", async (stage) => {
  const ada = await stage.enter("ada");
  const { window } = ada;
  await ada.goesTo("den");
  await stage.speaker("eve").saysIn("den", "Buy");
  await stage.speaker("mallory").saysIn("den", "Now");
  await ada.hears("Now");
  await ada.picks("#room-menu", "Several people at once…");
  await ada.sees("0 of 2 chosen", DIALOG);
  // From the choice of many to the first person, and the next.
  await window.press(TAB, " ", TAB, " ");
  await ada.sees("2 of 2 chosen", DIALOG);
  await window.click(`${DIALOG} #several-action option[value=kick]`);
  await window.click(`${DIALOG} #delete-said option[value=""]`);
  assertEquals(await window.evaluate(() => document.querySelectorAll(".care [hidden]").length), 3);
  await window.click(`${DIALOG} [type=submit]`);
  await ada.sees("Remove 2 people from #den?");
  await window.press(TAB, ENTER);
  await ada.sees("2 people were removed from #den.");
  await ada.sees("2 people were kicked by ada: ", "#entries .happening");
  await ada.sees("Buy", "#entries");
});

inEachWindow("Each of many people is read whole, and is as high as a finger", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.goesTo("den");
  for (let i = 0; i < 12; i++) await stage.speaker(`raider${i}`).saysIn("den", `Buy ${i}`);
  await ada.hears("Buy 11");
  await ada.picks("#room-menu", "Several people at once…");
  await ada.sees("0 of 12 chosen", DIALOG);
  const rows = await ada.window.evaluate(() =>
    Array.from(document.querySelectorAll("#several-dialog .people label"), (row) => {
      const { top, bottom } = row.getBoundingClientRect();
      const last = row.lastElementChild!.getBoundingClientRect().bottom;
      return { top, bottom, isWhole: last <= bottom };
    })
  );
  assertEquals(rows.filter(({ top, bottom, isWhole }) => !isWhole || bottom - top < 44), []);
  assertEquals(rows.filter(({ bottom }, i) => bottom > (rows[i + 1]?.top ?? Infinity)), []);
  // One part scrolls, and the button that goes on is in sight at once.
  const { scrolling, button, height } = await ada.window.evaluate(() => {
    const dialog = document.querySelector("#several-dialog")!;
    return {
      scrolling: [dialog, ...dialog.querySelectorAll("form, .messages")]
        .filter((part) => getComputedStyle(part).overflowY === "auto")
        .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight).length,
      button: dialog.querySelector("[type=submit]")!.getBoundingClientRect().bottom,
      height: innerHeight,
    };
  });
  assertEquals(scrolling, 1);
  assertEquals(button <= height, true, `${button} of ${height}`);
});

async function chosen({ window }: Visitor): Promise<string[]> {
  const names = await window.evaluate(() =>
    Array.from(
      document.querySelectorAll<HTMLInputElement>("#several-dialog .people input:checked"),
      ({ value }) => value,
    )
  );
  return names.toSorted();
}
