import { assert, assertEquals } from "@std/assert";
import { Close, type Said } from "../../../protocol.ts";
import { BOTS_MAX } from "../../../server/auth/bots/bot.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { backingOver } from "../../../server/backing.ts";
import { EventReader } from "../../support/server/event_reader.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

interface Made {
  readonly id: string;
  readonly token: string;
}

async function makeBot(server: TestServer, token: string, name = "echo"): Promise<Made> {
  const made = await expect(server, 201, "POST /api/bots", { token, body: { name } });
  return { id: String(made.id), token: String(made.token) };
}

Deno.test("A bot comes in with its token, and what it says is marked, also when it is read later", async () => {
  await using server = await TestServer.start();
  const bot = await makeBot(server, await claim(server, "ada"));
  await using echo = await TestClient.enter(server, { token: bot.token });
  await using bob = await TestClient.enter(server, "bob");

  echo.say("lobby", "hello");
  const said = await bob.next("said");
  assertEquals([said.from, said.text, said.bot], ["echo", "hello", true]);
  echo.send({ type: "edit", room: "lobby", of: said.seq, text: "Hello" });
  assertEquals((await bob.next("edited")).bot, true);
  bob.say("lobby", "hi");
  assertEquals((await bob.next("said")).bot, undefined);
  const { entries } = await bob.ask({ type: "history", room: "lobby" }) as { entries: Said[] };
  assertEquals(entries.filter(({ bot }) => bot).map(({ from }) => from), ["echo", "echo"]);
  echo.send({ type: "delete", room: "lobby", of: said.seq });
  await bob.next("deleted");
  const { entries: later } = await bob.ask({ type: "history", room: "lobby" }) as {
    entries: Said[];
  };
  assertEquals([later[0]?.deleted, later[0]?.bot], [true, true]);
});

Deno.test("A bot's token is told once, and kept as a hash", async () => {
  await using file = await StoreFile.make();
  let token = "";
  {
    await using server = await TestServer.start({ store: file.path });
    const ada = await claim(server, "ada");
    ({ token } = await makeBot(server, ada));
    const { bots } = await expect(server, 200, "GET /api/bots", { token: ada });
    assertEquals(JSON.stringify(bots).includes(token), false);
    assert(Array.isArray(bots) && bots.length === 1);
  }
  const store = await Deno.readFile(file.path);
  assertEquals(new TextDecoder("latin1").decode(store).includes(token.slice(4)), false);
  await using server = await TestServer.start({ store: file.path });
  const { name } = await expect(server, 200, "GET /api/session", { token });
  assertEquals(name, "echo");
});

Deno.test("Guests and bots make no bots, and an account makes so many", async () => {
  await using server = await TestServer.start();
  const guest = await signIn(server, "gus");
  const ada = await claim(server, "ada");
  const { token } = await makeBot(server, ada);
  for (const who of [guest, token]) {
    await expect(server, "403 forbidden", "GET /api/bots", { token: who });
    await expect(server, "403 forbidden", "POST /api/bots", { token: who, body: { name: "x" } });
    await expect(server, "403 forbidden", "PATCH /api/bots/x", { token: who, body: { url: null } });
    await expect(server, "403 forbidden", "DELETE /api/bots/x", { token: who });
  }
  for (let i = 1; i < BOTS_MAX; i++) await makeBot(server, ada, `bot-${i}`);
  const body = { name: "one-more" };
  await expect(server, "403 forbidden", "POST /api/bots", { token: ada, body });
});

Deno.test("A bot has a name that is nobody's, nor looks like somebody's, and keeps it from others", async () => {
  await using server = await TestServer.start();
  const ada = await claim(server, "ada");
  await claim(server, "charles");
  await using _gus = await TestClient.connect(server, "gus");
  for (const name of ["ada", "Charles", "сharles", "gus", "admin"]) {
    const { status } = await ask(server, "POST /api/bots", { token: ada, body: { name } });
    assertEquals(status, name === "admin" ? 400 : 409, name);
  }
  const { id } = await makeBot(server, ada, "Echo");
  for (const name of ["echo", "ECHO", "еcho"]) {
    const body = { name, password: PASSWORD };
    await expect(server, "409 name-taken", "POST /api/accounts", { body });
    await expect(server, "401 bad-password", "POST /api/session", { body: { name } });
    await expect(server, "401 bad-password", "POST /api/session", { body });
    const { status } = await ask(server, "POST /api/bots", { token: ada, body: { name } });
    assertEquals(status, 409);
  }
  for (const password of ["", "bot"]) {
    const body = { name: "Echo", password };
    await expect(server, "401 bad-password", "POST /api/session", { body });
  }
  await expect(server, 204, `DELETE /api/bots/${id}`, { token: ada });
  await claim(server, "echo");
});

