import { assertEquals } from "@std/assert";
import { BLOCKS_MAX } from "../../../hub/people/person_blocks.ts";
import type { Entry } from "../../../protocol.ts";
import type { Listener } from "../../support/hub/listener.ts";
import { summary } from "../../support/hub/log.ts";
import { type HeldHub, OpenHub } from "../../support/hub/open_hub.ts";

/** Ada, who blocks bob, and both in the lobby with eve. */
async function lobby(chat: HeldHub): Promise<Record<"ada" | "bob" | "eve", Listener>> {
  const [ada] = await chat.enters("ada", "lobby");
  const [bob] = await chat.enters("bob", "lobby");
  const [eve] = await chat.enters("eve", "lobby");
  for (const name of ["bob", "eve"]) assertEquals((await ada.hears("online")).name, name);
  await bob.hears("online");
  await chat.does(ada, { type: "block", name: "BOB" });
  return { ada, bob, eve };
}

function says(chat: HeldHub, who: Listener, text: string, room = "lobby"): void {
  chat.asks(who, { type: "say", room, id: text, text });
}

/** The next entry that somebody hears. */
async function entry(listener: Listener): Promise<Entry> {
  return await listener.next() as Entry;
}

Deno.test("Who blocks somebody gets nothing that they say, and no hole in its place", async () => {
  await using chat = await OpenHub.with();
  const { ada, bob, eve } = await lobby(chat);
  says(chat, bob, "boo @ada");
  assertEquals(await entry(ada), {
    type: "said",
    room: "lobby",
    seq: 1,
    id: "blocked-1",
    from: "bob",
    at: 1,
    text: "",
    blocked: true,
  });
  assertEquals(await eve.texts(1), ["boo @ada"]);
  chat.asks(bob, { type: "edit", room: "lobby", of: 1, text: "BOO" });
  const edited = await ada.hears("edited");
  assertEquals([edited.seq, edited.text, edited.blocked], [2, "", true]);
  says(chat, eve, "hello");
  assertEquals(await ada.texts(1), ["hello"]);
  chat.asks(bob, { type: "react", room: "lobby", of: 3, emoji: "👎", on: true });
  const reacted = await ada.hears("reacted");
  assertEquals([reacted.emoji, reacted.on, reacted.blocked], ["", false, true]);
  chat.asks(bob, { type: "typing", room: "lobby" });
  await ada.hearsNothing();
});

Deno.test("Who blocks somebody reads and finds nothing of them later", async () => {
  await using chat = await OpenHub.with();
  const { ada, bob, eve } = await lobby(chat);
  says(chat, bob, "word of bob");
  says(chat, eve, "word of eve");
  await ada.texts(2);
  chat.asks(bob, { type: "react", room: "lobby", of: 2, emoji: "👎", on: true });
  chat.asks(eve, { type: "react", room: "lobby", of: 2, emoji: "👍", on: true });
  for (let i = 0; i < 2; i++) await ada.hears("reacted");
  const range = { before: Infinity, limit: 9 };
  const history = await chat.answers(ada, { type: "history", room: "lobby", range });
  const search = { type: "search", room: "lobby", q: "word", ...range } as const;
  const found = await chat.answers(ada, search);
  for (const answer of [history, found]) {
    const told = JSON.stringify(answer);
    assertEquals([told.includes("word of bob"), told.includes("👎")], [false, false], told);
    assertEquals([told.includes("word of eve"), told.includes('{"👍":["eve"]}')], [true, true]);
  }
  assertEquals(found.type === "found" && found.entries.length, 1);
  // From the journal, too, by who was away.
  const again = await chat.connects("ada");
  chat.hub.handle({ type: "revised", room: "lobby" });
  chat.asks(again, { type: "join", room: "lobby", after: 0 });
  await again.hears("joined");
  const told = JSON.stringify([await again.next(), await again.next()]);
  assertEquals([told.includes("word of bob"), told.includes("word of eve")], [false, true]);
});

Deno.test("A block holds on all sockets, also on later ones, until it is ended", async () => {
  await using chat = await OpenHub.with();
  const { ada, bob } = await lobby(chat);
  const [phone] = await chat.enters("ada", "lobby");
  says(chat, bob, "1");
  assertEquals([await ada.texts(1), await phone.texts(1)], [[""], [""]]);
  chat.disconnects(ada);
  chat.disconnects(phone);
  const [later] = await chat.enters("ada", "lobby");
  assertEquals(await later.texts(1), [""]);
  await chat.does(later, { type: "unblock", name: "bob" });
  says(chat, bob, "2");
  assertEquals(await later.texts(1), ["2"]);
  assertEquals(await chat.refuses(later, { type: "unblock", name: "bob" }), "no-such-person");
});

