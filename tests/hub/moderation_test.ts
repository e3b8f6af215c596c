import { assertEquals, assertMatch } from "@std/assert";
import { Close } from "../../protocol.ts";
import { Listener } from "../support/listener.ts";
import { summary } from "../support/log.ts";
import { type HeldHub, OpenHub } from "../support/open_hub.ts";

const DEN = { room: "den" } as const;
const MINUTE = 60_000;

/** A room that ada made, and bob is in. */
async function den(): Promise<{ chat: HeldHub; ada: Listener; bob: Listener }> {
  const chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "den");
  const [bob] = await chat.enters("bob", "den");
  await ada.hears("online");
  return { chat, ada, bob };
}

/** Somebody says something in the den, under an id that it is. */
function says(chat: HeldHub, who: Listener, text: string, at = 1): void {
  chat.asks(who, { type: "say", ...DEN, id: text, text }, at);
}

Deno.test("Who is kicked is out at once on both sockets, and hears nothing after", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const [again] = await chat.enters("bob", "den");
  says(chat, ada, "before");
  for (const socket of [bob, again]) assertEquals(await socket.texts(1), ["before"]);
  await chat.does(ada, { type: "kick", ...DEN, name: "BOB" }, 9);
  says(chat, ada, "after");
  assertEquals((await ada.sees("notice")).text, "bob was kicked by ada");
  await ada.texts(1);
  for (const socket of [bob, again]) {
    assertEquals(await socket.next(), { type: "left", room: "den", reason: "kicked" });
    await socket.hearsNothing();
  }
  assertEquals(await chat.refuses(bob, { type: "typing", ...DEN }), "not-a-member");
  const joined = await chat.answers(bob, { type: "join", ...DEN });
  assertEquals(joined.type, "joined", "the door is open");
});

Deno.test("What was on its way to who is kicked does not come", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  says(chat, ada, "they read nothing of it");
  await ada.texts(1);
  await chat.does(ada, { type: "kick", ...DEN, name: "bob" });
  assertEquals((await bob.next()).type, "left");
  await bob.hearsNothing();
});

Deno.test("A piece of the log does not come to who is sent out before it is there", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  says(chat, ada, "secret");
  await bob.texts(1);
  chat.journal.hold();
  chat.asks(bob, { type: "history", ref: 7, ...DEN, range: { after: 0, limit: 9 } });
  await chat.does(ada, { type: "ban", ...DEN, name: "bob" });
  chat.journal.release();
  assertEquals((await bob.next()).type, "left");
  const { ref, reason } = await bob.hears("refused");
  assertEquals([ref, reason], [7, "forbidden"]);
});

Deno.test("Who is muted is heard no more, reads on, and speaks again when it ends", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  says(chat, bob, "mine");
  await bob.texts(1);
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: 10 * MINUTE }, 1000);
  assertEquals((await bob.hears("notice")).text, "bob was muted by ada for 10 minutes");
  const say = { type: "say", ...DEN, id: "1", text: "but" } as const;
  const refused = await chat.answers(bob, say, 1000 + MINUTE);
  assertEquals(refused.type === "refused" && [refused.reason, refused.retry, refused.id], [
    "muted",
    9 * MINUTE,
    "1",
  ]);
  for (
    const command of [
      { type: "edit", ...DEN, of: 1, text: "but" },
      { type: "react", ...DEN, of: 1, emoji: "👍", on: true },
      { type: "topic", ...DEN, text: "but" },
      { type: "typing", ...DEN },
    ] as const
  ) {
    assertEquals(await chat.refuses(bob, command, 1000 + MINUTE), "muted");
  }
  says(chat, ada, "quiet, isn't it?");
  assertEquals(await bob.texts(1), ["quiet, isn't it?"]);
  says(chat, bob, "I am back", 1000 + 10 * MINUTE);
  assertEquals(await bob.texts(1), ["I am back"]);
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: MINUTE }, 1000);
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: 0 }, 1001);
  await bob.hears("notice");
  assertEquals((await bob.hears("notice")).text, "bob was unmuted by ada");
});

