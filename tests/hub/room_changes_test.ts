import { assertEquals } from "@std/assert";
import type { Entry } from "../../protocol.ts";
import type { Listener } from "../support/hub/listener.ts";
import { saying, words } from "../support/hub/log.ts";
import { OpenRoom } from "../support/hub/open_room.ts";

/** The next entries that somebody hears, of any kind. */
async function entries(listener: Listener, count: number): Promise<Entry[]> {
  const heard: Entry[] = [];
  while (heard.length < count) heard.push(await listener.next() as Entry);
  return heard;
}

Deno.test("Room tells everyone what becomes of a message", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.says(ada, "helo");
  lobby.does(ada, { type: "edit", of: 1, text: "hello" }, 2);
  lobby.does(bob, { type: "react", of: 1, emoji: "👍", on: true }, 3);
  lobby.does(bob, { type: "say", id: "m", text: "hello you", reply: 1 }, 4);
  lobby.does(bob, { type: "react", of: 1, emoji: "👍", on: false }, 5);
  lobby.does(bob, { type: "topic", text: "Greetings" }, 6);
  const room = "Lobby";
  const log = [
    { type: "edited", room, of: 1, from: "ada", at: 2, text: "hello", seq: 2 },
    { type: "reacted", room, of: 1, from: "bob", at: 3, emoji: "👍", on: true, seq: 3 },
    { type: "said", room, id: "m", from: "bob", at: 4, text: "hello you", reply: 1, seq: 4 },
    { type: "reacted", room, of: 1, from: "bob", at: 5, emoji: "👍", on: false, seq: 5 },
    { type: "topic", room, from: "bob", at: 6, text: "Greetings", seq: 6 },
  ];
  for (const listener of [ada, bob]) {
    const [said, ...changes] = await entries(listener, 6);
    assertEquals(said?.type, "said");
    assertEquals<unknown>(changes, log);
  }
  lobby.does(ada, { type: "delete", of: 1 }, 7);
  const deleted = { type: "deleted", room, of: 1, from: "ada", at: 7, seq: 7 };
  for (const listener of [ada, bob]) assertEquals<unknown>(await listener.next(), deleted);
});

Deno.test("Room refuses changes of what is not there or not yours, and tells nobody else", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.says(ada, "mine");
  for (const listener of [ada, bob]) await listener.texts(1);
  const commands = [
    [{ type: "edit", of: 1, text: "ours" }, "forbidden", "somebody else's"],
    [{ type: "delete", of: 1 }, "forbidden", "somebody else's"],
    [{ type: "edit", of: 2, text: "ours" }, "no-such-message", "no such message"],
    [{ type: "delete", of: 9 }, "no-such-message", "no such message"],
    [{ type: "react", of: 9, emoji: "👍", on: true }, "no-such-message", "no such message"],
    [{ type: "say", id: "m", text: "yes", reply: 9 }, "no-such-message", "no such message"],
  ] as const;
  for (const [index, [command, reason, why]] of commands.entries()) {
    lobby.does(bob, { ...command, ref: index });
    const refused = await bob.hears("refused");
    assertEquals([refused.ref, refused.reason], [index, reason]);
    assertEquals(refused.id, command.type === "say" ? "m" : undefined);
    assertEquals(refused.message.startsWith(`Cannot ${command.type}: `), true, refused.message);
    assertEquals(refused.message.includes(why), true, refused.message);
  }
  await ada.hearsNothing();
  assertEquals(lobby.room.head, 1);
});

Deno.test("Room tells a new member its topic", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  for (const text of ["Tea", ""]) {
    lobby.does(ada, { type: "topic", text });
    await ada.hears("topic");
    const [eve, { topic }] = await lobby.enters("eve", { after: lobby.room.head });
    assertEquals(topic, text);
    lobby.room.leave(eve.member);
    for (const event of ["online", "offline"] as const) await ada.hears(event);
  }
});

