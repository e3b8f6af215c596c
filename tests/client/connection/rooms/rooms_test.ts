import { assertEquals } from "@std/assert";
import * as server from "../../../../protocol/name.ts";
import { directRoom, nameKey } from "../../../../protocol/name.ts";
import { startServer } from "../../programs.ts";
import { Reader, welcomed } from "../support/reader.ts";
import { joined, said, ScriptedServer, summary } from "../support/scripted_server.ts";

Deno.test("Connection comes back to a room after its last entry, in the same log", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");

  const first = await welcomed(server);
  const fresh = await first.letsJoin(41);
  assertEquals([fresh.after, fresh.epoch], [undefined, undefined]);
  first.tell(said("lobby", 40), said("lobby", 41));
  assertEquals(await ada.seqs(2), [40, 41]);
  first.cut();

  const second = await welcomed(server);
  const again = await second.letsJoin(43);
  assertEquals([again.room, again.after, again.epoch], ["lobby", 41, "e1"]);
  second.tell(said("lobby", 42), said("lobby", 43));
  assertEquals(await ada.seqs(2), [42, 43]);
});

Deno.test("Connection misses nothing of a room that was empty when it was cut", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("quiet");
  const first = await welcomed(server);
  await first.letsJoin(0);
  await ada.sees("joined");
  first.cut();
  assertEquals((await (await welcomed(server)).letsJoin(60)).after, 0);
});

Deno.test("Connection gives every entry once, though the server sends some twice", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  const visit = await welcomed(server);
  await visit.letsJoin(2);
  visit.tell(said("lobby", 1), said("lobby", 2), said("lobby", 1), said("lobby", 2));
  visit.tell(said("lobby", 2), said("lobby", 3));
  assertEquals(await ada.seqs(3), [1, 2, 3]);
});

Deno.test("Connection joins again where a hole begins", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  const visit = await welcomed(server);
  await visit.letsJoin(1);
  visit.tell(said("lobby", 1), said("lobby", 3), said("lobby", 4));
  assertEquals((await visit.letsJoin(4)).after, 1);
  visit.tell(said("lobby", 2), said("lobby", 3), said("lobby", 4));
  assertEquals(await ada.seqs(4), [1, 2, 3, 4]);
});

Deno.test("Connection asks about a hole once, then goes on with what there is", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  const visit = await welcomed(server);
  await visit.letsJoin(1);
  visit.tell(said("lobby", 1), said("lobby", 3));
  await visit.letsJoin(3);
  visit.tell(said("lobby", 3), said("lobby", 4));
  assertEquals(await ada.seqs(3), [1, 3, 4]);
});

Deno.test("Connection starts over when the room's log is another one", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  const first = await welcomed(server);
  await first.letsJoin(9);
  first.tell(said("lobby", 9));
  await ada.seqs(1);
  first.cut();

  const second = await welcomed(server);
  await second.letsJoin(2, { epoch: "e2", reset: true });
  assertEquals((await ada.sees("joined")).reset, true);
  second.tell(said("lobby", 1), said("lobby", 2));
  assertEquals(await ada.seqs(2), [1, 2]);
  second.cut();

  const third = await (await welcomed(server)).letsJoin(2, { epoch: "e2" });
  assertEquals([third.after, third.epoch], [2, "e2"]);
});

Deno.test("Connection keeps its place in a room that the server spells differently", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("ＬＯＢＢＹ");
  ada.connection.join("lobby");
  const first = await welcomed(server);
  await first.letsJoin(1, { room: "Lobby" });
  first.tell(said("Lobby", 1));
  await ada.seqs(1);
  first.cut();
  const again = await (await welcomed(server)).letsJoin(1, { room: "Lobby" });
  assertEquals([again.room, again.after], ["Lobby", 1]);
});

Deno.test("Connection follows a direct room that it never joined, also across a cut", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await server.visit();
  first.welcome({ rooms: [summary("@ada,bob", 6)] });
  first.tell(said("@ada,bob", 7));
  assertEquals(await ada.seqs(1), [7]);
  first.cut();

  const second = await server.visit();
  second.welcome({ rooms: [summary("@ada,bob", 9)] });
  const again = await second.letsJoin(9);
  assertEquals([again.room, again.after], ["@ada,bob", 7]);
  second.tell(said("@ada,bob", 8), said("@ada,bob", 9));
  assertEquals(await ada.seqs(2), [8, 9]);
});

Deno.test("Connection joins no direct room in which nothing was said during a cut", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await server.visit();
  first.welcome({ rooms: [summary("@ada,bob", 6), summary("@ada,cyd", 3)] });
  first.tell(said("@ada,bob", 7));
  assertEquals(await ada.seqs(1), [7]);
  ada.connection.join("lobby");
  await first.letsJoin(0);
  await ada.sees("joined");
  first.cut();

  const second = await server.visit();
  second.welcome({ rooms: [summary("@ada,bob", 7), summary("@ada,cyd", 3)] });
  assertEquals((await second.letsJoin(0)).room, "lobby");
  second.tell(said("@ada,cyd", 4), said("@ada,bob", 8));
  assertEquals(await ada.seqs(2), [4, 8]);
});

Deno.test("Connection gets all of a direct room that was made since it was welcome", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  visit.tell(said("@ada,bob", 3));
  assertEquals((await visit.letsJoin(3)).after, 0);
  visit.tell(said("@ada,bob", 1), said("@ada,bob", 2), said("@ada,bob", 3));
  assertEquals(await ada.seqs(3), [1, 2, 3]);
});

