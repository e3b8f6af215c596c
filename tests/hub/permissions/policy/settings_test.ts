import { assertEquals, assertMatch } from "@std/assert";
import type { RoomCommand } from "../../../../hub/request.ts";
import { DEN, den, says } from "../../../support/hub/den.ts";
import { summary } from "../../../support/hub/log.ts";
import type { Listener } from "../../../support/hub/listener.ts";
import { type HeldHub, OpenHub } from "../../../support/hub/open_hub.ts";

/** The rooms that somebody is told of, as they are set: without what was said there. */
async function listed(chat: HeldHub, who: Listener): Promise<unknown[]> {
  const answer = await chat.answers(who, { type: "rooms" });
  const rooms = answer.type === "rooms" ? answer.rooms : [];
  return rooms.filter(({ room }) => room !== "lobby")
    .map((room) => ({ ...room, ...summary(room.room) }));
}

/** Somebody writes `hello` under an id, so that it can be reacted to. */
async function hello(chat: HeldHub, who: Listener): Promise<number> {
  says(chat, who, "hello");
  while (true) {
    const entry = await who.sees("said");
    if (entry.id === "hello") return entry.seq;
  }
}

Deno.test("What a room is set to is told to who is in it, who joins, and who lists rooms", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "slow", ...DEN, ms: 5_000 });
  assertEquals(await bob.sees("settings"), { type: "settings", room: "den", slow: 5_000 });
  await chat.does(ada, { type: "announce", ...DEN, on: true });
  const both = { slow: 5_000, announce: true } as const;
  assertEquals(await bob.sees("settings"), { type: "settings", room: "den", ...both });
  assertMatch((await bob.hears("notice")).text, /announcement-only by ada/);
  const [cyd, joined] = await chat.enters("cyd", "den");
  assertEquals([joined.slow, joined.announce, joined.role], [5_000, true, undefined]);
  assertEquals(await listed(chat, cyd), [summary("den", both)]);
  await chat.does(ada, { type: "slow", ...DEN, ms: 0 });
  await chat.does(ada, { type: "announce", ...DEN, on: false });
  assertEquals(await listed(chat, cyd), [summary("den")]);
});

Deno.test("Everybody knows their role in a room, and hears when it changes", async () => {
  await using chat = await OpenHub.with();
  const [ada, made] = await chat.enters("ada", "den");
  const [bob, came] = await chat.enters("bob", "den");
  const standing = { admin: true };
  const [, administrator] = await chat.enters("zoe", "den", { standing });
  assertEquals([made.role, came.role, administrator.role], ["owner", undefined, "administrator"]);
  await chat.does(ada, { type: "moderator", ...DEN, name: "bob", on: true });
  assertEquals((await bob.sees("settings")).role, "moderator");
  await chat.does(ada, { type: "moderator", ...DEN, name: "bob", on: false });
  assertEquals((await bob.sees("settings")).role, undefined);
});

Deno.test("Who is muted is told for how long and why, at once, when they join, and when it ends", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const [cyd] = await chat.enters("cyd", "den");
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: 60_000, reason: "a raid" });
  const muted = { ms: 60_000, reason: "a raid" };
  assertEquals(await bob.sees("settings"), { type: "settings", room: "den", muted });
  const [, again] = await chat.enters("bob", "den");
  assertEquals(again.muted, muted);
  await chat.does(ada, { type: "slow", ...DEN, ms: 5_000 });
  const both = { type: "settings", room: "den", slow: 5_000, muted } as const;
  assertEquals(await bob.sees("settings"), both);
  // Nobody else hears who is muted but by the notice.
  assertEquals(await cyd.sees("settings"), { type: "settings", room: "den", slow: 5_000 });
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: 0 });
  assertEquals(await bob.sees("settings"), { type: "settings", room: "den", slow: 5_000 });
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: 60_000 });
  assertEquals((await bob.sees("settings")).muted, { ms: 60_000 });
});

Deno.test("Where only moderators say something, others react, and read", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const of = await hello(chat, bob);
  await chat.does(ada, { type: "announce", ...DEN, on: true });
  const refused: RoomCommand[] = [
    { type: "say", ...DEN, id: "1", text: "me, too" },
    { type: "edit", ...DEN, of, text: "another" },
    { type: "topic", ...DEN, text: "mine" },
    { type: "typing", ...DEN },
  ];
  for (const command of refused) {
    const answer = await chat.answers(bob, command);
    assertMatch(
      answer.type === "refused" ? answer.message : "",
      /in den only moderators can write/,
    );
  }
  chat.asks(bob, { type: "react", ...DEN, of, emoji: "👍", on: true });
  await bob.sees("reacted");
  says(chat, ada, "news");
  assertEquals((await bob.sees("said")).text, "news");
  // What they said is theirs to delete.
  chat.asks(bob, { type: "delete", ...DEN, of });
  await bob.sees("deleted");
});

Deno.test("Nothing is said in an archived room, by nobody, and all of it is read", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const of = await hello(chat, bob);
  await chat.does(ada, { type: "moderator", ...DEN, name: "bob", on: true });
  assertEquals(await chat.refuses(bob, { type: "archive", ...DEN, on: true }), "forbidden");
  await chat.does(ada, { type: "archive", ...DEN, on: true });
  const refused: RoomCommand[] = [
    { type: "say", ...DEN, id: "1", text: "me, too" },
    { type: "edit", ...DEN, of, text: "another" },
    { type: "react", ...DEN, of, emoji: "👍", on: true },
    { type: "topic", ...DEN, text: "mine" },
  ];
  for (const who of [ada, bob]) {
    for (const command of refused) {
      const answer = await chat.answers(who, command);
      assertMatch(answer.type === "refused" ? answer.message : "", /den is archived, nothing more/);
    }
  }
  const found = await chat.answers(bob, {
    ...{ type: "search", ...DEN, q: "hello", before: Infinity, limit: 9 },
  });
  assertEquals(found.type === "found" && found.entries.length, 1);
  assertEquals(await listed(chat, bob), [summary("den", { archived: true })]);
  await chat.does(ada, { type: "archive", ...DEN, on: false });
  says(chat, ada, "again");
  assertEquals((await bob.sees("said")).text, "again");
});

Deno.test("The lobby is never archived", async () => {
  await using chat = await OpenHub.with();
  const [zoe] = await chat.enters("zoe", "lobby", { standing: { admin: true } });
  const archive = { type: "archive", room: "lobby", on: true } as const;
  assertEquals(await chat.refuses(zoe, archive), "forbidden");
});

Deno.test("The reason of a ban, and who made it, are kept with it", async () => {
  const { chat, ada } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "ban", ...DEN, name: "bob", ms: 9_000, reason: "a raid" });
  const { bans } = chat.hub.directory.policy("den");
  assertEquals(bans, [
    { id: bans[0]?.id ?? "", key: "bob", until: 9_001, at: 1, by: "ada", reason: "a raid" },
  ]);
  assertEquals(chat.applied.at(-1)?.action, {
    ...{ type: "ban", room: "den", name: "bob", ms: 9_000, reason: "a raid", ref: 1_000_000 },
  });
});
