/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import type { Said } from "../../../../protocol.ts";
import { summary } from "../../../client/connection/support/scripted_server.ts";
import { Room } from "../../../../static/page/chat/room.ts";

/** The lobby as ada found it, with so many messages said before she came. */
function lobby(head = 0): Room {
  const room = new Room("lobby", "ada");
  enter(room, { head });
  return room;
}

function enter(room: Room, { head = 0, epoch = "first", reset = false }): void {
  room.enter({
    type: "joined",
    room: "lobby",
    epoch,
    head,
    first: 1,
    count: 1,
    members: ["ada"],
    topic: "",
    ...(reset && { reset }),
  });
}

function said(seq: number, from = "bob", id = String(seq)): Said {
  return { type: "said", room: "lobby", seq, id, from, at: seq * 1000, text: `message ${seq}` };
}

function unsent(id: string) {
  return { id, from: "ada", at: 0, text: "hello" };
}

Deno.test("Room counts as unread what others say after you came, not what was there before", () => {
  const room = lobby(2);
  for (const seq of [1, 2, 3]) room.hear(said(seq));
  assertEquals(room.unread, 1);
  room.hear(said(4, "ada"));
  assertEquals(room.unread, 0, "who says something has read what was said before");
});

Deno.test("Room counts as unread what was missed during a cut", () => {
  const room = lobby(1);
  room.hear(said(1));
  enter(room, { head: 3 });
  for (const seq of [2, 3]) room.hear(said(seq));
  assertEquals(room.unread, 2);
});

Deno.test("Room forgets its entries, and says that some are missing, when its log is another one", () => {
  const room = lobby();
  room.hear(said(1));
  enter(room, { head: 5, epoch: "second", reset: true });
  assertEquals(room.log.after(0), []);
  assertEquals(room.isMissingSome, true);
  room.hear(said(5));
  assertEquals(room.unread, 0, "it was said before we came to this log");
});

Deno.test("What you said is unsent until its entry comes, from you and nobody else", () => {
  const room = lobby();
  room.expect(unsent("x"));
  room.hear(said(1, "bob", "x"));
  assertEquals(room.unsent.length, 1);
  room.hear(said(2, "ada", "x"));
  assertEquals(room.unsent, []);
});

Deno.test("What was stored before a cut is not unsent once we have read past it", () => {
  const room = lobby();
  room.hear(said(1));
  room.expect(unsent("x"));
  room.stored("x", 3);
  assertEquals(room.unsent.length, 1, "its entry may still come");
  room.hear(said(4));
  assertEquals(room.unsent, []);
});

Deno.test("What was refused stays, with the reason, until it is discarded", () => {
  const room = lobby();
  room.expect(unsent("x"));
  room.refuse("x", "You are muted here");
  assertEquals(room.unsent.map(({ refused }) => refused), ["You are muted here"]);
  room.discard("x");
  assertEquals(room.unsent, []);
});

Deno.test("Someone types until they have spoken, gone, or said no more of it for a while", () => {
  const room = lobby();
  for (const name of ["bob", "carol", "dan"]) room.typing(name, 0);
  assertEquals(room.typists(1000), ["bob", "carol", "dan"]);
  room.hear(said(1, "bob"));
  room.depart("carol");
  assertEquals(room.typists(1000), ["dan"]);
  assertEquals(room.typists(60_000), []);
});

Deno.test("Room counts people, also those whose names it does not know", () => {
  const room = lobby();
  room.arrive("bob");
  room.arrive("Bob");
  assertEquals(room.people, ["ada", "Bob"]);
  assertEquals(room.count, 2);
  room.depart("bob");
  assertEquals(room.count, 1);
});

Deno.test("Room counts as unread what the server says, and what follows it", () => {
  const room = new Room("lobby", "ada");
  room.know(summary("lobby", 9, { read: 4, unread: 3, mentions: 1 }));
  enter(room, { head: 10 });
  for (const seq of [8, 9, 10]) room.hear(said(seq));
  room.hear({ ...said(11), text: "are you there, @Ada?" });
  room.hear({ ...said(12), text: "ada@example is no @adalbert" });
  assertEquals([room.unread, room.mentions], [6, 2]);
  room.readAll();
  assertEquals([room.unread, room.mentions, room.readTo], [0, 0, 12]);
});

