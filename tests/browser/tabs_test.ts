/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { until } from "../support/until.ts";
import { listen } from "./support/ears.ts";
import { clickNotice, notices } from "./support/notices.ts";
import { browserTest, type Stage } from "./support/stage.ts";
import type { Visitor } from "./support/visitor.ts";

/** Somebody who is in the garden, in two tabs of a browser, and is notified. */
async function openTwoTabs(stage: Stage): Promise<[Visitor, Visitor]> {
  const ada = await stage.open();
  await ada.window.devtools("Browser.grantPermissions", { permissions: ["notifications"] });
  await listen(ada);
  await ada.enter("ada");
  await ada.window.click("#open-settings");
  await ada.window.click(".settings [name=notices] option[value=on]");
  await ada.window.press("\uE00C");
  await ada.goesTo("garden");
  const tab = await stage.open({ at: ada.at });
  await listen(tab);
  await tab.seesRoom("garden");
  // Who has touched nothing hears nothing.
  for (const { window } of [ada, tab]) {
    await window.click("#scroller");
    await isFound(window);
  }
  return [ada, tab];
}

/** Waits until a tab knows of itself and the others. */
async function isFound(window: Visitor["window"]): Promise<void> {
  // Not until it is the page's controller: the page needs none, and Chromium does not claim each tab.
  await window.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await window.until(() =>
    localStorage.getItem(`tab ${JSON.parse(sessionStorage.getItem("tab") ?? "0")}`) !== null
  );
}

/** Somebody looks at something else: what is said in the room that a tab shows may call them there. */
async function looksAway({ window }: Visitor): Promise<void> {
  await window.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event("blur"));
  });
}

/** How often a tab has sounded. */
async function sounds({ window }: Visitor): Promise<number> {
  return await window.evaluate(() => ears.sounds.length);
}

async function hasUnread({ window }: Visitor, count: number): Promise<void> {
  await window.until((count: number) => document.title.startsWith(`(${count})`), count);
}

browserTest(
  "One of two tabs notifies of each mention, also of many at once, and plays one sound",
  async (stage) => {
    const [ada, tab] = await openTwoTabs(stage);
    const bob = stage.speaker("bob");
    await bob.says("@ada, one");
    assertEquals(await notices([ada, tab], 1), ["#lobby/1 bob · #lobby: @ada, one"]);
    await until(
      async () => await sounds(ada) + await sounds(tab) > 0,
      "a sound in one of two tabs",
    );
    await bob.says("to nobody", "@ada, two", "@ada, three");
    for (const visitor of [ada, tab]) await hasUnread(visitor, 4);
    assertEquals(await notices([ada, tab], 3), [
      "#lobby/1 bob · #lobby: @ada, one",
      "#lobby/3 bob · #lobby: @ada, two",
      "#lobby/4 bob · #lobby: @ada, three",
    ]);
    // Each tab has looked at all of it when it has looked at what comes last.
    await bob.saysTo("ada", "last");
    await notices([ada, tab], 4);
    for (const visitor of [ada, tab]) await hasUnread(visitor, 5);
    const heard = await sounds(ada) + await sounds(tab);
    assert(heard <= 4, `${heard} sounds for four messages`);
  },
);

browserTest(
  "One of two tabs plays a sound for a mention, also while their storage does not agree",
  async (stage) => {
    const [ada, tab] = await openTwoTabs(stage);
    // As in a process that has not heard yet of what another has kept.
    for (const { window } of [ada, tab]) {
      await window.evaluate(() => {
        const getItem = Storage.prototype.getItem;
        Storage.prototype.getItem = function (key) {
          return key.startsWith("claimed") ? null : getItem.call(this, key);
        };
      });
    }
    const bob = stage.speaker("bob");
    await bob.says("@ada, one");
    await notices([ada, tab], 1);
    // Each tab claims a sound before it claims the notification of the same message, and of the next.
    await bob.says("@ada, two");
    await notices([ada, tab], 2);
    for (const visitor of [ada, tab]) await hasUnread(visitor, 2);
    await until(
      async () => await sounds(ada) + await sounds(tab) > 0,
      "a sound in one of two tabs",
    );
    const heard = await sounds(ada) + await sounds(tab);
    assert(heard <= 2, `${heard} sounds for two messages`);
  },
);

browserTest(
  "No tab notifies of a message that somebody sees in another, and each does when nobody looks",
  async (stage) => {
    const [ada, tab] = await openTwoTabs(stage);
    const bob = stage.speaker("bob");
    await tab.goesTo("lobby");
    await bob.says("@ada, you see this");
    await tab.hears("you see this");
    await bob.saysTo("ada", "and not this");
    await ada.sees("bob", "#direct-rooms li:has([data-count='1'])");
    assertEquals(await notices([ada, tab], 1), ["#%40ada%2Cbob/1 bob: and not this"]);
    await looksAway(tab);
    await bob.says("@ada, are you there?");
    assertEquals(await notices([ada, tab], 2), [
      "#%40ada%2Cbob/1 bob: and not this",
      "#lobby/2 bob · #lobby: @ada, are you there?",
    ]);
  },
);

browserTest(
  "A click on a notice opens its room, also when the page was loaded again",
  async (stage) => {
    const [ada, tab] = await openTwoTabs(stage);
    await tab.window[Symbol.asyncDispose]();
    const bob = stage.speaker("bob");
    await bob.says("@ada, one", "@ada, two");
    await notices([ada], 2);
    await ada.window.reload();
    await ada.seesRoom("garden");
    await clickNotice(ada, "#lobby/2");
    await ada.seesRoom("lobby");
    await ada.sees("@ada, two", "#entries .found");
    // It is gone to again.
    await clickNotice(ada, "#lobby/1");
    await ada.sees("@ada, one", "#entries .found");
    assertEquals(await notices([ada], 0), []);
  },
);
