/// <reference lib="dom" />
import { assertEquals, assertMatch } from "@std/assert";
import { LIMITS, type RoomSettings, type RoomSummary } from "../../../protocol.ts";
import { summary } from "../../client/connection/support/scripted_server.ts";
import { Chat } from "../../../static/page/chat.ts";

/** What the page knows after ada was welcome and joined these rooms. */
function chatIn(...rooms: string[]): Chat {
  const chat = new Chat({ now: () => 0 });
  welcome(chat, []);
  for (const room of rooms) join(chat, room);
  return chat;
}

function welcome(chat: Chat, rooms: RoomSummary[], you = "ada"): void {
  chat.handle({
    type: "welcome",
    v: 1,
    you,
    guest: true,
    token: "secret",
    server: "test/0",
    limits: LIMITS,
    rooms,
  });
}

function join(chat: Chat, room: string): void {
  chat.handle({
    type: "joined",
    room,
    epoch: "first",
    head: 0,
    first: 1,
    count: 1,
    members: ["ada"],
    topic: "",
  });
}

/** What is shown in the bar, for a while or until it is put away. */
function noticeIn({ notice, lastingNotice }: Chat): string | undefined {
  return (notice ?? lastingNotice)?.text;
}

Deno.test("Chat shows the room that was asked for as soon as we are in it", () => {
  const chat = chatIn("lobby");
  assertEquals(chat.shown?.name, "lobby");
  chat.show("Garden");
  assertEquals(chat.shown?.name, "lobby", "there is nothing to show of the garden yet");
  join(chat, "garden");
  assertEquals(chat.shown?.name, "garden");
});

Deno.test("Chat shows another room when the shown one is left", () => {
  const chat = chatIn("lobby", "garden");
  chat.show("garden");
  chat.handle({ type: "left", room: "garden" });
  assertEquals(chat.shown?.name, "lobby");
  assertEquals(chat.rooms.map(({ name }) => name), ["lobby"]);
});

Deno.test("Chat offers the rooms that we are not in", () => {
  const chat = chatIn("lobby");
  const rooms = ["lobby", "garden"].map((room) => summary(room, 1));
  chat.handle({ type: "rooms", rooms });
  assertEquals(chat.otherSummaries.map(({ room }) => room), ["garden"]);
});

Deno.test("Chat finds a renamed room by what it is called now, and by its address", () => {
  const chat = chatIn("lobby", "den");
  chat.handle({ type: "settings", room: "den", name: "Burrow" });
  chat.show("burrow");
  assertEquals([chat.shown?.name, chat.shown?.title], ["den", "Burrow"]);
  assertEquals([chat.isIn("den"), chat.isIn("Burrow"), chat.isIn("hole")], [true, true, false]);
  // Somebody who comes by the new name before they are in it.
  chat.show("Attic");
  chat.handle({
    ...{ type: "joined", room: "loft", name: "attic", epoch: "first", head: 0, first: 1 },
    ...{ count: 1, members: ["ada"], topic: "" },
  });
  assertEquals([chat.shown?.name, chat.shown?.title], ["loft", "attic"]);
});

Deno.test("Chat counts down in a slow room after what you said, and then needs no clock", () => {
  let now = 1_000_000;
  const chat = new Chat({ now: () => now });
  welcome(chat, []);
  join(chat, "den");
  chat.handle({ type: "settings", room: "den", slow: 30_000 });
  const room = chat.shown!;
  assertEquals([room.waitMs(now), chat.changesByItself(now)], [0, false]);
  const said = { type: "said", room: "den", from: "ada", text: "hi" } as const;
  // By the server's clock, which is behind ours.
  room.expect({ ...said, id: "x", at: now });
  chat.handle({ ...said, seq: 1, id: "x", at: now - 20_000 });
  assertEquals([room.waitMs(now), chat.changesByItself(now)], [30_000, true]);
  now += 30_000;
  assertEquals([room.waitMs(now), chat.changesByItself(now)], [0, false]);
  // Said at another device, a while ago.
  chat.handle({ ...said, seq: 2, id: "y", at: now - 10_000 });
  assertEquals(room.waitMs(now), 20_000);
  now += 20_000;
  const refused = { type: "refused", reason: "too-fast", message: "Slow mode" } as const;
  room.expect({ ...said, id: "z", at: now });
  chat.handle({ ...refused, id: "z", retry: 4_000, slow: true });
  assertEquals(room.waitMs(now), 4_000);
  chat.handle({ type: "settings", room: "den", slow: 30_000, role: "moderator" });
  assertEquals(room.waitMs(now), 0, "moderators do not wait");
});

