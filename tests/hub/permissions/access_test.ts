import { assertEquals, assertMatch } from "@std/assert";
import { DEN, den, says } from "../../support/hub/den.ts";
import { summary } from "../../support/hub/log.ts";

Deno.test("A room that is no longer open keeps who is in it, admits who is invited, and nobody else", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const cyd = await chat.connects("cyd");
  const eve = await chat.connects("eve");
  await chat.does(ada, { type: "access", ...DEN, access: "listed" });
  await bob.hears("settings");
  assertMatch((await bob.hears("notice")).text, /invitation-only by ada/);
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
  assertEquals(rooms.find(({ room }) => room === "den")?.access, "listed");
});

Deno.test("Who is not invited any more is out at once, and who is kicked from a room that is not open, too", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  const [cyd] = await chat.enters("cyd", "den");
  await chat.does(ada, { type: "access", ...DEN, access: "hidden" });
  await chat.does(ada, { type: "uninvite", ...DEN, name: "bob" });
  assertEquals((await bob.sees("left")).reason, "uninvited");
  await chat.does(ada, { type: "kick", ...DEN, name: "cyd" });
  assertEquals((await cyd.sees("left")).reason, "kicked");
  for (const who of [bob, cyd]) {
    assertEquals(await chat.refuses(who, { type: "who", ...DEN }), "no-such-room");
    await who.hearsNothing();
  }
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

Deno.test("An invited name sees the room in its list, and others do not", async () => {
  const { chat, ada, bob } = await den();
  await using _ = chat;
  await chat.does(ada, { type: "access", ...DEN, access: "hidden" });
  const cyd = await chat.connects("cyd");
  const listed = async (): Promise<unknown> => {
    chat.asks(cyd, { type: "rooms" });
    return (await cyd.sees("rooms")).rooms;
  };
  assertEquals(await listed(), [summary("lobby")]);
  await chat.does(ada, { type: "invite", ...DEN, name: "cyd" });
  const hidden = summary("den", { head: 2, count: 2, access: "hidden" });
  await bob.hears("settings");
  for (const words of [/hidden by ada/, /cyd was invited/]) {
    assertMatch((await bob.hears("notice")).text, words);
  }
  assertEquals(await listed(), [hidden, summary("lobby")]);
  const [, { rooms }] = await chat.arrives("cyd");
  assertEquals(rooms, [hidden, summary("lobby")]);
  const unknown = { type: "invite", ...DEN, name: "nobody" } as const;
  assertEquals(await chat.refuses(ada, unknown), "no-such-person");
});
