/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";
import { Front } from "../support/front.ts";
import { browserTest } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { Wire } from "../support/wire.ts";
import { keeps } from "./support/keeping.ts";
import {
  brings,
  download,
  FAST,
  hasChosen,
  hasSent,
  only,
  sees,
  uploadsAt,
} from "./support/sender.ts";

/** Slow enough for what is to happen meanwhile, however busy the machine is. */
const SLOW = 20_000;

/** Waits until the browser keeps a file with these words for what it shows. */
async function keepsWords({ window }: Visitor, alt: string): Promise<void> {
  const isKept = () =>
    window.evaluate((alt: string) => {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      const opening = indexedDB.open("hubbub files /", 1);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const reading = database.transaction("about").objectStore("about").getAll();
        reading.onsuccess = () => {
          resolve(reading.result.some((about) => about.alt === alt));
          database.close();
        };
      };
      return promise;
    }, alt);
  while (!await isKept());
}

browserTest(
  "Files that were chosen are there after a reload, with their names and words",
  async (stage) => {
    const ada = await stage.enter("ada");
    await brings(
      ada,
      "paste",
      { name: "a.png", type: "image/png", width: 40, height: 30 },
      { name: "b.txt", text: "bee" },
    );
    await hasChosen(ada, 2);
    await ada.window.type("#chosen .alt", "A small thing");
    await ada.window.type("#composer textarea", "Half a thought");
    await keeps(ada, 2);
    await keepsWords(ada, "A small thing");
    await ada.window.reload();
    await hasChosen(ada, 2);
    await ada.hasWritten("Half a thought");
    await ada.window.until(() =>
      document.querySelector<HTMLInputElement>("#chosen .alt")?.value === "A small thing"
    );
    await ada.says(" and more");
    const [message] = await hasSent(ada, 1);
    assertEquals(message?.text, "Half a thought and more");
    assertEquals(message?.files.map(({ name, alt }) => [name, alt]), [
      ["a.png", "A small thing"],
      ["b.txt", undefined],
    ]);
    await keeps(ada, 0);
  },
);

browserTest(
  "A message whose files are on their way is sent after a reload, once",
  async (stage) => {
    const ada = await stage.enter("ada");
    await uploadsAt(ada, SLOW);
    const hashes = await brings(
      ada,
      "paste",
      { name: "small.txt", text: "s" },
      { name: "large.bin", size: 500_000 },
    );
    await hasChosen(ada, 2);
    await keeps(ada, 2);
    await ada.says("Both");
    await sees(ada, "sent", "small.txt");
    await sees(ada, "sending", "large.bin");
    await ada.window.reload();
    await sees(ada, "sending", "large.bin");
    await uploadsAt(ada, FAST);
    const [message, ...more] = await hasSent(ada, 1);
    assertEquals([message?.text, more], ["Both", []]);
    for (const { name, url } of message?.files ?? []) {
      assertEquals((await download(ada, url)).hash, hashes[name], name);
    }
    assertEquals(message?.files.length, 2);
    await keeps(ada, 0);
  },
);

browserTest(
  "A message that was sent when the page was cut off is not there twice",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const bob = stage.speaker("bob");
    const ada = await stage.enter("ada", { at: wire.url });
    await brings(ada, "paste", { name: "a.txt", text: "a" });
    await hasChosen(ada, 1);
    await keeps(ada, 1);
    wire.cut();
    await ada.sees("Trying again", "#banner");
    await ada.says("Once");
    await sees(ada, "waiting", "a.txt");
    await ada.window.goTo("about:blank");
    wire.mend();
    await ada.window.goTo(String(ada.at));
    await hasSent(ada, 1);
    await ada.window.reload();
    await ada.hears("Once");
    await ada.seesNothingAt("#unsent");
    await bob.says("Thank you");
    await ada.hears("Thank you");
    assertEquals(await ada.conversation(), ["ada: Once", "bob: Thank you"]);
  },
);

browserTest(
  "Of two tabs one uploads, and the other one does when that one is closed",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const front = stage.use(new Front(server, () => true));
    const ada = await stage.enter("ada", { at: front.url });
    await uploadsAt(ada, SLOW);
    await brings(ada, "paste", { name: "a.bin", size: 2_000_000 });
    await hasChosen(ada, 1);
    await keeps(ada, 1);
    await ada.says("From the first");
    await sees(ada, "sending", "a.bin");
    const tab = await stage.open({ at: ada.at });
    await tab.sees("From the first", "#unsent");
    const uploads = () => front.asked.filter((path) => path === "/api/files").length;
    assertEquals(uploads(), 1);
    await ada.window[Symbol.asyncDispose]();
    const [message] = await hasSent(tab, 1);
    assert(message !== undefined);
    assertEquals([message.text, only(message).name, uploads()], ["From the first", "a.bin", 2]);
  },
);

browserTest("Who signs out leaves no files behind", async (stage) => {
  const ada = await stage.enter("ada");
  await brings(ada, "paste", { name: "secret.txt", text: "s" });
  await hasChosen(ada, 1);
  await keeps(ada, 1);
  await ada.changesName();
  await ada.sees("What should people call you?", "#name-dialog");
  await keeps(ada, 0);
  await ada.enter("bob");
  await hasChosen(ada, 0);
  await brings(ada, "paste", { name: "mine.txt", text: "m" });
  await hasChosen(ada, 1);
});

browserTest("A browser that keeps nothing says so, and sends all the same", async (stage) => {
  const ada = await stage.open();
  await ada.window.beforeEachPage(() => {
    Object.defineProperty(globalThis, "indexedDB", {
      value: {
        open: () => {
          throw new DOMException("Not here", "SecurityError");
        },
      },
    });
  });
  await ada.window.reload();
  await ada.enter("ada");
  await brings(ada, "paste", { name: "a.txt", text: "a" });
  await ada.sees("they are lost if the page is loaded again", "#composer-problem");
  await ada.says("Now");
  const [message] = await hasSent(ada, 1);
  assertEquals(message?.files.map(({ name }) => name), ["a.txt"]);
});