Deno.test("Who is banned is out, and stays out under their name until the ban ends", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "ban", ...DEN, name: "bob", ms: MINUTE }, 1000);
  assertEquals((await ada.sees("notice")).text, "bob was banned by ada for 1 minute");
  assertEquals(await bob.hears("left"), { type: "left", room: "den", reason: "banned" });
  chat.disconnects(bob);
  const later = await chat.connects("Bob", "guest:another");
  for (const type of ["join", "who"] as const) {
    assertEquals(await chat.refuses(later, { type, ...DEN }, 1000 + MINUTE - 1), "forbidden");
  }
  const joined = await chat.answers(later, { type: "join", ...DEN }, 1000 + MINUTE);
  assertEquals(joined.type, "joined");
});

Deno.test("A ban can be of a name that nobody has yet, and be lifted", async () => {
  const { chat, ada } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "ban", ...DEN, name: "troll" });
  const troll = await chat.connects("Troll");
  assertEquals(await chat.refuses(troll, { type: "join", ...DEN }), "forbidden");
  await chat.does(ada, { type: "ban", ...DEN, name: "troll", ms: 0 });
  assertEquals((await chat.answers(troll, { type: "join", ...DEN })).type, "joined");
  const again = { type: "ban", ...DEN, name: "troll", ms: 0 } as const;
  assertEquals(await chat.refuses(ada, again), "no-such-person");
});

Deno.test("A ban of an address keeps out whoever comes from there", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "den");
  const [bob] = await chat.enters("bob", "den", { address: "192.0.2.7" });
  const [eve] = await chat.enters("eve", "den", { address: "192.0.2.8" });
  await chat.does(ada, { type: "ban", ...DEN, name: "bob", address: true });
  assertEquals((await bob.sees("left")).reason, "banned");
  const rob = await chat.connects("rob", undefined, { address: "192.0.2.7" });
  assertEquals(await chat.refuses(rob, { type: "join", ...DEN }), "forbidden");
  says(chat, eve, "still here");
  assertEquals((await eve.sees("said")).text, "still here");
  const absent = { type: "ban", ...DEN, name: "nobody", address: true } as const;
  assertEquals(await chat.refuses(ada, absent), "no-such-person");
});

Deno.test("A closed door keeps in who is in, lets in who is invited, and nobody else", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const cyd = await chat.connects("cyd");
  const eve = await chat.connects("eve");
  await chat.does(ada, { type: "door", ...DEN, door: "listed" });
  assertMatch((await bob.hears("notice")).text, /behind a door by ada/);
  says(chat, bob, "still in");
  assertEquals(await bob.texts(1), ["still in"]);
  assertEquals(await chat.refuses(eve, { type: "join", ...DEN }), "forbidden");
  const history = { type: "history", ...DEN, range: { after: 0, limit: 9 } } as const;
  assertEquals(await chat.refuses(eve, history), "forbidden");
  await chat.does(ada, { type: "invite", ...DEN, name: "cyd" });
  assertEquals(await cyd.hears("invited"), { type: "invited", room: "den", from: "ada" });
  assertEquals((await chat.answers(cyd, { type: "join", ...DEN })).type, "joined");
  chat.asks(eve, { type: "rooms" });
  const { rooms } = await eve.hears("rooms");
  assertEquals(rooms.find(({ room }) => room === "den")?.door, "listed");
});

