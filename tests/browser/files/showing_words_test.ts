/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { listen } from "../support/ears.ts";
import { notices } from "../support/notices.ts";
import { png, textBytes } from "../support/samples.ts";
import { Sharer } from "../support/sharer.ts";
import { browserTest } from "../support/stage.ts";

browserTest("Quotes and finds say in words what came without any", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  const bytes = await png(60, 40);
  const picture = await grace.shares("", [{
    name: "1.png",
    bytes,
    alt: "The lake in the evening",
  }]);
  const file = await grace.shares("", [{ name: "lake.txt", bytes: textBytes("cold") }]);
  const several = await grace.shares("Both", [{ name: "2.png", bytes }, { name: "3.png", bytes }]);
  const bob = stage.speaker("bob");
  for (const reply of [picture, file, several]) {
    await bob.connection.say("lobby", "Thanks!", { reply }).acknowledged;
  }
  const ada = await stage.enter("ada");
  await ada.hearsThisMany(6);
  await ada.sees("Picture: The lake in the evening", ".answered");
  await ada.sees("File: lake.txt", ".answered");
  await ada.sees("Both · 2 files", ".answered");
  await ada.window.click("#open-search");
  await ada.window.type("#search input", "lake");
  await ada.sees("Picture: The lake in the evening", "#search .words");
  await ada.sees("File: lake.txt", "#search .words");
});

browserTest(
  "A picture without words is read out, and notified of, by what it shows",
  async (stage) => {
    const ada = await stage.open();
    await ada.window.devtools("Browser.grantPermissions", { permissions: ["notifications"] });
    await listen(ada);
    await ada.enter("ada");
    const grace = await Sharer.enter(stage.url, "grace");
    await grace.shares("", [{ name: "1.png", bytes: await png(60, 40), alt: "A heron" }]);
    await ada.sees("grace: Picture: A heron", "#voice");
    await ada.window.click("#open-settings");
    await ada.window.click(".settings [name=notices] option[value=on]");
    await ada.window.press("\uE00C");
    await ada.goesTo("garden");
    await grace.shares(
      "",
      [{ name: "2.png", bytes: await png(60, 40), alt: "@ada" }],
      "@ada,grace",
    );
    assertEquals((await notices([ada], 1)).map((notice) => notice.replace(/^\S+ /, "")), [
      "grace: Picture: @ada",
    ]);
  },
);

browserTest("The menu of a picture without words has no text to copy", async (stage) => {
  const grace = await Sharer.enter(stage.url, "grace");
  await grace.shares("", [{ name: "1.png", bytes: await png(60, 40) }]);
  const ada = await stage.enter("ada");
  await ada.opensMenuOf("");
  await ada.sees("View the pictures", ".menu");
  const items = await ada.window.evaluate(() =>
    Array.from(document.querySelectorAll(".menu button"), ({ textContent }) => textContent)
  );
  assertEquals(items.includes("Copy the text"), false);
});
