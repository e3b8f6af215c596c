import { assertEquals } from "@std/assert";
import type { Said } from "../../../protocol.ts";
import { ENTRIES_KEPT, Room } from "../../../static/page/room.js";

/** The lobby as ada found it, with so many messages said before she came. */
function lobby(head = 0): Room {
  const room = new Room("lobby");
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
  for (const seq of [1, 2, 3]) room.hear(said(seq), "ada");
  room.hear(said(4, "ada"), "ada");
  assertEquals(room.unread, 1);
});

Deno.test("Room counts as unread what was missed during a cut", () => {
  const room = lobby(1);
  room.hear(said(1), "ada");
  enter(room, { head: 3 });
  for (const seq of [2, 3]) room.hear(said(seq), "ada");
  assertEquals(room.unread, 2);
});

Deno.test("Room keeps the newest entries only", () => {
  const room = lobby();
  for (let seq = 1; seq <= ENTRIES_KEPT + 10; seq++) room.hear(said(seq), "ada");
  assertEquals(room.after(0).length, ENTRIES_KEPT);
  assertEquals(room.after(0)[0]?.seq, 11);
  assertEquals(room.after(ENTRIES_KEPT + 8).map(({ seq }) => seq), [509, 510]);
});

Deno.test("Room forgets its entries, and says that some are missing, when its log is another one", () => {
  const room = lobby();
  room.hear(said(1), "ada");
  enter(room, { head: 5, epoch: "second", reset: true });
  assertEquals(room.after(0), []);
  assertEquals(room.isMissingSome, true);
  room.hear(said(5), "ada");
  assertEquals(room.unread, 0, "it was said before we came to this log");
});

Deno.test("What you said is unsent until its entry comes, from you and nobody else", () => {
  const room = lobby();
  room.expect(unsent("x"));
  room.hear(said(1, "bob", "x"), "ada");
  assertEquals(room.unsent.length, 1);
  room.hear(said(2, "ada", "x"), "ada");
  assertEquals(room.unsent, []);
});

Deno.test("What was stored before a cut is not unsent once we have read past it", () => {
  const room = lobby();
  room.hear(said(1), "ada");
  room.expect(unsent("x"));
  room.stored("x", 3);
  assertEquals(room.unsent.length, 1, "its entry may still come");
  room.hear(said(4), "ada");
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
  room.hear(said(1, "bob"), "ada");
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