Deno.test("In a room that somebody never joined nothing is unread but what mentions them", () => {
  const room = new Room("lobby", "ada");
  room.know(summary("lobby", 900, { read: 0, unread: 800, mentions: 1 }));
  assertEquals([room.unread, room.mentions], [0, 1]);
  const direct = new Room("@ada,bob", "ada");
  direct.know(summary("@ada,bob", 2, { read: 0, unread: 2 }));
  assertEquals(direct.unread, 2);
  const begun = new Room("garden", "ada");
  begun.know(summary("garden", 2, { read: 0, unread: 2, joined: true }));
  enter(begun, { head: 2 });
  for (const seq of [1, 2, 3]) begun.hear(said(seq));
  assertEquals(begun.unread, 3);
});

Deno.test("What was read in another tab is not unread here, as far as it was read", () => {
  const room = lobby();
  room.hear({ ...said(1), text: "@ada" });
  for (const seq of [2, 3]) room.hear(said(seq));
  room.readBy(1);
  assertEquals([room.unread, room.mentions], [2, 0]);
  room.readBy(3);
  assertEquals(room.unread, 0);
});

Deno.test("What is set back is unread as the server counts it, whatever of it is here", () => {
  const room = new Room("lobby", "ada");
  room.know(summary("lobby", 100, { read: 100 }));
  enter(room, { head: 100 });
  for (let seq = 51; seq <= 100; seq++) room.hear(said(seq, seq === 60 ? "ada" : "bob"));
  room.hear(said(101));
  room.readAll();
  room.readBy(20, { back: 100, unread: 79, mentions: 1 });
  assertEquals([room.unread, room.mentions, room.readTo, room.newAfter], [80, 1, 20, 20]);
  room.hear({ type: "deleted", room: "lobby", seq: 102, of: 70, from: "bob", at: 1 });
  room.hear(said(103));
  assertEquals([room.unread, room.isSetBack], [80, true]);
  room.hear(said(104, "ada"));
  assertEquals([room.unread, room.isSetBack], [0, false], "who says something has read the rest");
});

Deno.test("What is read elsewhere of a room that we have only the end of is known when all is", () => {
  const room = new Room("lobby", "ada");
  room.know(summary("lobby", 100, { read: 10, unread: 90 }));
  enter(room, { head: 100 });
  for (let seq = 51; seq <= 100; seq++) room.hear(said(seq));
  room.readBy(20);
  assertEquals(room.unread, 90);
  room.readBy(100);
  assertEquals(room.unread, 0);
});

Deno.test("Room counts only messages as unread, and no other entries", () => {
  const room = lobby();
  room.hear({ type: "topic", room: "lobby", seq: 1, from: "bob", at: 0, text: "Tea" });
  room.hear({ type: "notice", room: "lobby", seq: 2, at: 0, text: "Back in a minute" });
  room.hear(said(3));
  room.hear({ type: "edited", room: "lobby", seq: 4, of: 3, from: "bob", at: 9, text: "better" });
  assertEquals([room.unread, room.topic, room.log.newest], [1, "Tea", 4]);
});

Deno.test("A direct room is called by the others in it, as they spell themselves", () => {
  const room = new Room("@ada,bob,余", "Ada");
  assertEquals([room.title, room.label], ["bob, 余", "@bob, 余"]);
  room.hear({ ...said(1, "BOB"), room: room.name });
  assertEquals(room.title, "BOB, 余");
  assertEquals(room.people, ["ada", "BOB", "余"]);
});

Deno.test("Room sorts people by the numbers in their names, as people count", () => {
  const room = lobby();
  for (const name of ["pupil10", "pupil2", "bob", "pupil1"]) room.arrive(name);
  assertEquals(room.people, ["ada", "bob", "pupil1", "pupil2", "pupil10"]);
  assertEquals(room.knownNames, room.people);
});
