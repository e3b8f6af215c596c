import { assertEquals } from "@std/assert";
import { FanOut } from "../../hub/log/fan_out.ts";
import { TAIL_MAX_LINES } from "../../hub/log/tail.ts";
import { Tasks } from "../../hub/tasks.ts";
import { Close, type Event } from "../../protocol.ts";
import { words } from "../support/hub/log.ts";
import { type HeldHub, OpenHub } from "../support/hub/open_hub.ts";

/** What somebody is told of a bug: that it was ours, and not that the store failed. */
function isToldOfBug(event: Event): boolean {
  return event.type === "refused" && event.reason === "unavailable" &&
    event.message.includes("the server has an internal error");
}

/** Takes the errors that a hub reported, which would fail the test otherwise. */
function takeErrors({ errors }: HeldHub): unknown[] {
  return errors.splice(0);
}

function bug(): TypeError {
  return new TypeError("undefined is not a function");
}

Deno.test("A bug while a message is stored is reported once, with its cause, and the next is stored", async () => {
  await using hub = await OpenHub.with();
  const [ada] = await hub.enters("ada", "lobby");
  const error = hub.journal.bug = bug();
  hub.asks(ada, { type: "say", room: "lobby", id: "1", text: "lost" });
  const refused = await ada.sees("refused");
  assertEquals([isToldOfBug(refused), refused.id], [true, "1"]);
  hub.journal.bug = undefined;
  assertEquals(takeErrors(hub), [error]);
  hub.asks(ada, { type: "say", room: "lobby", id: "2", text: "found" });
  assertEquals((await ada.sees("said")).text, "found");
});

Deno.test("A bug while a room is opened is reported, and who asked is told", async () => {
  await using hub = await OpenHub.with();
  const ada = await hub.connects("ada");
  const error = hub.journal.bug = bug();
  assertEquals(isToldOfBug(await hub.answers(ada, { type: "join", room: "kitchen" })), true);
  hub.journal.bug = undefined;
  assertEquals(takeErrors(hub), [error]);
  assertEquals((await hub.answers(ada, { type: "join", room: "kitchen" })).type, "joined");
});

Deno.test("A bug while an answer is looked up is reported, and who asked is told", async () => {
  await using hub = await OpenHub.with();
  const [ada] = await hub.enters("ada", "lobby");
  const error = hub.journal.bug = bug();
  const range = { before: 10, limit: 5 };
  assertEquals(
    isToldOfBug(await hub.answers(ada, { type: "history", room: "lobby", range })),
    true,
  );
  assertEquals(takeErrors(hub), [error]);
});

Deno.test("A bug while somebody catches up is reported once, and ends their connection alone", async () => {
  await using hub = await OpenHub.with();
  const [ada] = await hub.enters("ada", "lobby");
  for (const part of [words(TAIL_MAX_LINES), words(2)]) {
    part.forEach((text, i) =>
      hub.asks(ada, { type: "say", room: "lobby", id: `${part.length} ${i}`, text })
    );
    for (let heard = 0; heard < part.length; heard++) await ada.sees("said");
  }
  const error = hub.journal.bug = bug();
  const late = await hub.connects("late");
  hub.asks(late, { type: "join", room: "lobby", after: 0 });
  await late.hears("joined");
  late.member.take();
  assertEquals(await late.member.dropped, Close.InternalError);
  hub.journal.bug = undefined;
  assertEquals(takeErrors(hub), [error]);
  hub.asks(ada, { type: "say", room: "lobby", id: "last", text: "still here" });
  assertEquals((await ada.sees("said")).text, "still here");
});

Deno.test("A bug while a log is looked at anew is reported, and it is looked at again", async () => {
  await using hub = await OpenHub.with();
  const [ada] = await hub.enters("ada", "lobby");
  hub.journal.failing = true;
  hub.asks(ada, { type: "say", room: "lobby", id: "1", text: "unsure" });
  await ada.sees("refused");
  hub.journal.failing = false;
  const error = hub.journal.bug = bug();
  hub.ticks(1000);
  assertEquals(await hub.reports.next(), error);
  hub.journal.bug = undefined;
  assertEquals(takeErrors(hub), [error]);
  hub.ticks(2000);
  hub.asks(ada, { type: "say", room: "lobby", id: "2", text: "seen" });
  assertEquals((await ada.sees("said")).text, "seen");
});

Deno.test("A bug that one of several meets who wait for a room ends their connection alone", async () => {
  await using hub = await OpenHub.with();
  const ada = await hub.connects("ada");
  const bob = await hub.connects("bob");
  const error = bug();
  ada.member.answer = () => {
    throw error;
  };
  using hold = hub.journal.hold();
  hub.asks(ada, { type: "join", room: "kitchen" });
  hub.asks(bob, { type: "join", room: "kitchen" });
  hold[Symbol.dispose]();
  assertEquals((await bob.sees("joined")).room, "kitchen");
  assertEquals(await ada.member.dropped, Close.InternalError);
  assertEquals(takeErrors(hub), [error]);
});

Deno.test("FanOut reports a bug in one log, and has its readers take what is new by themselves", () => {
  const errors: unknown[] = [];
  const notes: string[] = [];
  const error = bug();
  const fanOut = new FanOut((error) => errors.push(error));
  fanOut.add({
    *broadcast() {
      yield;
      throw error;
    },
    notify: () => notes.push("notified"),
  }, 1);
  assertEquals([errors, notes], [[error], ["notified"]]);
});

Deno.test("Tasks report an error once, however many waited for what failed", async () => {
  const errors: unknown[] = [];
  const tasks = new Tasks((error) => errors.push(error));
  const error = bug();
  for (let i = 0; i < 3; i++) tasks.keep(Promise.reject(error));
  await tasks.ended();
  assertEquals(errors, [error]);
});

Deno.test("Whoever asks much of a room that is being opened is asked for no more until it is", async () => {
  await using hub = await OpenHub.with("kitchen");
  const ada = await hub.connects("ada");
  const range = { before: Infinity, limit: 1 };
  using hold = hub.journal.hold();
  assertEquals(ada.member.isReady, true);
  for (let ref = 1; ref <= 4; ref++) {
    hub.asks(ada, { type: "history", ref, room: "kitchen", range });
  }
  assertEquals(ada.member.isReady, false);
  hold[Symbol.dispose]();
  for (let ref = 1; ref <= 4; ref++) assertEquals((await ada.sees("history")).ref, ref);
  assertEquals(await ada.member.ready(), true);
});
