/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";

inEachWindow("What was said is found by its words, and gone to", async (stage) => {
  const url = await stage.serverWith("archive", 1_500);
  const bob = stage.speaker("bob", url);
  await bob.saysIn(
    "archive",
    "The **release** notes, where `message 77` is explained",
    "我们明天发布新版本",
  );
  const ada = await stage.enter("ada", { at: url });
  const { window } = ada;
  const finds = () => window.evaluate(() => document.querySelectorAll("#search li").length);
  await ada.goesTo("archive");
  await window.click("#open-search");
  await window.fill("#search input", "MESSAGE 77");
  await ada.sees("The release notes, where message 77 is explained", "#search li");
  await ada.sees("message 1477", "#search li");
  assertEquals(await finds(), 20);
  assertEquals(
    await window.evaluate(() =>
      Array.from(
        document.querySelectorAll("#search li:first-child mark"),
        (mark) => mark.textContent,
      )
    ),
    ["message", "77"],
  );
  await stage.picture("found", ada);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
  await window.click("#search > button");
  await ada.sees("message 77", "#search li:last-child");
  await window.click("#search li:last-child a");
  await ada.sees("message 77", ".found");
  await ada.hasInSight(".found");
  await stage.picture("found-there", ada);

  // On a phone what was found is under what was looked for, until it is gone to.
  if (stage.isPhone) await window.click("#open-search");
  await window.fill("#search input", "发布");
  await ada.sees("我们明天发布新版本", "#search li");
  assertEquals(await finds(), 1);
  await window.fill("#search input", "nothing of the kind");
  await ada.sees("Nothing found", "#search");
  await window.click("#search header button");
  await ada.seesNothingAt("#search");
});
