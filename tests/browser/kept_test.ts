/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "./stage.ts";
import { Wire } from "./wire.ts";

browserTest(
  "What was not acknowledged is said when the page is loaded again, once",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    const bob = stage.speaker("bob");
    await ada.says("before");
    await ada.hears("before");
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.says("into the void");
    await ada.sees("into the void", "#unsent");
    // The page goes before it could say it again: as when a laptop's battery is empty.
    await ada.window.goTo("about:blank");
    wire.mend();
    await ada.window.goTo(String(ada.at));
    await ada.hears("into the void");
    await ada.seesNothingAt("#unsent");
    await ada.window.reload();
    await ada.hears("into the void");
    await bob.says("after");
    await ada.hears("after");
    assertEquals(await ada.conversation(), ["ada: before", "ada: into the void", "bob: after"]);
  },
);

browserTest("Drafts are kept for each room, also when the page is loaded again", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.types("half a thought");
  await ada.goesTo("garden");
  await ada.types("and another");
  await ada.window.reload();
  await ada.hasWritten("and another");
  await ada.goesTo("lobby");
  await ada.hasWritten("half a thought");
  await ada.says("");
  await ada.hears("half a thought");
  await ada.window.reload();
  await ada.seesRoom("lobby");
  assertEquals(await ada.composerText(), "");
});

browserTest(
  "Where the server can't be reached there is a page that says so, and comes back",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    await ada.says("before");
    await ada.hears("before");
    await ada.window.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.says("into the void");
    await ada.sees("into the void", "#unsent");
    await ada.window.reload();
    await ada.sees("Hubbub can't be reached", "h1");
    await ada.sees("into the void", "li");
    await stage.picture("offline", ada);
    wire.mend();
    await ada.hears("into the void");
    // What was said before is asked for meanwhile.
    await ada.hears("before");
    assertEquals(await ada.conversation(), ["ada: before", "ada: into the void"]);
  },
);

browserTest("Two tabs of a person agree on what is read", async (stage) => {
  const ada = await stage.enter("ada");
  const tab = await stage.open({ at: ada.at });
  await tab.seesRoom("lobby");
  assertEquals(await tab.window.text("#you"), "ada");
  await ada.goesTo("garden");
  await tab.goesTo("garden");
  await stage.speaker("bob").says("Anybody?");
  const isUnread = "#rooms li:has(.unread:not(:empty))";
  await ada.sees("lobby", isUnread);
  await tab.sees("lobby", isUnread);
  await tab.goesTo("lobby");
  await tab.hears("Anybody?");
  await ada.seesNothingAt("#rooms .unread");
});
