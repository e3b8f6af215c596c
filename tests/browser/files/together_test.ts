/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";
import { until } from "../../support/until.ts";
import { Front } from "../support/front.ts";
import { browserTest, type Stage } from "../support/stage.ts";
import type { Visitor } from "../support/visitor.ts";
import { openAnew } from "../support/visitor/anew.ts";
import { keeps, loses } from "./support/keeping.ts";
import { brings, hasChosen, hasSent } from "./support/sender.ts";

const ENTER = "\uE007";

/** Somebody whose page gets one of its modules late, once that is said. */
async function waitsFor(
  stage: Stage,
  module: string,
): Promise<{ server: TestServer; ada: Visitor; late: (isLate: boolean) => void; front: Front }> {
  const server = stage.use(await TestServer.start());
  let gate: PromiseWithResolvers<void> | undefined;
  const front = stage.use(
    new Front(server, async (path) => {
      if (path.endsWith(module)) await gate?.promise;
      return true;
    }),
  );
  const late = (isLate: boolean) => {
    gate?.resolve();
    gate = isLate ? Promise.withResolvers() : undefined;
  };
  // Before the server, which waits for all that was asked of it.
  stage.use({ [Symbol.asyncDispose]: async () => await late(false) });
  const ada = await openAnew(stage, front.url, { isNeverIdle: true });
  await ada.enter("ada");
  return { server, ada, late, front };
}

/** Loads the page again, of which the browser has nothing. */
async function reloads({ window }: Visitor): Promise<void> {
  await window.devtools("Network.clearBrowserCache", {});
  await window.reload();
}

/** Somebody has sent an answer right after a reload, and what it is to answer is not known yet. */
async function answersAnew(stage: Stage): Promise<{ ada: Visitor; late: (is: boolean) => void }> {
  const { server, ada, late } = await waitsFor(stage, "/browser_storage/recall_drafts.ts");
  const bob = stage.speaker("bob", server.url());
  await bob.says("At three, or later?");
  await ada.opensMenuOf("At three");
  await ada.chooses("Reply");
  await ada.types("Later");
  late(true);
  await reloads(ada);
  await ada.hasWritten("Later");
  await ada.types(ENTER);
  return { ada, late };
}

/** Somebody is muted, and has sent a message with a file all the same. */
async function isRefused(stage: Stage): Promise<{ ada: Visitor; unmutes: () => Promise<void> }> {
  const bob = stage.speaker("bob");
  await bob.saysIn("den", "Mine");
  const ada = await stage.enter("ada");
  await ada.goesTo("den");
  await ada.hears("Mine");
  const mute = { type: "mute", room: "den", name: "ada" } as const;
  await bob.connection.change({ ...mute, ms: 600_000 }).acknowledged;
  await brings(ada, "paste", { name: "a.txt", text: "a" });
  await hasChosen(ada, 1);
  await ada.says("May I?");
  await ada.sees("Not sent", "#unsent .state");
  const unmutes = async () => {
    await bob.connection.change({ ...mute, ms: 0 }).acknowledged;
  };
  return { ada, unmutes };
}

browserTest(
  "What is sent while the first file still comes to the page goes with it",
  async (stage) => {
    const { ada, late, front } = await waitsFor(stage, "/static/page/sending.ts");
    late(true);
    await brings(ada, "paste", { name: "a.txt", text: "a" });
    await ada.says("See this");
    assertEquals(await ada.composerText(), "See this");
    await until(() => front.asked.includes("/static/page/sending.ts"), "what sends files");
    late(false);
    const [message] = await hasSent(ada, 1);
    assertEquals([message?.text, message?.files.map(({ name }) => name)], ["See this", ["a.txt"]]);
    await ada.says("Good?");
    await ada.hears("Good?");
  },
);

browserTest(
  "What is sent right after a reload goes with the files that were chosen before",
  async (stage) => {
    const { ada, late } = await waitsFor(stage, "/static/page/sending.ts");
    await brings(ada, "paste", { name: "a.txt", text: "a" });
    await hasChosen(ada, 1);
    await ada.types("See this");
    await keeps(ada, 1);
    late(true);
    await reloads(ada);
    await ada.hasWritten("See this");
    await ada.types(ENTER);
    assertEquals(await ada.composerText(), "See this");
    late(false);
    const [message] = await hasSent(ada, 1);
    assertEquals([message?.text, message?.files.map(({ name }) => name)], ["See this", ["a.txt"]]);
    await hasChosen(ada, 0);
  },
);

browserTest(
  "What is sent right after a reload answers what it was to answer before",
  async (stage) => {
    const { ada, late } = await answersAnew(stage);
    assertEquals(await ada.composerText(), "Later");
    late(false);
    await ada.hears("Later");
    await ada.sees("At three, or later?", "#entries .yours .answered");
  },
);

browserTest(
  "What is written on after that is not sent before somebody sends it",
  async (stage) => {
    const { ada, late } = await answersAnew(stage);
    await ada.sees("Sending", "#composer-problem.waiting");
    await ada.types(", I hop");
    late(false);
    await ada.window.until(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("recall_drafts.ts"))
    );
    await ada.says("e");
    await ada.hears("Later, I hope");
    assertEquals((await ada.conversation()).filter((line) => line.startsWith("ada")).length, 1);
  },
);

browserTest(
  "A message that is refused says that its files are gone before it goes without them",
  async (stage) => {
    const { ada, unmutes } = await isRefused(stage);
    await loses(ada, "files");
    await ada.window.reload();
    await ada.sees("May I?", "#unsent .refused");
    await unmutes();
    await ada.window.click("#unsent .outcome .retry");
    await ada.sees("are not kept in this browser any more", "#unsent");
    await ada.window.click("#unsent .outcome .retry");
    await ada.hears("May I?");
    await ada.seesNothingAt("#unsent");
  },
);

browserTest(
  "The files of a message that waits are not chosen for another one, too",
  async (stage) => {
    const { ada } = await isRefused(stage);
    await brings(ada, "paste", { name: "b.txt", text: "b" });
    await keeps(ada, 2);
    await loses(ada, "messages");
    await ada.window.reload();
    await hasChosen(ada, 1);
    assertEquals(
      await ada.window.evaluate(() =>
        document.querySelector<HTMLInputElement>("#chosen .name")?.value
      ),
      "b.txt",
    );
  },
);
