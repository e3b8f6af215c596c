/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { inEachWindow } from "../support/stage.ts";

inEachWindow("A conversation with all that may be in one looks right", async (stage) => {
  const bob = stage.speaker("bob");
  const grace = stage.speaker("grace");
  const question = await bob.numberOf(
    "Good morning! Has anybody looked at **release 2.4** yet? The notes are at https://example.com/notes (draft).",
  );
  await grace.says(
    "I have. Two things:",
    "> Messages are kept for thirty days\n\nThat should say *forever*, unless `RETAIN_DAYS` is set:",
    "```sh\ndeno task start --retain-days 30\n```",
  );
  await stage.speaker("余").says("我同意，谢谢你们！", "🎉🎉");
  await stage.speaker("ליאת").says("שלום לכולם, אני קוראת עכשיו את v2.4");
  const ada = await stage.enter("ada");
  await ada.hears("🎉🎉");
  await grace.connection.say("lobby", "On it. @ada, would you look over my shoulder?", {
    reply: question,
  }).acknowledged;
  const react = { type: "react", room: "lobby", of: question, on: true } as const;
  grace.connection.change({ ...react, emoji: "👍" });
  bob.connection.change({ ...react, emoji: "👀" });
  grace.connection.change({ ...react, emoji: "👀" });
  bob.connection.change({ type: "topic", room: "lobby", text: "Releases, and lunch" });
  await ada.hears("On it.");
  await ada.sees("Releases, and lunch", "#topic");
  await ada.says("With pleasure. Give me ten minutes.");
  await ada.hears("With pleasure.");
  await stage.picture("conversation", ada);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });

  await ada.opensMenuOf("On it.");
  await ada.sees("Reply", ".menu");
  await stage.picture("menu", ada);
  await ada.chooses("Reply");
  await ada.types("Looking");
  await stage.picture("reply", ada);
  await ada.window.click("#open-search");
  await ada.window.type("#search input", "release");
  await ada.sees("release 2.4", "#search li");
  await stage.picture("search", ada);
  await ada.window.press("\uE00C");
  await ada.opensSide();
  await ada.window.click("#find-room");
  await ada.window.type(".finder input", "gar");
  await ada.sees("Create the room", ".finder");
  await stage.picture("finder", ada);
  await ada.window.press("\uE00C");
  await ada.window.click("#open-settings");
  await ada.sees("Language", ".settings");
  await stage.picture("settings", ada);
  assertEquals(await ada.overflow(), { x: 0, y: 0 });
});