Deno.test("Room counts what is said, and not what becomes of it", async () => {
  await using lobby = await OpenRoom.with(words(3));
  const [ada] = await lobby.people("ada");
  lobby.does(ada, { type: "topic", text: "Tea" });
  lobby.does(ada, { type: "react", of: 1, emoji: "👍", on: true });
  lobby.says(ada, "4");
  await entries(ada, 3);
  assertEquals([lobby.room.said, lobby.room.head], [4, 6]);
});

/** Somebody who says a secret among other things, and deletes it. */
async function regret(lobby: OpenRoom, ada: Listener): Promise<void> {
  const { head } = lobby.room;
  lobby.says(ada, "SECRET");
  for (const text of words(5)) lobby.says(ada, `after ${text}`);
  lobby.does(ada, { type: "edit", of: head + 1, text: "SECRET still" });
  await entries(ada, 7);
  lobby.does(ada, { type: "delete", of: head + 1 });
  await ada.hears("deleted");
}

/** Sees that somebody hears of a secret without hearing it. */
function seesNoSecret(heard: readonly Entry[], first: number): void {
  assertEquals(heard.map(({ seq }) => seq), heard.map((_, i) => first + i));
  assertEquals(JSON.stringify(heard).includes("SECRET still"), false);
  const [said] = heard;
  assertEquals(said?.type === "said" && [said.text, said.deleted], ["", true]);
  assertEquals(heard.at(-1)?.type, "deleted");
}

Deno.test("Room tells a deleted text to nobody who joins later", async () => {
  await using lobby = await OpenRoom.with(words(3));
  const [ada] = await lobby.people("ada");
  await regret(lobby, ada);
  const [eve] = await lobby.enters("eve", { after: 3, epoch: lobby.room.epoch });
  seesNoSecret(await entries(eve, 8), 4);
});

Deno.test("Room tells a deleted text to nobody who is slow, and to who read it before", async () => {
  await using lobby = await OpenRoom.with(words(3));
  const [ada] = await lobby.people("ada");
  const slow = await lobby.enters("slow", { after: 3 });
  await ada.hears("online");
  await regret(lobby, ada);
  seesNoSecret(await entries(slow[0], 8), 4);
});

Deno.test("Room tells a text to nobody that is said and deleted at once", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.journal.hold();
  lobby.says(ada, "first");
  await lobby.journal.batches.next();
  lobby.says(ada, "SECRET");
  lobby.does(ada, { type: "delete", of: 2 });
  lobby.journal.release();
  const [, said, deleted] = await entries(bob, 3);
  assertEquals(said?.type === "said" && [said.seq, said.text, said.deleted], [2, "", true]);
  assertEquals([deleted?.type, deleted?.seq], ["deleted", 3]);
});

Deno.test("Room tells who goes on from before an edit the newest text in the end", async () => {
  await using lobby = await OpenRoom.with(words(3));
  const [ada] = await lobby.people("ada");
  lobby.says(ada, "old");
  for (const text of ["newer", "newest"]) lobby.does(ada, { type: "edit", of: 4, text });
  await entries(ada, 3);
  for (const after of [0, 3, 4, 5]) {
    const [eve] = await lobby.enters("eve", { after });
    const heard = await entries(eve, 6 - after);
    assertEquals(heard.map(({ seq }) => seq), heard.map((_, i) => after + 1 + i));
    const last = heard.at(-1);
    assertEquals(last?.type === "edited" && last.text, "newest");
  }
});

Deno.test("Room tells what another server appended, in its place, and knows the topic of there", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  const topic = { type: "topic", room: "Lobby", from: "eve", at: 1, text: "Tea" } as const;
  await lobby.journal.memory.append("lobby", [
    saying("Lobby", "theirs", { from: "eve" }),
    { entry: topic, by: "guest:eve" },
  ]);
  lobby.says(ada, "ours");
  const heard = await entries(ada, 3);
  assertEquals(heard.map(({ seq, type }) => [seq, type]), [[1, "said"], [2, "topic"], [3, "said"]]);
  assertEquals(await lobby.room.advance(), true);
  const [, joined] = await lobby.enters("bob", { after: 3 });
  assertEquals([joined.topic, joined.head, lobby.room.said], ["Tea", 3, 2]);
});