Deno.test("What somebody says who is blocked is not unread and calls nobody", async () => {
  await using chat = await OpenHub.with();
  const { ada, bob, eve } = await lobby(chat);
  chat.asks(ada, { type: "read", room: "lobby", seq: 0 });
  for (const [who, text] of [[bob, "1 @ada"], [eve, "2 @ada"], [bob, "3 @ada"]] as const) {
    says(chat, who, text);
  }
  await ada.texts(3);
  const [, { rooms }] = await chat.arrives("ada");
  const called = { unread: 1, mentions: 1, mentioned: [2], joined: true as const };
  const own = summary("lobby", { head: 3, count: 3, ...called });
  assertEquals(rooms, [own]);
  const asked = await chat.answers(ada, { type: "rooms" });
  assertEquals(asked.type === "rooms" && asked.rooms, [own]);
});

Deno.test("The direct room of two is left by who blocks the other, who is not told", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  const phone = await chat.connects("ada");
  chat.asks(bob, { type: "say", to: ["ada"], id: "1", text: "1" });
  for (const listener of [ada, bob, phone]) await listener.texts(1);
  chat.asks(ada, { type: "block", ref: 1, name: "bob" });
  for (const listener of [ada, phone]) {
    assertEquals(await listener.hears("left"), { type: "left", room: "@ada,bob" });
  }
  await ada.hears("done");
  chat.asks(bob, { type: "say", to: ["ada"], id: "2", text: "2" });
  assertEquals(await bob.texts(1), ["2"]);
  for (const listener of [ada, phone]) await listener.hearsNothing();
  const [later, { rooms }] = await chat.arrives("ada");
  assertEquals(rooms, [summary("lobby")]);
  assertEquals(
    await chat.refuses(later, { type: "say", room: "@ada,bob", id: "3", text: "3" }),
    "forbidden",
  );
  assertEquals(await chat.refuses(later, { type: "join", room: "@ada,bob" }), "forbidden");
  await chat.does(later, { type: "unblock", name: "bob" });
  assertEquals((await chat.arrives("ada"))[1].rooms[0]?.room, "@ada,bob");
});

Deno.test("A new direct room of somebody who is blocked comes only when another speaks there", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob, eve] = await Promise.all(["ada", "bob", "eve"].map((n) => chat.connects(n)));
  await chat.does(ada!, { type: "block", name: "bob" });
  chat.asks(bob!, { type: "say", to: ["ada", "eve"], id: "1", text: "1" });
  await eve!.texts(1);
  await ada!.hearsNothing();
  assertEquals((await chat.arrives("ada"))[1].rooms, [summary("lobby")]);
  chat.asks(eve!, { type: "say", to: ["ada", "bob"], id: "2", text: "2" });
  assertEquals(await ada!.texts(1), ["2"]);
  const own = summary("@ada,bob,eve", { head: 2, unread: 1 });
  assertEquals((await chat.arrives("ada"))[1].rooms[0], own);
});

/** What bob hears of an invitation by ada to rooms of each access, whether she has blocked him or not. */
async function invitations(isBlocked: boolean): Promise<string[]> {
  await using chat = await OpenHub.with();
  const [bob] = await chat.enters("bob", "den");
  const ada = await chat.connects("ada");
  if (isBlocked) await chat.does(ada, { type: "block", name: "bob" });
  const heard: string[] = [];
  for (const access of ["open", "listed", "hidden"] as const) {
    await chat.does(bob, { type: "access", room: "den", access });
    for (const type of ["invite", "invite", "uninvite", "uninvite", "invite"] as const) {
      chat.asks(bob, { type, room: "den", name: "ada", ref: heard.length });
      let answer = await bob.next();
      for (; !("ref" in answer); answer = await bob.next()) heard.push(JSON.stringify(answer));
      heard.push(JSON.stringify(answer));
    }
    await chat.does(bob, { type: "moderator", room: "den", name: "ada", on: true });
    await chat.does(bob, { type: "kick", room: "den", name: "ada" });
  }
  return heard;
}

Deno.test("Whether who is invited has blocked who invites is not to be seen by them", async () => {
  assertEquals(await invitations(true), await invitations(false));
});

