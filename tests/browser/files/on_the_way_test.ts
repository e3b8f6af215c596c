/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";
import { FILE_LIMITS } from "../../../server/files/limits.ts";
import { browserTest } from "../support/stage.ts";
import { Wire } from "../support/wire.ts";
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

browserTest("What is said while files are uploaded does not wait for them", async (stage) => {
  const bob = stage.speaker("bob");
  const ada = await stage.enter("ada");
  await uploadsAt(ada, SLOW);
  await brings(ada, "paste", { name: "film.bin", size: 400_000 });
  await hasChosen(ada, 1);
  await ada.says("The film");
  await sees(ada, "sending", " of 400 kB");
  await ada.says("It is long");
  await ada.hears("It is long");
  assertEquals(bob.heard, ["ada: It is long"]);
  await uploadsAt(ada, FAST);
  assertEquals((await hasSent(ada, 1)).map(({ text }) => text), ["The film"]);
  await bob.hasHeard(2);
});

browserTest("A file that is stopped stays until it is tried again, or taken out", async (stage) => {
  const ada = await stage.enter("ada");
  await uploadsAt(ada, SLOW);
  await brings(ada, "paste", { name: "a.bin", size: 300_000 }, { name: "b.txt", text: "b" });
  await hasChosen(ada, 2);
  await ada.says("Two");
  await sees(ada, "sending", "a.bin");
  await ada.window.click("[aria-label='Stop sending a.bin']");
  await sees(ada, "failed", "You stopped it.");
  await sees(ada, "sent", "b.txt");
  await uploadsAt(ada, FAST);
  await ada.window.click(".waiting [data-state=failed] .retry");
  assertEquals((await hasSent(ada, 1)).map(({ files }) => files.map(({ name }) => name)), [
    ["a.bin", "b.txt"],
  ]);

  await uploadsAt(ada, SLOW);
  await brings(ada, "paste", { name: "c.bin", size: 300_000 });
  await hasChosen(ada, 1);
  await ada.window.click("#composer [type=submit]");
  await sees(ada, "sending", "c.bin");
  await ada.window.click("[aria-label='Stop sending c.bin']");
  await sees(ada, "failed", "You stopped it.");
  // Without text there is nothing left to say.
  await ada.window.click(".waiting .discard");
  await ada.seesNothingAt("#unsent");
  assertEquals(
    await ada.window.evaluate(() => document.activeElement?.tagName),
    "TEXTAREA",
  );
  await uploadsAt(ada, FAST);
  await ada.says("Never mind");
  await ada.hears("Never mind");
  assertEquals((await hasSent(ada, 1)).length, 1);
});

browserTest(
  "An upload that is cut in the middle goes on by itself, and is there once",
  async (stage) => {
    const wire = stage.use(new Wire(stage.url));
    const ada = await stage.enter("ada", { at: wire.url });
    await uploadsAt(ada, SLOW);
    const hashes = await brings(ada, "paste", { name: "a.bin", size: 500_000 });
    await hasChosen(ada, 1);
    await ada.says("Whole, please");
    await sees(ada, "sending", " of 500 kB");
    wire.cut();
    await sees(ada, "waiting", "Waiting for the connection…");
    await ada.sees("Trying again", "#banner");
    await uploadsAt(ada, FAST);
    wire.mend();
    const [message, ...more] = await hasSent(ada, 1);
    assertEquals([message?.text, more], ["Whole, please", []]);
    const { hash } = await download(ada, message ? only(message).url : "");
    assertEquals(hash, hashes["a.bin"]);
  },
);

browserTest(
  "A file that the server does not take says why, and the rest can go without it",
  async (stage) => {
    const guestsMayNot = { ...FILE_LIMITS, guests: false };
    const server = stage.use(await TestServer.start({ files: guestsMayNot }));
    const ada = await stage.enter("ada", { at: server.url() });
    await brings(ada, "paste", { name: "a.txt", text: "a" });
    await hasChosen(ada, 1);
    await ada.says("With a file");
    await sees(ada, "failed", "Guests may not upload files here, make an account first.");
    await ada.window.until(() =>
      document.querySelector("#voice")?.textContent?.startsWith("a.txt is not sent: Guests may not")
    );
    await ada.window.click(".waiting .discard");
    await ada.hears("With a file");
    await ada.seesNothingAt("#unsent");
  },
);

browserTest(
  "A message that is refused in its room keeps its files for another try",
  async (stage) => {
    const bob = stage.speaker("bob");
    await bob.saysIn("den", "Mine");
    const ada = await stage.enter("ada");
    await ada.goesTo("den");
    await ada.hears("Mine");
    await bob.connection.change({ type: "mute", room: "den", name: "ada", ms: 600_000 })
      .acknowledged;
    await brings(ada, "paste", { name: "a.txt", text: "a" });
    await hasChosen(ada, 1);
    await ada.says("May I?");
    await ada.sees("Not sent", "#unsent .state");
    await ada.window.reload();
    await ada.sees("May I?", "#unsent .refused");
    await bob.connection.change({ type: "mute", room: "den", name: "ada", ms: 0 }).acknowledged;
    await ada.window.click("#unsent .outcome .retry");
    const [message] = await hasSent(ada, 1, "den");
    assertEquals([message?.text, message?.files.map(({ name }) => name)], ["May I?", ["a.txt"]]);
  },
);

browserTest("A file for which there is no space says so in the server's words", async (stage) => {
  const storage = { total: 10_000_000, perPerson: 1_000_000 };
  const server = stage.use(await TestServer.start({ files: { ...FILE_LIMITS, storage } }));
  const ada = await stage.enter("ada", { at: server.url() });
  await brings(ada, "paste", { name: "a.bin", size: 6_000_000 }, { name: "b.txt", text: "b" });
  await hasChosen(ada, 2);
  await ada.says("What fits");
  await sees(ada, "failed", "Your files may have");
  await sees(ada, "sent", "b.txt");
  await ada.window.click(".waiting [data-state=failed] .discard");
  assertEquals((await hasSent(ada, 1))[0]?.files.map(({ name }) => name), ["b.txt"]);
});
