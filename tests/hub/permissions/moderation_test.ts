import { assertEquals, assertLess } from "@std/assert";
import { openPolicy, type Policy } from "../../../hub/permissions/policy.ts";
import { affectedBy } from "../../../hub/permissions/dismissal.ts";
import { DEN, den, says } from "../../support/hub/den.ts";
import { OpenHub } from "../../support/hub/open_hub.ts";
import { stepsOf } from "../../support/measure/steps.ts";

const MINUTE = 60_000;

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
  assertEquals(joined.type, "joined", "the room is open");
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
  assertEquals((await bob.sees("notice")).text, "bob was muted by ada for 10 minutes");
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
  await bob.sees("notice");
  assertEquals((await bob.sees("notice")).text, "bob was unmuted by ada");
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
      { type: "access", ...DEN, access: "hidden" },
      { type: "close", ...DEN },
    ] as const
  ) {
    assertEquals(await chat.refuses(bob, command), "forbidden", command.type);
  }
  await chat.does(ada, { type: "moderator", ...DEN, name: "bob", on: false });
  assertEquals(await chat.refuses(bob, kick), "forbidden");
});

Deno.test("Whoever keeps account of it is told what moderators decide, and no text", async () => {
  const { chat, ada } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "mute", ...DEN, name: "bob", ms: 5 }, 7);
  const [{ at, by, about, action } = {}] = chat.applied;
  assertEquals([at, by?.name, about, action?.type], [7, "ada", "guest:bob", "mute"]);
});

Deno.test("An action that can't be stored changes nothing, and says so", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  chat.ground.policies.failing = true;
  const kick = { type: "kick", ...DEN, name: "bob" } as const;
  assertEquals(await chat.refuses(ada, kick), "unavailable");
  says(chat, ada, "you are still here");
  assertEquals(await bob.texts(1), ["you are still here"]);
});

Deno.test("A ban of an address leaves alone who moderates from there", async () => {
  await using chat = await OpenHub.with();
  const here = { address: "192.0.2.7" };
  const [ada] = await chat.enters("ada", "den", here);
  await chat.enters("bob", "den", here);
  const [cyd] = await chat.enters("cyd", "den", here);
  await chat.does(ada, { type: "ban", ...DEN, name: "bob", address: true });
  assertEquals((await cyd.sees("left")).reason, "banned");
  await chat.does(ada, { type: "ban", ...DEN, name: "bob", ms: 0 });
  assertEquals((await chat.answers(cyd, { type: "join", ...DEN })).type, "joined");
});

Deno.test("An action, or a tick, checks nobody whom it cannot remove", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const people = 300;
  for (let i = 0; i < people; i++) await chat.enters(`guest${i}`, "den");
  await chat.does(ada, { type: "access", ...DEN, access: "listed" });
  // The first tells how many they are.
  for (const at of [60_000, 61_000]) chat.ticks(at);
  assertLess(stepsOf(() => chat.ticks(62_000)), people);
  const before = openPolicy("guest:ada");
  const decisions: [Policy, boolean][] = [
    [{ ...before, mutes: [{ key: "bob" }] }, false],
    [{ ...before, invited: ["guest:cyd"], moderators: ["guest:cyd"] }, false],
    [{ ...before, bans: [{ key: "bob" }] }, true],
    [{ ...before, kicks: [{ id: "guest:bob", at: 1 }] }, true],
    [{ ...before, access: "hidden" }, true],
    [{ ...before, closed: true }, true],
  ];
  for (const [policy, isAffected] of decisions) {
    assertEquals(affectedBy(before, policy)?.(bob.member) ?? false, isAffected);
    assertEquals(affectedBy(policy, policy), undefined);
  }
});
