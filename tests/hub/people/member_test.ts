import { JournalError } from "../../../hub/log/journal.ts";
import { assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import { OUTBOX_MAX_LENGTH } from "../../../hub/people/member.ts";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { type Answer, Close, encode, ProtocolError } from "../../../protocol.ts";
import { framesOf } from "../../support/hub/frames.ts";
import { Listener } from "../../support/hub/listener.ts";
import { BareLog, words } from "../../support/hub/log.ts";
import { isPending } from "../../support/pending.ts";

/** A signal that fills a hundredth of what may wait for a member. */
const LONG_SIGNAL = encode({
  type: "typing",
  room: "lobby",
  from: "x".repeat(OUTBOX_MAX_LENGTH / 100),
});

Deno.test("Member is sent what waits as one frame of many lines", async () => {
  const ada = new Listener("ada");
  for (const at of [1, 2, 3]) ada.member.answer({ type: "pong", at });
  assertEquals(await ada.frame(), [1, 2, 3].map((at) => ({ type: "pong", at })));
});

Deno.test("Member is woken by what comes", async () => {
  const ada = new Listener("ada");
  const frame = ada.frame();
  ada.member.answer({ type: "pong", at: 1 });
  assertEquals(await frame, [{ type: "pong", at: 1 }]);
});

Deno.test("Member is told answers before entries, in one frame", async () => {
  const log = new BareLog(new MemoryJournal());
  await log.grow(words(2));
  const ada = new Listener("ada");
  ada.member.follow(log, 0);
  ada.member.answer({ type: "pong", at: 1 });
  assertEquals((await ada.frame()).map(({ type }) => type), ["pong", "said", "said"]);
});

Deno.test("Member loses signals and no answers while it does not read", async () => {
  const ada = new Listener("ada");
  for (let i = 0; i < 300; i++) ada.member.signal(LONG_SIGNAL);
  ada.member.answer({ type: "pong", at: 1 });
  const events = await ada.frame();
  assertEquals(events.pop(), { type: "pong", at: 1 });
  assertLessOrEqual(events.length * LONG_SIGNAL.length, OUTBOX_MAX_LENGTH + LONG_SIGNAL.length);
  assertGreaterOrEqual(events.length, 90);
  ada.member.signal(LONG_SIGNAL);
  await ada.hears("typing");
});

Deno.test("Member is not asked for more while it does not read", async () => {
  const ada = new Listener("ada");
  assertEquals(await ada.member.ready(), true);
  for (let i = 0; i < 100; i++) ada.member.signal(LONG_SIGNAL);
  const ready = ada.member.ready();
  assertEquals(await isPending(ready), true);
  await ada.frame();
  await ready;
});

Deno.test("Member is told an answer that had to be waited for", async () => {
  const ada = new Listener("ada");
  await ada.member.owe({ ref: 7 }, Promise.resolve({ type: "pong", ref: 7, at: 1 }));
  assertEquals(await ada.frame(), [{ type: "pong", ref: 7, at: 1 }]);
});

Deno.test("Member is told when what it asked for cannot be answered", async () => {
  const ada = new Listener("ada");
  await ada.member.owe(
    { ref: 7 },
    Promise.reject(new JournalError("the disk is full: /secret/path")),
  );
  await ada.member.owe({ ref: 8 }, Promise.reject(new ProtocolError("forbidden", "No")));
  const { ref, reason, message } = await ada.hears("refused");
  assertEquals([ref, reason, message.includes("secret")], [7, "unavailable", false]);
  assertEquals((await ada.hears("refused")).reason, "forbidden");
});

Deno.test("Member is not asked for more while it waits for many answers", async () => {
  const ada = new Listener("ada");
  const answers = Array.from({ length: 4 }, () => Promise.withResolvers<Answer>());
  const owing = answers.map(({ promise }) => ada.member.owe({}, promise));
  const ready = ada.member.ready();
  assertEquals(await isPending(ready), true);
  answers[3]?.resolve({ type: "pong", at: 1 });
  await ready;
  for (const { resolve } of answers) resolve({ type: "pong", at: 1 });
  await Promise.all(owing);
});

Deno.test("Member is sent a long log in frames that are not too long", async () => {
  const log = new BareLog(new MemoryJournal());
  const lines = await log.grow(Array.from({ length: 200 }, () => "x".repeat(1_500)));
  const ada = new Listener("ada");
  ada.member.follow(log, 0);
  const received: string[] = [];
  for await (const frame of framesOf(ada.member)) {
    assertLessOrEqual(frame.length, 96 * 1024);
    received.push(...frame.split("\n"));
    if (received.length >= lines.length) break;
  }
  assertEquals(received, lines);
});

Deno.test("Member hears every room, however much is said in one", async () => {
  const loud = new BareLog(new MemoryJournal(), "loud");
  const calm = new BareLog(new MemoryJournal(), "calm");
  await loud.grow(Array.from({ length: 100 }, () => "x".repeat(4_000)));
  await calm.grow(words(1));
  const ada = new Listener("ada");
  ada.member.follow(loud, 0);
  ada.member.follow(calm, 0);
  await ada.frame();
  const [first] = await ada.frame();
  assertEquals(first?.type === "said" && first.room, "calm");
});

Deno.test("Member hears a room from where it starts anew, without the rest of before", async () => {
  const log = new BareLog(new MemoryJournal());
  await log.grow(words(3));
  const ada = new Listener("ada");
  ada.member.follow(log, 0);
  const cursor = ada.member.follow(log, 2);
  assertEquals(await ada.texts(1), ["word 3"]);
  await log.grow(["more"]);
  cursor.notify();
  assertEquals(await ada.texts(1), ["more"]);
});

Deno.test("Member hears no more of a room that it does not follow", async () => {
  const log = new BareLog(new MemoryJournal());
  await log.grow(words(3));
  const ada = new Listener("ada");
  const cursor = ada.member.follow(log, 0);
  ada.member.unfollow(log.key);
  cursor.notify();
  ada.member.answer({ type: "pong", at: 1 });
  assertEquals(await ada.frame(), [{ type: "pong", at: 1 }]);
});

Deno.test("Member is dropped for the first reason", async () => {
  const ada = new Listener("ada");
  ada.member.drop(Close.TooSlow);
  ada.member.drop(Close.GoingAway);
  assertEquals(await ada.member.dropped, Close.TooSlow);
});

Deno.test("Member is sent nothing after it was closed, and nobody waits for it", async () => {
  const ada = new Listener("ada");
  for (let i = 0; i < 100; i++) ada.member.signal(LONG_SIGNAL);
  const ready = ada.member.ready();
  ada.member.close();
  ada.member.answer({ type: "pong", at: 1 });
  assertEquals(await ready, false);
  assertEquals(ada.member.take(), undefined);
});

Deno.test("Member tells once that there is something to take, however much comes", () => {
  const { member } = new Listener("ada");
  let told = 0;
  member.answer({ type: "pong", at: 1 });
  member.connect({ wake: () => told++, trySend: () => false });
  assertEquals(told, 1);
  member.answer({ type: "pong", at: 2 });
  assertEquals(told, 1);
  assertEquals(member.take()?.split("\n").length, 2);
  member.answer({ type: "pong", at: 3 });
  // Not taken empty yet: who takes goes on until there is nothing.
  assertEquals(told, 1);
  assertEquals(member.take()?.split("\n").length, 1);
  assertEquals(member.take(), undefined);
  member.answer({ type: "pong", at: 4 });
  assertEquals(told, 2);
});
