import { assertEquals, assertThrows } from "@std/assert";
import { TAIL_MAX_LINES } from "../../hub/log/tail.ts";
import { ProtocolError } from "../../protocol.ts";
import { Listener } from "../support/hub/listener.ts";
import { words } from "../support/hub/log.ts";
import { OpenRoom } from "../support/hub/open_room.ts";
import { isPending } from "../support/pending.ts";

/** Broadcasts all that is new. */
function broadcast({ fanOut }: OpenRoom): void {
  for (const _ of fanOut.flush());
}

Deno.test("Room tells everyone in it what is said, the sender too", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.says(ada, "hello", { at: 7 });
  const said = {
    type: "said",
    room: "Lobby",
    seq: 1,
    id: "hello",
    from: "ada",
    at: 7,
    text: "hello",
  };
  assertEquals(await ada.hears("said"), said);
  assertEquals(await bob.hears("said"), said);
});

Deno.test("Room shows nothing that is not stored yet", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.journal.hold();
  lobby.says(ada, "hello");
  await lobby.journal.batches.next();
  const heard = bob.hears("said");
  assertEquals(await isPending(heard), true);
  assertEquals(lobby.room.head, 0);
  lobby.journal.release();
  await heard;
  assertEquals(lobby.room.head, 1);
});

Deno.test("Room stores what is said meanwhile as one batch", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.journal.hold();
  lobby.says(ada, "1");
  assertEquals((await lobby.journal.batches.next()).length, 1);
  for (const text of ["2", "3"]) lobby.says(ada, text);
  lobby.says(bob, "4");
  lobby.journal.release();
  const batch = await lobby.journal.batches.next();
  assertEquals(batch.map(({ entry }) => "id" in entry && entry.id), ["2", "3", "4"]);
  assertEquals(await bob.texts(4), ["1", "2", "3", "4"]);
});

Deno.test("Room stores what is said during a broadcast as one batch", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  const { promise: grown, resolve } = Promise.withResolvers<void>();
  lobby.fanOut.listen(resolve);
  lobby.says(ada, "1");
  await grown;
  await lobby.journal.batches.next();
  lobby.says(ada, "2");
  const next = lobby.journal.batches.next();
  assertEquals(await isPending(next), true);
  lobby.says(ada, "3");
  lobby.fanOut.listen(() => broadcast(lobby));
  broadcast(lobby);
  assertEquals((await next).map(({ entry }) => "id" in entry && entry.id), ["2", "3"]);
});

Deno.test("Room stores and shows no more at a time than one frame has", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  for (const text of words(301)) lobby.says(ada, text);
  assertEquals((await ada.texts(301)).length, 301);
  const sizes: number[] = [];
  for (let i = 0; i < 2; i++) sizes.push((await lobby.journal.batches.next()).length);
  assertEquals(sizes, [300, 1]);
});

Deno.test("Room tells those whose words could not be stored, and nobody else", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.journal.failing = true;
  lobby.says(ada, "lost", { ref: 7 });
  const { ref, id, reason } = await ada.hears("refused");
  assertEquals([ref, id, reason], [7, "lost", "unavailable"]);
  lobby.journal.failing = false;
  lobby.says(bob, "kept");
  assertEquals(await bob.texts(1), ["kept"]);
});

Deno.test("Room takes a message under the same id again that could not be stored", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  lobby.journal.failing = true;
  lobby.says(ada, "hello");
  await ada.hears("refused");
  lobby.journal.failing = false;
  lobby.says(ada, "hello");
  assertEquals((await bob.hears("said")).seq, 1);
});

Deno.test("Room tells only the sender that a message was stored before", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  for (const text of ["1", "2", "1", "3"]) lobby.says(ada, text, { ref: 7 });
  assertEquals(await ada.hears("stored"), {
    type: "stored",
    ref: 7,
    id: "1",
    room: "Lobby",
    seq: 1,
  });
  assertEquals(await ada.texts(3), ["1", "2", "3"]);
  assertEquals(await bob.texts(3), ["1", "2", "3"]);
});

Deno.test("Room refuses more than may wait for the journal", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  lobby.journal.hold();
  const error = assertThrows(() => {
    for (let i = 0; i < 1_000_000; i++) lobby.says(ada, `${i}`);
  }, ProtocolError);
  assertEquals(error.reason, "unavailable");
});

Deno.test("Room brings everyone a batch that is longer than its tail", async () => {
  await using lobby = await OpenRoom.with();
  const [ada, bob] = await lobby.people("ada", "bob");
  const texts = words(2 * TAIL_MAX_LINES);
  for (const text of texts) lobby.says(ada, text);
  assertEquals(await bob.texts(texts.length), texts);
  assertEquals(await ada.texts(texts.length), texts);
});

Deno.test("Room begins with the newest fifty for who does not say where to start", async () => {
  const texts = words(120);
  await using lobby = await OpenRoom.with(texts);
  const [ada, joined] = await lobby.enters("ada", { ref: 7 });
  assertEquals(joined, {
    type: "joined",
    ref: 7,
    room: "Lobby",
    epoch: lobby.room.epoch,
    head: 120,
    first: 1,
    count: 1,
    members: ["ada"],
    topic: "",
  });
  assertEquals(await ada.texts(50), texts.slice(-50));
});