Deno.test("Connection joins a direct room that it follows from where it is, however it is spelled", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await server.visit();
  visit.welcome({ rooms: [summary("@ada,bob", 6)] });
  visit.tell(said("@ada,bob", 7));
  assertEquals(await ada.seqs(1), [7]);
  ada.connection.join("@Bob,ADA");
  assertEquals((await visit.letsJoin(8, { room: "@ada,bob" })).after, 7);
  visit.tell(said("@ada,bob", 8));
  assertEquals(await ada.seqs(1), [8]);

  ada.connection.leave("@ada,bob");
  assertEquals((await visit.hears("leave")).room, "@ada,bob");
  visit.tell({ type: "left", room: "@ada,bob" }, said("@ada,bob", 9), said("@ada,bob", 9));
  assertEquals(await ada.seqs(1), [9], "what its people say still comes");
});

Deno.test("Connection reads another log under a direct room's name from its start", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await server.visit();
  visit.welcome({ rooms: [summary("@ada,bob", 6)] });
  visit.tell(said("@ada,bob", 7));
  assertEquals(await ada.seqs(1), [7]);
  visit.tell({ ...joined("@ada,bob", 1), epoch: "e2", reset: true }, said("@ada,bob", 1));
  assertEquals((await ada.sees("joined")).reset, true);
  assertEquals(await ada.seqs(1), [1]);
});

Deno.test("Connection asks which log is meant when a direct room's name has two", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await server.visit();
  visit.welcome({ rooms: [summary("@ada,bob", 9), summary("@ada,bob", 2)] });
  assertEquals((await visit.letsJoin(3, { epoch: "e2" })).after, 2);
  visit.tell(said("@ada,bob", 3));
  assertEquals(await ada.seqs(1), [3]);
});

Deno.test("Someone hears a later guest of the same name, and nothing twice", async () => {
  await using server = await startServer();
  await using ada = new Reader(server, { name: "ada" });
  await ada.becomes("open");
  for (const texts of [["one", "two", "three"], ["I am another"]]) {
    await using bob = new Reader(server, { name: "bob" });
    await bob.becomes("open");
    for (const text of texts) await bob.connection.say({ to: "ada" }, text).acknowledged;
    assertEquals(await ada.texts(texts.length), texts);
  }
});

Deno.test("Connection counts every kind of entry, and no signal", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  const visit = await welcomed(server);
  await visit.letsJoin(0);
  const about = { room: "lobby", from: "bob", at: 0 };
  visit.tell(
    said("lobby", 1),
    { type: "edited", ...about, seq: 2, of: 1, text: "better" },
    { type: "reacted", ...about, seq: 3, of: 1, emoji: "👍", on: true },
    { type: "read", room: "lobby", seq: 9 },
    { type: "stored", room: "lobby", id: "x", seq: 9 },
    { type: "deleted", ...about, seq: 4, of: 1 },
    { type: "topic", ...about, seq: 5, text: "Tea" },
    { type: "notice", room: "lobby", seq: 6, at: 0, text: "The server restarts soon" },
    said("lobby", 7),
    { type: "deleted", ...about, seq: 4, of: 1 },
    said("lobby", 8),
  );
  const taken = [];
  while (taken.at(-1) !== 8) {
    const event = await ada.next();
    if ("seq" in event && event.type !== "read" && event.type !== "stored") taken.push(event.seq);
  }
  assertEquals(taken, [1, 2, 3, 4, 5, 6, 7, 8]);
});

Deno.test("Connection is not in a room that it left, and starts afresh when it comes back", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  ada.connection.join("games");
  const first = await welcomed(server);
  await first.letsJoin(1);
  await first.letsJoin(1);
  first.tell(said("games", 1));
  await ada.seqs(1);

  ada.connection.leave("games");
  await first.hears("leave");
  first.tell(said("games", 2), { type: "left", room: "games" }, said("lobby", 1));
  assertEquals((await ada.sees("said")).room, "lobby");

  ada.connection.join("games");
  assertEquals((await first.letsJoin(9)).after, undefined);
  ada.connection.leave("games");
  await first.hears("leave");
  first.cut();
  assertEquals((await (await welcomed(server)).letsJoin(1)).room, "lobby");
});

Deno.test("Connection forgets a room that it may not join", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("secret");
  ada.connection.join("lobby");
  const first = await welcomed(server);
  const { ref } = await first.hears("join");
  first.tell({ type: "refused", ref, reason: "no-such-room", message: "There is no such room" });
  await first.letsJoin(0);
  await ada.sees("joined");
  first.cut();
  assertEquals((await (await welcomed(server)).letsJoin(0)).room, "lobby");
});

Deno.test("Connection asks again for a room whose log can't be read for now", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  const visit = await welcomed(server);
  const { ref } = await visit.hears("join");
  visit.tell({ type: "refused", ref, reason: "unavailable", message: "Later", retry: 1 });
  await visit.letsJoin(0);
  assertEquals((await ada.sees("joined")).room, "lobby");
});

Deno.test("A room has the same key in the browser as on the server", () => {
  for (const name of ["Ada", "ＡＤＡ", "ΣΊΣΥΦΟΣ", "straße", "中文", "STRAẞE", "İstanbul", "ǆ"]) {
    assertEquals(nameKey(name), server.nameKey(name));
  }
  for (const people of [["bob", "ADA"], ["余", "bob", "Ａda"], ["ß", "SS", "Ω"]]) {
    assertEquals(directRoom(people), server.directRoom(people));
  }
});