Deno.test("Chat knows where you can say nothing: in archived rooms, and where moderators speak", () => {
  const chat = chatIn("den");
  const silenceAfter = (settings: RoomSettings & { role?: "owner" }) => {
    chat.handle({ type: "settings", room: "den", ...settings });
    return chat.shown?.silence;
  };
  assertEquals(silenceAfter({ announce: true }), "announce");
  assertEquals(silenceAfter({ announce: true, role: "owner" }), undefined);
  assertEquals(silenceAfter({ archived: true, role: "owner" }), "archived");
  assertEquals(silenceAfter({}), undefined);
});

Deno.test("Chat notes a refusal for a while, unless a message shows it", () => {
  let now = 0;
  const chat = new Chat({ now: () => now });
  chat.handle({ type: "refused", reason: "muted", message: "You are muted here", id: "x" });
  assertEquals(noticeIn(chat), undefined);
  // Whoever went there is offered to make it.
  chat.handle({ type: "refused", reason: "no-such-room", message: "Cannot join: no room x" });
  assertEquals(noticeIn(chat), undefined);
  chat.handle({ type: "refused", reason: "forbidden", message: "Only invited people may" });
  assertEquals(noticeIn(chat), "Only invited people may");
  now = 60_000;
  assertEquals(noticeIn(chat), undefined);
});

Deno.test("Chat ignores events of a room that you have left", () => {
  const chat = chatIn("lobby");
  chat.handle({ type: "said", room: "garden", seq: 1, id: "x", from: "bob", at: 0, text: "hi" });
  chat.handle({ type: "online", room: "garden", name: "bob" });
  chat.handle({ type: "typing", room: "garden", from: "bob" });
  assertEquals(chat.rooms.length, 1);
  assertEquals(chat.unread, 0);
});

Deno.test("Chat has a direct room as soon as something is said there, and counts it", () => {
  const chat = chatIn("lobby");
  const message = { room: "@ada,bob", id: "x", from: "Bob", at: 0, text: "hi" };
  chat.handle({ type: "said", seq: 1, ...message });
  const [room] = chat.directRooms;
  assertEquals([room?.title, room?.unread, chat.unread], ["Bob", 1, 1]);
  assertEquals(chat.rooms.map(({ name }) => name), ["lobby"]);
  chat.show("@Bob,ADA");
  assertEquals(chat.shown, room, "it can be looked at before it is joined");
});

Deno.test("Chat knows from the start what is unread in the rooms that are yours", () => {
  const chat = chatIn();
  welcome(chat, [
    summary("lobby", 9, { read: 4, unread: 5, mentions: 2 }),
    summary("@ada,bob", 3, { read: 1, unread: 2 }),
  ]);
  assertEquals(chat.rooms.length, 0, "we are not in the lobby yet");
  join(chat, "lobby");
  assertEquals(chat.rooms.map(({ unread, mentions }) => [unread, mentions]), [[5, 2]]);
  assertEquals(chat.directRooms.map(({ title, unread }) => [title, unread]), [["bob", 2]]);
});

Deno.test("Chat clears what you read in another tab, at once or when you are back", () => {
  const chat = chatIn("lobby", "garden");
  for (const room of ["lobby", "garden"]) {
    chat.handle({ type: "said", room, seq: 1, id: room, from: "bob", at: 0, text: "hi" });
  }
  chat.handle({ type: "read", room: "lobby", seq: 1 });
  assertEquals(chat.rooms.map(({ unread }) => unread), [0, 1]);
  welcome(chat, [summary("garden", 1)]);
  assertEquals(chat.unread, 0);
});

Deno.test("Chat shows the count of people in a room that is too big for names", () => {
  const chat = chatIn("lobby");
  chat.handle({ type: "count", room: "lobby", count: 300 });
  assertEquals(chat.shown?.count, 300);
});

Deno.test("Chat shows no other room on the way to the one that was asked for", () => {
  const chat = chatIn();
  chat.show("garden");
  join(chat, "lobby");
  assertEquals(chat.shown, undefined, "what is shown would count as read");
  join(chat, "garden");
  assertEquals(chat.shown?.name, "garden");
});

Deno.test("Chat shows what there is when there is no such room as was asked for", () => {
  const chat = chatIn();
  chat.show("no such room");
  join(chat, "lobby");
  chat.handle({ type: "refused", reason: "malformed", message: "No room has that name" });
  assertEquals(chat.shown?.name, "lobby");
});

