/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";
import { Wire } from "../support/wire.ts";

browserTest(
  "Two tabs that are cut off send what was said in each of them, once",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada", { at: wire.url });
    const tab = await stage.open({ at: ada.at });
    await tab.seesRoom("lobby");
    await bob.says("before");
    for (const who of [ada, tab]) await who.hears("before");
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await tab.sees("Trying again", "#banner");
    await ada.says("from one");
    await tab.says("from two");
    await ada.sees("from one", "#unsent");
    await tab.sees("from two", "#unsent");
    wire.mend();
    for (const who of [ada, tab]) {
      await who.hears("from one");
      await who.hears("from two");
      await who.seesNothingAt("#unsent");
    }
    await ada.window.reload();
    await tab.window.reload();
    await bob.says("after");
    for (const who of [ada, tab]) {
      await who.hears("after");
      const said = await who.conversation();
      assertEquals([said[0], said.at(-1)], ["bob: before", "bob: after"]);
      assertEquals(said.slice(1, -1).sort(), ["ada: from one", "ada: from two"]);
    }
  },
);

browserTest(
  "Unsent messages of a closed tab are sent by another tab, and its draft is restored in the next",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    const tab = await stage.open({ at: ada.at });
    await tab.seesRoom("lobby");
    wire.cut();
    await tab.sees("Trying again", "#banner");
    await tab.says("said in time");
    await tab.sees("said in time", "#unsent");
    await tab.types("half a thought");
    await tab.window[Symbol.asyncDispose]();
    wire.mend();
    await ada.hears("said in time");
    assertEquals(await ada.composerText(), "");
    const next = await stage.open({ at: ada.at });
    await next.hasWritten("half a thought");
    await next.hears("said in time");
    await next.seesNothingAt("#unsent");
    assertEquals(await next.conversation(), ["ada: said in time"]);
  },
);

browserTest(
  "A deletion and a reaction made during a cut are kept, and sent once the page reconnects",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada", { at: wire.url });
    await bob.says("to like");
    await ada.says("to delete");
    await ada.hears("to delete");
    // Whoever has opened the menu before has all that it takes.
    await ada.opensMenuOf("to delete");
    await ada.chooses("Delete");
    await ada.window.click("dialog .choices .quiet");
    await ada.seesNothingAt("dialog");
    await ada.window.until(() =>
      ["pending.ts", "outcome.ts", "outcome.css"].every((name) =>
        performance.getEntriesByType("resource").some((loaded) =>
          new URL(loaded.name).pathname.endsWith(name)
        )
      )
    );
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.opensMenuOf("to like");
    await ada.chooses("👍");
    await ada.sees("👍", "#unsent");
    await ada.opensMenuOf("to delete");
    await ada.chooses("Delete");
    await ada.window.click("dialog .choices .grave");
    await ada.sees("to delete", "#unsent");
    // The page goes before it could send them.
    await ada.window.goTo("about:blank");
    wire.mend();
    await ada.window.goTo(String(ada.at));
    await ada.sees("1", "[data-emoji='👍'][aria-pressed='true']");
    await ada.hears("Deleted");
    await ada.seesNothingAt("#unsent");
    assertEquals(await ada.conversation(), ["bob: to like", "ada: Deleted"]);
  },
);

browserTest(
  "An invalid room name keeps its text, and a refused topic keeps its dialog open",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.saysIn("den", "Mine");
    const ada = await stage.enter("ada");
    await ada.says("/join not a room!");
    await ada.sees("Letters, numbers", "#composer-problem");
    await ada.hasWritten("/join not a room!");
    await ada.rewrites("/join den");
    await ada.seesRoom("den");
    await ada.picks("#room-menu", "Set the topic");
    await ada.window.type("dialog.extra input", "Tea");
    await bob.connection.change({ type: "mute", room: "den", name: "ada", ms: 600_000 })
      .acknowledged;
    await ada.window.click("dialog.extra [type=submit]");
    await ada.window.until(() =>
      document.querySelector("dialog.extra .problem")?.textContent !== ""
    );
    assertEquals(
      await ada.window.evaluate(() =>
        document.querySelector<HTMLInputElement>("dialog.extra input")?.value
      ),
      "Tea",
    );
    await bob.connection.change({ type: "mute", room: "den", name: "ada", ms: 0 }).acknowledged;
    await ada.window.click("dialog.extra [type=submit]");
    await ada.sees("Tea", "#topic");
    await ada.seesNothingAt("dialog");
  },
);
