import { assertEquals } from "@std/assert";
import type { EventOf, Listener } from "../support/hub/listener.ts";
import { OpenRoom } from "../support/hub/open_room.ts";

Deno.test("Room tells those who are in it that somebody comes and goes", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  const [bob, joined] = await lobby.enters("bob");
  assertEquals([joined.members, joined.count], [["ada", "bob"], 2]);
  assertEquals(await ada.hears("online"), { type: "online", room: "Lobby", name: "bob" });
  lobby.room.leave(bob.member, { ref: 7 });
  assertEquals(await bob.hears("left"), { type: "left", ref: 7, room: "Lobby" });
  assertEquals(await ada.hears("offline"), {
    type: "offline",
    room: "Lobby",
    name: "bob",
  });
});

Deno.test("Room keeps somebody in until their last socket has gone", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  const [tab] = await lobby.enters("bob");
  const [phone, { count }] = await lobby.enters("bob");
  assertEquals(count, 2);
  lobby.room.leave(tab.member);
  lobby.says(phone, "still here");
  lobby.room.leave(phone.member);
  assertEquals((await ada.hears("online")).name, "bob");
  assertEquals((await ada.hears("offline")).name, "bob");
  assertEquals(await ada.texts(1), ["still here"]);
});

Deno.test("Room tells each socket of a person what is said", async () => {
  await using lobby = await OpenRoom.with();
  const [tab] = await lobby.enters("ada");
  const [phone] = await lobby.enters("ada");
  lobby.says(tab, "hello");
  assertEquals([await tab.texts(1), await phone.texts(1)], [["hello"], ["hello"]]);
});

Deno.test("Room says nothing to who has left", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.room.leave(bob.member);
  await bob.hears("left");
  lobby.says(ada, "he is gone");
  await ada.hears("offline");
  await ada.hears("said");
  await lobby.enters("eve");
  bob.member.answer({ type: "pong", at: 1 });
  await bob.hears("pong");
});

Deno.test("Room tells the others that somebody types, once a second", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob, eve] = await lobby.people("ada", "bob", "eve");
  for (const at of [0, 500, 999, 1000]) lobby.room.presence.typing(bob.member, at);
  for (const other of [ada, eve]) {
    const typing = { type: "typing", room: "Lobby", from: "bob" };
    assertEquals<unknown[]>(await other.frame(), [typing, typing]);
  }
  bob.member.answer({ type: "pong", at: 1 });
  await bob.hears("pong");
});

Deno.test("Room names who is in it", async () => {
  await using lobby = await OpenRoom.with();
  await lobby.people("Bob", "Ada");
  assertEquals(lobby.room.who(7), {
    type: "members",
    ref: 7,
    room: "Lobby",
    members: ["Bob", "Ada"],
    count: 2,
  });
});

Deno.test("Room names two hundred at most, and counts everybody", async () => {
  await using lobby = await OpenRoom.with();
  for (let i = 0; i < 250; i++) await lobby.enters(`guest-${i}`);
  const [, { members, count }] = await lobby.enters("ada");
  assertEquals([members.length, count], [200, 251]);
});

Deno.test("Room tells that somebody is gone who was cut off five seconds ago", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.room.lose(bob.member, 1_000);
  lobby.room.tick(5_999);
  await ada.hearsNothing();
  const { members, count } = lobby.room.who(undefined) as EventOf<"members">;
  assertEquals([members, count], [["ada", "bob"], 2]);
  lobby.room.tick(6_000);
  assertEquals(await ada.hears("offline"), { type: "offline", room: "Lobby", name: "bob" });
  assertEquals(lobby.room.count, 1);
});

Deno.test("Room says nothing of somebody who is cut off and back within five seconds", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.room.lose(bob.member, 1_000);
  lobby.room.tick(5_000);
  const [again, { members }] = await lobby.enters("bob");
  assertEquals(members, ["ada", "bob"]);
  for (const at of [6_000, 60_000]) lobby.room.tick(at);
  await ada.hearsNothing();
  lobby.room.leave(again.member);
  assertEquals((await ada.hears("offline")).name, "bob");
});

Deno.test("Room keeps somebody who is cut off from one of two sockets", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, tab] = await lobby.people("ada", "bob");
  const [phone] = await lobby.enters("bob");
  lobby.room.lose(tab.member, 0);
  lobby.room.tick(60_000);
  lobby.says(phone, "still here");
  assertEquals(await ada.texts(1), ["still here"]);
});

Deno.test("Room is in use while somebody may still come back", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  lobby.room.lose(ada.member, 0);
  lobby.room.tick(4_999);
  assertEquals(lobby.room.idle, false);
  lobby.room.tick(5_000);
  assertEquals(lobby.room.idle, true);
});

/** So many guests, in a room. */
async function crowd(lobby: OpenRoom, size: number): Promise<Listener[]> {
  const guests: Listener[] = [];
  for (let i = 0; i < size; i++) guests.push((await lobby.enters(`guest-${i}`))[0]);
  return guests;
}

Deno.test("Room of more than two hundred tells how many there are, once a tick", async () => {
  await using lobby = await OpenRoom.with();
  await crowd(lobby, 200);
  const [ada] = await lobby.enters("ada");
  const [bob] = await lobby.enters("bob");
  const [eve] = await lobby.enters("eve");
  await ada.hearsNothing();
  const counts: number[] = [];
  const ticks = async (at: number) => {
    lobby.room.tick(at);
    counts.push((await ada.hears("count")).count);
    lobby.room.tick(at);
    await ada.hearsNothing();
  };
  await ticks(1_000);
  lobby.room.leave(bob.member);
  lobby.room.lose(eve.member, 2_000);
  await ticks(2_000);
  await ticks(7_000);
  assertEquals(counts, [203, 202, 201]);
});

Deno.test("Room that shrinks to two hundred tells who joins and leaves again", async () => {
  await using lobby = await OpenRoom.with();
  const guests = await crowd(lobby, 200);
  const [ada] = await lobby.enters("ada");
  lobby.room.tick(1);
  await ada.hears("count");
  for (const guest of guests.slice(0, 2)) lobby.room.leave(guest.member);
  assertEquals((await ada.hears("offline")).name, "guest-0");
  assertEquals((await ada.hears("offline")).name, "guest-1");
  await lobby.enters("bob");
  assertEquals((await ada.hears("online")).name, "bob");
});
