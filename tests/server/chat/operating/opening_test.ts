import { Log } from "../../../../server/chat/log.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { kvBacking } from "../../../../server/backing.ts";
import { Chat } from "../../../../server/chat.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import { BusyError } from "../../../../server/limits/busy_error.ts";
import { openChat, Opening } from "../../../../server/chat/opening.ts";
import { readSettings, type Settings } from "../../../../server/settings.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

/** Something that can't be opened until it is mended. */
function broken() {
  const machine = { why: "the disk is gone" as string | undefined, tries: 0, at: 0 };
  const said: string[] = [];
  const opening = new Opening(
    () => {
      machine.tries++;
      if (machine.why !== undefined) throw new Error(machine.why);
      return "open";
    },
    { now: () => machine.at, say: (line) => said.push(line) },
  );
  return { machine, said, opening };
}

Deno.test("Opening tries again when it is asked, after a wait, and says once what is wrong", async () => {
  const { machine, said, opening } = broken();
  const failures: number[] = [];
  for (let i = 0; i < 4; i++) {
    const refusal = await assertRejects(() => opening.get(), BusyError);
    assertEquals(refusal.reason, "unavailable");
    failures.push(refusal.retryMs!);
    // Too early: nothing is tried.
    await assertRejects(() => opening.get(), BusyError);
    assertEquals(machine.tries, i + 1);
    machine.at += refusal.retryMs!;
  }
  assertEquals(failures, failures.toSorted((a, b) => a - b));
  assertEquals(said.length, 1);
  assertEquals(said[0]?.includes("the disk is gone"), true);
  machine.why = undefined;
  assertEquals(await opening.get(), "open");
  assertEquals(said.slice(1), ["The server has started"]);
});

Deno.test("Opening lets all who ask at once share one try, and opens once", async () => {
  const { machine, opening } = broken();
  await Promise.allSettled([opening.get(), opening.get(), opening.get()]);
  assertEquals(machine.tries, 1);
  machine.at += 60_000;
  machine.why = undefined;
  assertEquals(await Promise.all([opening.get(), opening.get()]), ["open", "open"]);
  assertEquals(await opening.get(), "open");
  assertEquals(machine.tries, 2);
});

/** The settings that some flags make. */
function settingsOf(...flags: string[]): Settings {
  const settings = readSettings(["start", ...flags], () => undefined);
  if (typeof settings === "string") throw new Error(`Expected settings, not ${settings}`);
  return settings;
}

Deno.test("Opening is under way until what was opened is there, and no more after a failure", async () => {
  const steps = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  let [tries, now] = [0, 0];
  const opening = new Opening(() => steps[tries++]!.promise, { now: () => now, say() {} });
  assertEquals(opening.isUnderWay, false);
  const failed = opening.get();
  assertEquals(opening.isUnderWay, true);
  steps[0]!.reject(new Error("no disk"));
  await assertRejects(() => failed);
  assertEquals(opening.isUnderWay, false);
  now += 60_000;
  const opened = opening.get();
  assertEquals(opening.isUnderWay, true);
  steps[1]!.resolve("open");
  assertEquals([await opened, opening.isUnderWay], ["open", false]);
});

// What stays open fails the test.
Deno.test("Opening a chat closes its store again when no chat comes of it", async () => {
  await using folder = await TempFolder.make();
  const settings = settingsOf("--store", folder.file("chat.db"));
  for (let i = 0; i < 3; i++) {
    await assertRejects(
      () => openChat({ ...settings, origins: ["no origin"] }, "test/1", new Log()),
      TypeError,
    );
  }
  await using opened = await openChat(settings, "test/1", new Log());
  assertEquals((await opened.chat.fetch(new Request("http://localhost/healthz"))).status, 200);
});

Deno.test("Opening a chat follows no other server when no chat comes of it", async () => {
  await using backing = await kvBacking(MEMORY);
  const { journal } = backing;
  const follow = journal.follow.bind(journal);
  const following: AbortSignal[] = [];
  journal.follow = (signal) => {
    following.push(signal);
    return follow(signal);
  };
  journal.erasing = () => Promise.reject(new Error("the store is gone"));
  await assertRejects(() => Chat.open({ backing, server: "test/1" }), Error, "the store is gone");
  assertEquals(following.map(({ aborted }) => aborted), [true]);
});
