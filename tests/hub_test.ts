import { assertEquals } from "@std/assert";
import { Close, LIMITS } from "../protocol.ts";
import { summary } from "./support/hub/log.ts";
import { OpenHub } from "./support/hub/open_hub.ts";

Deno.test("Hub welcomes who connects", async () => {
  await using chat = await OpenHub.with("kitchen");
  const [, welcome] = await chat.arrives("ada");
  assertEquals(welcome, {
    type: "welcome",
    v: 1,
    you: "ada",
    guest: true,
    server: "test/1",
    limits: LIMITS,
    rooms: [summary("lobby")],
  });
});

Deno.test("Hub executes in the lobby, which is always there", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "Lobby");
  const [bob] = await chat.enters("bob", "LOBBY");
  await ada.hears("online");
  chat.asks(ada, { type: "say", ref: 7, room: "lobby", id: "m1", text: "hello" }, 9);
  const said = { type: "said", room: "lobby", seq: 1, id: "m1", from: "ada", at: 9, text: "hello" };
  assertEquals<unknown>([await ada.hears("said"), await bob.hears("said")], [said, said]);
  chat.asks(bob, { type: "history", ref: 8, room: "lobby", range: { before: Infinity, limit: 9 } });
  const history = { type: "history", ref: 8, room: "lobby", entries: [said], more: false };
  assertEquals<unknown>(await bob.hears("history"), history);
  chat.asks(bob, { type: "leave", ref: 9, room: "lobby" });
  assertEquals(await bob.hears("left"), { type: "left", ref: 9, room: "lobby" });
  assertEquals((await ada.hears("offline")).name, "bob");
});

Deno.test("Hub takes who disconnects out of every room", async () => {
  await using chat = await OpenHub.with("kitchen");
  const [ada] = await chat.enters("ada", "lobby");
  chat.asks(ada, { type: "join", room: "kitchen" });
  await ada.hears("joined");
  const [bob] = await chat.enters("bob", "lobby");
  chat.asks(bob, { type: "join", room: "kitchen" });
  await bob.hears("joined");
  for (const room of ["lobby", "kitchen"]) assertEquals((await ada.hears("online")).room, room);
  chat.disconnects(bob, 1_000);
  chat.ticks(5_999);
  await ada.hearsNothing();
  chat.ticks(6_000);
  for (const room of ["lobby", "kitchen"]) assertEquals((await ada.hears("offline")).room, room);
});

Deno.test("Hub finds no room that nobody made, and makes none", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  const room = "kitchen";
  chat.asks(ada, { type: "who", ref: 1, room });
  chat.asks(ada, { type: "history", ref: 2, room, range: { after: 0, limit: 1 } });
  chat.asks(ada, { type: "say", ref: 3, room, id: "m1", text: "hello" });
  chat.asks(ada, { type: "typing", ref: 4, room });
  chat.asks(ada, { type: "leave", ref: 5, room });
  for (const [ref, id] of [[1], [2], [3, "m1"], [4], [5]]) {
    const refused = await ada.hears("refused");
    assertEquals([refused.ref, refused.id, refused.reason], [ref, id, "no-such-room"]);
  }
  chat.asks(ada, { type: "rooms" });
  assertEquals((await ada.hears("rooms")).rooms.length, 1);
});

Deno.test("Hub refuses a message from someone who is not in the room", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  chat.asks(ada, { type: "say", ref: 1, room: "lobby", id: "m1", text: "hello" });
  chat.asks(ada, { type: "typing", ref: 2, room: "lobby" });
  chat.asks(ada, { type: "leave", ref: 3, room: "lobby" });
  for (const [ref, id] of [[1, "m1"], [2], [3]]) {
    const refused = await ada.hears("refused");
    assertEquals([refused.ref, refused.id, refused.reason], [ref, id, "not-a-member"]);
  }
});

Deno.test("Hub lets people read a room that they have not joined", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  chat.asks(ada, { type: "say", room: "lobby", id: "m1", text: "hello" });
  await ada.hears("said");
  const bob = await chat.connects("bob");
  chat.asks(bob, { type: "who", room: "lobby" });
  assertEquals((await bob.hears("members")).members, ["ada"]);
  chat.asks(bob, { type: "history", room: "lobby", range: { after: 0, limit: 1 } });
  assertEquals((await bob.hears("history")).entries.length, 1);
});

Deno.test("Hub says so when the log cannot be read", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  chat.journal.failing = true;
  chat.asks(ada, { type: "history", ref: 7, room: "lobby", range: { after: 0, limit: 1 } });
  const { ref, reason } = await ada.hears("refused");
  assertEquals([ref, reason], [7, "unavailable"]);
});

Deno.test("Hub tells the others that somebody types, once a second", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  const [bob] = await chat.enters("bob", "lobby");
  await ada.hears("online");
  for (const at of [5_000, 5_999, 6_000]) chat.asks(bob, { type: "typing", room: "lobby" }, at);
  const typing = { type: "typing", room: "lobby", from: "bob" };
  assertEquals<unknown[]>(await ada.frame(), [typing, typing]);
  chat.asks(bob, { type: "who", room: "lobby" });
  await bob.hears("members");
});

Deno.test("Hub says goodbye to everyone at its end, and stores what was said", async () => {
  const chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  chat.journal.hold();
  chat.asks(ada, { type: "say", room: "lobby", id: "m1", text: "last words" });
  await chat[Symbol.asyncDispose]();
  assertEquals(await ada.member.dropped, Close.GoingAway);
  assertEquals((await chat.journal.read("lobby", { after: 0, limit: 9 })).length, 1);
});
