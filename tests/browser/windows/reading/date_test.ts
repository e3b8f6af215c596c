/// <reference lib="dom" />
import { numbered } from "../../support/speaker.ts";
import { inEachWindow } from "../../support/stage.ts";

const ENTER = "\uE007";

inEachWindow("One goes to a date, and is told when nothing was said then", async (stage) => {
  const url = await stage.serverWith("archive", 400);
  await stage.speaker("bob", url).saysIn("archive", ...numbered("today", 30));
  const ada = await stage.enter("ada", { at: url });
  const { window } = ada;
  await ada.goesTo("archive");
  await ada.hears("today 30");

  /** Chooses a day, and goes there: by a key, or by a tap. */
  const goesToDay = async (day: string) => {
    await window.until((date: string) => {
      const input = document.querySelector<HTMLInputElement>("dialog[open] input[type=date]");
      if (input) input.value = date;
      return input !== null;
    }, day);
    if (stage.isPhone) await window.click("dialog[open] [type=submit]");
    else await window.press(ENTER);
  };
  await window.click("[data-opens=roomMenu]");
  await ada.chooses("Go to a date");
  await ada.sees("first message of that day", "dialog");
  await stage.picture("date", ada);
  // All of the archive was said in the first second of 1970, wherever one is.
  await goesToDay("1969-12-30");
  await ada.sees("message 1", ".found");
  await ada.hasInSight(".found");
  await ada.sees("Nothing was said that day", "#banner");
  await stage.picture("date-gone-to", ada);

  await window.click(".found .day, #entries li:first-child .day");
  await goesToDay("1990-05-17");
  await ada.sees("today 1", ".found");
  await window.click("[data-opens=roomMenu]");
  await ada.chooses("Go to a date");
  await goesToDay("2100-01-01");
  await ada.sees("Nothing was said here since then", "dialog .problem");
  await stage.picture("date-none", ada);
});