Deno.test("An invitation by somebody who is blocked comes to nobody's lists, nor leads anywhere", async () => {
  await using chat = await OpenHub.with();
  const [bob] = await chat.enters("bob", "den");
  const ada = await chat.connects("ada");
  await chat.does(ada, { type: "block", name: "bob" });
  await chat.does(bob, { type: "access", room: "den", access: "hidden" });
  await chat.does(bob, { type: "invite", room: "den", name: "ada" });
  await chat.does(bob, { type: "moderator", room: "den", name: "ada", on: true });
  await ada.hearsNothing();
  assertEquals((await chat.arrives("ada"))[1].rooms, [summary("lobby")]);
  // There is another room for her under its name.
  const joined = await chat.answers(ada, { type: "join", room: "den", after: 0 });
  assertEquals(joined.type === "joined" && [joined.head, joined.members], [0, ["ada"]]);
});

Deno.test("An invitation that nobody was told of is one as soon as another invites, or the block ends", async () => {
  for (const who of ["bob", "eve"]) {
    await using chat = await OpenHub.with();
    const [bob] = await chat.enters("bob", "den");
    const [eve] = await chat.enters("eve", "den");
    const ada = await chat.connects("ada");
    await chat.does(ada, { type: "block", name: "bob" });
    await chat.does(bob, { type: "access", room: "den", access: "hidden" });
    await chat.does(bob, { type: "moderator", room: "den", name: "eve", on: true });
    await chat.does(bob, { type: "invite", room: "den", name: "ada" });
    await chat.does(ada, { type: "unblock", name: "bob" });
    await chat.does(who === "bob" ? bob : eve, { type: "invite", room: "den", name: "ada" });
    assertEquals((await ada.sees("invited")).from, who);
    // An invitation of who is blocked takes nothing back.
    await chat.does(ada, { type: "block", name: "bob" });
    await chat.does(bob, { type: "invite", room: "den", name: "ada" });
    const [, { rooms }] = await chat.arrives("ada");
    assertEquals(rooms.map(({ room }) => room).sort(), ["den", "lobby"]);
  }
});

Deno.test("Who joined by an invitation that they were not told of stays when the room is hidden", async () => {
  await using chat = await OpenHub.with();
  const [bob] = await chat.enters("bob", "den");
  const ada = await chat.connects("ada");
  await chat.does(ada, { type: "block", name: "bob" });
  await chat.does(bob, { type: "access", room: "den", access: "listed" });
  await chat.does(bob, { type: "invite", room: "den", name: "ada" });
  await chat.answers(ada, { type: "join", room: "den", after: 0 });
  await chat.does(bob, { type: "access", room: "den", access: "hidden" });
  await chat.answers(ada, { type: "leave", room: "den" });
  await chat.answers(ada, { type: "join", room: "den", after: 0 });
  const who = await chat.answers(ada, { type: "who", room: "den" });
  assertEquals(who.type === "members" && who.members.length, 2);
});

Deno.test("Nobody blocks themselves, or more people than are kept", async () => {
  await using chat = await OpenHub.with();
  const ada = await chat.connects("ada");
  assertEquals(await chat.refuses(ada, { type: "block", name: "Ada" }), "forbidden");
  for (let i = 0; i < BLOCKS_MAX; i++) await chat.does(ada, { type: "block", name: `bob-${i}` });
  assertEquals(await chat.refuses(ada, { type: "block", name: "eve" }), "forbidden");
  await chat.does(ada, { type: "block", name: "bob-0" });
  await chat.does(ada, { type: "unblock", name: "bob-0" });
  await chat.does(ada, { type: "block", name: "eve" });
});

Deno.test("A direct room that was left comes back with what is said there, and nothing else", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob] = [await chat.connects("ada"), await chat.connects("bob")];
  const phone = await chat.connects("ada");
  chat.asks(bob, { type: "say", to: ["ada"], id: "1", text: "1" });
  for (const listener of [ada, bob, phone]) await listener.texts(1);
  chat.asks(ada, { type: "leave", ref: 7, room: "@ada,bob" });
  assertEquals(await ada.hears("left"), { type: "left", ref: 7, room: "@ada,bob" });
  assertEquals(await phone.hears("left"), { type: "left", room: "@ada,bob" });
  chat.asks(bob, { type: "react", room: "@ada,bob", of: 1, emoji: "👍", on: true });
  await bob.hears("reacted");
  const [later, { rooms }] = await chat.arrives("ada");
  assertEquals(rooms, [summary("lobby")]);
  for (const listener of [ada, phone, later]) await listener.hearsNothing();
  chat.asks(bob, { type: "say", to: ["ada"], id: "2", text: "2" });
  // Who came since knows nothing of it: it is told where it is.
  assertEquals((await later.hears("joined")).head, 2);
  for (const listener of [ada, phone, later]) assertEquals(await listener.texts(1), ["2"]);
  const own = summary("@ada,bob", { head: 3, read: 1, unread: 1 });
  assertEquals((await chat.arrives("ada"))[1].rooms[0], own);
});