Deno.test("Who is not invited any more is out at once, and who is kicked from behind a door, too", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const [cyd] = await chat.enters("cyd", "den");
  await chat.does(ada, { type: "door", ...DEN, door: "hidden" });
  await chat.does(ada, { type: "uninvite", ...DEN, name: "bob" });
  assertEquals((await bob.sees("left")).reason, "uninvited");
  await chat.does(ada, { type: "kick", ...DEN, name: "cyd" });
  assertEquals((await cyd.sees("left")).reason, "kicked");
  for (const who of [bob, cyd]) {
    assertEquals(await chat.refuses(who, { type: "who", ...DEN }), "no-such-room");
    await who.hearsNothing();
  }
});

Deno.test("A moderator is made, moderates, and is one no longer", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const [eve] = await chat.enters("eve", "den");
  says(chat, eve, "rude");
  await eve.sees("said");
  const kick = { type: "kick", ...DEN, name: "eve" } as const;
  const remove = { type: "delete", ...DEN, of: 1 } as const;
  for (const command of [kick, remove]) {
    assertEquals(await chat.refuses(bob, command), "forbidden");
  }
  await chat.does(ada, { type: "moderator", ...DEN, name: "bob", on: true });
  chat.asks(bob, remove);
  assertEquals((await ada.sees("deleted")).of, 1);
  await chat.does(bob, kick);
  assertEquals((await eve.sees("left")).reason, "kicked");
  for (
    const command of [
      { type: "kick", ...DEN, name: "ada" },
      { type: "ban", ...DEN, name: "bob" },
      { type: "moderator", ...DEN, name: "eve", on: true },
      { type: "door", ...DEN, door: "hidden" },
      { type: "close", ...DEN },
    ] as const
  ) {
    assertEquals(await chat.refuses(bob, command), "forbidden", command.type);
  }
  await chat.does(ada, { type: "moderator", ...DEN, name: "bob", on: false });
  assertEquals(await chat.refuses(bob, kick), "forbidden");
});

Deno.test("An administrator may do all that in any room, as long as they are one", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const standing = { admin: true };
  const [root] = await chat.enters("root", "den", { standing });
  await chat.does(ada, { type: "door", ...DEN, door: "hidden" });
  await chat.does(root, { type: "kick", ...DEN, name: "ada" });
  assertEquals((await ada.sees("left")).reason, "kicked");
  assertEquals(await chat.refuses(bob, { type: "mute", ...DEN, name: "root", ms: 1 }), "forbidden");
  await chat.does(root, { type: "uninvite", ...DEN, name: "bob" });
  standing.admin = false;
  assertEquals(await chat.refuses(root, { type: "close", ...DEN }), "forbidden", "was in it");
});

Deno.test("Who comes into a hidden room as an administrator is out when they are one no longer", async () => {
  const { chat, ada } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "door", ...DEN, door: "hidden" });
  const standing = { admin: true };
  const [root, joined] = await chat.enters("root", "den", { standing });
  assertEquals(joined.count, 3);
  standing.admin = false;
  chat.ticks();
  assertEquals((await root.sees("left")).reason, "uninvited");
  says(chat, ada, "secret");
  await ada.sees("said");
  await root.hearsNothing();
});

Deno.test("A closed room is gone for everybody, and its name is free", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  says(chat, ada, "old");
  await bob.texts(1);
  chat.asks(ada, { type: "close", ...DEN });
  for (const who of [ada, bob]) assertEquals((await who.sees("left")).reason, "closed");
  assertEquals(await chat.refuses(ada, { type: "who", ...DEN }), "no-such-room");
  chat.asks(bob, { type: "rooms" });
  assertEquals((await bob.hears("rooms")).rooms.map(({ room }) => room), ["lobby"]);
  const joined = await chat.answers(bob, { type: "join", ...DEN, after: 0 });
  assertEquals(joined.type === "joined" && [joined.head, joined.members], [0, ["bob"]]);
  assertEquals(await chat.refuses(ada, { type: "close", ...DEN }), "forbidden", "it is bob's");
});