Deno.test("Chat says why you were removed from a room, and leaves invitations to what keeps them", () => {
  const chat = chatIn("lobby", "den");
  chat.show("den");
  chat.handle({ type: "left", room: "den", reason: "kicked" });
  assertEquals([chat.shown?.name, noticeIn(chat)], ["lobby", "You were removed from #den"]);
  chat.handle({ type: "invited", room: "den", from: "bob" });
  assertEquals(noticeIn(chat), "You were removed from #den");
  chat.handle({ type: "told", text: "ada made a link that sets a new password" });
  assertEquals(noticeIn(chat), "ada made a link that sets a new password");
});

Deno.test("What nobody may miss is shown until it is put away, behind what is shown for a while", () => {
  let now = 0;
  const chat = new Chat({ now: () => now });
  welcome(chat, []);
  join(chat, "den");
  chat.handle({ type: "told", text: "ada made a link that sets a new password" });
  now = 24 * 60 * 60 * 1000;
  assertEquals(noticeIn(chat), "ada made a link that sets a new password");
  chat.lastingNotice?.act?.();
  assertEquals(noticeIn(chat), undefined);
  chat.handle({ type: "reported", room: "den" });
  now *= 2;
  assertMatch(noticeIn(chat) ?? "", /reported a message in #den/);
  chat.note("You are muted");
  assertEquals(noticeIn(chat), "You are muted");
  now *= 2;
  assertMatch(noticeIn(chat) ?? "", /reported a message in #den/);
});

Deno.test("Who calls everybody and may not is told that it called nobody, and nobody else is", () => {
  let now = 0;
  const chat = new Chat({ now: () => now });
  welcome(chat, []);
  join(chat, "lobby");
  const says = (from: string, text: string, calls?: "room" | "here") => {
    const [id, seq] = [`id ${now += 60_000}`, now];
    if (from === "ada") chat.room("lobby")?.expect({ id, from, at: now, text });
    chat.handle({
      type: "said",
      room: "lobby",
      seq,
      id,
      from,
      at: now,
      text,
      ...calls && { calls },
    });
    return noticeIn(chat);
  };
  const note = (call: string) =>
    `${call} called nobody: in a room with more than 20 people, only moderators can call everybody.`;
  assertEquals(says("ada", "@room, tea?"), note("@room"));
  assertEquals(says("ada", "Tea, @here?"), note("@here"));
  assertEquals(says("ada", "@room, tea?", "room"), undefined, "it did");
  assertEquals(says("ada", "Tea?"), undefined);
  assertEquals(says("ada", "`@room` calls everybody"), undefined, "code calls nobody");
  assertEquals(says("bob", "@room, tea?"), undefined, "that is for bob to know");
});

Deno.test("Chat calls a direct room by the names that its people have now, its own among them", () => {
  const chat = chatIn("lobby");
  const titles = () => chat.directRooms.map(({ name, title }) => [name, title]);
  welcome(chat, [summary("@ada,bob", 1)]);
  assertEquals(titles(), [["@ada,bob", "bob"]]);
  chat.handle({ type: "settings", room: "@ada,bob", name: "@ada,eve" });
  assertEquals(titles(), [["@ada,bob", "eve"]]);
  chat.show("@ada,eve");
  assertEquals(chat.shown?.name, "@ada,bob");
  assertEquals(chat.directRooms[0]?.people, ["ada", "eve"]);
  // One who was renamed before writes for the first time.
  chat.handle({ type: "settings", room: "@ada,zed", name: "@ada,zoe" });
  assertEquals(titles()[0], ["@ada,zed", "zoe"]);
  // It was so while we were away, and of one that is called as before nothing is said.
  welcome(chat, [summary("@ada,bob", 1), { ...summary("@ada,zed", 1), name: "@ada,dan" }]);
  assertEquals(titles(), [["@ada,bob", "bob"], ["@ada,zed", "dan"]]);
});

Deno.test("Chat goes on under another name that somebody has taken", () => {
  const chat = chatIn("lobby");
  welcome(chat, [summary("@ada,bob", 0)]);
  welcome(chat, [{ ...summary("@ada,bob", 0), name: "@bob,ida" }], "ida");
  assertEquals([chat.you, chat.directRooms[0]?.title], ["ida", "bob"]);
  const said = { type: "said", room: "lobby", id: "1", seq: 1, at: 1, text: "hi" } as const;
  chat.handle({ ...said, from: "ida" });
  assertEquals(chat.room("lobby")?.unread, 0, "it is theirs");
});
