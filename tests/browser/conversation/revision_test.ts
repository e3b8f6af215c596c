/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";

browserTest("Edits, deletions, reactions and topics arrive where people look", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  const first = await bob.numberOf("The meeting is at tree.");
  const second = await bob.numberOf("And this nobody should have seen.");
  await bob.numberOf("See you there, @ada!");
  await ada.hears("See you there");

  const room = "lobby";
  bob.connection.change({ type: "edit", room, of: first, text: "The meeting is at three." });
  bob.connection.change({ type: "delete", room, of: second });
  bob.connection.change({ type: "react", room, of: first, emoji: "👍", on: true });
  bob.connection.change({ type: "react", room, of: first, emoji: "🎉", on: true });
  bob.connection.change({ type: "topic", room, text: "Meetings, and how to avoid them" });
  await ada.sees("Meetings, and how to avoid them", "#topic");
  await ada.sees("bob set the topic", "#entries .happening");
  assertEquals(await ada.conversation(), [
    "bob: The meeting is at three.",
    "bob: Deleted",
    "bob: See you there, @ada!",
  ]);
  await ada.sees("edited", "#entries .message:first-child .edited");

  await ada.window.click("[data-emoji='👍']");
  await ada.sees("2", "[data-emoji='👍'][aria-pressed='true']");
  await stage.picture("revised", ada);
  await ada.window.click("[data-emoji='👍']");
  await ada.sees("1", "[data-emoji='👍'][aria-pressed='false']");

  // Who comes later sees it as it is.
  const carol = await stage.enter("carol", { dark: true, width: 390, height: 844 });
  await carol.hearsThisMany(3);
  await carol.sees("1", "[data-emoji='🎉']");
  assertEquals(await carol.conversation(), await ada.conversation());
  await stage.picture("revised-narrow-dark", carol);
  const isWhole = await carol.window.evaluate(() =>
    (document.querySelector("#composer")?.getBoundingClientRect().right ?? 999) <= innerWidth
  );
  assertEquals(isWhole, true);
});

browserTest("Many edits leave nobody's conversation with a hole", async (stage) => {
  const ada = await stage.enter("ada");
  const bob = stage.speaker("bob");
  const of = await bob.numberOf("version 0");
  for (let n = 1; n <= 60; n++) {
    bob.connection.change({ type: "edit", room: "lobby", of, text: `version ${n}` });
  }
  await bob.says("done");
  await ada.hears("done");
  assertEquals(await ada.conversation(), ["bob: version 60", "bob: done"]);
});
