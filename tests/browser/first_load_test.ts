/// <reference lib="dom" />
import { assert } from "@std/assert";
import { TestServer } from "../support/test_server.ts";
import { Front } from "./front.ts";
import { Speaker } from "./speaker.ts";
import { browserTest, type Stage } from "./stage.ts";
import type { Visitor } from "./visitor.ts";

/** What we aim at, so that there is room to grow. */
const FIRST_LOAD_AIM = 92_000;

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

/** A visitor whose browser keeps nothing for later: neither a cache nor a worker helps. */
async function openAlone(stage: Stage, at: URL): Promise<Visitor> {
  const visitor = await stage.open({ at: new URL("about:blank") });
  await visitor.window.devtools("Network.setCacheDisabled", { cacheDisabled: true });
  await visitor.window.beforeEachPage(() => {
    Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
  });
  await visitor.window.goTo(String(at));
  return visitor;
}

/** Waits until they can read what was said last, and write. */
async function canReadAndWrite(visitor: Visitor): Promise<void> {
  await visitor.hears("See you");
  await visitor.window.until(() =>
    document.querySelector<HTMLTextAreaElement>("#composer textarea")?.disabled === false
  );
}

function isLean(what: string, { total, largest }: ReturnType<Front["takeSent"]>): void {
  console.log(`${what}: ${total} bytes`);
  assert(total < FIRST_LOAD_AIM, `${what} took ${total} bytes:\n${largest.join("\n")}`);
}

browserTest("A newcomer needs less than 100 KB to read and write in the lobby", async (stage) => {
  const front = await busyLobby(stage);
  const ada = await openAlone(stage, front.url);
  await ada.window.until(() => document.querySelector<HTMLDialogElement>("#name-dialog")?.open);
  await ada.enter("ada");
  await canReadAndWrite(ada);
  isLean("A newcomer's first load", front.takeSent());
});