Deno.test("Who deletes a bot ends its sockets, and its token brings nobody in", async () => {
  await using server = await TestServer.start();
  const ada = await claim(server, "ada");
  const eve = await claim(server, "eve");
  const bot = await makeBot(server, ada);
  await using echo = await TestClient.enter(server, { token: bot.token });
  await expect(server, "404 not-found", `DELETE /api/bots/${bot.id}`, { token: eve });
  await expect(server, 204, `DELETE /api/bots/${bot.id}`, { token: ada });
  assertEquals(await echo.closed, Close.Removed);
  await expect(server, "401 no-session", "GET /api/session", { token: bot.token });
  await expect(server, "404 not-found", `DELETE /api/bots/${bot.id}`, { token: ada });
});

Deno.test("Who deletes a bot ends its event streams", async () => {
  await using server = await TestServer.start();
  const ada = await claim(server, "ada");
  const bot = await makeBot(server, ada);
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "hello");
  await bob.next("said");
  const { token } = bot;
  await using one = await EventReader.open(server, "/api/rooms/lobby/events", { token });
  await using all = await EventReader.open(server, "/api/events", { token });
  for (const stream of [one, all]) await stream.next();
  await expect(server, 204, `DELETE /api/bots/${bot.id}`, { token: ada });
  await one.ended();
  await all.ended();
});

Deno.test("A bot that is deleted on one server is gone from another that shares the store", async () => {
  await using file = await StoreFile.make({ shared: true });
  await using one = await TestServer.start({ backing: backingOver(file.store) });
  await using other = await TestServer.start({ backing: backingOver(file.store) });
  const ada = await claim(one, "ada");
  const bot = await makeBot(one, ada);
  await using echo = await TestClient.connect(other, { token: bot.token });
  await expect(one, 204, `DELETE /api/bots/${bot.id}`, { token: ada });
  assertEquals(await echo.closed, Close.Removed);
});

Deno.test("Bots are muted and banned with their owner, and deleted with their account", async () => {
  await using server = await TestServer.start();
  const root = await claimAdmin(server, "root-ada");
  const bob = await claim(server, "bob");
  const bot = await makeBot(server, bob);
  await using admin = await TestClient.enter(server, { token: root });
  await using echo = await TestClient.enter(server, { token: bot.token });

  await admin.ask({ type: "mute", room: "lobby", name: "bob", ms: 60_000 });
  echo.say("lobby", "unheard");
  assertEquals((await echo.next("refused")).reason, "muted");
  await admin.ask({ type: "mute", room: "lobby", name: "bob", ms: 0 });
  await admin.ask({ type: "ban", room: "lobby", name: "bob", ms: 60_000 });
  assertEquals((await echo.next("left")).reason, "banned");
  await admin.ask({ type: "ban", room: "lobby", name: "bob", ms: 0 });
  await echo.join("lobby");
  await admin.ask({ type: "ban", name: "bob", ms: 60_000 });
  assertEquals(await echo.closed, Close.Removed);
  await expect(server, "403 forbidden", "GET /api/session", { token: bot.token });
  await admin.ask({ type: "ban", name: "bob", ms: 0 });
  await expect(server, 200, "GET /api/session", { token: bot.token });

  const again = await signIn(server, "bob", PASSWORD);
  const body = { password: PASSWORD, messages: "keep" };
  await expect(server, 204, "DELETE /api/account", { token: again, body });
  await expect(server, "401 no-session", "GET /api/session", { token: bot.token });
  await claim(server, "echo");
});

Deno.test("A bot reads no room that it may not, and writes to people in a room of theirs", async () => {
  await using server = await TestServer.start();
  const ada = await claim(server, "ada");
  const bot = await makeBot(server, ada);
  await using owner = await TestClient.enter(server, { token: ada }, "den");
  await owner.ask({ type: "access", room: "den", access: "listed" });
  await using echo = await TestClient.connect(server, { token: bot.token });
  const refused = await echo.ask({ type: "join", room: "den" });
  assertEquals("reason" in refused && refused.reason, "forbidden");
  await owner.ask({ type: "invite", room: "den", name: "echo" });
  await echo.join("den");

  echo.send({ type: "say", to: ["ada"], id: "1", text: "psst" });
  const psst = await owner.until((event) => event.type === "said" && event.text === "psst", "psst");
  assertEquals("bot" in psst && psst.bot, true);
});

Deno.test("A bot has a rate of its own: what it sends too fast keeps its owner from nothing", async () => {
  await using server = await TestServer.start({
    limits: { total: 100, perAddress: 100, perPerson: 10 },
  });
  const ada = await claim(server, "ada", {});
  const bot = await makeBot(server, ada);
  await using echo = await TestClient.enter(server, { token: bot.token, from: "9.9.9.9" });
  await using owner = await TestClient.enter(server, { token: ada, from: "8.8.8.8" });
  echo.send(
    ...Array.from(
      { length: 400 },
      (_, i) => ({ type: "say", room: "lobby", id: `${i}`, text: "x" }),
    ),
  );
  assertEquals((await echo.next("refused")).reason, "too-fast");
  owner.say("lobby", "I may");
  await owner.until((event) => event.type === "said" && event.text === "I may", "what she said");
});
