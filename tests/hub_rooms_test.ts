import { assertEquals, assertRejects } from "@std/assert";
import { MemoryJournal } from "./support/memory/memory_journal.ts";
import { MemoryReadPositions } from "./support/memory/memory_read_positions.ts";
import { nameKey } from "../protocol/name.ts";
import { HeldJournal } from "./support/memory/held_journal.ts";
import { saying, summary } from "./support/hub/log.ts";
import { OpenHub } from "./support/hub/open_hub.ts";
import { isPending } from "./support/pending.ts";

Deno.test("Hub makes the room that somebody joins, under the name as they write it", async () => {
  await using chat = await OpenHub.with();
  for (const name of ["Kitchen", "中文", "__proto__", "constructor"]) {
    const [, joined] = await chat.enters("ada", name);
    assertEquals([joined.room, joined.head, joined.members], [name, 0, ["ada"]]);
  }
});

Deno.test("Hub knows a room by all spellings of its name", async () => {
  await using chat = await OpenHub.with();
  const [, first] = await chat.enters("ada", "Kitchen");
  const [, second] = await chat.enters("bob", "ｋITCHEN");
  assertEquals([second.room, second.epoch, second.count], ["Kitchen", first.epoch, 2]);
});

Deno.test("Hub keeps the order of what is asked behind a join of a room that is not open", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  chat.journal.hold();
  chat.asks(ada, { type: "join", ref: 1, room: "kitchen" });
  chat.asks(ada, { type: "who", ref: 2, room: "kitchen" });
  chat.asks(ada, { type: "say", ref: 3, room: "kitchen", id: "m1", text: "first" });
  chat.asks(ada, { type: "leave", ref: 4, room: "kitchen" });
  chat.asks(ada, { type: "typing", ref: 5, room: "kitchen" });
  chat.asks(ada, { type: "join", ref: 6, room: "kitchen" });
  chat.journal.release();
  assertEquals((await ada.hears("joined")).ref, 1);
  assertEquals((await ada.hears("members")).members, ["ada"]);
  assertEquals((await ada.hears("left")).ref, 4);
  assertEquals((await ada.hears("refused")).ref, 5);
  assertEquals((await ada.hears("joined")).ref, 6);
  assertEquals((await ada.hears("said")).text, "first");
});

Deno.test("Hub goes on with other rooms while one is being opened", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  chat.journal.hold();
  chat.asks(ada, { type: "join", room: "kitchen" });
  chat.asks(ada, { type: "who", room: "lobby" });
  await ada.hears("members");
  chat.journal.release();
  await ada.hears("joined");
});

Deno.test("Hub lets everyone in who waits for a room, under the first one's name for it", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  const bob = await chat.connects("bob");
  chat.journal.hold();
  chat.asks(ada, { type: "join", room: "Kitchen" });
  chat.asks(bob, { type: "join", room: "kitchen" });
  chat.journal.release();
  for (const person of [ada, bob]) assertEquals((await person.hears("joined")).room, "Kitchen");
});

Deno.test("Hub leaves no ghost of who went before the room was open", async () => {
  await using chat = await OpenHub.with();
  const bob = await chat.connects("bob");
  chat.journal.hold();
  chat.asks(bob, { type: "join", room: "kitchen" });
  chat.disconnects(bob);
  chat.journal.release();
  const [, { members, count }] = await chat.enters("ada", "kitchen");
  assertEquals([members, count], [["ada"], 1]);
});

Deno.test("Hub says so when a room cannot be opened, and opens it when that is over", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  chat.journal.failing = true;
  chat.asks(ada, { type: "join", ref: 1, room: "kitchen" });
  chat.asks(ada, { type: "say", ref: 2, room: "kitchen", id: "m1", text: "hello" });
  for (const [ref, id] of [[1], [2, "m1"]]) {
    const refused = await ada.hears("refused");
    assertEquals([refused.ref, refused.id, refused.reason], [ref, id, "unavailable"]);
  }
  chat.journal.failing = false;
  chat.asks(ada, { type: "join", ref: 3, room: "kitchen" });
  assertEquals((await ada.hears("joined")).ref, 3);
});