Deno.test("Room goes on where somebody stopped", async () => {
  const texts = words(5_000);
  await using lobby = await OpenRoom.with(texts);
  const { epoch } = lobby.room;
  for (const after of [0, 1, 2_500, 4_999]) {
    const [ada, { reset }] = await lobby.enters("ada", { after, epoch });
    assertEquals(reset, undefined);
    assertEquals(await ada.texts(5_000 - after), texts.slice(after));
  }
  const [ada] = await lobby.enters("ada", { after: 5_000, epoch });
  lobby.says(ada, "new");
  assertEquals(await ada.texts(1), ["new"]);
});

Deno.test("Room loses nothing for who catches up while others talk", async () => {
  const texts = words(3_000);
  await using lobby = await OpenRoom.with(texts);
  const [bob] = await lobby.people("bob");
  const [ada] = await lobby.enters("ada", { after: 0 });
  const caughtUp: string[] = [];
  for (let i = 0; i < 100; i++) {
    lobby.says(bob, `live ${i}`);
    texts.push(`live ${i}`);
    caughtUp.push(...await ada.texts(20));
  }
  caughtUp.push(...await ada.texts(texts.length - caughtUp.length));
  assertEquals(caughtUp, texts);
});

Deno.test("Room starts anew with who knows another log, or a longer one", async () => {
  const texts = words(3);
  await using lobby = await OpenRoom.with(texts);
  for (const join of [{ after: 2, epoch: "another" }, { after: 4, epoch: lobby.room.epoch }]) {
    const [ada, joined] = await lobby.enters("ada", join);
    assertEquals([joined.reset, joined.first], [true, 1]);
    assertEquals(await ada.texts(3), texts);
  }
});

Deno.test("Room answers who joins twice, and repeats nothing to them", async () => {
  await using lobby = await OpenRoom.with(words(3));
  const [ada] = await lobby.enters("ada");
  await ada.texts(3);
  lobby.room.join(ada.member, { type: "join", room: "Lobby", ref: 8 });
  const { ref, count } = await ada.hears("joined");
  assertEquals([ref, count], [8, 1]);
  lobby.says(ada, "new");
  assertEquals(await ada.texts(1), ["new"]);
});

Deno.test("Room begins again for who joins twice and says where to start", async () => {
  await using lobby = await OpenRoom.with(words(3));
  const [ada] = await lobby.enters("ada");
  lobby.room.join(ada.member, { type: "join", room: "Lobby", after: 1 });
  await ada.hears("joined");
  assertEquals(await ada.texts(2), ["word 2", "word 3"]);
});

Deno.test("Room lets who could not read go on when the journal is back", async () => {
  const texts = words(3);
  await using lobby = await OpenRoom.with(texts);
  lobby.journal.failing = true;
  const [ada] = await lobby.enters("ada");
  const heard = ada.texts(3);
  assertEquals(await isPending(heard), true);
  lobby.journal.failing = false;
  lobby.room.tick(1);
  assertEquals(await heard, texts);
});

Deno.test("Room stores what was said before it is closed", async () => {
  const lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  lobby.journal.hold();
  lobby.says(ada, "last words");
  await lobby[Symbol.asyncDispose]();
  assertEquals(await ada.texts(1), ["last words"]);
});

Deno.test("Room is idle when nobody is in it and all is stored", async () => {
  await using lobby = await OpenRoom.with();
  assertEquals(lobby.room.idle, true);
  const [ada] = await lobby.people("ada");
  assertEquals(lobby.room.idle, false);
  lobby.journal.hold();
  lobby.says(ada, "hello");
  await lobby.journal.batches.next();
  lobby.room.leave(ada.member);
  assertEquals(lobby.room.idle, false);
  const [bob] = await lobby.people("bob");
  lobby.journal.release();
  await bob.hears("said");
  lobby.room.leave(bob.member);
  assertEquals(lobby.room.idle, true);
});

Deno.test("Room tells a piece of its log, and whether there is more of it", async () => {
  await using lobby = await OpenRoom.with(words(10));
  const pieces = [
    [{ before: Infinity, limit: 3 }, 8, 10, true],
    [{ before: 4, limit: 3 }, 1, 3, false],
    [{ before: 1, limit: 3 }, undefined, undefined, false],
    [{ after: 0, limit: 3 }, 1, 3, true],
    [{ after: 7, limit: 3 }, 8, 10, false],
    [{ after: 10, limit: 3 }, undefined, undefined, false],
  ] as const;
  for (const [range, first, last, more] of pieces) {
    const history = await lobby.room.history({ type: "history", room: "lobby", ref: 7, range });
    if (history.type !== "history") throw new Error(`Expected history, received ${history.type}`);
    const { ref, entries } = history;
    assertEquals([ref, entries[0]?.seq, entries.at(-1)?.seq, history.more], [7, first, last, more]);
  }
});

Deno.test("Room lets nobody speak who is not in it", async () => {
  await using lobby = await OpenRoom.with();
  const eve = new Listener("eve");
  const { member } = eve;
  const calls = [
    () => lobby.says(eve, "hello"),
    () => lobby.does(eve, { type: "edit", of: 1, text: "hello" }),
    () => lobby.does(eve, { type: "delete", of: 1 }),
    () => lobby.does(eve, { type: "react", of: 1, emoji: "👍", on: true }),
    () => lobby.does(eve, { type: "topic", text: "hello" }),
    () => lobby.room.presence.typing(member, 1),
    () => lobby.room.leave(member),
  ];
  for (const call of calls) assertEquals(assertThrows(call, ProtocolError).reason, "not-a-member");
});
