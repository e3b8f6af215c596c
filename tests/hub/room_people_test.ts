import { assertEquals } from "@std/assert";
import { OpenRoom } from "../support/open_room.ts";

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
  lobby.room.forget(tab.member);
  lobby.says(phone, "still here");
  lobby.room.forget(phone.member);
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
  for (const at of [0, 500, 999, 1000]) lobby.room.typing(bob.member, at);
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

Deno.test("Room is summed up by its name, its newest message and its people", async () => {
  await using lobby = await OpenRoom.with(["1", "2"]);
  await lobby.people("ada", "bob");
  assertEquals(lobby.room.summary, { room: "Lobby", head: 2, count: 2 });
});
