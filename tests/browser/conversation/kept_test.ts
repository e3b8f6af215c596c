/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";

const UP = "\uE013";

/** Sends a line, and writes on before anything can come of it. */
async function writesOn({ window }: Visitor, line: string, next: string): Promise<void> {
  await window.evaluate(
    (line: string, next: string) => {
      const box = document.querySelector<HTMLTextAreaElement>("#composer textarea")!;
      const write = (text: string) => {
        box.value = text;
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      write(line);
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      write(box.value + next);
    },
    line,
    next,
  );
}

browserTest(
  "An unacknowledged message is sent once when the page is loaded again",
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

browserTest(
  "An edit that is sent while the line is cut is kept, and sent once it is back",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    await ada.says("first");
    await ada.hears("first");
    await ada.window.press(UP);
    await ada.rewrites("second");
    await ada.hears("second");
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.window.press(UP);
    await ada.rewrites("third");
    await ada.sees("third", "#unsent .text");
    await ada.hasWritten("");
    // The page goes before it could send it.
    await ada.window.goTo("about:blank");
    wire.mend();
    await ada.window.goTo(String(ada.at));
    await ada.hears("third");
    await ada.seesNothingAt("#unsent");
    assertEquals(await ada.conversation(), ["ada: third"]);
  },
);

browserTest(
  "What is typed for an edit stays with its message, in another room and after a reload",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.says("first");
    await ada.hears("first");
    await ada.window.press(UP);
    await ada.hasWritten("first");
    await ada.types(" and more");
    await ada.goesTo("garden");
    await ada.hasWritten("");
    await ada.goesTo("lobby");
    await ada.hasWritten("first and more");
    await ada.window.reload();
    await ada.hasWritten("first and more");
    await ada.sees("Editing your message", "#task");
    await ada.says("");
    await ada.hears("first and more");
    assertEquals(await ada.conversation(), ["ada: first and more"]);
  },
);

browserTest("Two tabs have a draft each, and what one says takes only its own", async (stage) => {
  const ada = await stage.enter("ada");
  await ada.types("mine");
  const tab = await stage.open({ at: ada.at });
  await tab.seesRoom("lobby");
  await tab.types("the other's");
  await tab.says("");
  await ada.hears("the other's");
  await ada.window.reload();
  await ada.hasWritten("mine");
});

browserTest(
  "Text typed while a command runs stays, and a refused command returns to the composer",
  async (stage) => {
    const ada = await stage.enter("ada");
    await ada.says("/msg nobdy are you there?");
    await ada.sees("nobdy", "#composer-problem");
    await ada.hasWritten("/msg nobdy are you there?");
    await ada.rewrites("/kick nobdy");
    await ada.window.until(() => document.querySelector("#composer-problem")?.textContent !== "");
    await ada.hasWritten("/kick nobdy");
    // Enter and the next words at once: the answer comes later.
    await writesOn(ada, "/mod nobdy", "meanwhile");
    await ada.sees("/mod nobdy", "#unsent");
    await ada.hasWritten("meanwhile");
    await ada.window.click("#unsent .discard");
    await ada.seesNothingAt("#unsent");
    await ada.goesTo("den");
    await writesOn(ada, "/topic Tea", "and cake");
    await ada.sees("Tea", "#topic");
    await ada.hasWritten("and cake");
  },
);
