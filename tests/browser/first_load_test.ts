/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { TestServer } from "../support/test_server.ts";
import { Front, type Sent } from "./front.ts";
import { Speaker } from "./speaker.ts";
import { browserTest, type Stage, WINDOWS } from "./stage.ts";
import type { Visitor } from "./visitor.ts";
import type { WindowOptions } from "./window.ts";

/** In bytes without compression: what we promise, less what there may be besides. */
const FIRST_LOAD_MAX = 97_000;

/** A server in whose lobby people have talked, behind a front that counts. */
async function busyLobby(stage: Stage): Promise<Front> {
  const server = stage.use(await TestServer.start());
  const bob = stage.use(new Speaker(server.url(), "bob"));
  await bob.says(
    "Good morning, @ada: **bold** plans at https://chat.example/plan today.",
    "> who said\nNobody `knows` 🙂",
    "See you",
  );
  return stage.use(new Front(server));
}

/** Somebody opens the page in a browser that has nothing of it, and keeps none of it in a worker. */
async function openAnew(stage: Stage, at: URL, options: WindowOptions = {}): Promise<Visitor> {
  const visitor = await stage.open({ ...options, at: new URL("about:blank") });
  await visitor.window.beforeEachPage(() => {
    Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
  });
  await comesTo(visitor, at);
  return visitor;
}

async function comesTo({ window }: Visitor, at: URL): Promise<void> {
  await window.devtools("Network.clearBrowserCache", {});
  await window.goTo(String(at));
}

/** Waits until they can read what was said last, and write. */
async function canReadAndWrite(visitor: Visitor): Promise<void> {
  await visitor.hears("See you");
  await visitor.window.until(() =>
    document.querySelector<HTMLTextAreaElement>("#composer textarea")?.disabled === false
  );
}

function assertLean(what: string, { total, largest }: Sent): void {
  assert(total < FIRST_LOAD_MAX, `${what} took ${total} bytes:\n${largest.join("\n")}`);
}

for (const name of ["wide-light", "narrow-dark"]) {
  browserTest(`A newcomer needs less than 100 KB to read, and to talk: ${name}`, async (stage) => {
    const front = await busyLobby(stage);
    const ada = await openAnew(stage, front.url, WINDOWS[name]);
    await ada.enter("ada");
    await canReadAndWrite(ada);
    assertLean("The way to the lobby", front.sent());
    await ada.says("Here I am");
    await ada.hears("Here I am");
    assertLean("The way to the first message", front.sent());
  });
}

browserTest("Who comes back needs less than 100 KB, too", async (stage) => {
  const front = await busyLobby(stage);
  const ada = await openAnew(stage, front.url);
  await ada.enter("ada");
  await canReadAndWrite(ada);
  front.forget();
  await comesTo(ada, new URL("about:blank"));
  await comesTo(ada, front.url);
  await canReadAndWrite(ada);
  assertLean("Coming back", front.sent());
});

browserTest(
  "The page is painted as it will look with what one round trip brings",
  async (stage) => {
    const server = stage.use(await TestServer.start());
    const front = stage.use(new Front(server, { lets: (path) => path === "/" }));
    const ada = await stage.open({ at: front.url, dark: true });
    await ada.window.until(() =>
      performance.getEntriesByName("first-contentful-paint").length > 0 &&
      getComputedStyle(document.body).display === "grid"
    );
    await stage.picture("first-paint", ada);
    assertEquals(front.sent().largest.length, 1);
  },
);