Deno.test("Hub lets a thousand wait for a room to be opened, and refuses more", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  chat.journal.hold();
  for (let ref = 0; ref <= 1024; ref++) chat.asks(ada, { type: "join", ref, room: "kitchen" });
  const { ref, reason } = await ada.hears("refused");
  assertEquals([ref, reason], [1024, "unavailable"]);
  chat.journal.release();
  for (let i = 0; i < 1024; i++) assertEquals((await ada.hears("joined")).ref, i);
});

Deno.test("Hub lists the rooms, those with most people first", async () => {
  await using chat = await OpenHub.with("attic", "cellar");
  const [ada] = await chat.enters("ada", "cellar");
  const [bob] = await chat.enters("bob", "cellar");
  await chat.enters("eve", "Kitchen");
  chat.asks(bob, { type: "say", room: "cellar", id: "m1", text: "hello" });
  await bob.hears("said");
  chat.asks(bob, { type: "rooms", ref: 7 });
  assertEquals(await bob.hears("rooms"), {
    type: "rooms",
    ref: 7,
    rooms: [
      summary("cellar", { head: 1, count: 2, read: 1 }),
      summary("Kitchen", { count: 1 }),
      summary("attic"),
      summary("lobby"),
    ],
  });
  chat.disconnects(ada);
});

Deno.test("Hub puts rooms away that nobody uses, and brings them back as they were", async () => {
  await using chat = await OpenHub.with();
  const [ada, { epoch }] = await chat.enters("ada", "Kitchen");
  chat.asks(ada, { type: "say", room: "kitchen", id: "m1", text: "hello" });
  await ada.hears("said");
  chat.asks(ada, { type: "leave", room: "kitchen" });
  await ada.hears("left");
  chat.ticks();
  chat.asks(ada, { type: "rooms" });
  const kitchen = summary("Kitchen", { head: 1, read: 1 });
  assertEquals((await ada.hears("rooms")).rooms[0], kitchen);
  chat.journal.hold();
  chat.asks(ada, { type: "join", room: "KITCHEN", after: 0, epoch });
  const joined = ada.hears("joined");
  assertEquals(await isPending(joined), true, "it was still open");
  chat.journal.release();
  const { room, head, reset } = await joined;
  assertEquals([room, head, reset], ["Kitchen", 1, undefined]);
  assertEquals(await ada.texts(1), ["hello"]);
});

Deno.test("Hub keeps rooms open that somebody is in", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "kitchen");
  chat.ticks();
  chat.journal.hold();
  chat.asks(ada, { type: "who", room: "kitchen" });
  await ada.hears("members");
});

Deno.test("Hub lets who could not read try again as time passes", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "kitchen");
  chat.asks(ada, { type: "say", room: "kitchen", id: "m1", text: "hello" });
  await ada.hears("said");
  chat.asks(ada, { type: "leave", room: "kitchen" });
  await ada.hears("left");
  chat.ticks();
  const [bob] = await chat.enters("bob", "kitchen");
  await bob.hears("said");
  // A text that went away has what is before it read anew.
  chat.asks(bob, { type: "say", room: "kitchen", id: "m2", text: "oh" });
  await bob.hears("said");
  chat.asks(bob, { type: "delete", room: "kitchen", of: 2 });
  await bob.hears("deleted");
  chat.journal.failing = true;
  chat.asks(bob, { type: "join", room: "kitchen", after: 0 });
  await bob.hears("joined");
  const heard = bob.texts(1);
  assertEquals(await isPending(heard), true);
  chat.journal.failing = false;
  chat.ticks();
  assertEquals(await heard, ["hello"]);
});

Deno.test("Hub cannot be opened over a journal that cannot be read", async () => {
  const journal = new HeldJournal();
  journal.failing = true;
  const ground = { journal, positions: new MemoryReadPositions(journal.memory), known: new Map() };
  await assertRejects(() => OpenHub.over(ground), Error, "the test says so");
});

Deno.test("Hub finds the rooms of a former server again", async () => {
  const journal = new MemoryJournal();
  for (const room of ["Kitchen", "lobby"]) await journal.createRoom(nameKey(room), room);
  await journal.append("kitchen", [saying("Kitchen", "hi")]);
  await using chat = await OpenHub.over({
    journal,
    positions: new MemoryReadPositions(journal),
    known: new Map(),
  });
  const ada = await chat.connects("ada");
  chat.asks(ada, { type: "rooms" });
  const { rooms } = await ada.hears("rooms");
  assertEquals(rooms[0], summary("Kitchen", { head: 1, unread: 1 }));
});