Deno.test("The lobby is nobody's: it stays open, and administrators moderate it", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  const [root] = await chat.enters("root", "lobby", { standing: { admin: true } });
  const room = "lobby";
  assertEquals(await chat.refuses(ada, { type: "kick", room, name: "root" }), "forbidden");
  assertEquals(await chat.refuses(root, { type: "door", room, door: "hidden" }), "forbidden");
  assertEquals(await chat.refuses(root, { type: "close", room: "Lobby" }), "forbidden");
  await chat.does(root, { type: "mute", room, name: "ada", ms: 1000 });
  assertEquals(await chat.refuses(ada, { type: "typing", room }), "muted");
});

Deno.test("Nobody moderates a direct room, be they an administrator", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  chat.asks(ada, { type: "say", to: ["root"], id: "1", text: "hello" });
  await root.hears("said");
  const own = { type: "close", room: "@ada,root" } as const;
  assertEquals(await chat.refuses(root, own), "forbidden");
  const others = { type: "who", room: "@ada,bob" } as const;
  assertEquals(await chat.refuses(root, others), "no-such-room");
});

Deno.test("An administrator bans somebody from the server, who is out at once and stays out", async () => {
  await using chat = await OpenHub.with();
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  const ada = await chat.connects("ada");
  const bobs = [await chat.connects("bob"), await chat.connects("bob")];
  const ban = { type: "ban", name: "bob", ms: MINUTE } as const;
  assertEquals(await chat.refuses(ada, ban), "forbidden");
  await chat.does(root, ban, 1000);
  for (const { member } of bobs) assertEquals(await member.dropped, Close.Removed);
  for (const bob of bobs) chat.disconnects(bob, 1001);
  assertEquals(chat.hub.isBanned(bobs[0]!.member, 1000 + MINUTE - 1), true);
  assertEquals(chat.hub.isBanned(bobs[0]!.member, 1000 + MINUTE), false);
  assertEquals(chat.hub.isBanned(ada.member, 1001), false);
});

Deno.test("Nobody who is banned from the server is welcome", async () => {
  await using chat = await OpenHub.with();
  const root = await chat.connects("root", undefined, { standing: { admin: true } });
  await chat.does(root, { type: "ban", name: "bob" });
  const bob = new Listener("bob");
  chat.hub.handle({ type: "connected", member: bob.member, marks: [] });
  assertEquals(await bob.member.dropped, Close.Removed);
  await bob.hearsNothing();
});

Deno.test("Whoever keeps account of it is told what moderators decide, and no text", async () => {
  const { chat, ada } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: 5 }, 7);
  const [{ at, by, about, ruling } = {}] = chat.ruled;
  assertEquals([at, by?.name, about, ruling?.type], [7, "ada", "guest:bob", "mute"]);
});

Deno.test("A ruling that can't be stored changes nothing, and says so", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  chat.ground.charters.failing = true;
  const kick = { type: "kick", ...DEN, name: "bob" } as const;
  assertEquals(await chat.refuses(ada, kick), "unavailable");
  says(chat, ada, "you are still here");
  assertEquals(await bob.texts(1), ["you are still here"]);
});

Deno.test("An invited name sees the room in its list, and others do not", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "door", ...DEN, door: "hidden" });
  const cyd = await chat.connects("cyd");
  const listed = async (): Promise<unknown> => {
    chat.asks(cyd, { type: "rooms" });
    return (await cyd.sees("rooms")).rooms;
  };
  assertEquals(await listed(), [summary("lobby")]);
  await chat.does(ada, { type: "invite", ...DEN, name: "cyd" });
  const hidden = summary("den", { head: 2, count: 2, door: "hidden" });
  for (const words of [/hidden by ada/, /cyd was invited/]) {
    assertMatch((await bob.hears("notice")).text, words);
  }
  assertEquals(await listed(), [hidden, summary("lobby")]);
  const unknown = { type: "invite", ...DEN, name: "nobody" } as const;
  assertEquals(await chat.refuses(ada, unknown), "no-such-person");
});
